import type PDFDocument from 'pdfkit'
import type { Face } from './fonts.ts'
import { linesOf } from './wrap.ts'

type Doc = InstanceType<typeof PDFDocument>

/** From the top of a line to its feet, in sizes of its letters: as Noto Sans SC has it. */
const ascent = 1.16

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
      // The families stand differently high over their feet: without this a word from the other one hovers.
      this.doc.text(run.text, x, at.y, { lineBreak: false, baseline: -ascent * at.size })
      x += step
    }
    return x
  }

  /** One line of at most `width`, its end cut where it is longer. */
  async cut(text: string, width: number, size: number): Promise<string> {
    if ((await this.widthOf(text, size)) <= width) return text
    let letters = [...text]
    while (letters.length > 0 && (await this.widthOf(`${letters.join('')}…`, size)) > width)
      letters = letters.slice(0, -1)
    return `${letters.join('').trimEnd()}…`
  }

  /** The text in lines of at most `width`; a word that is longer than a line is cut. */
  wrap(text: string, width: number, size: number): Promise<string[]> {
    return linesOf(text, async (line) => (await this.widthOf(line, size)) <= width)
  }
}
