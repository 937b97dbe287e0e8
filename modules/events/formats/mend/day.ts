import { isObject, type Json, type JsonObject, own } from '../json/value.ts'
import type { Day, DayRoom, Event } from '../model.ts'
import { ScheduleFormatError } from '../problems.ts'
import { clockIn, minutesIn } from './clock.ts'
import { mendEvent, type Unsettled } from './event.ts'
import { dayAfter, isBefore, later, moment, momentOf, offsetAt, saidIn } from './moments.ts'
import { type Desk, Part } from './part.ts'
import { guidIfAny, optional } from './people.ts'
import { integerIn, listOf, text, textIfAny } from './texts.ts'

type OpenRoom = { part: Part; name: string; guid?: string; events: Unsettled[] }
/** A day with its events still unsettled; `close` is called with the settled ones, in the same order. */
export type OpenDay = {
  part: Part
  date: string
  draft: JsonObject
  index: Json | undefined
  rooms: OpenRoom[]
}

export type DayHints = { conferenceStart: Json | undefined; dayChange: Json | undefined; timeslot: string }

export function openDay(desk: Desk, value: Json, position: number, hints: DayHints): OpenDay {
  const draft = isObject(value) ? value : {}
  const index = own(draft, 'index')
  const part = new Part(desk, `day ${integerIn(index) ?? position + 1}`, draft)
  if (!isObject(value)) part.note('unreadable', '', value, undefined)
  const drafts = listOf(part, 'rooms', own(draft, 'rooms'))
  const date = dateOfDay(part, draft, drafts, position, hints)
  const change = dayChangeOf(draft, hints)
  const rooms = new Map<string, OpenRoom>()
  for (const [place, room] of drafts.entries()) {
    if (!isObject(room)) part.note('unreadable', `rooms.${place}`, room, undefined)
    else openRoom(part, room, { date, dayChange: change, timeslot: hints.timeslot }, rooms)
  }
  return { part, date, draft, index, rooms: [...rooms.values()] }
}

function openRoom(
  day: Part,
  draft: JsonObject,
  place: { date: string; dayChange: string; timeslot: string },
  rooms: Map<string, OpenRoom>,
) {
  const named = own(draft, 'name')
  const part = new Part(day.desk, `${day.where} room ${typeof named === 'string' ? named : '?'}`, draft)
  const events = listOf(part, 'events', own(draft, 'events'))
  const name = named === undefined || named === null ? unnamed(part, events) : text(part, 'name', named)
  const known = rooms.get(name)
  const guid = guidIfAny(part, own(draft, 'guid'))
  const room = known ?? { part, name, ...optional('guid', guid), events: [] }
  if (known) known.part.note('room_twice', 'rooms', name, name)
  else rooms.set(name, room)
  for (const [index, event] of events.entries()) {
    if (!isObject(event)) part.note('unreadable', `events.${index}`, event, undefined)
    else room.events.push(mendEvent(day.desk, eventName(event, part, index), event, { ...place, room: name }))
  }
}

function unnamed(part: Part, events: Json[]): string {
  const said = events.flatMap((event) => (isObject(event) ? [own(event, 'room')] : []))
  const now =
    textIfAny(
      part,
      'name',
      said.find((room) => typeof room === 'string'),
    ) ?? ''
  part.note('room_unnamed', 'name', undefined, now)
  return now
}

function eventName(event: JsonObject, room: Part, index: number): string {
  const id = own(event, 'id')
  if (typeof id === 'number' || (typeof id === 'string' && id.trim() !== ''))
    return `event ${String(id).slice(0, 60)}`
  const guid = own(event, 'guid')
  return typeof guid === 'string' ? `event ${guid.slice(0, 60)}` : `${room.where} event ${index + 1}`
}

function dateOfDay(part: Part, draft: JsonObject, rooms: Json[], position: number, hints: DayHints): string {
  const value = own(draft, 'date')
  const said = saidIn(value)
  if (said) {
    if (said.date !== value) part.note('date_form', 'date', value, said.date)
    return said.date
  }
  const first = rooms
    .flatMap((room) => (isObject(room) ? listOf(part, 'events', own(room, 'events') ?? []) : []))
    .map((event) => saidIn(isObject(event) ? own(event, 'date') : undefined)?.date)
    .find((date) => date !== undefined)
  const opening = saidIn(hints.conferenceStart)?.date
  const now = saidIn(own(draft, 'start'))?.date ?? first ?? (opening && dayAfter(opening, position))
  if (now === undefined) throw new ScheduleFormatError('day_without_date', { day: position + 1 })
  part.note('date_missing', 'date', value, now)
  return now
}

/** Before this clock time an event that says no date belongs to the night after: as the day says, or the conference. */
function dayChangeOf(draft: JsonObject, hints: DayHints): string {
  const begins = saidIn(own(draft, 'start'))?.time
  if (begins !== undefined) return begins.slice(0, 5)
  const minutes = minutesIn(hints.dayChange, false) ?? 4 * 60
  return minutes >= 24 * 60
    ? '00:00'
    : `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/** `settled` gives the events of the schedule one after the other, in the order they were opened. */
export function closeDay(open: OpenDay, index: number, settled: Iterator<Event>): Day {
  const { part, draft } = open
  const rooms = open.rooms.map(
    (room): DayRoom => ({
      name: room.name,
      ...optional('guid', room.guid),
      events: room.events.flatMap(() => {
        const next = settled.next()
        return next.done ? [] : [next.value]
      }),
      ...room.part.kept(),
    }),
  )
  const events = rooms.flatMap((room) => room.events)
  const start = edge(part, 'start', draft, open.date) ?? missing(part, 'start', beginOf(open, events))
  const end = edge(part, 'end', draft, open.date) ?? missing(part, 'end', endOf(open, events))
  return { index, date: open.date, start, end, rooms, ...part.kept() }
}

/** Some say a clock alone. */
function edge(part: Part, field: string, draft: JsonObject, date: string): string | undefined {
  const value = own(draft, field)
  const clock = typeof value === 'string' && value.length < 9 ? clockIn(value) : undefined
  if (!clock) return moment(part, field, value)
  const on = dayAfter(date, clock.days)
  const now = momentOf({ date: on, time: `${clock.time}:00`, offset: offsetAt(part.desk, on, clock.time) })
  part.note('date_form', field, value, now)
  return now
}

function missing(part: Part, field: string, now: string): string {
  part.note('date_missing', field, undefined, now)
  return now
}

const midnight = (open: OpenDay, date: string): string =>
  momentOf({ date, time: '00:00:00', offset: offsetAt(open.part.desk, date, '00:00:00') })

const beginOf = (open: OpenDay, events: Event[]): string =>
  events
    .map((event) => event.date)
    .reduce<string | undefined>((a, b) => (a && isBefore(a, b) ? a : b), undefined) ??
  midnight(open, open.date)

const endOf = (open: OpenDay, events: Event[]): string =>
  events
    .map((event) => later(event.date, minutesIn(event.duration, false) ?? 0))
    .reduce<string | undefined>((a, b) => (a && isBefore(b, a) ? a : b), undefined) ??
  midnight(open, dayAfter(open.date, 1))

/** Indexes as said when they are positive and differ, else counted anew for all: half of them would mislead. */
export function indexesOf(days: readonly OpenDay[]): number[] {
  const said = days.map((day) => integerIn(day.index))
  const usable = said.every((index) => index !== undefined && index > 0) && new Set(said).size === days.length
  return days.map((day, position) => {
    const now = usable ? (said[position] ?? position + 1) : position + 1
    if (now !== day.index) day.part.note('day_index', 'index', day.index, now)
    return now
  })
}
