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

/**
 * Excel in China writes CSV in GB 18030 unless told otherwise, and “Unicode text” in UTF-16 with its mark; what is neither
 * that nor UTF-8 is read as GB 18030.
 */
function decode(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

// A workbook that was chosen instead of a CSV file: its bytes are no text in any encoding.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const notText = /[\0-\x08\x0e-\x1a]/

/** Commas, semicolons (Excel where the comma is for decimals) or tabs: whichever the head has most of. */
function delimiterOf(text: string): string {
  const head = text.slice(0, text.search(/\r|\n|$/))
  const count = (delimiter: string) => head.split(delimiter).length
  return [',', ';', '\t'].reduce((best, each) => (count(each) > count(best) ? each : best))
}

/**
 * Reads a CSV file with a head. Empty lines are left out; cells are trimmed.
 * Throws CsvBroken with the line; with the first one, when the file is no text at all.
 */
export function readCsv(bytes: Uint8Array): { head: readonly string[]; rows: CsvRow[] } {
  const text = decode(bytes)
  if (notText.test(text)) throw new CsvBroken(1)
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
