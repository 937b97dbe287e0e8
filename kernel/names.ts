import { pinyin } from 'pinyin-pro'
import type { Locale } from './locale.ts'
import { cleanLine } from './text.ts'

/** A human's name in one script or both; '' where there is none. `familyFirst` is the order of the Latin form. */
export type PersonName = { latinGiven: string; latinFamily: string; han: string; familyFirst: boolean }

/** Letters typed in a Chinese keyboard's full width are the same letters. */
const halfWidth = (text: string) => text.replace(/[！-～　]/g, (character) => character.normalize('NFKC'))

/** Cleans what was typed: NFC, single blanks, one kind of dot in Han names (阿卜杜拉·买买提). */
export const personName = (given: Partial<PersonName>): PersonName => ({
  latinGiven: cleanLine(halfWidth(given.latinGiven ?? '')),
  latinFamily: cleanLine(halfWidth(given.latinFamily ?? '')),
  han: cleanLine(given.han ?? '').replace(/\s*[•・‧∙⋅·]\s*/g, '·'),
  familyFirst: given.familyFirst ?? false,
})

const latinName = ({ latinGiven, latinFamily, familyFirst }: PersonName): string =>
  (familyFirst ? [latinFamily, latinGiven] : [latinGiven, latinFamily]).filter(Boolean).join(' ')

/**
 * Chinese: the Han name, else the Latin one. English: the Latin one in its own order, else the Han name.
 * With `both` the other script follows in brackets. A name is never transliterated for display: its bearer decides.
 */
export function displayName(name: PersonName, locale: Locale, options: { both?: boolean } = {}): string {
  const latin = latinName(name)
  const [first, second] = locale === 'zh' ? [name.han, latin] : [latin, name.han]
  if (first === '' || second === '') return first || second
  if (!options.both) return first
  return locale === 'zh' ? `${first}（${second}）` : `${first} (${second})`
}

// Family names of two characters; any other Han name has its family name in the first.
const compound = new Set(
  (
    '欧阳 上官 司马 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 司徒 司空 夏侯 轩辕 端木 百里 东郭 南宫 呼延 ' +
    '公羊 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 仲孙 钟离 鲜于 闾丘 司寇 子车 亓官 拓跋 独孤 完颜 万俟 闻人 赫连 ' +
    '第五 纳兰 西门 歐陽 司馬 諸葛 東方 尉遲 公孫 長孫 夏侯 軒轅 鍾離'
  ).split(' '),
)

const isHan = (character: string) => /^\p{Script=Han}$/u.test(character)

const familyLength = (whole: string) => (whole.length > 2 && compound.has(whole.slice(0, 2)) ? 2 : 1)

/** What stands after the family name: 欧阳娜娜 → `娜娜`. '' where nothing does, and of a name with dots. */
export const givenInHan = (han: string): string => (han.includes('·') ? '' : han.slice(familyLength(han)))

type Spelled = { family: string[]; given: string[] }

/** Syllables with tone marks; of a name with dots each part is read as it stands, the last one as the family name. */
function spell(han: string): Spelled {
  const syllables = (text: string, surname: 'head' | 'off') =>
    text === '' ? [] : pinyin(text, { type: 'array', surname, toneSandhi: false })
  const parts = han.split('·').map((part) => [...part].filter(isHan).join(''))
  if (parts.length > 1) {
    return {
      family: syllables(parts.at(-1) ?? '', 'off'),
      given: parts.slice(0, -1).flatMap((part) => syllables(part, 'off')),
    }
  }
  const whole = parts[0] ?? ''
  const all = syllables(whole, 'head')
  const length = familyLength(whole)
  return { family: all.slice(0, length), given: all.slice(length) }
}

/** One word: `Xī’ān` keeps its syllables apart where they could be read together. */
const capital = (syllables: readonly string[]) => {
  const word = syllables
    .map((one, index) => (index > 0 && /^[aoe]/.test(one.normalize('NFD')) ? `’${one}` : one))
    .join('')
  return word === '' ? '' : word[0]?.toUpperCase() + word.slice(1)
}

/** Pinyin with tone marks, spelled as names are: 单雄信 → `Shàn Xióngxìn`, 欧阳娜娜 → `Ōuyáng Nànà`. '' without Han. */
export function pinyinOf(han: string): string {
  const { family, given } = spell(han)
  const words = han.includes('·') ? [given, family] : [family, given]
  return words.map(capital).filter(Boolean).join(' ')
}

const unlike: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ŋ: 'n',
  ə: 'e',
}

/**
 * The form in which names and queries are compared: lower case, Latin letters without diacritics, apostrophes
 * dropped (O’Neil → oneil), any other punctuation a blank. Split it at blanks: every part has to be found.
 */
export const foldForSearch = (text: string): string =>
  text
    .toWellFormed()
    .normalize('NFKD')
    .toLowerCase()
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .normalize('NFC')
    .replace(/[ßæœøđðþłħıŋə]/g, (letter) => unlike[letter] ?? letter)
    .replace(/['’‘ʼʻ`´]/g, '')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim()

const compact = (text: string) => text.replaceAll(' ', '')
const initials = (...words: string[]) =>
  words
    .flatMap((word) => word.split(' '))
    .map((word) => [...word][0] ?? '')
    .join('')

/** Both orders, apart and in one, and the initials. */
function forms(family: string, given: string): string[] {
  if (family === '' || given === '') return [family, given, compact(family + given)]
  return [
    `${family} ${given}`,
    compact(family + given),
    compact(given + family),
    initials(family, given),
    initials(given, family),
  ]
}

/** 吕 is Lü in pinyin, LYU in a passport and lv on a keyboard. */
const umlauts = (syllables: readonly string[]): string[][] => {
  const bare = syllables.map((syllable) =>
    syllable.normalize('NFD').replace(/[\u0300\u0301\u0304\u030c]/g, ''),
  )
  const plain = bare.map((syllable) => syllable.normalize('NFC'))
  if (!plain.some((syllable) => syllable.includes('ü'))) return [plain]
  return ['u', 'v', 'yu'].map((letter) => plain.map((syllable) => syllable.replace('ü', letter)))
}

/** Müller is also looked for as Mueller. */
const germanSpelling = (text: string) =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöü]/g, (letter) => ({ ä: 'ae', ö: 'oe', ü: 'ue' })[letter] ?? letter)

/**
 * Everything a person may be looked for by, in folded form: Latin in both orders, Han, pinyin with and without
 * blanks, initials. Look in it for each part of foldForSearch(query).
 */
export function nameSearchText(name: PersonName): string {
  const found = new Set<string>()
  const add = (texts: readonly string[]) => {
    for (const text of texts) if (text !== '') found.add(text)
  }
  add(forms(foldForSearch(name.latinFamily), foldForSearch(name.latinGiven)))
  add(forms(foldForSearch(germanSpelling(name.latinFamily)), foldForSearch(germanSpelling(name.latinGiven))))
  if (name.han !== '') {
    const { family, given } = spell(name.han)
    const han = foldForSearch(name.han)
    add([han, compact(han)])
    const split = family.length
    for (const syllables of umlauts([...family, ...given])) {
      add(forms(syllables.slice(0, split).join(' '), syllables.slice(split).join(' ')))
      add([`${syllables.slice(0, split).join('')} ${syllables.slice(split).join('')}`.trim()])
    }
  }
  return [...found].join(' ')
}

/**
 * Sorts by family name, then given name, over both scripts: by the Latin form, where there is none by pinyin.
 * Compare as plain text (collation "C"); the two blanks put `van z` before `van dyke`.
 */
export function sortKey(name: PersonName): string {
  const latin = name.latinFamily !== '' || name.latinGiven !== ''
  const { family, given } = spell(latin ? '' : name.han)
  const key = latin
    ? [
        foldForSearch(name.latinFamily || name.latinGiven),
        name.latinFamily ? foldForSearch(name.latinGiven) : '',
      ]
    : [foldForSearch(family.join('')), foldForSearch(given.join(' '))]
  return [...key, name.han].filter(Boolean).join('  ')
}
