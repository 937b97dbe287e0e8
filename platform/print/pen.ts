import type PDFDocument from 'pdfkit'
import type { Face } from './fonts.ts'

type Doc = InstanceType<typeof PDFDocument>

/** Where a line may end: after a blank, and after every Han character or full-width mark. */
const pieces = (text: string): string[] =>
  text.match(
    /\p{Script=Han}[，。、；：！？）》”’]*|[（《“‘]*\p{Script=Han}[，。、；：！？）》”’]*|[^\s\p{Script=Han}]+\s*|\s+/gu,
  ) ?? []

/** Draws text in the pieces of the face that its characters need. */
export class Pen {
  readonly doc: Doc
  readonly #face: Face
  readonly #known = new Set<string>()
  constructor(doc: Doc, face: Face) {
    this.doc = doc
    this.#face = face
  }

  async #choose(subset: string): Promise<void> {
    if (!this.#known.has(subset)) {
      this.doc.registerFont(subset, await this.#face.font(subset))
      this.#known.add(subset)
    }
    this.doc.font(subset)
  }

  async widthOf(text: string, size: number): Promise<number> {
    let sum = 0
    for (const run of await this.#face.runs(text)) {
      await this.#choose(run.subset)
      sum += this.doc.fontSize(size).widthOfString(run.text)
    }
    return sum
  }

  /** One line from `x` on; gives where it ended. */
  async write(text: string, at: { x: number; y: number; size: number; colour: string }): Promise<number> {
    let { x } = at
    for (const run of await this.#face.runs(text)) {
      await this.#choose(run.subset)
      this.doc.fontSize(at.size).fillColor(at.colour)
      const step = this.doc.widthOfString(run.text)
      this.doc.text(run.text, x, at.y, { lineBreak: false })
      x += step
    }
    return x
  }

  /** The text in lines of at most `width`; a word that is longer than a line is cut. */
  async wrap(text: string, width: number, size: number): Promise<string[]> {
    const lines: string[] = []
    let line = ''
    const parts = pieces(text)
    while (parts.length > 0) {
      const part = parts.shift() ?? ''
      if ((await this.widthOf((line + part).trimEnd(), size)) <= width) line += part
      else if (line !== '') {
        lines.push(line.trimEnd())
        line = ''
        parts.unshift(part.trimStart())
      } else {
        const letters = [...part]
        const half = Math.max(1, letters.length >> 1)
        if (letters.length <= 1) line = part
        else parts.unshift(letters.slice(0, half).join(''), letters.slice(half).join(''))
      }
    }
    if (line.trim() !== '') lines.push(line.trimEnd())
    return lines
  }
}
