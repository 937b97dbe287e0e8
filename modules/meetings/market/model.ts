import type { Meeting, PartyId, SlotId, WishKind } from '../model.ts'
import type { Place, Seat, SeatedParty, Stage } from '../timetable/model.ts'

/** What is known about two parties when a meeting of theirs is proposed, moved or answered. */
export type Between = {
  stage: Stage
  me: SeatedParty
  other: SeatedParty
  /** Slots in which one of the two cannot meet, as `party slot`. */
  busy: ReadonlySet<string>
  /** Seats of the two and of all tables; holds that are over are left out. */
  taken: readonly Seat[]
  /** What either said about the other. */
  wishes: readonly WishKind[]
  /** Meetings of either that stand. */
  standing: readonly Meeting[]
}

/** Two parties who could take a freed slot, and what their wishes say. */
export type Candidate = Place & {
  a: PartyId
  b: PartyId
  /** How many of the two have let this slot pass already: asked, and no, or no answer. */
  passed: number
  must: boolean
  weight: number
  newcomers: number
}

/** All that the next best pair for one slot is chosen from. */
export type Freed = {
  stage: Stage
  ended: Meeting
  taken: readonly Seat[]
  busy: ReadonlySet<string>
  wishes: readonly { from: PartyId; to: PartyId; kind: WishKind }[]
  /** Pairs that have or had a meeting, as `a b`: none is offered a second one. */
  known: ReadonlySet<string>
  /** How many meetings of each party stand. */
  counts: ReadonlyMap<PartyId, number>
  /** Every meeting that stands or stood in the freed slot. */
  before: readonly Meeting[]
}

export const busyKey = (party: PartyId, slot: SlotId) => `${party} ${slot}`
