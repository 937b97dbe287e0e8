import { givenInHan, pinyinOf } from '#kernel/names'
import type { Bilingual } from '#kernel/text'
import type { Card, JudgedFile } from '../model.ts'

const mark = '█████'
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const isHan = (text: string) => /\p{Script=Han}/u.test(text)
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '')

/**
 * What a name is written as. `whole` says who it is in any case; a single `part` may be a word of its own ("long",
 * "sun") and is a name only where it begins with a capital, or in the name of a file.
 */
type Forms = { whole: readonly string[]; part: readonly string[] }

/**
 * A person's name: whole, in either order, with initials, its parts, and in Latin letters what is written in Han
 * characters. A part of one or two Latin letters and a Han family name alone are words of other things and stay.
 */
export function personForms(name: string): Forms {
  const whole = name.normalize('NFC').trim()
  if (whole === '') return { whole: [], part: [] }
  const pieces = whole.split(/[\s()（）,，·]+/u).filter(Boolean)
  const latin = pieces.filter((piece) => !isHan(piece))
  const han = pieces.filter((piece) => isHan(piece) && [...piece].length > 1)
  const spelled = han.map((piece) => plain(pinyinOf(piece)).split(' ').reverse())
  const sides = [latin, ...spelled].flatMap((words) => {
    const [first, last] = [words[0], words.at(-1)]
    return first && last && words.length > 1 ? [[first, last] as const] : []
  })
  const orders = sides.flatMap(([first, last]) => [
    `${first} ${last}`,
    `${last} ${first}`,
    `${last}, ${first}`,
    `${first[0]}. ${last}`,
    `${last[0]}. ${first}`,
    `${last} ${first[0]}.`,
    `${first}${last}`,
    `${last}${first}`,
  ])
  const initials = sides.flatMap(([first, last]) => [`${first[0]} ${last}`, `${last[0]} ${first}`])
  // A given name of two characters stands alone in Chinese letters and file names.
  const given = han.map(givenInHan).filter((piece) => [...piece].length > 1)
  return {
    whole: [whole, ...orders, ...han, ...given],
    part: [...initials, ...latin, ...spelled.flat()].filter((piece) => piece.length > 2),
  }
}

const anyBodys = new Set(
  'the of for and at in a an university college institute institution school academy faculty department centre center laboratory laboratories lab hospital foundation company group holdings limited ltd inc llc plc gmbh corporation corp co technology technologies science sciences engineering research medical medicine national international state royal federal new'.split(
    ' ',
  ),
)

/** A body's name: whole, by its initials, and by the words that are its own: "at Leeds", "DUT", 大连理工. */
export function bodyForms(name: string): Forms {
  const whole = name.normalize('NFC').trim()
  if (whole === '') return { whole: [], part: [] }
  const words = whole.match(/[\p{L}\p{N}]+/gu) ?? []
  const latin = words.filter((word) => !isHan(word))
  const initials = latin.filter((word) => /^\p{Lu}/u.test(word)).map((word) => word[0])
  const own = latin.filter((word) => word.length > 2 && !anyBodys.has(word.toLowerCase()))
  const short = words
    .filter(isHan)
    .map((word) =>
      word.replace(/(股份有限公司|有限责任公司|有限公司|公司|大学|学院|研究院|研究所|实验室|医院)$/u, ''),
    )
  return {
    whole: [whole, whole.replace(/^the /i, ''), ...short.filter((word) => [...word].length > 2)],
    part: [...own, ...(initials.length > 2 ? [initials.join('')] : [])],
  }
}

// Where somebody is found: mailboxes, pages, ORCID ids, papers, telephones, accounts.
const addresses = new RegExp(
  [
    String.raw`[\w.+-]+@[\w-]+(?:\.[\w-]+)+`,
    String.raw`(?:https?:\/\/|www\.)[^\s<>()"'，。；、）]+(?<![.,;:])`,
    String.raw`(?<![\w.@-])(?:[a-z0-9-]+\.)+(?:com|org|net|cn|edu|uk|io|ai|co|tech|jp|us|ca|eu|de|fr|example)(?![\w-])(?:\/[^\s，。；、）]*(?<![.,;:]))?`,
    String.raw`(?<!\d)\d{4}-\d{4}-\d{4}-\d{3}[\dX](?!\d)`,
    String.raw`(?<!\d)10\.\d{4,9}\/[^\s，。；、）]+(?<![.,;:])`,
    String.raw`\+\d[\d ()-]{7,}\d|(?<!\d)1[3-9]\d{9}(?!\d)`,
    String.raw`(?<![\w.])@[a-z0-9_]{3,}`,
    String.raw`(?<=(?:wechat|weixin|微信号?)[ :：]*)(?=[a-z_-]*\d)[a-z][\w-]{4,}`,
  ].join('|'),
  'giu',
)

const capital = (word: string) => `${word[0]?.toUpperCase() ?? ''}${word.slice(1)}`
const patternOf = (forms: readonly string[], flags: string): RegExp | null => {
  const alternatives = [...new Set(forms)]
    .sort((a, b) => b.length - a.length)
    .map((form) => {
      const body = escaped(form).replace(/ /g, '[\\s._-]*')
      // A short Latin form must be a word of its own: Li is no part of "reliable".
      return isHan(form) ? body : `(?<![\\p{L}\\p{N}])${body}(?![\\p{L}\\p{N}])`
    })
  return alternatives.length === 0 ? null : new RegExp(alternatives.join('|'), flags)
}

/** Takes out who is behind something: names of people and bodies wherever they stand, and where they are found. */
export function redactor(
  people: readonly string[],
  bodies: readonly string[] = [],
): (text: string, where?: 'text' | 'file') => string {
  const forms = [...people.map(personForms), ...bodies.map(bodyForms)]
  const [whole, part] = [forms.flatMap((each) => each.whole), forms.flatMap((each) => each.part)]
  const anyCase = patternOf(whole, 'giu')
  const parts = {
    text: patternOf(
      part.flatMap((each) => [capital(each), each.toUpperCase()]),
      'gu',
    ),
    file: patternOf(part, 'giu'),
  }
  return (text, where = 'text') => {
    const found = where === 'text' ? text.normalize('NFC').replace(addresses, mark) : text.normalize('NFC')
    return [anyCase, parts[where]].reduce(
      (left, pattern) => (pattern ? left.replace(pattern, mark) : left),
      found,
    )
  }
}

const inBoth =
  (redact: (text: string) => string) =>
  ({ en, zh }: Bilingual): Bilingual => ({ en: redact(en), zh: redact(zh) })

/**
 * A file without who is behind it: no team, institution or website; names and addresses taken out of every text, the
 * answers and the names of files. What stands inside a deck cannot be taken out, so a blind round may keep the files back.
 */
export function blindFile(
  file: JudgedFile,
  names: readonly string[],
  bodies: readonly string[] = [],
): JudgedFile {
  const redact = redactor(names, [file.institution, ...bodies])
  const both = inBoth(redact)
  return {
    ...file,
    title: both(file.title),
    summary: both(file.summary),
    body: both(file.body),
    tags: file.tags.map((tag) => redact(tag)),
    website: null,
    institution: '',
    ror: null,
    team: [],
    answers: file.answers.map(({ question, answer }) => ({
      question,
      answer: typeof answer === 'string' ? redact(answer) : answer,
    })),
    files: file.files.map((each) => ({ ...each, name: redact(each.name, 'file') })),
  }
}

/** What tells a judge which project it is, made from what they may read. */
export const cardOf = ({ title, field, country, institution }: JudgedFile): Card => ({
  title,
  field,
  country,
  institution,
})
