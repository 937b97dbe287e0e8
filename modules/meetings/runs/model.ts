import type { Id } from '#kernel/ids'
import type { Instant } from '#kernel/time'
import type { Reason, Status, Worth } from '../../../solver/timetable/problem.ts'
import type { BrokerageId, PartyId, Placement, RunId, RunState, SlotId, TableId } from '../model.ts'

export const scopes = ['whole', 'gaps'] as const
/** whole: everything but pins may move · gaps: nobody's placed meeting moves */
export type Scope = (typeof scopes)[number]

/** What a run changed in the draft, in meetings. */
export type Change = {
  added: number
  moved: number
  dropped: number
  /** Found a place in the search, and could not have it any more when that was over. */
  unfit?: number
}

/** `change` once it is done. */
export type Progress = { worth?: Worth; bound?: number | null; ms?: number; change?: Change }

/** What a run had come to after so many milliseconds of searching: kept so that whoever takes it up goes on from there. */
export type Best = { ms: number; placements: readonly Omit<Placement, 'pinned'>[] }

/** A wish that found no place, and what stands in its way. */
export type Unplaced = { a: PartyId; b: PartyId; must: boolean; reasons: readonly Reason[] }

/** What a run found, kept with it. */
export type Found = {
  status: Status
  worth: Worth | null
  bound: number | null
  because: readonly Reason[]
  wishes: number
  unplaced: readonly Unplaced[]
  /** Wished for, and no table speaks their languages. */
  withoutTable: readonly { a: PartyId; b: PartyId }[]
  /** Whose the indices in the reasons are. */
  parties: readonly PartyId[]
  slots: readonly SlotId[]
  tables: readonly TableId[]
}

/** queued → running → done | failed | cancelled. A worker that dies gives it back. */
export type Run = {
  id: RunId
  brokerageId: BrokerageId
  stationId: Id<'station'> | null
  scope: Scope
  seed: number
  seconds: number
  state: RunState
  askedBy: Id<'person'> | null
  askedAt: Instant
  startedAt: Instant | null
  beatAt: Instant | null
  endedAt: Instant | null
  progress: Progress
  answer: Found | null
  fault: string | null
  worker: string | null
  attempts: number
}
