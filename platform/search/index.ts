import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict'

/** What of a text is searched: words of both scripts, and pairs of Han characters for what no dictionary knows. */
export type Indexed = { words: string[]; bigrams: string[] }

let cutter: Jieba | undefined
// The dictionary takes 150 ms to read: only whoever searches waits for it, once.
const jieba = () => {
  cutter ??= Jieba.withDict(dict)
  return cutter
}

/** One form for what is the same to a reader: width, case and accents. */
export const plain = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().normalize('NFC')

const han = /\p{Script=Han}+/gu
const word = /[\p{L}\p{N}]+/gu
const isHan = (text: string) => /\p{Script=Han}/u.test(text)

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

/** What is kept of some texts to find them again. */
export function indexOf(texts: readonly string[]): Indexed {
  const text = plain(texts.join('\n'))
  const runs = text.match(han) ?? []
  return {
    words: unique(cut(text)),
    // Single characters as well: a query of one Han character is a word to its reader.
    bigrams: unique(runs.flatMap((run) => [...pairsOf(run), ...run])),
  }
}

/** What a query asks for: all of `words` (Latin ones as beginnings), and of Han text all its pairs. */
export function queryOf(query: string): Indexed {
  const text = plain(query).slice(0, 200)
  const latin = (text.match(word) ?? [])
    .flatMap((part) => part.split(/\p{Script=Han}+/u))
    .filter((part) => part !== '')
  return {
    words: unique(latin.filter((part) => !isHan(part))),
    bigrams: unique((text.match(han) ?? []).flatMap(pairsOf)),
  }
}
