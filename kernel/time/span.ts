import { Temporal } from 'temporal-polyfill'
import type { Instant } from './instant.ts'
import type { Zone } from './zone.ts'

/** A stretch of time over which the clocks of a place were not changed; milliseconds since 1970, half-open. */
export type Span = { from: number; until: number; offsetMs: number }

// A page with three hundred sessions asks three hundred times for one and the same summer.
const kept = new Map<Zone, Span[]>()
const mostPerZone = 12

function find(ms: number, place: Zone): Span {
  const at = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(place)
  // 'previous' is strictly before: a change at this very moment has already happened.
  const before = at.add({ milliseconds: 1 }).getTimeZoneTransition('previous')
  const after = at.getTimeZoneTransition('next')
  return {
    from: before?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    until: after?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offsetMs: at.offsetNanoseconds / 1_000_000,
  }
}

/** The span the moment lies in. The same object comes back for as long as it is kept, so it may be a WeakMap's key. */
export function spanAt(moment: Instant, place: Zone): Span {
  const ms = Date.parse(moment)
  const spans = kept.get(place) ?? []
  const known = spans.find(({ from, until }) => from <= ms && ms < until)
  if (known) return known
  const found = find(ms, place)
  kept.set(place, [found, ...spans].slice(0, mostPerZone))
  return found
}

/** What a clock in the place shows, as the text of an instant would: `2019-06-12T14:00:00.000Z` for 14:00 there. */
export const clockText = (moment: Instant, place: Zone): string =>
  new Date(Date.parse(moment) + spanAt(moment, place).offsetMs).toISOString()
