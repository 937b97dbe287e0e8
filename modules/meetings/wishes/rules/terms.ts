import { foldForSearch } from '#kernel/names'

/** Words of these two languages that say nothing about what somebody offers or seeks. */
const empty = new Set(
  (
    'a about all an and any are as at be but by can do for from has have i in into is it its me more my new not of on or our ' +
    'so such than that the their them there these they this to up us was we well were what when where which who will with ' +
    'years year work working looking seek seeking offer offering want wants need needs partner partners team people company ' +
    'companies project projects 我们 可以 希望 提供 寻找 寻求 需要 合作 项目 公司 企业 团队 进行 以及 相关 具有 方面 一个 能够'
  ).split(' '),
)

const hanRun = /\p{Script=Han}+/gu

/** Two characters next to each other, of a run of Chinese: words are not parted by blanks there. */
const bigrams = (run: string): string[] => {
  const letters = [...run]
  return letters.length < 2 ? letters : letters.slice(1).map((letter, index) => `${letters[index]}${letter}`)
}

/** One form for singular and plural, good enough to compare by. */
const stem = (word: string): string => (word.length > 4 && /[^su]s$/.test(word) ? word.slice(0, -1) : word)

/** The words of a text in either script, folded: Latin words as they are, Chinese by pairs of characters. */
export function termsOf(text: string): Set<string> {
  const folded = foldForSearch(text)
  const found = new Set<string>()
  for (const [run] of folded.matchAll(hanRun))
    for (const pair of bigrams(run)) if (!empty.has(pair)) found.add(pair)
  for (const word of folded.replace(hanRun, ' ').split(' '))
    if (word.length > 1 && !empty.has(word)) found.add(stem(word))
  return found
}

/** What a text shares with terms, as a reader would say it: Latin words, and runs of Chinese put together again. */
export function sharedWords(text: string, terms: ReadonlySet<string>): string[] {
  const folded = foldForSearch(text)
  const found = new Set<string>()
  for (const [run] of folded.matchAll(hanRun)) {
    let shared = ''
    for (const pair of bigrams(run)) {
      if (terms.has(pair)) shared = shared === '' ? pair : shared + [...pair].slice(1).join('')
      else {
        if (shared !== '') found.add(shared)
        shared = ''
      }
    }
    if (shared !== '') found.add(shared)
  }
  for (const word of folded.replace(hanRun, ' ').split(' '))
    if (terms.has(stem(word)) && word.length > 1) found.add(word)
  return [...found]
}

/** What has to be found for a query, each part of it: words, and of Chinese each pair of characters. */
export const queryParts = (query: string): string[] => {
  const folded = foldForSearch(query.slice(0, 200))
  const han = [...folded.matchAll(hanRun)].flatMap(([run]) => bigrams(run))
  return [...han, ...folded.replace(hanRun, ' ').split(' ').filter(Boolean)]
}
