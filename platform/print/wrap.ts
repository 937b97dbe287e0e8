const [opening, closing] = ['（《〈「『【〔“‘([', '，。、；：！？）》〉」』】〕”’%％…)]']
const inClass = (marks: string) => marks.replace(/[[\]]/g, '\\$&')

/**
 * Where a line may end: after a blank, and after every Han character. No line begins with a mark that closes, and none ends with
 * one that opens.
 */
const piece = new RegExp(
  `[${inClass(opening)}]*\\p{Script=Han}[${inClass(closing)}]*|[${inClass(opening)}]*[^\\s\\p{Script=Han}${inClass(opening)}]+\\s*|\\s+|[^]`,
  'gu',
)
const pieces = (text: string): string[] => text.match(piece) ?? []

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
