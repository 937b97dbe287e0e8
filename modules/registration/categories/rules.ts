import { type Id, newId } from '#kernel/ids'
import { fromLocal, type Instant, plainDate, shiftDate, toLocal, type Zone } from '#kernel/time'
import * as errors from '../errors.ts'
import type { Category } from '../model.ts'

/** A quota may grow and shrink, but never below the places that are held. */
export function changed(category: Category, facts: Partial<Category>): Category {
  const next = { ...category, ...facts }
  if (next.quota !== null && next.quota < category.taken) throw errors.quotaBelowTaken(category.taken)
  return next
}

/** The same wall-clock time so many days later at the place, over a change of clocks, too. */
function later(at: Instant | null, days: number, zone: Zone): Instant | null {
  if (at === null) return null
  const [day = '', time = ''] = toLocal(at, zone).split('T')
  return fromLocal(`${shiftDate(plainDate(day), { days })}T${time}`, zone)
}

/** A category as the next edition's copy of the event begins with it: its set-up, none of its guests. */
export const copied = (
  category: Category,
  event: { id: Id<'event'>; stationId: Id<'station'> | null; zone: Zone },
  days: number,
): Category => ({
  ...category,
  id: newId<'category'>(),
  eventId: event.id,
  stationId: event.stationId,
  taken: 0,
  opensAt: later(category.opensAt, days, event.zone),
  closesAt: later(category.closesAt, days, event.zone),
})
