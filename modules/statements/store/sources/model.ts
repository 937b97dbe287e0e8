import type { RawBuilder } from 'kysely'
import type { Instant } from '#kernel/time'
import type { CountUnit, Grouping } from '../../metrics/model.ts'

/** An outcome as the ledger had it at a cut: what `haigui statement recompute` counts instead of today's table. */
export type Folded = {
  id: string
  edition: string
  station: string | null
  introduction: string | null
  type: string
  form: string | null
  minor: number | null
  currency: string | null
  happenedOn: string
  endedOn: string | null
  /** When it was last known to go on. */
  lastSeenOn: string
  level: string
  /** When somebody last vouched for that level. */
  vouched: Instant
  /** When the first entry about it was written. */
  known: Instant
}

/** Now (`outcomes` null), or a moment of the past as far as what is kept allows. */
export type Cut = { at: Instant; outcomes: readonly Folded[] | null }
export const now = (at: Instant): Cut => ({ at, outcomes: null })
/** The moment of the past that is asked for; null when it is now. */
export const past = ({ at, outcomes }: Cut): Instant | null => (outcomes === null ? null : at)

/**
 * What a module gives to be counted: a relation with these columns, within the reader's reach.
 * `record` itself and `record_low` (what it probably is the same as); `person_low`, `person_high`; `organisation`; `country`;
 * `event`; `station`; `edition`; `kind` and `form` to filter by, `field` of
 * study where a source groups by it; `level` as it was vouched for and, where a source has levels,
 * `level_left`, what is left of it; where a source has shares, `share`; `minor`, `currency` (a plain number has none: ''); `day`; `known`.
 */
export type Source = {
  /** What a record is, for whoever opens it. */
  record: string
  units: readonly CountUnit[]
  groups: readonly Grouping[]
  /** What `kinds` and `forms` can name; empty where there is nothing to choose. */
  kinds: readonly string[]
  forms: readonly string[]
  hasLevels: boolean
  /** Whether what is probably the same can stand in it; where not, each record stands in it once, as itself. */
  hasRanges: boolean
  /** Whether stations share a record: it stands in it once for each of them, with that station's part in per cent. */
  hasShares?: boolean
  /** Whether a cut in the past gives what was known then; else it gives what is known now. */
  remembers: boolean
  relation(cut: Cut): RawBuilder<unknown>
  /**
   * Of a source that does not remember: what was touched after a moment, as "id" (of whatever it counts) and "cause", a
   * message key's end. With it a recount says why it differs.
   */
  touched?(at: Instant): RawBuilder<unknown>
}
