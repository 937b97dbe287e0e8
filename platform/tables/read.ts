import { CsvError, parse } from 'csv-parse/sync'

/** One row of a file: `line` is where it begins there, counted from 1 with the head. */
export type CsvRow = { line: number; cells: readonly string[] }

/** The file is no CSV from `line` on, for instance because a quote is not closed. */
export class CsvBroken extends Error {
  readonly line: number
  constructor(line: number) {
    super(`the file is not CSV at line ${line}`)
    this.name = 'CsvBroken'
    this.line = line
  }
}

/** Excel in China writes CSV in GB 18030 unless told otherwise; what is not UTF-8 is read as that. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/** Commas, semicolons (Excel where the comma is for decimals) or tabs: whichever the head has most of. */
function delimiterOf(text: string): string {
  const head = text.slice(0, text.search(/\r|\n|$/))
  const count = (delimiter: string) => head.split(delimiter).length
  return [',', ';', '\t'].reduce((best, each) => (count(each) > count(best) ? each : best))
}

/**
 * Reads a CSV file with a head. Empty lines are left out; cells are trimmed.
 * Throws CsvBroken with the line.
 */
export function readCsv(bytes: Uint8Array): { head: readonly string[]; rows: CsvRow[] } {
  const text = decode(bytes)
  try {
    const records = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true,
    }) as unknown as { record: string[]; info: { lines: number } }[] // what `info: true` gives, which its typings leave out
    let next = 1
    const rows = records.map(({ record, info }) => {
      const line = next
      next = info.lines + 1
      return { line, cells: record.map((cell) => cell.trim()) }
    })
    const [head, ...rest] = rows.filter(({ cells }) => cells.some((cell) => cell !== ''))
    return {
      head: head?.cells ?? [],
      rows: rest,
    }
  } catch (error) {
    if (error instanceof CsvError) throw new CsvBroken(Number(error.lines ?? 1))
    throw error
  }
}
