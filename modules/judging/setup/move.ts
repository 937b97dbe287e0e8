import { z } from 'zod'
import { command } from '#kernel/command'
import { both } from '#kernel/text'
import { enterContest } from '#modules/projects'
import { may } from '../access.ts'
import { findTies, loadWork, looksForTies, saveTies } from '../assign/commands.ts'
import * as errors from '../errors.ts'
import * as facts from '../facts.ts'
import { type JudgedFile, RoundId } from '../model.ts'
import type { Bodies } from '../rules/conflicts.ts'
import { blindFile, cardOf } from '../rules/redact.ts'
import { moveRound } from '../rules/round.ts'
import * as entries from '../store/projects.ts'
import * as rounds from '../store/rounds.ts'
import { type Behind, behind } from '../store/ties.ts'
import { lockRound, subjectOf } from './commands.ts'

const nobody: Behind = { names: [], bodies: [] }

/** Files as this round's judges read them. */
const filesFor = (
  { blind, filesShown }: { blind: boolean; filesShown: boolean },
  file: JudgedFile,
  { names, bodies }: Behind,
  known: Bodies,
) => {
  const shown = filesShown ? file : { ...file, files: [] }
  // A body is told by its name in the other language as well.
  const called = [...[file.institution, ...bodies].flatMap(known.named), ...known.called(file.ror)]
  return blind ? blindFile(shown, names, [...bodies, ...called]) : shown
}

/**
 * Judges can begin: the projects enter the contest and are frozen, each is made into what this round's judges read, and
 * ties are looked for once more, so that nobody opens what they are tied to.
 */
export const openRound = command({
  name: 'judging.open_round',
  reach: looksForTies,
  input: z.object({ roundId: RoundId }),
  load: async (tx, { roundId }, moment) => loadWork(tx, roundId, moment),
  allow: (actor, { round }) => may.run(actor, round),
  decide: (work, _input, { actor, at }) => {
    const alive = work.projects.filter(({ state }) => state !== 'withdrawn' && state !== 'declined')
    const round = moveRound(work.round, 'open', at)
    if (alive.length === 0) throw errors.nothingToJudge()
    const away = alive.filter(({ state }) => !['shortlisted', 'shown', 'in_contest'].includes(state))
    if (away.length > 0) throw errors.projectsAway(away.map(({ title }) => both(title)).join(' · '))
    if (work.judges.length === 0) throw errors.nobodyJudges()
    return {
      ...findTies(work, at),
      round,
      actor,
      known: work.sides.bodies,
      ids: alive.map(({ projectId }) => projectId),
    }
  },
  save: async (tx, found, moment) => {
    const { round, actor, ids, known } = found
    await rounds.save(tx, round)
    const frozen = await enterContest(tx, {
      ids,
      reason: both(round.title),
      why: `round ${round.id}`,
      actor,
      at: moment.at,
    })
    const people = await behind(tx, ids)
    await entries.saveFiles(
      tx,
      round,
      frozen.map(({ id, was, project, content }) => {
        const file = filesFor(round, content, people.get(project.id) ?? nobody, known)
        return { projectId: project.id, was, frozenId: id, card: cardOf(file), file }
      }),
    )
    await saveTies(tx, found, moment)
  },
  announce: ({ round }) => [facts.opened(round.id)],
  audit: subjectOf,
})

/** Ends scoring for good and reveals the scores to whoever runs the round. */
export const closeRound = command({
  name: 'judging.close_round',
  input: z.object({ roundId: RoundId }),
  load: (tx, { roundId }) => lockRound(tx, roundId),
  allow: may.run,
  decide: (round, _input, { at }) => ({ round: moveRound(round, 'closed', at) }),
  save: (tx, { round }) => rounds.save(tx, round),
  announce: ({ round }) => [facts.closed(round.id)],
  audit: subjectOf,
})
