import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'
import { Converter } from 'opencc-js/t2cn'
import { pinyin } from 'pinyin-pro'
import { distance } from './distance.ts'

/** What a query asks for: Latin words as beginnings, and of Han text its pairs of characters as they are. */
export type Asked = { beginnings: string[]; exact: string[] }

/** No word of a text is longer; what is typed longer is asked for as far as this. */
const longest = 60

let cutter: Jieba | undefined
// The dictionary takes 150 ms to read: only whoever searches waits for it, once.
const jieba = () => {
  cutter ??= Jieba.withDict(dict)
  return cutter
}
let converter: ((text: string) => string) | undefined
const simplified = (text: string) => {
  converter ??= Converter({ from: 't', to: 'cn' })
  return converter(text)
}

const han = /\p{Script=Han}+/gu
const word = /[\p{L}\p{N}]+/gu
const isHan = (text: string) => /\p{Script=Han}/u.test(text)

/** One form for what is the same to a reader: width, case, accents, and traditional or simplified characters. */
export function plain(text: string): string {
  const folded = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().normalize('NFC')
  return isHan(folded) ? simplified(folded) : folded
}

function pairsOf(run: string): string[] {
  const characters = [...run]
  return characters.length === 1
    ? characters
    : characters.slice(1).map((character, index) => `${characters[index]}${character}`)
}

const cut = (text: string): string[] =>
  jieba()
    .cutForSearch(text, true)
    .flatMap((part) => part.match(word) ?? [])

const unique = (items: readonly string[]) => [...new Set(items)]

/** The parts of words that are no Han text: 3d, of 3d打印. */
const latinOf = (words: readonly string[]) =>
  words
    .flatMap((each) => each.split(/\p{Script=Han}+/u))
    .filter((each) => each !== '')
    .map((each) => each.slice(0, longest))

/** How Chinese is typed without tones, syllable by syllable: 量子 → liang, zi. */
const syllablesOf = (text: string) => pinyin(text, { toneType: 'none', type: 'array', v: true })

/**
 * How a run of Han characters is typed, from each of its words on: all of it (zhonglichuanganqi) and by first letters
 * (zlcgq). Queries are beginnings, so that a part from a word on is found as well. And each syllable alone, for whoever
 * types blanks between them.
 */
function soundsOf(run: string): string[] {
  const syllables = syllablesOf(run)
  const sounds = [...syllables]
  let at = 0
  for (const part of jieba().cut(run, true)) {
    const rest = syllables.slice(at)
    sounds.push(rest.join(''))
    if (rest.length > 1) sounds.push(rest.map((syllable) => syllable[0] ?? '').join(''))
    at += [...part].length
  }
  return sounds
}

/**
 * What is kept of a record to find it again: Latin words, all pairs of Han characters, and the sound of Chinese names.
 * `named` are its names and titles, which are also found by how they sound; `told` is the rest.
 */
export function indexOf({ named, told }: { named: readonly string[]; told: readonly string[] }): string[] {
  const names = plain(named.join('\n'))
  const text = `${names}\n${plain(told.join('\n'))}`
  const sounds = [
    ...cut(names)
      .filter(isHan)
      .map((each) => syllablesOf(each).join('')),
    ...(names.match(han) ?? []).flatMap(soundsOf),
  ]
  return unique([
    ...latinOf([...cut(text), ...sounds]),
    // Single characters as well: a query of one Han character is a word to its reader.
    ...(text.match(han) ?? []).flatMap((run) => [...pairsOf(run), ...run]),
  ])
}

/** What a Latin word has to begin with to be found: its ending for one or for many is left out. */
export const beginningOf = (typed: string): string =>
  typed.length < 5 ? typed : typed.replace(/(?:ies|y|(?<![su])s)$/, '')

/**
 * What a query asks for, all of it. `loosely`, the words of Han text may stand apart: 手语字幕 then finds 手语实时字幕.
 */
export function queryOf(query: string, loosely = false): Asked {
  const text = plain(query.slice(0, 200))
  return {
    beginnings: unique(latinOf(text.match(word) ?? [])),
    exact: unique(
      (text.match(han) ?? []).flatMap((run) => (loosely ? jieba().cut(run, true) : [run]).flatMap(pairsOf)),
    ),
  }
}

/**
 * As many slips as a typed word may have: one from four letters on, two from eight on. A number that is a little different
 * is another number.
 */
export const slipsIn = (typed: string): number =>
  /[0-9]/.test(typed) || typed.length < 4 ? 0 : typed.length < 8 ? 1 : 2

/**
 * The known word that was most likely meant, of those equally near the first. Undefined when none is so near, or the
 * word itself is known.
 */
export function meant(typed: string, known: Iterable<string>): string | undefined {
  const most = slipsIn(typed)
  let best: { word: string; slips: number } | undefined
  for (const each of known) {
    const slips = distance(typed, each, best ? best.slips - 1 : most)
    if (slips === 0) return undefined
    if (slips <= most && (!best || slips < best.slips)) best = { word: each, slips }
  }
  return best?.word
}
