import { z } from 'zod'
import { type Actor, personIdOf } from '#kernel/access'
import { command, type Tx } from '#kernel/command'
import { notFound, signInFirst } from '#kernel/errors'
import { prose } from '#kernel/text'
import { ProjectId } from '#modules/projects'
import { mayReview } from '../access.ts'
import { looksForTies } from '../assign/commands.ts'
import * as errors from '../errors.ts'
import { type Assignment, type Conflict, RoundId, type Score } from '../model.ts'
import { recused } from '../rules/assign.ts'
import { blocks, tiesBetween } from '../rules/conflicts.ts'
import { readPoints } from '../rules/points.ts'
import { mustBeScoring } from '../rules/round.ts'
import { newSalt, sealOf } from '../rules/seal.ts'
import * as store from '../store/assignments.ts'
import * as rounds from '../store/rounds.ts'
import * as scores from '../store/scores.ts'
import * as ties from '../store/ties.ts'
import { Reason } from '../wire.ts'

const Which = z.object({ roundId: RoundId, projectId: ProjectId })

/** The actor's own review of a project. What is not theirs is not found. */
async function loadOwn(tx: Tx, { roundId, projectId }: z.output<typeof Which>, actor: Actor) {
  const me = personIdOf(actor)
  if (me === null) throw signInFirst()
  const one = await store.lockOwn(tx, roundId, projectId, me)
  const round = one && (await rounds.find(tx, roundId))
  if (!one || !round || round.state === 'draft') throw notFound()
  return { round, one }
}
type Own = Awaited<ReturnType<typeof loadOwn>>

const subjectOf = ({ round, one }: Own) => ({
  type: 'assignment',
  id: one.id,
  stationId: round.stationId,
})
const theJudge = (actor: Actor, { one }: Own) => mayReview.review(actor, one)

/** Refuses to go on with what was not opened, or was stepped back from. */
function mustBeOpen(one: Assignment): void {
  if (one.state === 'recused') throw errors.isRecused()
  if (one.openedAt === null) throw errors.openFirst()
}

/**
 * The judge says that there is no tie, and the file opens. The records are asked once more at this very moment: where
 * they show a tie that blocks, the judge steps back instead.
 */
export const openFile = command({
  name: 'judging.open_file',
  reach: looksForTies,
  input: Which,
  load: async (tx, which, { actor }) => ({
    ...(await loadOwn(tx, which, actor)),
    sides: await ties.sidesOf(tx, which.roundId),
    known: await store.conflictsOf(tx, which.roundId),
  }),
  allow: theJudge,
  decide: ({ round, one, sides, known }, { projectId }, { at }) => {
    mustBeScoring(round, at)
    if (one.state === 'recused') throw errors.isRecused()
    const judge = sides.judges.find(({ id }) => id === one.judgeId)
    const project = sides.projects.find((each) => each.projectId === projectId)
    const found = judge && project ? tiesBetween(judge, project, sides.bodies) : []
    const all = [
      ...found,
      ...known.filter((each) => each.projectId === projectId && each.judgeId === one.judgeId),
    ]
    const tie = all.find((each) => blocks(round, each))
    const after = tie ? recused(one, `tie:${tie.kind}`, at) : { ...one, openedAt: one.openedAt ?? at }
    return { round, one: after, conflicts: found.map((each) => ({ ...each, personId: one.personId })) }
  },
  save: async (tx, { round, one, conflicts }, { at }) => {
    await store.insertConflicts(tx, round, conflicts, at)
    await store.saveAssignment(tx, one)
  },
  audit: subjectOf,
})

/** The judge declares a tie and steps back, before or after opening the file. What was scored does not count any more. */
export const stepBack = command({
  name: 'judging.step_back',
  input: Which.extend({ reason: Reason }),
  load: (tx, which, { actor }) => loadOwn(tx, which, actor),
  allow: theJudge,
  decide: ({ round, one }, { reason }, { at }) => {
    mustBeScoring(round, at)
    if (reason === '') throw errors.needsReason()
    const declared: Conflict = {
      projectId: one.projectId,
      judgeId: one.judgeId,
      kind: 'declared',
      told: reason,
      inferred: false,
    }
    return { round, one: recused(one, reason, at), declared: { ...declared, personId: one.personId } }
  },
  save: async (tx, { round, one, declared }, { at }) => {
    await store.insertConflicts(tx, round, [declared], at)
    await store.saveAssignment(tx, one)
  },
  audit: subjectOf,
})

/**
 * Seals one judge's score of one project: every criterion, and words for the project's people. Saved again it replaces
 * the one before, and both hashes stay on record. Refuses before the file was opened and once the round is over.
 */
export const saveScore = command({
  name: 'judging.save_score',
  input: Which.extend({
    points: z.record(z.string().max(20), z.number('kernel.field_number')),
    feedback: prose(4000).default(''),
  }),
  load: (tx, which, { actor }) => loadOwn(tx, which, actor),
  allow: theJudge,
  decide: ({ round, one }, { points: given, feedback }, { at }) => {
    mustBeScoring(round, at)
    mustBeOpen(one)
    const points = readPoints(round, given)
    const { id: assignmentId, roundId, projectId, judgeId } = one
    const salt = newSalt()
    const hash = sealOf({ roundId, projectId, judgeId, points, feedback }, round.criteria, salt)
    const score: Score = {
      ...{ assignmentId, roundId, projectId, judgeId, points, feedback, salt, hash },
      savedAt: at,
    }
    const scored: Assignment = { ...one, state: 'scored', reason: '', skippedAt: null, changedAt: at }
    return { round, one: scored, score }
  },
  save: async (tx, { round, one, score }) => {
    await scores.saveScore(tx, score, { personId: one.personId, stationId: round.stationId })
    await store.saveAssignment(tx, one)
  },
  audit: subjectOf,
})

/** Not now: it comes again after all others. */
export const skipReview = command({
  name: 'judging.skip',
  input: Which,
  load: (tx, which, { actor }) => loadOwn(tx, which, actor),
  allow: theJudge,
  decide: ({ round, one }, _input, { at }) => {
    mustBeScoring(round, at)
    if (one.state === 'recused') throw errors.isRecused()
    return { round, one: { ...one, skippedAt: at, changedAt: at } }
  },
  save: (tx, { one }) => store.saveAssignment(tx, one),
  audit: () => null,
})

/** The judge gives no score, for a reason that is no tie. One that was given does not count any more. */
export const abstain = command({
  name: 'judging.abstain',
  input: Which.extend({ reason: Reason }),
  load: (tx, which, { actor }) => loadOwn(tx, which, actor),
  allow: theJudge,
  decide: ({ round, one }, { reason }, { at }) => {
    mustBeScoring(round, at)
    mustBeOpen(one)
    if (reason === '') throw errors.needsReason()
    const abstained: Assignment = { ...one, state: 'abstained', reason, changedAt: at }
    return { round, one: abstained }
  },
  save: (tx, { one }) => store.saveAssignment(tx, one),
  audit: subjectOf,
})

/** Notes for oneself; nobody else reads them. */
export const saveNote = command({
  name: 'judging.save_note',
  input: Which.extend({ text: prose(10_000) }),
  load: (tx, which, { actor }) => loadOwn(tx, which, actor),
  allow: theJudge,
  decide: ({ round, one }, { text }) => {
    if (one.state === 'recused') throw errors.isRecused()
    return { round, one, text }
  },
  save: (tx, { one, text }) => scores.saveNote(tx, one, text),
  audit: () => null,
})
