import { dateIn, type Instant, instant, msBetween, toLocal, toOffsetIso, type Zone } from '#kernel/time'
import { durationOf } from './mend/clock.ts'
import type { Day, Event, Schedule } from './model.ts'

/** What a session tells of an event of the schedule it came from, or shall become one of. */
export type Placed = { guid: string; startsAt: Instant; endsAt: Instant; room: string; title: string }

export type Plan = {
  /** The sessions as they are now. */
  now: readonly Placed[]
  /** What the import made of an event; null: nothing, such an event stays as it is. */
  imported: (event: Event, room: string) => Placed | null
  /** A session that did not come with the schedule; date, start, duration, room and title are filled in. */
  made: (placed: Placed) => Omit<Event, 'guid' | 'date' | 'start' | 'duration' | 'room' | 'title'>
  /** Of times that changed since. */
  zone: Zone
}

/**
 * An imported schedule with what has become of its sessions: only what differs from the import is touched, so that
 * an import without changes goes out as it came in, with its own offsets, its days over midnight and empty rooms.
 * Events whose session is gone are left out. The result is to be mended before it is stored.
 */
export function withSessions(schedule: Schedule, { now, imported, made, zone }: Plan): Schedule {
  const current = new Map(now.map((placed) => [placed.guid.toLowerCase(), placed]))
  const loose: { event: Event; placed: Placed }[] = []
  const days = schedule.days.map((day) => ({
    ...day,
    rooms: day.rooms.map((room) => ({
      ...room,
      events: room.events.flatMap((event) => {
        const was = imported(event, room.name)
        if (!was) return [event]
        const placed = current.get(event.guid.toLowerCase())
        current.delete(event.guid.toLowerCase())
        if (!placed) return []
        const changed = withChanges(event, was, placed, zone)
        if (was.room === placed.room && was.startsAt === placed.startsAt) return [changed]
        loose.push({ event: changed, placed })
        return []
      }),
    })),
  }))
  for (const placed of current.values()) {
    loose.push({
      event: {
        ...made(placed),
        guid: placed.guid,
        ...begins(placed, zone),
        ...lasts(placed),
        room: placed.room,
        title: placed.title,
      },
      placed,
    })
  }
  for (const { event, placed } of loose) place(days, event, placed, zone)
  const { daysCount } = schedule.conference
  const added = days.length - schedule.days.length
  return { ...schedule, conference: { ...schedule.conference, daysCount: daysCount + added }, days }
}

function withChanges(event: Event, was: Placed, now: Placed, zone: Zone): Event {
  const { end: _end, ...timeless } = event
  const moved = was.startsAt !== now.startsAt
  const longer = msBetween(was.startsAt, was.endsAt) !== msBetween(now.startsAt, now.endsAt)
  return {
    ...(moved || longer ? timeless : event),
    ...(moved ? begins(now, zone) : {}),
    ...(longer ? lasts(now) : {}),
    ...(was.room === now.room ? {} : { room: now.room }),
    ...(was.title === now.title ? {} : { title: now.title }),
  }
}

const begins = ({ startsAt }: Placed, zone: Zone): { date: string; start: string } => ({
  date: toOffsetIso(startsAt, zone),
  start: toLocal(startsAt, zone).slice(11),
})

const lasts = ({ startsAt, endsAt }: Placed): { duration: string } => ({
  duration: durationOf(Math.round(msBetween(startsAt, endsAt) / 60_000)),
})

/** Into the day whose span it begins in, else the one of its date, else a new one at the end. */
function place(days: Day[], event: Event, placed: Placed, zone: Zone) {
  const date = dateIn(placed.startsAt, zone)
  const day =
    days.find(({ start, end }) => instant(start) <= placed.startsAt && placed.startsAt < instant(end)) ??
    days.find((each) => each.date === date) ??
    newDay(days, date, placed, zone)
  const known = day.rooms.find((room) => room.name === placed.room)
  if (!known) day.rooms.push({ name: placed.room, events: [event] })
  else known.events = inOrder([...known.events, event])
}

const inOrder = (events: Event[]): Event[] =>
  events.toSorted((a, b) => msBetween(instant(b.date), instant(a.date)))

function newDay(days: Day[], date: string, placed: Placed, zone: Zone): Day {
  const index = days.reduce((most, day) => Math.max(most, day.index), 0) + 1
  const made: Day = {
    index,
    date,
    start: toOffsetIso(placed.startsAt, zone),
    end: toOffsetIso(placed.endsAt, zone),
    rooms: [],
  }
  days.push(made)
  return made
}
