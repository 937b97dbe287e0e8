import type { Instant } from '#kernel/time'
import type { Meeting, PartyId, Placement, Slot } from '../../model.ts'
import type { Difference, PartyDifference } from '../model.ts'

export const pairOf = ({ a, b }: { a: PartyId; b: PartyId }) => `${a} ${b}`

/**
 * From the meetings that stand to the draft. Only what came from a timetable and has not begun moves or goes with it: a
 * meeting that two agreed on by themselves stays, and a placement of the same two changes nothing.
 */
export function difference(
  placements: readonly Placement[],
  standing: readonly Meeting[],
  slots: readonly Slot[],
  at: Instant,
): Difference {
  const times = new Map(slots.map((slot) => [slot.id, slot]))
  const placed = new Map(placements.map((placement) => [pairOf(placement), placement]))
  const known = new Set(standing.map(pairOf))
  const moved: Difference['moved'][number][] = []
  const dropped: Meeting[] = []
  const kept: Meeting[] = []
  for (const meeting of standing) {
    const to = placed.get(pairOf(meeting))
    if (meeting.origin !== 'plan' || meeting.startsAt <= at) kept.push(meeting)
    else if (!to) dropped.push(meeting)
    else if (isAt(meeting, to, times)) kept.push(meeting)
    else moved.push({ meeting, to })
  }
  return { added: placements.filter((placement) => !known.has(pairOf(placement))), moved, dropped, kept }
}

/** In the same slot and at the same table, and the slot has not been shifted since. */
function isAt(meeting: Meeting, to: Placement, times: ReadonlyMap<string, Slot>): boolean {
  const slot = times.get(to.slotId)
  return (
    meeting.slotId === to.slotId &&
    meeting.tableId === to.tableId &&
    meeting.startsAt === slot?.startsAt &&
    meeting.endsAt === slot.endsAt
  )
}

/** Of what cannot stand, what a release would newly make or move: what stands already is not held back by it. */
export function newlyUnfit<Found extends { a: PartyId; b: PartyId }>(
  { added, moved }: Difference,
  found: readonly Found[],
): Found[] {
  const news = new Set([...added.map(pairOf), ...moved.map(({ to }) => pairOf(to))])
  return found.filter((each) => news.has(pairOf(each)))
}

export const isNothing = ({ added, moved, dropped }: Difference): boolean =>
  added.length + moved.length + dropped.length === 0

/** What it changes for each party that it changes anything for. */
export function byParty({ added, moved, dropped }: Difference): PartyDifference[] {
  type Own = { added: Placement[]; moved: { meeting: Meeting; to: Placement }[]; dropped: Meeting[] }
  const found = new Map<PartyId, Own>()
  const of = (partyId: PartyId): Own => {
    const own = found.get(partyId) ?? { added: [], moved: [], dropped: [] }
    found.set(partyId, own)
    return own
  }
  for (const each of added) for (const id of [each.a, each.b]) of(id).added.push(each)
  for (const each of moved) for (const id of [each.to.a, each.to.b]) of(id).moved.push(each)
  for (const each of dropped) for (const id of [each.a, each.b]) of(id).dropped.push(each)
  return [...found].map(([partyId, own]) => ({ partyId, ...own }))
}
