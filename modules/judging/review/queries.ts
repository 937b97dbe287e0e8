import { z } from 'zod'
import { personIdOf } from '#kernel/access'
import { beyond, query } from '#kernel/command'
import { notFound, signInFirst } from '#kernel/errors'
import { ProjectId } from '#modules/projects'
import { maybeJudge, mayReview } from '../access.ts'
import { RoundId } from '../model.ts'
import { inOrder } from '../rules/next.ts'
import * as store from '../store/assignments.ts'
import * as entries from '../store/projects.ts'
import * as rounds from '../store/rounds.ts'
import * as scores from '../store/scores.ts'

/** The rounds in which the reader judges, with how far they are. */
export const listOwnRounds = query({
  name: 'judging.own_rounds',
  input: z.object({}),
  load: async (tx, _input, { actor }) => {
    const me = personIdOf(actor)
    if (me === null) throw signInFirst()
    const judged = await rounds.listJudged(tx, me)
    const all = []
    for (const round of judged) all.push({ round, own: await store.ownAssignments(tx, round.id, me) })
    return all
  },
  allow: maybeJudge,
})

/** One round as its judge sees it: what was given to them, and for a chair how far the panel is. No score of anybody. */
export const readOwnRound = query({
  name: 'judging.own_round',
  input: z.object({ roundId: RoundId }),
  load: async (tx, { roundId }, { actor }) => {
    const me = personIdOf(actor)
    const round = await rounds.find(tx, roundId)
    const own = me === null ? [] : await store.ownAssignments(tx, roundId, me)
    const isJudge = me !== null && (await rounds.listJudged(tx, me)).some(({ id }) => id === roundId)
    if (!round || !isJudge) throw notFound()
    const chaired = (await rounds.panelsOf(tx, roundId)).filter(({ chairId }) => chairId === me)
    const panel = (await store.assignmentsOf(tx, roundId)).filter(({ panelId }) =>
      chaired.some(({ id }) => id === panelId),
    )
    return { round, own, cards: await entries.cardsOf(tx, roundId), chaired, panel }
  },
  allow: maybeJudge,
})

/** One review: the card, and once it was opened the file with what the judge has given and noted. */
export const readReview = query({
  name: 'judging.review',
  input: z.object({ roundId: RoundId, projectId: ProjectId }),
  load: async (tx, { roundId, projectId }, { actor }) => {
    const me = personIdOf(actor)
    if (me === null) throw signInFirst()
    const round = await rounds.find(tx, roundId)
    const own = await store.ownAssignments(tx, roundId, me)
    const one = own.find((each) => each.projectId === projectId)
    if (!round || !one || round.state === 'draft') throw notFound()
    const isOpen = one.openedAt !== null && one.state !== 'recused' && round.state === 'open'
    const conflicts = await store.conflictsOf(tx, roundId)
    return {
      round,
      one,
      own,
      card: (await entries.cardsOf(tx, roundId)).get(projectId) ?? null,
      file: isOpen ? ((await entries.fileOf(tx, roundId, projectId)) ?? null) : null,
      score: (await scores.findScore(tx, one.id)) ?? null,
      note: await scores.noteOf(tx, one.id),
      told: conflicts.filter((each) => each.projectId === projectId && each.judgeId === one.judgeId),
    }
  },
  allow: (actor, { one }) => mayReview.review(actor, one),
})

/** Which project comes next for the reader; null when nothing is left. */
export const readNext = query({
  name: 'judging.next',
  reach: beyond(
    'the order asks how many reviews each project has; nobody’s score is read, and row policies seal them',
  ),
  input: z.object({ roundId: RoundId }),
  load: async (tx, { roundId }, { actor }) => {
    const me = personIdOf(actor)
    const own = me === null ? [] : await store.ownAssignments(tx, roundId, me)
    if (own.length === 0) throw notFound()
    return { projectId: inOrder(own, await store.reviewCounts(tx, roundId))[0]?.projectId ?? null }
  },
  allow: maybeJudge,
})
