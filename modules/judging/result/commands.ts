import { z } from 'zod'
import { command, type Tx } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { both } from '#kernel/text'
import { giveAward, leaveContest, ProjectId } from '#modules/projects'
import { may } from '../access.ts'
import * as errors from '../errors.ts'
import * as facts from '../facts.ts'
import { decisions, type Round, RoundId } from '../model.ts'
import { decideAll, isAwarded, leavesTo, type RoundDecision } from '../rules/decide.ts'
import { moveRound } from '../rules/round.ts'
import { lockRound, subjectOf } from '../setup/commands.ts'
import * as store from '../store/decisions.ts'
import * as entries from '../store/projects.ts'
import * as rounds from '../store/rounds.ts'
import { Reason } from '../wire.ts'
import { countingScores, rankingOf } from './ranking.ts'

async function loadResult(tx: Tx, roundId: RoundId) {
  const round = await lockRound(tx, roundId)
  return {
    round,
    entries: await entries.entriesOf(tx, roundId),
    scores: await countingScores(tx, roundId),
    byHand: (await store.decisionsOf(tx, roundId)).filter(({ byHand }) => byHand),
  }
}

function mustBeClosed({ state }: Round): void {
  if (state !== 'closed') throw errors.notInThisState(state)
}

/** Decides about single projects whatever the cut lines say, with the reason their people are told. */
export const decideByHand = command({
  name: 'judging.decide_by_hand',
  input: z.object({
    roundId: RoundId,
    projectIds: z.array(ProjectId).min(1, 'judging.pick_some').max(1000),
    decision: z.enum(decisions).nullable(),
    reason: Reason,
  }),
  load: (tx, { roundId }) => loadResult(tx, roundId),
  allow: (actor, { round }) => may.run(actor, round),
  decide: ({ round, entries: all }, { projectIds, decision, reason }) => {
    mustBeClosed(round)
    if (projectIds.some((id) => !all.some(({ projectId }) => projectId === id))) throw notFound()
    if (decision !== null && reason === '') throw errors.needsReason()
    const made = projectIds.flatMap((projectId): RoundDecision[] =>
      decision === null ? [] : [{ projectId, decision, reason, byHand: true, feedback: [], toldAt: null }],
    )
    return { round, projectIds, made }
  },
  save: async (tx, { round, projectIds, made }, { at }) => {
    await store.forgetDecisions(tx, round.id, projectIds)
    await store.saveDecisions(tx, round, made, at)
  },
  audit: subjectOf,
})

/**
 * Tells every project's people: by the cut lines, or what was decided by hand; with the words of their judges when
 * those are released. Projects that are not taken leave the contest. Refuses while something is undecided.
 */
export const decideRound = command({
  name: 'judging.decide_round',
  input: z.object({ roundId: RoundId, releaseFeedback: z.boolean() }),
  load: (tx, { roundId }) => loadResult(tx, roundId),
  allow: (actor, { round }) => may.run(actor, round),
  decide: ({ round: before, entries: all, scores, byHand }, { releaseFeedback }, { actor, at }) => {
    const round = { ...moveRound(before, 'decided', at), feedbackReleased: releaseFeedback }
    const alive = all.filter(({ state }) => state !== 'withdrawn')
    const ids = alive.map(({ projectId }) => projectId)
    const made = decideAll(ids, rankingOf(round, scores), round, byHand).map((each) => ({
      ...each,
      toldAt: at,
      feedback: releaseFeedback
        ? scores
            .filter(({ projectId, feedback }) => projectId === each.projectId && feedback !== '')
            .map(({ feedback }) => feedback)
        : [],
    }))
    const title = both(round.title)
    const leaving = made.flatMap(({ projectId, decision, reason }) => {
      const becomes = leavesTo(decision, alive.find((each) => each.projectId === projectId)?.was ?? 'shown')
      return becomes ? [{ id: projectId, becomes, reason: reason || title }] : []
    })
    return { round, made, leaving, actor }
  },
  save: async (tx, { round, made, leaving, actor }, { at }) => {
    await rounds.save(tx, round)
    await store.saveDecisions(tx, round, made, at)
    await leaveContest(tx, leaving, { actor, at })
    // Where a roadshow of this round was told before, its places say more.
    for (const { projectId } of made.filter((each) => isAwarded(round, each)))
      await giveAward(tx, { projectId, source: `round:${round.id}`, name: round.title, known: 'stand' }, at)
  },
  announce: ({ round }) => [facts.decided(round.id)],
  audit: subjectOf,
})
