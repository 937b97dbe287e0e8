import { newId } from '#kernel/ids'
import {
  dateIn,
  daysBetween,
  fromLocal,
  type Instant,
  type Interval,
  msBetween,
  overlaps,
  plainDate,
  plus,
  shiftDate,
  toLocal,
  type Zone,
} from '#kernel/time'
import * as errors from '../errors.ts'
import type { Brokerage, Group, Pairing, Slot, Table } from '../model.ts'

/** Most of each that one brokerage has. */
export const most = { groups: 20, slots: 300, tables: 600 } as const

/** A day of meetings as the desk describes it: times are wall clocks at the place, lengths are minutes. */
export type Day = {
  /** 'YYYY-MM-DD' */
  day: string
  /** 'HH:mm'; slots begin from here on … */
  from: string
  /** … and end by here. */
  until: string
  minutes: number
  gap: number
  /** No slot touches this; null = no break. */
  pause: { from: string; until: string } | null
}

/** The slots of a day, in order. After the pause they begin with its end. */
export function slotsOf({ day, from, until, minutes, gap, pause }: Day, zone: Zone): Interval[] {
  const clock = (time: string) => fromLocal(`${day}T${time}`, zone)
  const end = clock(until)
  const rest: Interval | null = pause ? { start: clock(pause.from), end: clock(pause.until) } : null
  const made: Interval[] = []
  let start = clock(from)
  while (made.length <= most.slots) {
    const slot = { start, end: plus(start, { minutes }) }
    if (slot.end > end) break
    if (rest && overlaps(slot, rest)) {
      start = rest.end
      continue
    }
    made.push(slot)
    start = plus(slot.end, { minutes: gap })
  }
  return made
}

const onClock = ({ startsAt, endsAt }: Slot, zone: Zone) => ({
  day: dateIn(startsAt, zone),
  from: toLocal(startsAt, zone).slice(11),
  until: toLocal(endsAt, zone).slice(11),
})

/** The first and the last day of an event, as its place counts days. */
const daysOf = ({ startsAt, endsAt, zone }: Place) =>
  [dateIn(startsAt, zone), dateIn(plus(endsAt, { ms: -1 }), zone)] as const

type Place = { startsAt: Instant; endsAt: Instant; zone: Zone }

/** Adds slots to those that stand. Refuses what overlaps one of them, and what is not on a day of the event. */
export function withSlots(
  brokerage: Pick<Brokerage, 'id'>,
  standing: readonly Slot[],
  added: readonly Interval[],
  event: Place,
): Slot[] {
  if (added.length === 0) throw errors.slotsNone()
  if (standing.length + added.length > most.slots) throw errors.slotsTooMany(most.slots)
  const [first, last] = daysOf(event)
  for (const slot of added) {
    const day = dateIn(slot.start, event.zone)
    if (day < first || day > last) throw errors.slotOutside(first, last)
    const taken = standing.find((each) => overlaps(slot, { start: each.startsAt, end: each.endsAt }))
    if (taken) throw errors.slotOverlaps(onClock(taken, event.zone))
  }
  return added.map(({ start, end }) => ({
    id: newId<'meeting_slot'>(),
    brokerageId: brokerage.id,
    startsAt: start,
    endsAt: end,
  }))
}

/** The same clock at the place, so many days later; seconds are kept. */
export function shifted(at: Instant, zone: Zone, days: number): Instant {
  const minute = toLocal(at, zone).slice(0, 16)
  const [day = '', clock = ''] = minute.split('T')
  const rest = msBetween(fromLocal(minute, zone), at)
  return plus(fromLocal(`${shiftDate(plainDate(day), { days })}T${clock}`, zone), { ms: rest })
}

/** Slots that are on no day of the event: it has other dates than when they were made. */
export function slotsAway(slots: readonly Slot[], event: Place): Slot[] {
  const [first, last] = daysOf(event)
  return slots.filter(({ startsAt }) => {
    const day = dateIn(startsAt, event.zone)
    return day < first || day > last
  })
}

/** By how many days slots are moved so that the first of them is on the first day of the event. */
export function daysToEvent(slots: readonly Slot[], event: Place): number {
  const [first] = daysOf(event)
  const [slot] = slots
  if (!slot) return 0
  return daysBetween(dateIn(slot.startsAt, event.zone), first)
}

/** All slots at the same clocks, so many days later. Refuses where one would be on no day of the event. */
export function movedSlots(slots: readonly Slot[], days: number, event: Place): Slot[] {
  const moved = slots.map((slot) => ({
    ...slot,
    startsAt: shifted(slot.startsAt, event.zone, days),
    endsAt: shifted(slot.endsAt, event.zone, days),
  }))
  if (slotsAway(moved, event).length > 0) throw errors.slotOutside(...daysOf(event))
  return moved
}

/** What tables that are made together have in common. */
export type TableKind = Pick<Table, 'place' | 'languages' | 'onlineUrl'>

/** `count` tables named by the prefix and the next free numbers: A1, A2, … */
export function withTables(
  brokerage: Pick<Brokerage, 'id'>,
  standing: readonly Table[],
  { prefix, count, ...kind }: TableKind & { prefix: string; count: number },
): Table[] {
  if (standing.length + count > most.tables) throw errors.tablesTooMany(most.tables)
  const taken = new Set(standing.map(({ name }) => name))
  const made: Table[] = []
  const after = Math.max(0, ...standing.map(({ position }) => position))
  for (let number = 1; made.length < count; number += 1) {
    const name = `${prefix}${number}`
    if (taken.has(name)) continue
    made.push({
      ...kind,
      id: newId<'meeting_table'>(),
      brokerageId: brokerage.id,
      name,
      position: after + made.length + 1,
      closed: [],
    })
  }
  return made
}

/** Whether somebody who looks for the table would go wrong by what they were told before. */
export const isElsewhere = (before: Whereabouts, after: Whereabouts): boolean =>
  before.name !== after.name ||
  before.onlineUrl !== after.onlineUrl ||
  before.place.en !== after.place.en ||
  before.place.zh !== after.place.zh

type Whereabouts = Pick<Table, 'name' | 'place' | 'onlineUrl'>

/** Two groups in the order in which a pairing is kept. */
export const pairingOf = (one: Group['id'], other: Group['id']): Pairing =>
  one <= other ? { a: one, b: other } : { a: other, b: one }

/** Whether members of the two groups meet each other. */
export const meet = (pairings: readonly Pairing[], one: Group['id'], other: Group['id']): boolean => {
  const { a, b } = pairingOf(one, other)
  return pairings.some((pairing) => pairing.a === a && pairing.b === b)
}

/** The groups that members of one group meet. */
export const groupsMet = (pairings: readonly Pairing[], group: Group['id']): Group['id'][] =>
  pairings.flatMap(({ a, b }) => (a === group ? [b] : b === group ? [a] : []))
