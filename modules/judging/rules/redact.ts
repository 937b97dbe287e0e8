import type { Bilingual } from '#kernel/text'
import type { Card, JudgedFile } from '../model.ts'

const mark = '█████'
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const isHan = (text: string) => /\p{Script=Han}/u.test(text)

/**
 * Everything a name is written as: whole, in either order, and its parts. A part of one Latin letter and a Han family
 * name alone are words of other things and stay; initials with the family name ("W. Li") go.
 */
export function writtenAs(name: string): string[] {
  const whole = name.normalize('NFC').trim()
  if (whole === '') return []
  const pieces = whole.split(/[\s()（）,，·]+/u).filter(Boolean)
  const latin = pieces.filter((piece) => !isHan(piece))
  const han = pieces.filter((piece) => isHan(piece) && [...piece].length > 1)
  const last = latin.at(-1)
  const first = latin[0]
  const both = first && last && first !== last
  const orders = both
    ? [
        `${first} ${last}`,
        `${last} ${first}`,
        `${last}, ${first}`,
        `${first[0]}. ${last}`,
        `${first[0]} ${last}`,
        `${last[0]}. ${first}`,
        `${last[0]} ${first}`,
        `${last} ${first[0]}.`,
        `${first}${last}`,
        `${last}${first}`,
      ]
    : []
  // A given name of two characters stands alone in Chinese letters and file names.
  const given = han.filter((piece) => [...piece].length > 2).map((piece) => [...piece].slice(1).join(''))
  return [whole, ...orders, ...latin.filter((piece) => piece.length > 2), ...han, ...given]
}

/** Replaces names wherever they stand, in any case and width, also inside addresses and names of files. */
export function redactor(names: readonly string[]): (text: string) => string {
  const forms = [...new Set(names.flatMap(writtenAs))].sort((a, b) => b.length - a.length)
  if (forms.length === 0) return (text) => text
  const alternatives = forms.map((form) => {
    const body = escaped(form).replace(/ /g, '[\\s._-]*')
    // A short Latin part must be a word of its own: Li is no part of "reliable".
    return isHan(form) ? body : `(?<![\\p{L}\\p{N}])${body}(?![\\p{L}\\p{N}])`
  })
  const pattern = new RegExp(alternatives.join('|'), 'giu')
  return (text) => text.normalize('NFC').replace(pattern, mark)
}

const inBoth =
  (redact: (text: string) => string) =>
  ({ en, zh }: Bilingual): Bilingual => ({ en: redact(en), zh: redact(zh) })

/**
 * A file without who is behind it: no team, institution or website; names taken out of every text, the answers and the
 * names of files. What stands inside a deck cannot be taken out, so a blind round may keep the files back.
 */
export function blindFile(file: JudgedFile, names: readonly string[]): JudgedFile {
  const redact = redactor([...names, file.institution].filter(Boolean))
  const both = inBoth(redact)
  return {
    ...file,
    title: both(file.title),
    summary: both(file.summary),
    body: both(file.body),
    tags: file.tags.map(redact),
    website: null,
    institution: '',
    ror: null,
    team: [],
    answers: file.answers.map(({ question, answer }) => ({
      question,
      answer: typeof answer === 'string' ? redact(answer) : answer,
    })),
    files: file.files.map((each) => ({ ...each, name: redact(each.name) })),
  }
}

/** What tells a judge which project it is, made from what they may read. */
export const cardOf = ({ title, field, country, institution }: JudgedFile): Card => ({
  title,
  field,
  country,
  institution,
})
