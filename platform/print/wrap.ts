/** Where a line may end: after a blank, and after every Han character or full-width mark. */
const pieces = (text: string): string[] =>
  text.match(
    /\p{Script=Han}[，。、；：！？）》”’]*|[（《“‘]*\p{Script=Han}[，。、；：！？）》”’]*|[^\s\p{Script=Han}]+\s*|\s+/gu,
  ) ?? []

/** The text in lines that fit; a word that is longer than a line is cut. */
export async function linesOf(text: string, fits: (line: string) => Promise<boolean>): Promise<string[]> {
  const lines: string[] = []
  let line = ''
  const parts = pieces(text)
  while (parts.length > 0) {
    const part = parts.shift() ?? ''
    if (await fits((line + part).trimEnd())) line += part
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
