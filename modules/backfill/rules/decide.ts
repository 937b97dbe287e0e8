import type { Id } from '#kernel/ids'
import { isNamed, notPeople } from '../errors.ts'
import type { Decision, Match, Row } from '../model.ts'

/** Who a row counts as, from its match: the same at both ends when it is certain, itself where nothing is known. */
export const ends = (
  id: string,
  { certainty, low }: Pick<Match, 'certainty' | 'low'>,
): { low: string; high: string } => {
  if (certainty === 'unlinked' || low === null) return { low: id, high: id }
  return certainty === 'certain' ? { low, high: low } : { low, high: id }
}

/** What a human says of a match: the same, not the same, or as the machine had it. `target` is who the match counts as. */
export function decide(row: Row, decision: Exclude<Decision, 'name'>, target: string | null): Row {
  if (row.matchId === null || target === null) {
    // Nothing was found for it: there is only what a human named to be taken back.
    if (row.decided !== 'named' || decision === 'confirm') return row
    const decided = decision === 'reject' ? 'rejected' : 'machine'
    return { ...row, certainty: 'unlinked', decided, ...ends(row.id, { certainty: 'unlinked', low: null }) }
  }
  const certainty = decision === 'confirm' ? 'certain' : decision === 'reject' ? 'unlinked' : row.found
  return {
    ...row,
    certainty,
    decided: decision === 'confirm' ? 'confirmed' : decision === 'reject' ? 'rejected' : 'machine',
    ...ends(row.id, { certainty, low: target }),
  }
}

/** A human says who it is, found by the machine or not. Refuses lines that are not about people, and what is so already. */
export function name(row: Row, personId: Id<'person'>): Row {
  if (row.kind !== 'people') throw notPeople()
  if (row.decided === 'named' && row.low === personId) throw isNamed()
  return { ...row, certainty: 'certain', decided: 'named', low: personId, high: personId }
}
