import { type Id, idOf } from '#kernel/ids'
import type { Instant, PlainDate } from '#kernel/time'

export type BatchId = Id<'legacy_batch'>
export const BatchId = idOf('legacy_batch')
export type RowId = Id<'legacy_row'>
export const RowId = idOf('legacy_row')

export const batchKinds = ['people', 'outcomes'] as const
export type BatchKind = (typeof batchKinds)[number]

/** Surely the same as somebody or something known; probably; not that anybody can tell. */
export const certainties = ['certain', 'probable', 'unlinked'] as const
export type Certainty = (typeof certainties)[number]

/** A line of a sheet as it was read: what a column says, nothing that was not asked for. */
export type Line = {
  line: number
  editionId: Id<'edition'>
  /** Of a person the name as written, of an outcome what it was. */
  label: string
  han: string
  latin: string
  email: string | null
  country: string | null
  organisation: string
  type: string | null
  form: string | null
  registryNumber: string | null
  amount: { minor: number; currency: string } | null
  happenedOn: PlainDate | null
}

export type MatchKind = 'person' | 'outcome' | 'row'
/** Why two are held to be the same, as a message key's end. */
export const reasons = [
  'email',
  'han',
  'latin',
  'pinyin',
  'organisation',
  'mailbox',
  'several',
  'registry',
  'amount',
  'date',
  'year',
] as const
export type Reason = (typeof reasons)[number]

export type Match = {
  certainty: Certainty
  kind: MatchKind | null
  id: string | null
  /** Who or what the target itself counts as. */
  low: string | null
  reasons: readonly Reason[]
}

export type Decision = 'confirm' | 'reject' | 'undo' | 'name'

/** What a human decided of a row, whom they named and why. */
export type Decided = {
  at: Instant
  by: Id<'person'>
  decision: Decision
  named: Id<'person'> | null
  reason: string
}

/** Somebody on record whom a row may be given to. */
export type Found = {
  id: Id<'person'>
  name: string
  organisation: string
  email: string | null
  country: string | null
}

export type Row = Line & {
  id: RowId
  batchId: BatchId
  stationId: Id<'station'> | null
  kind: BatchKind
  nameKeys: readonly string[]
  certainty: Certainty
  /** What the machine found, whatever a human decided. */
  found: Certainty
  matchKind: MatchKind | null
  matchId: string | null
  reasons: readonly Reason[]
  /** Who it counts as when what is probable is true, and when it is not. */
  low: string
  high: string
  /** Of one that a human named, both ends are that person, whatever the machine had found. */
  decided: 'machine' | 'confirmed' | 'rejected' | 'named'
}

export type Skipped = { line: number; why: string }

export type Batch = {
  id: BatchId
  kind: BatchKind
  fileName: string
  fileHash: string
  state: 'counted' | 'withdrawn'
  importedBy: Id<'person'>
  importedAt: Instant
  withdrawnAt: Instant | null
  reason: string | null
  skipped: readonly Skipped[]
  madeUp: boolean
}

/** Somebody known that a line is compared with. */
export type Candidate = {
  kind: 'person' | 'row'
  id: string
  low: string
  han: string
  latin: string
  email: string | null
  organisation: string
  keys: readonly string[]
}

/** An outcome known that a line is compared with. */
export type KnownOutcome = {
  kind: 'outcome' | 'row'
  id: string
  low: string
  type: string
  organisation: string
  registryNumber: string | null
  amount: { minor: number; currency: string } | null
  happenedOn: string | null
}
