import { z } from 'zod'
import { personIdOf } from '#kernel/access'
import { beyond, command, type Moment, type Tx } from '#kernel/command'
import { invalidField, notFound, signInFirst } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { ProjectId } from '#modules/projects'
import { may } from '../access.ts'
import * as errors from '../errors.ts'
import { AssignmentId, type Conflict, JudgeId, type Round, RoundId, type Tie } from '../model.ts'
import { assignmentsFor, newAssignment, recused, type ToReview } from '../rules/assign.ts'
import { blocks, tiesBetween } from '../rules/conflicts.ts'
import { mustTakeWork } from '../rules/round.ts'
import { lockRound, subjectOf } from '../setup/commands.ts'
import * as store from '../store/assignments.ts'
import * as judges from '../store/judges.ts'
import * as entries from '../store/projects.ts'
import * as ties from '../store/ties.ts'
import { Reason, TieFacts } from '../wire.ts'

/** Ties are looked for over all stations and editions; what is told of them is only that there is one, and which kind. */
export const looksForTies = beyond(
  'ties are looked for over all stations; may.run and the judge’s own id are the locks, and scores stay sealed',
)

/** Everything assignment and ties ask about a round. Not found for whoever may not look at it. */
async function loadWork(tx: Tx, roundId: RoundId, { actor }: Moment) {
  const round = await lockRound(tx, roundId)
  if (!may.view(actor, round)) throw notFound()
  const projects = await entries.entriesOf(tx, roundId)
  return {
    round,
    projects,
    judges: await judges.judgesOf(tx, roundId),
    sides: await ties.sidesOf(tx, roundId),
    given: await store.assignmentsOf(tx, roundId),
    known: await store.conflictsOf(tx, roundId),
  }
}
type Work = Awaited<ReturnType<typeof loadWork>>

/** All ties of a round as they are now: found in the records, and declared by judges about single projects. */
function allTies({ sides, known }: Pick<Work, 'sides' | 'known'>): Conflict[] {
  const found = sides.judges.flatMap((judge) =>
    sides.projects.flatMap((project) => tiesBetween(judge, project, sides.bodies)),
  )
  return [...found, ...known.filter(({ inferred }) => !inferred)]
}

/** Whoever has a tie that blocks steps back from what was given to them. */
const steppingBack = (
  round: Round,
  conflicts: readonly Conflict[],
  { given }: Pick<Work, 'given'>,
  at: string,
) =>
  given.flatMap((one) => {
    if (one.state === 'recused') return []
    const tie = conflicts.find(
      (each) => each.projectId === one.projectId && each.judgeId === one.judgeId && blocks(round, each),
    )
    return tie ? [recused(one, `tie:${tie.kind}`, at as typeof one.changedAt)] : []
  })

const withPersons = (conflicts: readonly Conflict[], work: Pick<Work, 'judges'>) => {
  const personOf = new Map(work.judges.map(({ id, personId }) => [id, personId]))
  return conflicts.flatMap((each) => {
    const personId = personOf.get(each.judgeId)
    return personId ? [{ ...each, personId }] : []
  })
}

type Found = {
  round: Round
  conflicts: ReturnType<typeof withPersons>
  back: ReturnType<typeof steppingBack>
}

/** Ties as the records show them now, and who steps back for them: for this and for opening the round. */
export const findTies = (work: Work, at: string): Found => {
  const conflicts = allTies(work)
  return {
    round: work.round,
    conflicts: withPersons(conflicts, work),
    back: steppingBack(work.round, conflicts, work, at),
  }
}

export async function saveTies(tx: Tx, { round, conflicts, back }: Found, { at }: Moment): Promise<void> {
  await store.forgetInferred(tx, round.id)
  await store.insertConflicts(tx, round, conflicts, at)
  for (const one of back) await store.saveAssignment(tx, one)
}

export { loadWork }

const languagesOf = ({ title, summary }: Work['projects'][number]): string[] =>
  (['en', 'zh'] as const).filter((side) => title[side] !== '' || summary[side] !== '')

/** Gives judges to every project that lacks reviews, by ties, field, language and load; what is given stays. */
export const assignJudges = command({
  name: 'judging.assign',
  reach: looksForTies,
  input: z.object({ roundId: RoundId }),
  load: (tx, { roundId }, moment) => loadWork(tx, roundId, moment),
  allow: (actor, { round }) => may.run(actor, round),
  decide: (work, _input, { at }) => {
    mustTakeWork(work.round)
    const found = findTies(work, at)
    const given = work.given.map((one) => found.back.find(({ id }) => id === one.id) ?? one)
    const projects = work.projects
      .filter(({ state }) => state !== 'withdrawn')
      .map((entry): ToReview => ({ ...entry, languages: languagesOf(entry) }))
    return {
      ...found,
      added: assignmentsFor(work.round, projects, work.judges, found.conflicts, given, at),
    }
  },
  save: async (tx, found, moment) => {
    await saveTies(tx, found, moment)
    await store.insertAssignments(tx, found.added, found.round.stationId)
  },
  audit: subjectOf,
})

/** Gives one project to one judge. Refuses where a tie blocks. */
export const assignByHand = command({
  name: 'judging.assign_by_hand',
  reach: looksForTies,
  input: z.object({ roundId: RoundId, projectId: ProjectId, judgeId: JudgeId }),
  load: (tx, { roundId }, moment) => loadWork(tx, roundId, moment),
  allow: (actor, { round }) => may.run(actor, round),
  decide: (work, { projectId, judgeId }, { at }) => {
    mustTakeWork(work.round)
    const judge = work.judges.find(({ id }) => id === judgeId)
    if (!judge || !work.projects.some((each) => each.projectId === projectId)) throw notFound()
    const found = findTies(work, at)
    const tied = found.conflicts.some(
      (each) => each.projectId === projectId && each.judgeId === judgeId && blocks(work.round, each),
    )
    if (tied) throw errors.isTied()
    return { ...found, added: [newAssignment(projectId, judge, at, true)] }
  },
  save: async (tx, found, moment) => {
    await saveTies(tx, found, moment)
    await store.insertAssignments(tx, found.added, found.round.stationId)
  },
  audit: subjectOf,
})

/** Takes a project from a judge who has not begun with it. */
export const unassign = command({
  name: 'judging.unassign',
  input: z.object({ roundId: RoundId, assignmentId: AssignmentId }),
  load: async (tx, { roundId, assignmentId }) => {
    const round = await lockRound(tx, roundId)
    const one = await store.lockAssignment(tx, assignmentId)
    if (one?.roundId !== roundId) throw notFound()
    return { round, one }
  },
  allow: (actor, { round }) => may.run(actor, round),
  decide: ({ round, one }) => {
    mustTakeWork(round)
    if (one.state !== 'assigned') throw errors.judgeHasScored()
    return { round, one }
  },
  save: (tx, { one }) => store.removeAssignment(tx, one.id),
  audit: subjectOf,
})

/** Staff declare what no record shows about a judge of theirs: funding that is not in the ledger, for one. It counts in every later round too. */
export const declareTie = command({
  name: 'judging.declare_tie',
  reach: looksForTies,
  input: z.object({ roundId: RoundId, judgeId: JudgeId, tie: TieFacts }),
  load: async (tx, { roundId, judgeId }, moment) => {
    const work = await loadWork(tx, roundId, moment)
    const judge = work.judges.find(({ id }) => id === judgeId)
    if (!judge) throw notFound()
    return { ...work, judge }
  },
  allow: (actor, { round }) => may.run(actor, round),
  decide: (work, { tie: given }, { actor, at }) => {
    mustTakeWork(work.round)
    const by = personIdOf(actor)
    if (by === null) throw signInFirst()
    if (given.projectId === null && given.ror === null && given.name === '')
      throw invalidField('name', 'judging.field_tie_with')
    const tie: Tie = { ...given, id: newId<'judge_tie'>(), personId: work.judge.personId }
    const sides = {
      ...work.sides,
      judges: work.sides.judges.map((side) =>
        side.personId === tie.personId ? { ...side, ties: [...side.ties, tie] } : side,
      ),
    }
    return { ...findTies({ ...work, sides }, at), tie, by }
  },
  save: async (tx, found, moment) => {
    await ties.insertTie(tx, found.tie, found.by, moment.at)
    await saveTies(tx, found, moment)
  },
  audit: subjectOf,
})

/** Staff take a judge off a project with the reason, also after they scored it. */
export const recuse = command({
  name: 'judging.recuse',
  input: z.object({ roundId: RoundId, assignmentId: AssignmentId, reason: Reason }),
  load: async (tx, { roundId, assignmentId }) => {
    const round = await lockRound(tx, roundId)
    const one = await store.lockAssignment(tx, assignmentId)
    if (one?.roundId !== roundId) throw notFound()
    return { round, one }
  },
  allow: (actor, { round }) => may.run(actor, round),
  decide: ({ round, one }, { reason }, { at }) => {
    mustTakeWork(round)
    if (reason === '') throw errors.needsReason()
    return { round, one: recused(one, reason, at) }
  },
  save: (tx, { one }) => store.saveAssignment(tx, one),
  audit: subjectOf,
})
