/** Tables out as CSV and XLSX, and in as both. */
export { CsvBroken, type CsvRow, readCsv } from './read.ts'
export { type Cell, csvOf, xlsxOf } from './write.ts'
export { readXlsx, XlsxBroken } from './xlsx.ts'
