import { type Id, idOf } from '#kernel/ids'
import type { Money } from '#kernel/money'
import type { Bilingual } from '#kernel/text'
import type { Instant, PlainDate } from '#kernel/time'
import type { Level } from '#modules/outcomes'
import type { Metric, Unit } from './metrics/model.ts'

export type StatementId = Id<'statement'>
export const StatementId = idOf('statement')
export type RateId = Id<'rate'>
export const RateId = idOf('rate')
export type CostId = Id<'cost'>
export const CostId = idOf('cost')
export type ClaimId = Id<'claim'>
export const ClaimId = idOf('claim')

/** One thing that counts once. Several `high` under one `low` are probably the same: that makes the range. */
export type Counted = {
  low: string
  high: string
  group: string | null
  /** Where several share one: this group's part of it, in per cent. Null where it is the group's alone. */
  share: number | null
  level: Level | null
  amount: Money | null
  day: PlainDate | null
  /** When the house first knew of the record. */
  known: Instant
}

/** From `low` (what is probably the same is the same) to `high` (it is not). */
export type Range = { low: number; high: number }

/** What one unit of `currency` was worth in `target` on a day, and who says so. Used until the next one. */
export type Rate = {
  id: RateId
  currency: string
  target: string
  onDay: PlainDate
  rate: number
  sourceTitle: string
  sourceUrl: string
  enteredBy: Id<'person'>
  enteredAt: Instant
}

/** Money spent on an edition, so that an outcome can have a cost. */
export type Cost = {
  id: CostId
  editionId: Id<'edition'>
  stationId: Id<'station'> | null
  amount: Money
  spentOn: PlainDate
  label: string
  enteredBy: Id<'person'>
  enteredAt: Instant
}

export type Group = { group: string; value: number }
/** A breakdown as the public has it: small groups stand together, and none can be had by subtraction. */
export type Breakdown = { shown: readonly Group[]; others: { groups: number; value: number } | null }

/** A metric's value in a statement, with everything that opens it. Money is in minor units, a share from 0 to 1. */
export type Figure = {
  metric: string
  version: number
  unit: Unit
  floor: Level | null
  currency: string | null
  value: number
  /** More than `value` only where records are probably, not certainly, the same. */
  high: number
  /** Of an estimate: within what it lies in 95 of 100 cases, and how many were still watched then. */
  band?: { low: number; high: number; watched: number }
  /** Of a share: there was nothing to take it of, so nothing is known. Statements from before 0.3 say nought. */
  empty?: true
  /** How many stand at each level of evidence; empty where evidence has no levels. */
  evidence: Partial<Record<Level, number>>
  by: Metric['by']
  breakdown: Breakdown
  /** Each edition's own number. They are never added where the same one may stand in several. */
  editions: readonly (Range & { edition: string })[]
  /** Each one once over all editions; null where that is the plain sum. */
  ever: Range | null
  /** The rates that money was converted with, and how many amounts had none. */
  rates: readonly Pick<Rate, 'currency' | 'onDay' | 'rate' | 'sourceTitle'>[]
  withoutRate: number
  /** What it was counted from: how many, and the hash of their ids in order. */
  basis: { count: number; hash: string }
  /** The definition as data: with it the number is counted again, however the library may have changed. */
  formula: Metric | null
  title: Bilingual
  definition: Bilingual
}

/** What changed since the last statement of the same edition. Parts add up to the whole difference. */
export type Change = {
  metric: string
  was: number
  now: number
  definition: number
  late: number
  correction: number
}

export type Frozen = {
  edition: string
  number: number
  cutAt: Instant
  figures: readonly Figure[]
  ledger: { seq: number; hash: string }
  /** The signed head of the ledger that it was frozen with, as a note; null in those from before 0.2 and of an empty ledger. */
  checkpoint: string | null
  /** The statement it is compared with: the last released one of the same edition. */
  since: { number: number; hash: string; changes: readonly Change[] } | null
}

export type Statement = {
  id: StatementId
  editionId: Id<'edition'>
  number: number
  state: 'draft' | 'released'
  cutAt: Instant
  body: string
  hash: string
  draftedBy: Id<'person'>
  releasedBy: Id<'person'> | null
  releasedAt: Instant | null
}

/** The ids behind a figure, for auditors and for the next comparison. `amounts` go with `keys` where it is money. */
export type Basis = {
  metric: string
  kind: string
  keys: readonly string[]
  amounts: readonly number[]
  /** The further ids that make the range. */
  probable: readonly string[]
}

/** A total that the programme published itself, with its source: a claim, at the level "stated". */
export type Claim = {
  id: ClaimId
  programmeId: Id<'programme'>
  /** The metric it speaks of, so that it stands beside the proven number; null when it fits none. */
  metric: string | null
  label: Bilingual
  valueText: Bilingual
  statedOn: string
  sourceTitle: string
  sourceUrl: string
  position: number
}
