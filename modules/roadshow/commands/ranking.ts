import type { Tx } from '#kernel/command'
import { findRound, scoresOf, totalOf } from '#modules/judging'
import { type Ranking, rankedBy } from '../rules/results.ts'
import type { Staged } from './load.ts'

/**
 * What the judges of the roadshow's round say of its entries, by the mean of their weighted points; null without a
 * round. A round that still goes on says nothing: its scores are sealed.
 */
export async function rankingOf(
  tx: Tx,
  { roadshow, entries }: Staged,
): Promise<Ranking | 'not_ready' | null> {
  if (roadshow.roundId === null) return null
  const round = await findRound(tx, roadshow.roundId)
  if (!round || (round.state !== 'closed' && round.state !== 'decided')) return 'not_ready'
  const totals = new Map<string, number[]>()
  for (const { projectId, points } of await scoresOf(tx, round.id))
    totals.set(projectId, [...(totals.get(projectId) ?? []), totalOf(round, points)])
  return rankedBy(
    entries.flatMap(({ id, projectId }) => {
      const all = totals.get(projectId)
      return all ? [{ entryId: id, totals: all }] : []
    }),
  )
}
