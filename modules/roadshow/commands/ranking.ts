import type { Tx } from '#kernel/command'
import { countingScores, findRound, roundRanking } from '#modules/judging'
import { type Ranking, rankedBy } from '../rules/results.ts'
import type { Staged } from './load.ts'

/**
 * What the judges of the roadshow's round say of its entries: by the mean of their weighted points, or by the round's own
 * model with how sure that is; null without a round. A round that still goes on says nothing: its scores are sealed.
 */
export async function rankingOf(
  tx: Tx,
  { roadshow, entries }: Staged,
): Promise<Ranking | 'not_ready' | null> {
  if (roadshow.roundId === null) return null
  const round = await findRound(tx, roadshow.roundId)
  if (!round || (round.state !== 'closed' && round.state !== 'decided')) return 'not_ready'
  const { rows } = roundRanking(round, await countingScores(tx, round.id))
  return rankedBy(
    entries.flatMap(({ id: entryId, projectId }) => {
      const row = rows.find(({ project }) => project === projectId)
      if (!row) return []
      const { adjusted, raw, error } = row
      return roadshow.adjusted
        ? [{ entryId, score: adjusted, error }]
        : [{ entryId, score: raw, error: null }]
    }),
  )
}
