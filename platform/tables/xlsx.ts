import type { CsvRow } from './read.ts'

/** More are in no list of people; a sheet that says otherwise is not read to its end. */
const mostRows = 60_000

/** What a cell shows: dates as days, formulas as their result, everything else as its text. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  if (typeof value !== 'object') return String(value).trim()
  if ('result' in value) return textOf(value.result)
  if ('text' in value) return textOf(value.text)
  if ('richText' in value && Array.isArray(value.richText))
    return value.richText
      .map((part: { text?: string }) => part.text ?? '')
      .join('')
      .trim()
  return ''
}

/** The file is no XLSX, or one that cannot be read. */
export class XlsxBroken extends Error {}

/** Reads the first sheet of an XLSX with a head, as `readCsv` reads a CSV. Throws XlsxBroken. */
export async function readXlsx(bytes: Uint8Array): Promise<{ head: readonly string[]; rows: CsvRow[] }> {
  // Heavy, and asked for by few.
  const { default: excel } = await import('exceljs')
  const book = new excel.Workbook()
  try {
    // Its typings name a Buffer of before; it reads any array buffer.
    await book.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as never)
  } catch {
    throw new XlsxBroken('the file is no XLSX')
  }
  const [sheet] = book.worksheets
  const rows: CsvRow[] = []
  sheet?.eachRow((row, line) => {
    if (rows.length > mostRows) return
    const cells = (Array.isArray(row.values) ? row.values.slice(1) : []).map(textOf)
    rows.push({ line, cells: Array.from(cells, (cell) => cell ?? '') })
  })
  const [head, ...rest] = rows.filter(({ cells }) => cells.some((cell) => cell !== ''))
  return { head: head?.cells ?? [], rows: rest }
}
