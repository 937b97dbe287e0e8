import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import { type Instant, msBetween } from '#kernel/time'
import type { Counts } from './model.ts'
import { countGuests } from './store/guests.ts'

/**
 * How many are expected and in, about a second old: counting reads every guest of the event, and every scan and every
 * open screen asks for it. Who finds the figures old counts them anew; whoever comes meanwhile does not wait for that,
 * but for the first of an event. What this process lets in is added at once.
 */
const longestMs = 1000
const mostEvents = 100

type Recent = { at: Instant; counts: Promise<Counts>; since: number; counting: boolean }
const known = new Map<Id<'event'>, Recent>()

/** Whoever asks has been found to be of the event's door before. */
export async function recentCounts(tx: Tx, eventId: Id<'event'>, at: Instant): Promise<Counts> {
  const recent = known.get(eventId)
  if (recent && (recent.counting || msBetween(recent.at, at) < longestMs)) return sumOf(recent)
  const counts = countGuests(tx, eventId)
  const next: Recent = { at, counts, since: 0, counting: false }
  if (recent) recent.counting = true
  else {
    if (known.size >= mostEvents) known.clear()
    known.set(eventId, next)
  }
  try {
    await counts
  } catch (error) {
    known.delete(eventId)
    throw error
  }
  // Some who came in while it was counted may be missing, until it is counted again.
  known.set(eventId, next)
  return sumOf(next)
}

const sumOf = async ({ counts, since }: Recent): Promise<Counts> => {
  const counted = await counts
  return { ...counted, in: counted.in + since }
}

/** So many came in by a merge that is committed. */
export function cameIn(eventId: Id<'event'>, people: number): void {
  const recent = known.get(eventId)
  if (recent) recent.since += people
}
