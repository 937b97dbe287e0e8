/** A word that must not be used, and the row of the glossary that says what is right. */
export type Ban = { word: string; instead: string; chinese: boolean }
/** Files under `where` may use the word; where it is a whole name (`current_user`), that name only. */
export type Exemption = { word: string; where: string }
export type Glossary = { bans: Ban[]; exemptions: Exemption[] }

const cells = (row: string) =>
  row
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim())

const list = (cell: string) =>
  cell
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean)

/** Reads the tables of docs/words.md. Throws when a table of it has lost its shape, so that nothing passes unread. */
export function readGlossary(markdown: string): Glossary {
  const bans: Ban[] = []
  const exemptions: Exemption[] = []
  let header: string[] = []
  for (const row of markdown.split('\n')) {
    if (!row.startsWith('|')) {
      header = []
      continue
    }
    const values = cells(row)
    if (header.length === 0) {
      header = values
      continue
    }
    if (values.every((value) => /^:?-+:?$/.test(value))) continue
    if (values.length !== header.length)
      throw new Error(`docs/words.md: a row with ${values.length} cells: ${row}`)
    const at = (name: string) => values[header.indexOf(name)] ?? ''
    if (header.includes('not')) {
      const instead = at('word')
      for (const word of list(at('not')))
        bans.push({ word: wordsIn(word), instead, chinese: /\p{Script=Han}/u.test(word) })
    } else if (header.includes('where')) {
      for (const word of list(at('word'))) exemptions.push({ word: word.toLowerCase(), where: at('where') })
    } else throw new Error(`docs/words.md: a table without "not" or "where": ${header.join(', ')}`)
  }
  if (bans.length === 0) throw new Error('docs/words.md: no word to check')
  return { bans, exemptions }
}

/** The words of a name or text in lower case: `attendeeCount`, `attendee_count` and "Attendee-count" → attendee count. */
export const wordsIn = (text: string): string =>
  text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** The bans a name or text breaks, in the plural too. */
export function broken(text: string, bans: readonly Ban[]): Ban[] {
  const words = ` ${wordsIn(text)} `
  return bans.filter(({ word, chinese }) =>
    chinese ? text.includes(word) : words.includes(` ${word} `) || words.includes(` ${word}s `),
  )
}

export const isExempt = (
  word: string,
  text: string,
  path: string,
  exemptions: readonly Exemption[],
): boolean =>
  exemptions.some(
    (exempt) => [word, text.toLowerCase()].includes(exempt.word) && path.startsWith(exempt.where),
  )
