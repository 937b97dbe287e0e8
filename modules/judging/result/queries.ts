import { z } from 'zod'
import { personIdOf, signedIn } from '#kernel/access'
import { query } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { readPersons } from '#modules/people'
import { findEdition } from '#modules/programme'
import { findProject, ProjectId } from '#modules/projects'
import { may } from '../access.ts'
import * as errors from '../errors.ts'
import { RoundId } from '../model.ts'
import { proposals } from '../rules/ranking.ts'
import { sealOf } from '../rules/seal.ts'
import * as decisions from '../store/decisions.ts'
import * as judges from '../store/judges.ts'
import * as entries from '../store/projects.ts'
import * as rounds from '../store/rounds.ts'
import { commitsOf } from '../store/scores.ts'
import { countingScores, rankingOf } from './ranking.ts'

/** The ranking of a closed round with every score, its seal looked at again. Refuses while the round is open. */
export const readResult = query({
  name: 'judging.result',
  input: z.object({ roundId: RoundId }),
  load: async (tx, { roundId }, { actor }) => {
    const round = await rounds.find(tx, roundId)
    const edition = round && (await findEdition(tx, round.editionId))
    if (!round || !edition || !may.view(actor, round)) throw notFound()
    if (round.state !== 'closed' && round.state !== 'decided') throw errors.notInThisState(round.state)
    const scores = await countingScores(tx, roundId)
    const committed = new Map(
      (await commitsOf(tx, roundId)).map(({ assignmentId, hash }) => [assignmentId, hash]),
    )
    const all = await judges.judgesOf(tx, roundId)
    const ranking = rankingOf(round, scores)
    return {
      round,
      edition,
      scores,
      ranking,
      proposals: proposals(ranking, round),
      decisions: await decisions.decisionsOf(tx, roundId),
      projects: await entries.entriesOf(tx, roundId),
      judges: all,
      people: await readPersons(
        tx,
        all.map(({ personId }) => personId),
      ),
      /** Scores whose bytes are not what was sealed, or whose seal is not the last that was committed. */
      broken: scores.filter(
        (score) =>
          sealOf(score, round.criteria, score.salt) !== score.hash ||
          committed.get(score.assignmentId) !== score.hash,
      ),
    }
  },
  allow: (actor, { round }) => may.view(actor, round),
})

/** What became of a project in each round, as its people were told. Neither points nor places are among it. */
export const readOwnResults = query({
  name: 'judging.own_results',
  input: z.object({ projectId: ProjectId }),
  load: async (tx, { projectId }, { actor }) => {
    const me = personIdOf(actor)
    const whole = await findProject(tx, projectId)
    if (!whole || me === null || !whole.team.some(({ personId }) => personId === me)) throw notFound()
    const told = await decisions.toldOf(tx, projectId)
    const results = []
    for (const { roundId, ...each } of told) {
      const round = await rounds.find(tx, roundId)
      if (round)
        results.push({
          ...each,
          round: { id: round.id, title: round.title, kind: round.kind, zone: round.zone },
        })
    }
    return { project: whole.project, results }
  },
  allow: signedIn,
})
