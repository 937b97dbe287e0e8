import type { Locale } from '#kernel/i18n'
import { newId } from '#kernel/ids'
import { pick } from '#kernel/text'
import { dateIn, instant, msBetween, toLocal, toOffsetIso, type Zone } from '#kernel/time'
import { mendSchedule, type Schedule, timesOf } from './formats/index.ts'
import type { Event, Room, Session } from './model.ts'

export type Programme = {
  event: Event
  sessions: readonly Session[]
  rooms: readonly Room[]
  imported: Schedule | null
}

type Talk = Schedule['days'][number]['rooms'][number]['events'][number]

const hours = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** The talk as it came in, if it did, under what is now known of it. */
function talkOf(
  session: Session,
  room: string,
  id: number,
  known: Talk | undefined,
  zone: Zone,
  locale: Locale,
): Talk {
  const minutes = Math.round(msBetween(session.startsAt, session.endsAt) / 60_000)
  const now = {
    guid: session.guid,
    date: toOffsetIso(session.startsAt, zone),
    start: toLocal(session.startsAt, zone).slice(11),
    duration: hours(minutes),
    room,
    title: pick(session.title, locale).value,
  }
  if (known) return { ...known, ...now }
  return {
    ...now,
    id,
    slug: `session-${session.id}`,
    subtitle: null,
    abstract: pick(session.abstract, locale).value,
    description: null,
    language: session.language === 'zh' ? 'zh' : 'en',
    type: session.kind,
    track: null,
    logo: null,
    persons: session.speakers.map(({ name }) => ({ name: pick(name, locale).value })),
    links: [],
    attachments: [],
  }
}

/** Sessions of events as a schedule for conference software; an event without sessions is one talk of its own. */
export function scheduleOf(
  programmes: readonly Programme[],
  facts: { title: string; acronym: string; zone: Zone; baseUrl: string; locale: Locale },
): Schedule {
  const { zone, locale } = facts
  const single = programmes.length === 1 ? programmes[0]?.imported : null
  let id = 0
  const talks = programmes.flatMap(({ event, sessions, rooms, imported }) => {
    const known = new Map(
      imported?.days.flatMap((day) =>
        day.rooms.flatMap((room) => room.events.map((talk) => [talk.guid, talk] as const)),
      ),
    )
    const own: readonly Session[] =
      sessions.length > 0
        ? sessions
        : [
            {
              id: newId<'session'>(),
              eventId: event.id,
              stationId: null,
              roomId: null,
              kind: event.kind,
              title: event.title,
              abstract: event.summary,
              language: 'en',
              startsAt: event.startsAt,
              endsAt: event.endsAt,
              guid: event.guid,
              speakers: [],
            },
          ]
    return own.map((session) => {
      const room = rooms.find((each) => each.id === session.roomId)
      const name = room ? pick(room.name, locale).value : pick(event.title, locale).value
      id += 1
      return {
        day: dateIn(session.startsAt, zone),
        room: name,
        talk: talkOf(session, name, id, known.get(session.guid), zone, locale),
      }
    })
  })
  const days = [...new Set(talks.map(({ day }) => day))].sort()
  const first = days[0] ?? '1970-01-01'
  const last = days.at(-1) ?? first
  const base: Schedule = single ?? {
    version: '1',
    generator: { name: 'haigui' },
    conference: {
      title: facts.title,
      acronym: facts.acronym,
      start: first,
      end: last,
      daysCount: days.length,
      timeslotDuration: '00:05',
      timeZoneName: zone,
      baseUrl: facts.baseUrl,
      tracks: [],
      rooms: [...new Set(talks.map(({ room }) => room))].map((name) => ({ name })),
    },
    days: [],
  }
  const made: Schedule['days'] = days.map((date, index) => {
    const known = single?.days.find((day) => day.date === date)
    const mine = talks.filter(({ day }) => day === date)
    return {
      index: index + 1,
      date,
      start: toOffsetIso(
        instant(mine.map(({ talk }) => instant(talk.date)).sort()[0] ?? `${date}T00:00:00Z`),
        zone,
      ),
      end: toOffsetIso(instant(`${date}T23:59:59Z`), zone),
      ...known,
      rooms: [...new Set(mine.map(({ room }) => room))].map((name) => ({
        ...known?.rooms.find((room) => room.name === name),
        name,
        events: mine.filter(({ room }) => room === name).map(({ talk }) => talk),
      })),
    }
  })
  return mendSchedule({ ...base, days: made }).schedule
}

/** What an imported schedule becomes here: one event with sessions and rooms; the whole is kept for the way out. */
export function planImport(schedule: Schedule): {
  title: string
  slug: string
  zone: string | null
  startsAt: string
  endsAt: string
  rooms: string[]
  sessions: {
    guid: string
    title: string
    abstract: string
    language: string
    kind: string
    room: string
    start: string
    end: string
    speakers: string[]
  }[]
} {
  const sessions = schedule.days.flatMap((day) =>
    day.rooms.flatMap((room) =>
      room.events.map((talk) => {
        const { startsAt, endsAt } = timesOf(talk)
        return {
          guid: talk.guid,
          title: talk.title,
          abstract: talk.abstract ?? talk.description ?? '',
          language: talk.language?.startsWith('zh') ? 'zh' : 'en',
          kind: talk.type || 'talk',
          room: room.name,
          start: startsAt,
          end: endsAt,
          speakers: talk.persons.map((person) => person.name),
        }
      }),
    ),
  )
  const starts = sessions.map(({ start }) => start).sort()
  const ends = sessions.map(({ end }) => end).sort()
  return {
    title: schedule.conference.title,
    slug:
      schedule.conference.acronym
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '') || 'schedule',
    zone: schedule.conference.timeZoneName ?? null,
    startsAt: starts[0] ?? '',
    endsAt: ends.at(-1) ?? '',
    rooms: [...new Set(sessions.map(({ room }) => room))],
    sessions,
  }
}
