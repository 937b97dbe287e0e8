/** A statement: numbers of one edition at one moment, frozen with their definitions and hash. */

/** Drafts the chosen metrics, releases (never the same person), discards a draft. Material: rates, costs, claims, own metrics. */
export {
  defineMetric,
  discardStatement,
  draftStatement,
  enterCost,
  enterRate,
  noteClaim,
  releaseStatement,
  statementHash,
} from './commands/index.ts'
/** A metric is data that computes: what is counted, once by what, from which source, under which filters; whether the same one may come again. */
export {
  type CountedMetric,
  Counting,
  type CountUnit,
  library,
  type Metric,
  recurs,
  reportingCurrency,
} from './metrics/index.ts'
/** Goes with what stands above. Money is in minor units, a share from 0 to 1. */
export {
  type Breakdown,
  type Claim,
  type Counted,
  type Figure,
  type Frozen,
  type Range,
  type Statement,
  StatementId,
} from './model.ts'
/** Reads statements and the records behind a number; counts metrics for a scope in the reader's own reach. */
export {
  counter,
  frozenIn,
  listStatements,
  type Recomputed,
  readRecords,
  readStatement,
  recomputeStatement,
} from './queries/index.ts'
/** Small groups as the public may see them. */
export { smallCell, suppressed } from './rules/index.ts'
/** Counts one metric: row by row for a scope, or as a series over the editions. */
export {
  counted as countRows,
  groups as countGroups,
  type Scope,
  series as countSeries,
} from './store/count.ts'
/** Writes one of the programme's own totals as a claim: a step for seeding and import. */
export { insertClaim } from './store/material.ts'
/** The moment something is counted at. */
export { type Cut, now as countedNow } from './store/sources/index.ts'
/** Of each released statement, how many outcomes it counted were corrected, withdrawn or lowered since. Takes the reader's transaction. */
export { correctedSince } from './store/statement.ts'
