import { z } from 'zod'
import { beyond, command, type Tx } from '#kernel/command'
import { invalidField, notFound } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { personName } from '#kernel/names'
import { bilingual } from '#kernel/text'
import { ensurePerson, letStationSee, PersonId } from '#modules/people'
import { findEdition } from '#modules/programme'
import { ProjectId } from '#modules/projects'
import { may, mayMakeRounds } from '../access.ts'
import * as errors from '../errors.ts'
import * as facts from '../facts.ts'
import { type Judge, JudgeId, type Panel, PanelId, type Round, RoundId } from '../model.ts'
import { mustBeDraft, mustTakeWork, newRound } from '../rules/round.ts'
import * as assignments from '../store/assignments.ts'
import * as judges from '../store/judges.ts'
import * as entries from '../store/projects.ts'
import * as rounds from '../store/rounds.ts'
import { JudgeFacts, NewRound, RoundFacts, RoundTimes } from '../wire.ts'

/** The round, locked; one that the actor may not look at is not found. */
export async function lockRound(tx: Tx, roundId: RoundId): Promise<Round> {
  const round = await rounds.lock(tx, roundId)
  if (!round) throw notFound()
  return round
}

export const subjectOf = ({ round }: { round: Round }) => ({
  type: 'round',
  id: round.id,
  stationId: round.stationId,
})

/** A draft with one panel. A regional final names its station, the others never do. */
export const createRound = command({
  name: 'judging.create_round',
  input: NewRound,
  load: async (tx, { editionId, kind, stationId }) => {
    if (!(await findEdition(tx, editionId))) throw notFound()
    if ((kind === 'regional_final') !== (stationId !== null))
      throw invalidField('stationId', 'judging.field_station')
    return { stationId }
  },
  allow: (actor, about) => mayMakeRounds(actor, undefined) && may.run(actor, about),
  decide: (_loaded, given, { at }) => {
    const round = newRound(given, at)
    const panel: Panel = {
      id: newId<'panel'>(),
      roundId: round.id,
      title: { en: 'Panel', zh: '评审组' },
      chairId: null,
      position: 1,
    }
    return { round, panel }
  },
  save: async (tx, { round, panel }) => {
    await rounds.insert(tx, round)
    await rounds.savePanel(tx, panel, round.stationId)
  },
  audit: subjectOf,
})

/** Criteria, scale, blindness: only before judges begin. */
export const changeRound = command({
  name: 'judging.change_round',
  input: z.object({ roundId: RoundId, facts: RoundFacts }),
  load: (tx, { roundId }) => lockRound(tx, roundId),
  allow: may.run,
  decide: (round, { facts: given }) => {
    mustBeDraft(round)
    return { round: { ...round, ...given } }
  },
  save: (tx, { round }) => rounds.save(tx, round),
  audit: subjectOf,
})

/** The moment judges are told, and the cut lines: until decisions are told. */
export const changeTimes = command({
  name: 'judging.change_times',
  input: z.object({ roundId: RoundId, times: RoundTimes }),
  load: (tx, { roundId }) => lockRound(tx, roundId),
  allow: may.run,
  decide: (round, { times }) => {
    if (round.state === 'decided') throw errors.notInThisState(round.state)
    return { round: { ...round, ...times } }
  },
  save: (tx, { round }) => rounds.save(tx, round),
  audit: subjectOf,
})

export const removeRound = command({
  name: 'judging.remove_round',
  input: z.object({ roundId: RoundId }),
  load: (tx, { roundId }) => lockRound(tx, roundId),
  allow: may.run,
  decide: (round) => {
    mustBeDraft(round)
    return { round }
  },
  save: (tx, { round }) => rounds.remove(tx, round.id),
  audit: subjectOf,
})

/** Makes a panel, or changes its title and chair. The chair is one of its judges. */
export const savePanel = command({
  name: 'judging.save_panel',
  input: z.object({
    roundId: RoundId,
    panelId: PanelId.nullable(),
    title: bilingual({ max: 80 }),
    chairId: PersonId.nullable(),
  }),
  load: async (tx, { roundId }) => ({
    round: await lockRound(tx, roundId),
    panels: await rounds.panelsOf(tx, roundId),
    judges: await judges.judgesOf(tx, roundId),
  }),
  allow: (actor, { round }) => may.run(actor, round),
  decide: ({ round, panels, judges: all }, { panelId, title, chairId }) => {
    mustTakeWork(round)
    const known = panels.find(({ id }) => id === panelId)
    if (panelId !== null && !known) throw notFound()
    if (chairId !== null && !all.some((each) => each.personId === chairId && each.panelId === panelId))
      throw errors.chairIsNoJudge()
    const position = known?.position ?? Math.max(0, ...panels.map((each) => each.position)) + 1
    const panel: Panel = { id: panelId ?? newId<'panel'>(), roundId: round.id, title, chairId, position }
    return { round, panel }
  },
  save: (tx, { round, panel }) => rounds.savePanel(tx, panel, round.stationId),
  audit: subjectOf,
})

export const removePanel = command({
  name: 'judging.remove_panel',
  input: z.object({ roundId: RoundId, panelId: PanelId }),
  load: async (tx, { roundId }) => ({
    round: await lockRound(tx, roundId),
    panels: await rounds.panelsOf(tx, roundId),
    judges: await judges.judgesOf(tx, roundId),
    entries: await entries.entriesOf(tx, roundId),
  }),
  allow: (actor, { round }) => may.run(actor, round),
  decide: ({ round, panels, judges: all, entries: projects }, { panelId }) => {
    mustBeDraft(round)
    if (!panels.some(({ id }) => id === panelId)) throw notFound()
    const used =
      all.some((each) => each.panelId === panelId) || projects.some((each) => each.panelId === panelId)
    if (used || panels.length === 1) throw errors.panelInUse()
    return { round, panelId }
  },
  save: (tx, { panelId }) => rounds.removePanel(tx, panelId),
  audit: subjectOf,
})

const asksPeople = beyond('a judge may be unknown to the station that asks them; may.run is the lock')

/** Asks somebody to judge. What they said about themselves in an earlier round is where the form begins. */
export const addJudge = command({
  name: 'judging.add_judge',
  reach: asksPeople,
  input: z.object({
    roundId: RoundId,
    email: z.email('kernel.field_email').max(254),
    facts: JudgeFacts,
  }),
  load: async (tx, { roundId, email, facts: { panelId } }, { actor, at }) => {
    const round = await lockRound(tx, roundId)
    if (!may.view(actor, round)) throw notFound()
    const panels = await rounds.panelsOf(tx, roundId)
    if (!panels.some(({ id }) => id === panelId)) throw invalidField('panelId', 'kernel.field_choose')
    const person = await ensurePerson(tx, { email, name: personName({}), locale: 'en' }, at)
    return { round, person }
  },
  allow: (actor, { round }) => may.run(actor, round),
  decide: ({ round, person }, { facts: given }, { at }) => {
    mustTakeWork(round)
    const judge: Judge = {
      ...given,
      id: newId<'judge'>(),
      roundId: round.id,
      personId: person.id,
      addedAt: at,
    }
    return { round, judge }
  },
  save: async (tx, { round, judge }) => {
    await judges.insertJudge(tx, judge, round.stationId)
    if (round.stationId) await letStationSee(tx, judge.personId, round.stationId)
  },
  announce: ({ round, judge }) => [facts.judgeAdded(judge.id, round.id)],
  audit: subjectOf,
})

const loadJudge = async (tx: Tx, { roundId, judgeId }: { roundId: RoundId; judgeId: JudgeId }) => {
  const round = await lockRound(tx, roundId)
  const judge = await judges.findJudge(tx, judgeId)
  if (judge?.roundId !== roundId) throw notFound()
  const theirs = (await assignments.assignmentsOf(tx, roundId)).filter((each) => each.judgeId === judgeId)
  return { round, judge, theirs, panels: await rounds.panelsOf(tx, roundId) }
}

/** What is known about a judge; another panel takes their work along. */
export const changeJudge = command({
  name: 'judging.change_judge',
  input: z.object({ roundId: RoundId, judgeId: JudgeId, facts: JudgeFacts }),
  load: loadJudge,
  allow: (actor, { round }) => may.run(actor, round),
  decide: ({ round, judge, panels }, { facts: given }) => {
    mustTakeWork(round)
    if (!panels.some(({ id }) => id === given.panelId)) throw invalidField('panelId', 'kernel.field_choose')
    return { round, before: judge, judge: { ...judge, ...given } }
  },
  save: async (tx, { before, judge }) => {
    if (before.panelId !== judge.panelId) await judges.clearChair(tx, before.panelId, judge.personId)
    await judges.saveJudge(tx, judge)
  },
  audit: subjectOf,
})

/** Takes a judge out with what was given to them. Whoever has begun stays: what was done is part of the round. */
export const removeJudge = command({
  name: 'judging.remove_judge',
  input: z.object({ roundId: RoundId, judgeId: JudgeId }),
  load: loadJudge,
  allow: (actor, { round }) => may.run(actor, round),
  decide: ({ round, judge, theirs }) => {
    mustTakeWork(round)
    if (theirs.some(({ state }) => state !== 'assigned')) throw errors.judgeHasScored()
    return { round, judge }
  },
  save: async (tx, { judge }) => {
    await judges.clearChair(tx, judge.panelId, judge.personId)
    await judges.removeJudge(tx, judge.id)
  },
  audit: subjectOf,
})

/** Puts projects into the round, or those in it into another panel. They were shortlisted, shown or are in the contest. */
export const putProjects = command({
  name: 'judging.put_projects',
  input: z.object({
    roundId: RoundId,
    projectIds: z.array(ProjectId).min(1, 'judging.pick_some').max(1000),
    panelId: PanelId.nullable(),
  }),
  load: async (tx, { roundId }) => {
    const round = await lockRound(tx, roundId)
    return {
      round,
      panels: await rounds.panelsOf(tx, roundId),
      there: await entries.entriesOf(tx, roundId),
      candidates: await entries.candidates(tx, round),
    }
  },
  allow: (actor, { round }) => may.run(actor, round),
  decide: ({ round, panels, there, candidates }, { projectIds, panelId }) => {
    mustBeDraft(round)
    if (panelId !== null && !panels.some(({ id }) => id === panelId)) throw notFound()
    const projects = projectIds.map((id) => {
      const entry = there.find(({ projectId }) => projectId === id)
      const state = entry?.was ?? candidates.find((each) => each.id === id)?.state
      if (state === undefined) throw errors.notForContest()
      return { id, state }
    })
    return { round, projects, panelId }
  },
  save: (tx, { round, projects, panelId }, { at }) => entries.putProjects(tx, round, projects, panelId, at),
  audit: subjectOf,
})

export const takeOutProjects = command({
  name: 'judging.take_out_projects',
  input: z.object({ roundId: RoundId, projectIds: z.array(ProjectId).min(1, 'judging.pick_some').max(1000) }),
  load: (tx, { roundId }) => lockRound(tx, roundId),
  allow: may.run,
  decide: (round, { projectIds }) => {
    mustBeDraft(round)
    return { round, projectIds }
  },
  save: (tx, { round, projectIds }) => entries.takeOut(tx, round.id, projectIds),
  audit: subjectOf,
})
