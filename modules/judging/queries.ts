import { z } from 'zod'
import { query } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { readPersons } from '#modules/people'
import { deskEdition, findEdition, listEditions } from '#modules/programme'
import { listStations } from '#modules/stations'
import { may, mayLook } from './access.ts'
import { RoundId } from './model.ts'
import * as assignments from './store/assignments.ts'
import * as judges from './store/judges.ts'
import * as entries from './store/projects.ts'
import * as rounds from './store/rounds.ts'

/** The rounds of an edition that the reader may look at. */
export const listRounds = query({
  name: 'judging.rounds',
  input: z.object({ edition: z.string().max(60).nullable() }),
  load: async (tx, { edition: slug }, { actor }) => {
    const edition = await deskEdition(tx, slug)
    const editions = await listEditions(tx)
    if (!edition) return { edition: null, editions, rounds: [] }
    const all = await rounds.list(tx, edition.id)
    return { edition, editions, rounds: all.filter((round) => may.view(actor, round)) }
  },
  allow: mayLook,
})

/** A round as whoever runs it sees it: projects, panels, judges, who reviews what and how far that is. No score. */
export const readRound = query({
  name: 'judging.round',
  input: z.object({ roundId: RoundId }),
  load: async (tx, { roundId }, { actor }) => {
    const round = await rounds.find(tx, roundId)
    if (!round || !may.view(actor, round)) throw notFound()
    const edition = await findEdition(tx, round.editionId)
    if (!edition) throw notFound()
    const all = await judges.judgesOf(tx, roundId)
    const projects = await entries.entriesOf(tx, roundId)
    return {
      round,
      edition,
      panels: await rounds.panelsOf(tx, roundId),
      judges: all,
      projects,
      assignments: await assignments.assignmentsOf(tx, roundId),
      conflicts: await assignments.conflictsOf(tx, roundId),
      people: await readPersons(tx, [
        ...all.map(({ personId }) => personId),
        ...projects.map(({ entrantId }) => entrantId),
      ]),
    }
  },
  allow: (actor, { round }) => may.view(actor, round),
})

/** Stations a regional final may belong to, and a judge may have been brought by. */
export const stationsToRun = query({
  name: 'judging.stations',
  input: z.object({}),
  load: (tx) => listStations(tx),
  allow: mayLook,
})

/** What may come into a round that is being set up. */
export const readCandidates = query({
  name: 'judging.candidates',
  input: z.object({ roundId: RoundId }),
  load: async (tx, { roundId }, { actor }) => {
    const round = await rounds.find(tx, roundId)
    if (!round || !may.view(actor, round)) throw notFound()
    return { round, candidates: round.state === 'draft' ? await entries.candidates(tx, round) : [] }
  },
  allow: (actor, { round }) => may.view(actor, round),
})
