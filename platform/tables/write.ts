import { PassThrough, Readable } from 'node:stream'
import { stringify } from 'csv-stringify/sync'

/** Numbers stay numbers in a spreadsheet; null is an empty cell. */
export type Cell = string | number | null

/**
 * A spreadsheet runs a text that begins like a formula when the file is opened; what strangers typed must not run.
 * The apostrophe is what spreadsheets themselves put before a text that is no formula.
 */
const harmless = (cell: Cell): Cell =>
  typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell

/** CSV with a byte order mark, without which Excel reads UTF-8 as something else. */
export const csvOf = (head: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  stringify(
    [head, ...rows].map((row) => row.map(harmless)),
    { bom: true, record_delimiter: 'windows' },
  )

/** An XLSX of one sheet, written row by row; in its typed cells a text is never a formula. */
export function xlsxOf(
  sheet: string,
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
): ReadableStream<Uint8Array> {
  const through = new PassThrough()
  const write = async () => {
    // Heavy, and asked for by few.
    const { default: excel } = await import('exceljs')
    const book = new excel.stream.xlsx.WorkbookWriter({ stream: through, useStyles: true })
    // These characters cannot stand in a sheet's name.
    const page = book.addWorksheet(sheet.replace(/[*?:\\/[\]]/g, ' ').slice(0, 31) || 'Sheet', {
      views: [{ state: 'frozen', ySplit: 1 }],
    })
    page.columns = head.map((title, index) => ({
      header: title,
      width: Math.min(
        48,
        Math.max(
          10,
          title.length + 2,
          ...rows.slice(0, 100).map((row) => String(row[index] ?? '').length + 2),
        ),
      ),
    }))
    page.getRow(1).font = { bold: true }
    page.getRow(1).commit()
    for (const row of rows) page.addRow([...row]).commit()
    page.commit()
    await book.commit()
  }
  write().catch((error: unknown) =>
    through.destroy(error instanceof Error ? error : new Error(String(error))),
  )
  return Readable.toWeb(through) as ReadableStream<Uint8Array> // Node types its own web streams apart from the DOM's
}
