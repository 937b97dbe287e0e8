import type { Locale } from '#kernel/i18n'
import { newId } from '#kernel/ids'
import { cleanLine, pick } from '#kernel/text'
import { dateIn, type Instant, instant, msBetween, toLocal, toOffsetIso, type Zone } from '#kernel/time'
import { mendSchedule, type Placed, type Schedule, timesOf, withSessions } from './formats/index.ts'
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

/** What our session tells of itself that a schedule's own facts do not. */
const madeOf = (session: Session, id: number, locale: Locale) => ({
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
})

const talkOf = (session: Session, room: string, id: number, zone: Zone, locale: Locale): Talk => ({
  guid: session.guid,
  date: toOffsetIso(session.startsAt, zone),
  start: toLocal(session.startsAt, zone).slice(11),
  duration: hours(Math.round(msBetween(session.startsAt, session.endsAt) / 60_000)),
  room,
  title: pick(session.title, locale).value,
  ...madeOf(session, id, locale),
})

/** What the import makes of a talk. Null: nothing, because our sessions have a length. */
export function placedOf(talk: Talk, room: string): (Placed & { startsAt: Instant; endsAt: Instant }) | null {
  const { startsAt, endsAt } = timesOf(talk)
  if (endsAt <= startsAt) return null
  return {
    guid: talk.guid,
    startsAt,
    endsAt,
    room: cleanLine(room).slice(0, 120),
    title: cleanLine(talk.title).slice(0, 400),
  }
}

/** A schedule that came in, with what became of its sessions since: what nobody touched goes out as it came. */
function comesOut(
  { event, sessions, rooms, imported }: Programme & { imported: Schedule },
  locale: Locale,
): Schedule {
  const nameOf = new Map(rooms.map(({ id, name }) => [id, name.en || name.zh]))
  const sessionOf = new Map(sessions.map((session) => [session.guid, session]))
  const ids = imported.days.flatMap((day) => day.rooms.flatMap((room) => room.events.map(({ id }) => id)))
  let last = ids.reduce((most, id) => Math.max(most, id), 0)
  return mendSchedule(
    withSessions(imported, {
      now: sessions.map(({ guid, startsAt, endsAt, roomId, title }) => ({
        guid,
        startsAt,
        endsAt,
        room: roomId === null ? event.title.en || event.title.zh : (nameOf.get(roomId) ?? ''),
        // The import put every title here, whatever its language.
        title: title.en || title.zh,
      })),
      imported: placedOf,
      made: ({ guid }) => {
        const session = sessionOf.get(guid)
        if (!session) throw new Error('a schedule is made of the sessions it was asked for')
        last += 1
        return madeOf(session, last, locale)
      },
      zone: event.zone,
    }),
  ).schedule
}

/** Sessions of events as a schedule for conference software; an event without sessions is one talk of its own. */
export function scheduleOf(
  programmes: readonly Programme[],
  facts: { title: string; acronym: string; zone: Zone; baseUrl: string; locale: Locale },
): Schedule {
  const { zone, locale } = facts
  const [only] = programmes
  if (only?.imported && programmes.length === 1) return comesOut({ ...only, imported: only.imported }, locale)
  let id = 0
  const talks = programmes.flatMap(({ event, sessions, rooms }) => {
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
        talk: talkOf(session, name, id, zone, locale),
      }
    })
  })
  const days = [...new Set(talks.map(({ day }) => day))].sort()
  const first = days[0] ?? '1970-01-01'
  const last = days.at(-1) ?? first
  const base: Schedule = {
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
    const mine = talks.filter(({ day }) => day === date)
    return {
      index: index + 1,
      date,
      start: toOffsetIso(
        instant(mine.map(({ talk }) => instant(talk.date)).sort()[0] ?? `${date}T00:00:00Z`),
        zone,
      ),
      end: toOffsetIso(instant(`${date}T23:59:59Z`), zone),
      rooms: [...new Set(mine.map(({ room }) => room))].map((name) => ({
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
      room.events.flatMap((talk) => {
        const placed = placedOf(talk, room.name)
        if (!placed) return []
        return {
          guid: talk.guid,
          title: placed.title,
          abstract: talk.abstract ?? talk.description ?? '',
          language: talk.language?.startsWith('zh') ? 'zh' : 'en',
          kind: talk.type || 'talk',
          room: placed.room,
          start: placed.startsAt,
          end: placed.endsAt,
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
