/** Sheets of the years before the house: rows that are certainly, probably or not at all the same as something known. */

/** Brings a sheet in; a human decides on matches and takes decisions back; a whole sheet is withdrawn. */
export { decideRows, importSheet, ownLegacy, withdrawSheet } from './commands.ts'
/** What goes of old lists when a person is erased. */
export { eraseLegacy } from './erase.ts'
/** Goes with what stands above. */
export { type Batch, BatchId, type Certainty, type Line, type Row } from './model.ts'
/** Reads a sheet's head and lines into rows that can be matched. */
export { readLines } from './rules/index.ts'
