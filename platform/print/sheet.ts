import { openFace } from './fonts.ts'
import { Pen } from './pen.ts'

const [width, height, margin, foot] = [595.28, 841.89, 56, 64]
const room = width - 2 * margin

/** A4 pages that run on: whoever writes says how much room the next piece needs. Sizes in points. */
export class Sheet extends Pen {
  readonly margin = margin
  y = margin
  /** The page that is written on, from 1. */
  page = 1

  room(needed: number): void {
    if (this.y + needed <= height - foot) return
    this.doc.addPage()
    this.page += 1
    this.y = margin
  }

  /** Lines as wide as the page, or from `x` on. */
  async text(text: string, size: number, colour: string, lead = 1.45, x = margin): Promise<void> {
    for (const line of await this.wrap(text, margin + room - x, size)) {
      this.room(size * lead)
      await this.write(line, { x, y: this.y, size, colour })
      this.y += size * lead
    }
  }

  rule(colour: string): void {
    this.doc
      .moveTo(margin, this.y)
      .lineTo(width - margin, this.y)
      .lineWidth(0.5)
      .strokeColor(colour)
      .stroke()
    this.y += 10
  }
}

/** A PDF of A4 pages, as `draw` writes them; `footOf` says what stands at the foot of each. */
export async function printSheets(
  { title, locale }: { title: string; locale: 'en' | 'zh' },
  draw: (sheet: Sheet) => Promise<void>,
  footOf?: (page: number) => string,
): Promise<Uint8Array<ArrayBuffer>> {
  // Heavy, and asked for by few.
  const { default: Document } = await import('pdfkit')
  const doc = new Document({
    size: [width, height],
    margin: 0,
    bufferPages: footOf !== undefined,
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
  for (let page = 1; footOf && page <= sheet.page; page += 1) {
    doc.switchToPage(page - 1)
    await sheet.write(footOf(page), { x: margin, y: height - foot + 22, size: 8, colour: '#50625f' })
  }
  doc.end()
  await ended
  return new Uint8Array(Buffer.concat(chunks))
}
