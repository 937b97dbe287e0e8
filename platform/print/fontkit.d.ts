/** What is used of the package that reads fonts; it brings no types of its own. */
declare module 'fontkit' {
  type Glyph = { advanceWidth: number; path: { toSVG(): string } }
  type Font = { unitsPerEm: number; glyphForCodePoint(point: number): Glyph }
  export function create(bytes: Buffer): Font
}
