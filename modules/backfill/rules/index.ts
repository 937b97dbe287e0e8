export { decide, ends, name } from './decide.ts'
export { matchOutcome, matchPerson } from './match.ts'
export { nameKeys, scriptsOf } from './names.ts'
export { columnsOf, lacking, readLines } from './read.ts'
