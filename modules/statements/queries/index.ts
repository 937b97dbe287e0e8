export { readGrants } from './grants.ts'
export { readMaterial } from './material.ts'
export { Chosen, previewStatement, readChoices } from './preview.ts'
export { type FigureAgain, type Recomputed, recomputeStatement } from './recompute.ts'
export {
  frozenIn,
  furthestRecord,
  listStatements,
  readRecords,
  readStatement,
  recordsPage,
} from './statement.ts'
export { type Counter, counter, figuresOf, hashOfBasis } from './work.ts'
