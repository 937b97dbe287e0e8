import { z } from 'zod'
import { personIdOf, signedIn } from '#kernel/access'
import { command, query, type Use } from '#kernel/command'
import { notFound, signInFirst } from '#kernel/errors'
import { idOf } from '#kernel/ids'
import { assignmentsOf, findRound, openFile, saveScore, scoresOf } from '#modules/judging'
import { tieUnsaid } from '../errors.ts'
import { RoadshowId } from '../model.ts'
import { hallOf } from '../queries.ts'
import { noteSent, wasSent } from '../store/sent.ts'
import type { ScoreSent } from '../wire.ts'

/**
 * A judge's own side of a roadshow: its round, what of the order is theirs to score, and what they gave so far. Whoever
 * has nothing to score here finds nothing.
 */
export const readJudge = query({
  name: 'roadshow.judge',
  input: z.object({ roadshowId: RoadshowId }),
  load: async (tx, { roadshowId }, { actor }) => {
    const me = personIdOf(actor)
    if (me === null) throw signInFirst()
    const hall = await hallOf(tx, roadshowId, actor)
    const { roundId } = hall.roadshow
    const round = roundId && (await findRound(tx, roundId))
    const mine = round ? (await assignmentsOf(tx, round.id)).filter(({ personId }) => personId === me) : []
    if (!round || mine.length === 0) throw notFound()
    const ownScores = (await scoresOf(tx, round.id)).filter((score) =>
      mine.some(({ id }) => id === score.assignmentId),
    )
    return {
      hall,
      round,
      me,
      files: hall.entries.flatMap((entry) => {
        const assignment = mine.find(({ projectId }) => projectId === entry.projectId)
        const score = ownScores.find(({ projectId }) => projectId === entry.projectId) ?? null
        return assignment ? [{ entry, assignment, score }] : []
      }),
    }
  },
  allow: signedIn,
})
export type JudgeSide = Awaited<ReturnType<(typeof readJudge)['load']>>

const Key = z.object({ key: idOf('roadshow_sent') })

const findSent = query({
  name: 'roadshow.was_sent',
  input: Key,
  load: (tx, { key }) => wasSent(tx, key),
  allow: signedIn,
})

const keepSent = command({
  name: 'roadshow.note_sent',
  input: Key,
  load: async (_tx, _input, { actor }) => {
    const me = personIdOf(actor)
    if (me === null) throw signInFirst()
    return me
  },
  allow: signedIn,
  decide: (me, { key }) => ({ me, key }),
  save: (tx, { me, key }, { at }) => noteSent(tx, key, me, at),
})

/**
 * Gives a judge's score to the round, once for a key: what a phone sends again because the answer got lost changes
 * nothing, not even when the judge has scored anew elsewhere since. Opens the file first, for which the judge has to
 * say that there is no tie.
 */
export async function sendScore(use: Use, sent: ScoreSent): Promise<void> {
  if (await use.ask(findSent, { key: sent.key })) return
  const { round, files } = await use.ask(readJudge, { roadshowId: sent.roadshowId })
  const file = files.find(({ entry }) => entry.id === sent.entryId)
  if (!file) throw notFound()
  const which = { roundId: round.id, projectId: file.entry.projectId }
  if (file.assignment.openedAt === null) {
    if (!sent.noTie) throw tieUnsaid()
    await use.run(openFile, which)
  }
  await use.run(saveScore, { ...which, points: sent.points, feedback: sent.feedback })
  await use.run(keepSent, { key: sent.key })
}
