import { notFound } from '#kernel/errors'
import { pick } from '#kernel/text'
import { file, type Route, type Visit } from '#platform/http'
import { publicEvents } from '../access.ts'
import { calendarOf } from '../calendar.ts'
import { type Schedule, writeScheduleJson, writeScheduleXml } from '../formats/index.ts'
import { listPublic, readProgramme, readPublic } from '../queries.ts'
import { type Programme, scheduleOf } from '../schedule.ts'
import { eventPath } from './parts.tsx'

const ics = (text: string, name: string) =>
  new Response(text, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': `inline; filename="${name}.ics"`,
      'cache-control': 'public, max-age=60',
    },
  })

const editionOf = (visit: Visit) => visit.params.edition ?? ''

const editionCalendar: Route = file({
  path: '/editions/:edition/calendar.ics',
  who: publicEvents,
  send: async (visit) => {
    const { edition, events, venues } = await visit.use.ask(listPublic, { edition: editionOf(visit) })
    const text = calendarOf(events, {
      name: pick(edition.name, visit.locale).value,
      origin: visit.origin,
      locale: visit.locale,
      venues,
      pageOf: (event) => `${visit.origin}${visit.href(eventPath(edition, event))}`,
    })
    return ics(text, edition.slug)
  },
})

const eventCalendar: Route = file({
  path: '/editions/:edition/events/:event/calendar.ics',
  who: publicEvents,
  send: async (visit) => {
    const { edition, event, venue } = await visit.use.ask(readPublic, {
      edition: editionOf(visit),
      slug: visit.params.event ?? '',
    })
    const text = calendarOf([event], {
      name: pick(event.title, visit.locale).value,
      origin: visit.origin,
      locale: visit.locale,
      venues: new Map(venue ? [[venue.id, venue]] : []),
      method: event.state === 'cancelled' ? 'CANCEL' : 'PUBLISH',
      pageOf: (each) => `${visit.origin}${visit.href(eventPath(edition, each))}`,
    })
    return ics(text, event.slug)
  },
})

async function scheduleFor(visit: Visit, slug: string | null): Promise<Schedule> {
  const { edition, events } = await visit.use.ask(listPublic, { edition: editionOf(visit) })
  const chosen = events.filter(
    (event) => event.state === 'released' && (slug === null || event.slug === slug),
  )
  const first = chosen[0]
  if (!first) throw notFound()
  const programmes: Programme[] = await Promise.all(
    chosen.map(async ({ slug: each }) => {
      const { event, sessions, rooms, imported } = await visit.use.ask(readProgramme, {
        edition: editionOf(visit),
        slug: each,
      })
      return { event, sessions, rooms, imported: (imported[0]?.schedule as Schedule | undefined) ?? null } // stored by the import, which wrote a Schedule
    }),
  )
  return scheduleOf(programmes, {
    title: pick(slug === null ? edition.name : first.title, visit.locale).value,
    acronym: slug ?? edition.slug,
    zone: slug === null ? edition.zone : first.zone,
    baseUrl: visit.origin,
    locale: visit.locale,
  })
}

const schedule = (path: string, slugOf: (visit: Visit) => string | null): Route[] => [
  file({
    path: `${path}/schedule.xml`,
    who: publicEvents,
    send: async (visit) =>
      new Response(writeScheduleXml(await scheduleFor(visit, slugOf(visit))), {
        headers: { 'content-type': 'application/xml; charset=utf-8' },
      }),
  }),
  file({
    path: `${path}/schedule.json`,
    who: publicEvents,
    send: async (visit) =>
      new Response(writeScheduleJson(await scheduleFor(visit, slugOf(visit))), {
        headers: { 'content-type': 'application/json; charset=utf-8' },
      }),
  }),
]

/** Calendars and schedules for other programs. */
export const feeds: Route[] = [
  editionCalendar,
  eventCalendar,
  ...schedule('/editions/:edition', () => null),
  ...schedule('/editions/:edition/events/:event', (visit) => visit.params.event ?? ''),
]
