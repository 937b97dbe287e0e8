import { foldForSearch, nameSearchText, type PersonName } from '#kernel/names'
import type { Party } from '../../model.ts'
import { queryParts, sharedWords, termsOf } from './terms.ts'

/** Why somebody is recommended; `words` are as the other wrote them. What they wish for is never among the reasons. */
export type Reason =
  | { key: 'topics' | 'they_offer' | 'they_seek'; words: readonly string[] }
  | { key: 'languages'; languages: readonly string[] }
  | { key: 'newcomer' }

/** `why` is worked out when it is asked for: only those on the page in front of somebody are. */
export type Recommended = { party: Party; score: number; why(): readonly Reason[] }

type Words = {
  source: string
  offers: Set<string>
  seeks: Set<string>
  topics: Map<string, string>
  searched: string
}

const mostKept = 20_000
const kept = new Map<Party['id'], Words>()

/** A profile's words cost more than comparing them: they are kept as long as it says the same. */
function wordsOf(party: Party): Words {
  const source = [party.organisation, party.headline, party.offers, party.seeks, ...party.topics].join('\n')
  const known = kept.get(party.id)
  if (known?.source === source) return known
  const words: Words = {
    source,
    offers: termsOf(`${party.offers} ${party.headline}`),
    seeks: termsOf(party.seeks),
    topics: new Map(party.topics.map((topic) => [foldForSearch(topic), topic])),
    searched: foldForSearch(source),
  }
  if (kept.size >= mostKept) kept.clear()
  kept.set(party.id, words)
  return words
}

const common = (one: ReadonlySet<string>, other: ReadonlySet<string>): string[] => {
  const [few, many] = one.size < other.size ? [one, other] : [other, one]
  return [...few].filter((term) => many.has(term))
}

/** How much a shared term says: the fewer have it, the more. */
function rarity(others: readonly Party[]): (term: string) => number {
  const counts = new Map<string, number>()
  for (const other of others) {
    const { offers, seeks } = wordsOf(other)
    for (const term of offers) counts.set(term, (counts.get(term) ?? 0) + 1)
    for (const term of seeks) if (!offers.has(term)) counts.set(term, (counts.get(term) ?? 0) + 1)
  }
  return (term) => Math.log2(2 + others.length / (1 + (counts.get(term) ?? 0)))
}

const mostWords = 4
/** Every how manieth place is a newcomer's, as long as there are any. */
const floor = 4

/** The most telling words first; how they are written is taken from the text. */
const telling = (text: string, terms: readonly string[], weigh: (term: string) => number): string[] => {
  const chosen = new Set([...terms].sort((one, other) => weigh(other) - weigh(one)).slice(0, mostWords * 2))
  return sharedWords(text, chosen).slice(0, mostWords)
}

/**
 * The others in the order in which they are worth looking at, each with the reasons. Made from profiles alone: shared
 * topics, what one offers and the other seeks in both directions, a language in common; and every fourth place is a
 * newcomer's, so that those whom nobody knows yet are seen.
 */
export function recommend(me: Party, others: readonly Party[]): Recommended[] {
  const mine = wordsOf(me)
  const weigh = rarity(others)
  const sum = (terms: readonly string[]) => terms.reduce((total, term) => total + weigh(term), 0)
  const scored = others.map((party): { party: Party; score: number; terms: Shared } => {
    const theirs = wordsOf(party)
    const topics = [...theirs.topics.keys()].filter((topic) => mine.topics.has(topic))
    const offered = common(mine.seeks, theirs.offers)
    const sought = common(mine.offers, theirs.seeks)
    const language = speakTogether(me, party).length > 0 || me.languages.length === 0
    const score = 6 * topics.length + sum(offered) + sum(sought) + (language ? 1 : -4)
    return { party, score, terms: [topics, offered, sought] }
  })
  scored.sort((one, other) => other.score - one.score || (one.party.id < other.party.id ? -1 : 1))
  return withFloor(scored).map(({ party, score, terms }) => ({
    party,
    score,
    why: () => reasonsOf(me, party, terms, weigh),
  }))
}

/** Topics, words that the other offers and one seeks, words that the other seeks and one offers: all shared. */
type Shared = readonly [topics: string[], offered: string[], sought: string[]]

function reasonsOf(
  me: Party,
  party: Party,
  [topics, offered, sought]: Shared,
  weigh: (term: string) => number,
): Reason[] {
  const theirs = wordsOf(party)
  const reasons: Reason[] = []
  if (topics.length > 0)
    reasons.push({ key: 'topics', words: topics.map((topic) => theirs.topics.get(topic) ?? topic) })
  if (offered.length > 0)
    reasons.push({ key: 'they_offer', words: telling(`${party.offers}\n${party.headline}`, offered, weigh) })
  if (sought.length > 0) reasons.push({ key: 'they_seek', words: telling(party.seeks, sought, weigh) })
  const languages = speakTogether(me, party)
  if (languages.length > 0) reasons.push({ key: 'languages', languages })
  if (party.newcomer) reasons.push({ key: 'newcomer' })
  return reasons
}

const speakTogether = (me: Party, other: Party): string[] =>
  other.languages.filter((language) => me.languages.includes(language))

/** The best newcomer comes forward to every fourth place that would not be a newcomer's anyway. */
function withFloor<One extends { party: Party }>(ranked: readonly One[]): One[] {
  const newcomers = ranked.filter(({ party }) => party.newcomer)
  const known = ranked.filter(({ party }) => !party.newcomer)
  const rank = new Map(ranked.map((one, index) => [one, index]))
  const placed: One[] = []
  let waiting = 0
  while (newcomers.length > 0 || known.length > 0) {
    const [fresh, other] = [newcomers[0], known[0]]
    const better = fresh && (!other || (rank.get(fresh) ?? 0) < (rank.get(other) ?? 0))
    const take = better || (fresh !== undefined && waiting >= floor - 1)
    const next = take ? newcomers.shift() : known.shift()
    if (!next) break
    waiting = next.party.newcomer ? 0 : waiting + 1
    placed.push(next)
  }
  return placed
}

/** Those in whose profile, name, organisation or topics every part of the query is found, in whatever script. */
export function matching(
  parties: readonly Recommended[],
  query: string,
  nameOf: (party: Party) => PersonName | undefined,
): Recommended[] {
  const parts = queryParts(query)
  if (parts.length === 0) return [...parties]
  return parties.filter(({ party }) => {
    const name = nameOf(party)
    const text = `${wordsOf(party).searched} ${name ? nameSearchText(name) : ''}`
    return parts.every((part) => text.includes(part))
  })
}
