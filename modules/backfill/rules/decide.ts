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
export function decide(row: Row, decision: Decision, target: string | null): Row {
  if (row.matchId === null || target === null) return row
  const certainty = decision === 'confirm' ? 'certain' : decision === 'reject' ? 'unlinked' : row.found
  return {
    ...row,
    certainty,
    decided: decision === 'confirm' ? 'confirmed' : decision === 'reject' ? 'rejected' : 'machine',
    ...ends(row.id, { certainty, low: target }),
  }
}
