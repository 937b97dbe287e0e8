/** A statement: numbers of one edition at one moment, frozen with their definitions and hash. */

/** Drafts and releases (never the same person). */
export { draftStatement, releaseStatement, statementHash } from './commands.ts'
/** Goes with what stands above. */
export type { Claim, Figure, Frozen, Statement } from './model.ts'
/** Reads statements and the records behind a number. */
export { frozenIn, listStatements, readRecords, readStatement } from './queries.ts'
/** Writes one of the programme's own totals as a claim: a step for seeding and import. */
export { insertClaim } from './store.ts'
