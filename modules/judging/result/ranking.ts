import type { Tx } from '#kernel/command'
import type { Round, RoundId, Score } from '../model.ts'
import { totalOf } from '../rules/points.ts'
import { type Ranking, rank } from '../rules/ranking.ts'
import { assignmentsOf } from '../store/assignments.ts'
import { scoresOf } from '../store/scores.ts'

/** Scores that count: of judges who neither stepped back nor abstained afterwards. None before the round closes. */
export async function countingScores(tx: Tx, roundId: RoundId): Promise<Score[]> {
  const counting = new Set(
    (await assignmentsOf(tx, roundId)).filter(({ state }) => state === 'scored').map(({ id }) => id),
  )
  return (await scoresOf(tx, roundId)).filter(({ assignmentId }) => counting.has(assignmentId))
}

/** The ranking is computed from the scores each time it is looked at, and never stored. */
export const rankingOf = (round: Pick<Round, 'criteria' | 'scale'>, scores: readonly Score[]): Ranking =>
  rank(
    scores.map(({ projectId, judgeId, points }) => ({
      project: projectId,
      judge: judgeId,
      total: totalOf(round, points),
    })),
  )
