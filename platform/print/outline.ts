import type { Face } from './fonts.ts'
import { linesOf } from './wrap.ts'

type Opened = { unitsPerEm: number; glyphForCodePoint(point: number): Glyph }
type Glyph = { advanceWidth: number; path: { toSVG(): string } }

/** Text as outlines for an SVG: the same picture on every machine, whatever fonts it has. Lengths are the SVG's own. */
export class OutlinePen {
  readonly #face: Face
  readonly #fonts = new Map<string, Promise<Opened>>()
  constructor(face: Face) {
    this.#face = face
  }

  #open(subset: string): Promise<Opened> {
    const opening =
      this.#fonts.get(subset) ??
      Promise.all([import('fontkit'), this.#face.font(subset)]).then(([{ create }, font]) => create(font))
    this.#fonts.set(subset, opening)
    return opening
  }

  async #glyphs(text: string): Promise<{ glyph: Glyph; scale: number }[]> {
    const glyphs: { glyph: Glyph; scale: number }[] = []
    for (const { subset, text: run } of await this.#face.runs(text)) {
      const font = await this.#open(subset)
      for (const letter of run)
        glyphs.push({ glyph: font.glyphForCodePoint(letter.codePointAt(0) ?? 0), scale: 1 / font.unitsPerEm })
    }
    return glyphs
  }

  async widthOf(text: string, size: number): Promise<number> {
    return (await this.#glyphs(text)).reduce(
      (sum, { glyph, scale }) => sum + glyph.advanceWidth * scale * size,
      0,
    )
  }

  /** One line with its feet at `y`. */
  async line(text: string, at: { x: number; y: number; size: number; colour: string }): Promise<string> {
    let { x } = at
    const paths: string[] = []
    for (const { glyph, scale } of await this.#glyphs(text)) {
      const factor = (scale * at.size).toFixed(5)
      const outline = glyph.path.toSVG()
      if (outline !== '')
        paths.push(
          `<path transform="translate(${x.toFixed(2)} ${at.y}) scale(${factor} -${factor})" d="${outline}"/>`,
        )
      x += glyph.advanceWidth * scale * at.size
    }
    return `<g fill="${at.colour}">${paths.join('')}</g>`
  }

  /** At most `most` lines of `width`, the last one with … where there would be more. */
  async wrap(text: string, width: number, size: number, most: number): Promise<string[]> {
    const fits = async (line: string) => (await this.widthOf(line, size)) <= width
    const lines = await linesOf(text, fits)
    if (lines.length <= most) return lines
    let last = [...(lines[most - 1] ?? '')]
    while (last.length > 0 && !(await fits(`${last.join('')}…`))) last = last.slice(0, -1)
    return [...lines.slice(0, most - 1), `${last.join('').trimEnd()}…`]
  }
}
