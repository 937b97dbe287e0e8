import type { Entry, EntryId, Result } from '../model.ts'

export type Tally = ReadonlyMap<EntryId, number>
/** What the judges' round says, best first: places may be shared. Absent where the hall alone decides. */
export type Ranking = readonly (Scored & { place: number })[]

/** What judges say of an entry, and the standard error of that where the round's model says it. */
type Scored = { entryId: EntryId; score: number; error: number | null }

/** Best score first; what differs by less than a thousandth of a point shares a place. */
export function rankedBy(given: readonly Scored[]): Ranking {
  const scored = given.map((each) => ({ ...each, score: Math.round(1000 * each.score) / 1000 }))
  return scored
    .map((each) => ({ ...each, place: 1 + scored.filter((other) => other.score > each.score).length }))
    .sort((a, b) => a.place - b.place)
}

/** How many places are told. */
const told = 3

/** Places by a number, most first; equal numbers share a place, and the places they take are left out after it. */
function placesBy(entries: readonly Entry[], of: (id: EntryId) => number): Map<EntryId, number> {
  return new Map(
    entries.map(({ id }) => [id, 1 + entries.filter((other) => of(other.id) > of(id)).length] as const),
  )
}

/**
 * The result with the steps in which it is told: third, second, first, then whom the hall liked best where judges ranked.
 * Places shared are told in one step; without any vote nobody is the hall's favourite, and where the hall alone ranks,
 * nobody without a vote has a place.
 */
export function resultOf(entries: readonly Entry[], tally: Tally, ranking: Ranking | null): Result[] {
  const votes = (id: EntryId) => tally.get(id) ?? 0
  const byVotes = placesBy(entries, votes)
  const placed: Result[] =
    ranking === null
      ? entries
          .filter(({ id }) => votes(id) > 0)
          .map(({ id }) => ({
            entryId: id,
            kind: 'place',
            place: byVotes.get(id) ?? entries.length,
            votes: votes(id),
            score: null,
            error: null,
            step: null,
          }))
      : ranking.map((ranked) => ({ ...ranked, kind: 'place', votes: votes(ranked.entryId), step: null }))
  const places = [...new Set(placed.map(({ place }) => place))]
    .filter((place) => place <= told)
    .sort((a, b) => b - a)
  const stepped = placed.map((result): Result => {
    const step = places.indexOf(result.place) + 1
    return { ...result, step: step === 0 ? null : step }
  })
  const favourites: Result[] =
    ranking === null
      ? []
      : entries
          .filter(({ id }) => votes(id) > 0 && byVotes.get(id) === 1)
          .map(({ id }) => ({
            entryId: id,
            kind: 'audience',
            place: 1,
            votes: votes(id),
            score: null,
            error: null,
            step: places.length + 1,
          }))
  return [...stepped, ...favourites]
}

/** In how many steps a result is told. */
export const stepsOf = (results: readonly Result[]): number =>
  Math.max(0, ...results.map(({ step }) => step ?? 0))
