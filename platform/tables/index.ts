/** Tables out as CSV and XLSX, and CSV in. */
export { CsvBroken, type CsvRow, readCsv } from './read.ts'
export { type Cell, csvOf, xlsxOf } from './write.ts'
