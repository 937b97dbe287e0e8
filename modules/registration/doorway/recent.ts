import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import { type Instant, msBetween } from '#kernel/time'
import type { Counts } from './model.ts'
import { countGuests } from './store/guests.ts'

/**
 * How many are expected and in, at most a second old: counting reads every guest of the event, and every scan and
 * every open screen asks for it. What this process lets in is added at once.
 */
const longestMs = 1000
const mostEvents = 100

type Recent = { at: Instant; counts: Promise<Counts>; since: number }
const known = new Map<Id<'event'>, Recent>()

/** Whoever asks has been found to be of the event's door before. */
export async function recentCounts(tx: Tx, eventId: Id<'event'>, at: Instant): Promise<Counts> {
  let recent = known.get(eventId)
  if (!recent || msBetween(recent.at, at) >= longestMs) {
    if (known.size >= mostEvents) known.clear()
    recent = { at, counts: countGuests(tx, eventId), since: 0 }
    recent.counts.catch(() => known.delete(eventId))
    known.set(eventId, recent)
  }
  const counts = await recent.counts
  return { ...counts, in: counts.in + recent.since }
}

/** So many came in by a merge that is committed. */
export function cameIn(eventId: Id<'event'>, people: number): void {
  const recent = known.get(eventId)
  if (recent) recent.since += people
}
