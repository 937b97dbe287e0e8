import type { Locale } from '#kernel/locale'
import { drawQr } from '#modules/registration'
import { openFace, Pen } from '#platform/print'

/** One printed page: whose it is, and its lines in columns. */
export type PrintSheet = {
  title: string
  /** Below the title: for whom, where. */
  about: string
  heads: readonly string[]
  rows: readonly (readonly string[])[]
  /** Below the lines: the online tables among them, to be typed or read by a camera. */
  links: readonly PrintLink[]
}
export type PrintLink = { name: string; url: string }

/** An address as people type it: browsers put what is left out in front. */
export const typed = (url: string): string => url.replace(/^https:\/\//, '').replace(/\/$/, '')

// A4 upright.
const width = 595.28
const height = 841.89
const margin = 48
const ink = '#111111'
const soft = '#555555'
const step = 22

const perPage = Math.floor((height - 2 * margin - 110) / step)

/** The side of a QR code, and how many lines its block takes the room of. */
const qrSide = 58
const linesOfLink = 3
const linksPerPage = Math.floor(perPage / linesOfLink)

/** Long ones go on over the page, with the title again; links stand below the last lines, or on pages of their own. */
export function paged(sheet: PrintSheet): PrintSheet[] {
  const count = Math.max(1, Math.ceil(sheet.rows.length / perPage))
  const pages = Array.from({ length: count }, (_, index) => ({
    ...sheet,
    rows: sheet.rows.slice(index * perPage, (index + 1) * perPage),
    links: [] as readonly PrintLink[],
  }))
  const last = pages.at(-1)
  const room = last ? Math.max(0, Math.floor((perPage - last.rows.length - 1) / linesOfLink)) : 0
  if (last) last.links = sheet.links.slice(0, room)
  for (let at = room; at < sheet.links.length; at += linksPerPage)
    pages.push({ ...sheet, heads: [], rows: [], links: sheet.links.slice(at, at + linksPerPage) })
  return pages
}

const between = 8
/** Smaller than this is not read at arm's length. */
const smallest = 6.6
/** Lines of one sheet are set alike, down to this; only one that is still too long is smaller than the others. */
const smallestLine = 8.5
const headSize = 9
const largestLine = 11
/** A single long line takes no more of the page than this from the other columns. */
const mostOfPage = 0.45

/** How the lines of a sheet are set, the same on each of its pages: columns with their room, and one size. */
type Setting = { size: number; rooms: readonly number[] }

/** Columns as wide as what stands in them, which is given at the largest size, and the size in which all of it fits. */
export function settingOf(widest: readonly number[]): Setting {
  const room = width - 2 * margin - between * widest.length
  const capped = widest.map((each) => Math.min(each, room * mostOfPage))
  const share = room / capped.reduce((sum, each) => sum + each, 0)
  const size = Math.min(largestLine, Math.max(smallestLine, largestLine * share))
  return { size, rooms: capped.map((each) => each * share + between) }
}

class Page extends Pen {
  /** One line in its room, set smaller where it is too long, and cut only when it would become unreadable. */
  async cell(text: string, at: { x: number; y: number; size: number; colour: string }, room: number) {
    const wide = await this.widthOf(text, at.size)
    const size = wide <= room ? at.size : Math.max(smallest, (at.size * room) / wide)
    const [first = '', ...more] = await this.wrap(text, room, size)
    await this.write(more.length > 0 ? `${first}…` : first, { ...at, y: at.y + (at.size - size) * 0.6, size })
  }

  async row(cells: readonly string[], rooms: readonly number[], y: number, size: number, colour: string) {
    let x = margin
    for (const [index, text] of cells.entries()) {
      const part = rooms[index] ?? 0
      await this.cell(text, { x, y, size, colour }, part - between)
      x += part
    }
  }

  qr(text: string, x: number, y: number, side: number) {
    const { size, path } = drawQr(text)
    this.doc
      .save()
      .translate(x, y)
      .scale(side / size)
      .path(path)
      .fill(ink)
      .restore()
  }

  /** What it leads to, the address as it is typed, over as many lines as it needs, and the code beside it. */
  async link({ name, url }: PrintLink, y: number) {
    const x = margin + qrSide + between
    const room = width - margin - x
    this.qr(url, margin, y, qrSide)
    this.doc.link(margin, y, width - 2 * margin, qrSide, url)
    await this.cell(name, { x, y: y + 8, size: largestLine, colour: ink }, room)
    const lines = await this.wrap(typed(url), room, headSize)
    for (const [index, line] of lines.slice(0, 3).entries())
      await this.write(line, { x, y: y + 24 + index * 11, size: headSize, colour: soft })
  }

  async settingOf({ heads, rows }: PrintSheet): Promise<Setting> {
    const widest = await Promise.all(heads.map((head) => this.widthOf(head, headSize)))
    for (const cells of rows)
      for (const [index, text] of cells.entries())
        widest[index] = Math.max(widest[index] ?? 0, await this.widthOf(text, largestLine))
    return settingOf(widest)
  }
}

async function drawSheet(
  page: Page,
  sheet: PrintSheet,
  { size, rooms }: Setting,
  event: string,
): Promise<void> {
  const room = width - 2 * margin
  await page.cell(event, { x: margin, y: margin, size: 10, colour: soft }, room)
  await page.cell(sheet.title, { x: margin, y: margin + 18, size: 24, colour: ink }, room)
  await page.cell(sheet.about, { x: margin, y: margin + 54, size: 11, colour: soft }, room)
  let y = margin + 84
  await page.row(sheet.heads, rooms, y, headSize, soft)
  for (const cells of sheet.rows) {
    y += step
    page.doc
      .moveTo(margin, y - 6)
      .lineTo(width - margin, y - 6)
      .lineWidth(0.5)
      .strokeColor('#cccccc')
      .stroke()
    await page.row(cells, rooms, y, size, ink)
  }
  y += step * 1.5
  for (const link of sheet.links) {
    await page.link(link, y)
    y += step * linesOfLink
  }
}

/**
 * Timetables on A4, one page a person, a table or a stretch of the wall list. Gives the event loop back between two
 * pages, so that printing 500 stops nobody's page.
 */
export async function printSheets(
  sheets: readonly PrintSheet[],
  { locale, event, compress = true }: { locale: Locale; event: string; compress?: boolean },
): Promise<Uint8Array<ArrayBuffer>> {
  const { default: Document } = await import('pdfkit')
  const doc = new Document({
    size: [width, height],
    margin: 0,
    autoFirstPage: false,
    compress,
    lang: locale === 'zh' ? 'zh-CN' : 'en',
    info: { Title: event },
  })
  const chunks: Buffer[] = []
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise<void>((resolve, reject) => {
    doc.on('end', resolve)
    doc.on('error', reject)
  })
  const page = new Page(doc, await openFace())
  for (const sheet of sheets) {
    const setting = await page.settingOf(sheet)
    for (const part of paged(sheet)) {
      doc.addPage()
      await drawSheet(page, part, setting, event)
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  doc.end()
  await ended
  return new Uint8Array(Buffer.concat(chunks))
}
