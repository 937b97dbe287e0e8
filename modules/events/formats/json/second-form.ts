import { durationOf, minutesIn } from '../mend/clock.ts'
import { isBefore, minutesBetween, momentOf, saidIn } from '../mend/moments.ts'
import type { Mend } from '../problems.ts'
import { isObject, type Json, type JsonObject, objectOf, own, said } from './value.ts'

/**
 * Hubs since 2024 also give a second form of schedule.json: events in one list, days without rooms, rooms, tracks
 * and logos as objects. It is put into the first form; what had to give way is kept with the event as `second_form`.
 */
export function firstFormOf(schedule: JsonObject, mended: Mend[]): JsonObject {
  const conference = own(schedule, 'conference')
  const events = own(schedule, 'events')
  const days = isObject(conference) ? own(conference, 'days') : undefined
  if (!isObject(conference) || !Array.isArray(events) || !Array.isArray(days)) return schedule
  if (days.length === 0 || days.some((day) => !isObject(day) || Object.hasOwn(day, 'rooms'))) return schedule
  mended.push({ where: 'schedule', code: 'schedule_second_form', field: '', was: null, now: null })
  const spans = days
    .filter(isObject)
    .map(({ start, end, ...day }) => said({ ...day, day_start: start, day_end: end }))
  const tracks = namesBySlug(own(conference, 'tracks'))
  const rooms = spans.map(() => new Map<string, Json[]>())
  for (const event of events) {
    const first = isObject(event) ? firstEvent(event, tracks) : undefined
    const place = first === undefined ? 0 : dayOf(spans, first)
    const name = first === undefined ? '' : own(first, 'room')
    const inDay = rooms[place] ?? new Map<string, Json[]>()
    const room = inDay.get(typeof name === 'string' ? name : '') ?? []
    room.push(first ?? event)
    inDay.set(typeof name === 'string' ? name : '', room)
  }
  const { events: _moved, ...rest } = schedule
  return {
    ...rest,
    conference: {
      daysCount: days.length,
      ...conference,
      days: spans.map((day, index) => ({ ...day, rooms: objectOf(rooms[index] ?? []) })),
    },
  }
}

const texts = (value: Json | undefined, key: string): string | undefined => {
  const text = isObject(value) ? own(value, key) : value
  return typeof text === 'string' ? text : undefined
}

function namesBySlug(tracks: Json | undefined): Map<string, string> {
  const pairs = (Array.isArray(tracks) ? tracks : []).flatMap((track) => {
    const [slug, name] = [texts(track, 'slug'), texts(track, 'name')]
    return slug !== undefined && name !== undefined ? [[slug, name] as const] : []
  })
  return new Map(pairs)
}

const replacedKeys = ['start', 'room', 'track', 'logo', 'feedback']

function firstEvent(event: JsonObject, tracks: ReadonlyMap<string, string>): JsonObject {
  const start = own(event, 'start')
  const slug = texts(own(event, 'track'), 'slug')
  const replaced = replacedKeys.filter((key) => isObject(own(event, key)))
  const { participants, ...rest } = event
  return said({
    ...rest,
    second_form:
      replaced.length > 0
        ? objectOf(replaced.map((key) => [key, own(event, key) ?? null] as const))
        : undefined,
    feedback: undefined,
    date: own(event, 'date') ?? start,
    start: saidIn(start)?.time?.slice(0, 5) ?? start,
    duration: own(event, 'duration') ?? lasts(start, own(event, 'end')),
    room: texts(own(event, 'room'), 'name'),
    track:
      (slug === undefined ? undefined : tracks.get(slug)) ??
      texts(own(event, 'track'), 'name') ??
      slug ??
      null,
    logo: texts(own(event, 'logo'), 'url') ?? null,
    feedback_url: own(event, 'feedback_url') ?? texts(own(event, 'feedback'), 'url'),
    persons: participants ?? own(event, 'persons'),
  })
}

/** With an offset, or nothing: only such moments can be compared. */
function certain(value: Json | undefined): string | undefined {
  const moment = saidIn(value)
  if (moment?.time === undefined || moment.offset === undefined) return undefined
  return momentOf({ date: moment.date, time: moment.time, offset: moment.offset })
}

function lasts(start: Json | undefined, end: Json | undefined): string | undefined {
  const [from, to] = [certain(start), certain(end)]
  const minutes =
    from !== undefined && to !== undefined ? minutesIn(minutesBetween(from, to), false) : undefined
  return minutes === undefined ? undefined : durationOf(minutes)
}

/** The day whose span it begins in, else the one of its date, else the first. */
function dayOf(days: readonly JsonObject[], event: JsonObject): number {
  const begins = certain(own(event, 'date'))
  const inSpan = days.findIndex((day) => {
    const [from, to] = [certain(own(day, 'day_start')), certain(own(day, 'day_end'))]
    return (
      begins !== undefined &&
      from !== undefined &&
      to !== undefined &&
      !isBefore(begins, from) &&
      isBefore(begins, to)
    )
  })
  const onDate = days.findIndex(
    (day) => own(day, 'date') !== undefined && own(day, 'date') === saidIn(own(event, 'date'))?.date,
  )
  return Math.max(0, inSpan >= 0 ? inSpan : onDate)
}
