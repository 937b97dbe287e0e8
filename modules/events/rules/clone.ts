import { newId } from '#kernel/ids'
import { dateIn, fromLocal, type Instant, msBetween, plus, shiftDate, toLocal, type Zone } from '#kernel/time'
import type { Event, Session } from '../model.ts'
import { blank } from './event.ts'

/** So many days later on the calendar of the place, at the same time of its clock, also over a change of the clocks. */
export const shiftDays = (at: Instant, place: Zone, days: number): Instant =>
  fromLocal(`${shiftDate(dateIn(at, place), { days })}T${toLocal(at, place).slice(11)}`, place)

/** The wanted address, or the first free one counted on from it. */
export function freeSlug(wanted: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const slug = number === 1 ? wanted : `${wanted.slice(0, 74)}-${number}`
    if (!taken.has(slug)) return slug
  }
}

/** The copy for another edition: a draft, moved by whole days, with nobody in it. */
export function copyTo(
  event: Event,
  editionId: Event['editionId'],
  days: number,
  festivalId: Event['festivalId'],
  at: Instant,
): Event {
  return {
    ...event,
    ...blank,
    id: newId<'event'>(),
    editionId,
    festivalId,
    proposedBy: null,
    state: 'draft',
    startsAt: shiftDays(event.startsAt, event.zone, days),
    endsAt: plus(shiftDays(event.startsAt, event.zone, days), {
      ms: msBetween(event.startsAt, event.endsAt),
    }),
    guid: crypto.randomUUID(),
    clonedFrom: event.id,
    changedAt: at,
  }
}

/** A session at the same distance to the start of its event as before. */
export const copySession = (session: Session, from: Event, event: Event): Session => ({
  ...session,
  id: newId<'session'>(),
  eventId: event.id,
  startsAt: plus(event.startsAt, { ms: msBetween(from.startsAt, session.startsAt) }),
  endsAt: plus(event.startsAt, { ms: msBetween(from.startsAt, session.endsAt) }),
  guid: crypto.randomUUID(),
  speakers: [],
})
