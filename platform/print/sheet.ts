import { openFace } from './fonts.ts'
import { Pen } from './pen.ts'

const [width, height, margin, foot] = [595.28, 841.89, 56, 64]
const room = width - 2 * margin
const [soft, hair] = ['#50625f', '#c8d4d2']

/** A piece of running text; `lead` is the height of a line over the size of its letters. */
export type Piece = { text: string; size: number; colour: string; lead?: number }
const usualLead = 1.45

/** A4 pages that run on: whoever writes says how much room the next piece needs. Sizes in points. */
export class Sheet extends Pen {
  readonly margin = margin
  /** How wide a line is. */
  readonly width = room
  y = margin
  /** The page that is written on, from 1. */
  page = 1

  /** Goes on to the next page where the rest of this one is too little; says whether it did. */
  room(needed: number): boolean {
    if (this.y + needed <= height - foot) return false
    this.doc.addPage()
    this.page += 1
    this.y = margin
    return true
  }

  /** Lines as wide as the page, or from `x` on. */
  async text(text: string, size: number, colour: string, lead = usualLead, x = margin): Promise<void> {
    for (const line of await this.wrap(text, margin + room - x, size)) {
      this.room(size * lead)
      await this.write(line, { x, y: this.y, size, colour })
      this.y += size * lead
    }
  }

  /** How high pieces are below each other. */
  async heightOf(pieces: readonly Piece[]): Promise<number> {
    let sum = 0
    for (const { text, size, lead = usualLead } of pieces)
      sum += (await this.wrap(text, room, size)).length * size * lead
    return sum
  }

  async pieces(pieces: readonly Piece[]): Promise<void> {
    for (const { text, size, colour, lead } of pieces) await this.text(text, size, colour, lead)
  }

  rule(colour: string): void {
    this.#line(this.y, colour)
    this.y += 10
  }

  #line(y: number, colour: string): void {
    this.doc
      .moveTo(margin, y)
      .lineTo(width - margin, y)
      .lineWidth(0.5)
      .strokeColor(colour)
      .stroke()
  }

  /** What stands above and below the text of the page that is switched to. */
  async edges({ head, foot: below }: Edges): Promise<void> {
    if (head !== undefined) {
      await this.write(await this.cut(head, room, 8), { x: margin, y: 28, size: 8, colour: soft })
      this.#line(44, hair)
    }
    await this.write(below, { x: margin, y: height - foot + 22, size: 8, colour: soft })
  }
}

/** The line at the head of a page, left out where it says nothing new, and the one at its foot. */
export type Edges = { head?: string; foot: string }

/** A PDF of A4 pages, as `draw` writes them; `edgesOf` says what stands at the head and the foot of each. */
export async function printSheets(
  { title, locale }: { title: string; locale: 'en' | 'zh' },
  draw: (sheet: Sheet) => Promise<void>,
  edgesOf?: (page: number, pages: number) => Edges,
): Promise<Uint8Array<ArrayBuffer>> {
  // Heavy, and asked for by few.
  const { default: Document } = await import('pdfkit')
  const doc = new Document({
    size: [width, height],
    margin: 0,
    bufferPages: edgesOf !== undefined,
    lang: locale === 'zh' ? 'zh-CN' : 'en',
    info: { Title: title },
  })
  const chunks: Buffer[] = []
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise<void>((resolve, reject) => {
    doc.on('end', resolve)
    doc.on('error', reject)
  })
  const sheet = new Sheet(doc, await openFace())
  await draw(sheet)
  for (let page = 1; edgesOf && page <= sheet.page; page += 1) {
    doc.switchToPage(page - 1)
    await sheet.edges(edgesOf(page, sheet.page))
  }
  doc.end()
  await ended
  return new Uint8Array(Buffer.concat(chunks))
}
