import { z } from 'zod'
import { type Actor, everyone, personIdOf } from '#kernel/access'
import { beyond, query, type Tx } from '#kernel/command'
import { notFound, Refusal } from '#kernel/errors'
import { type Event, EventId, findEvent } from '#modules/events'
import { assignmentsOf, roundProjectsOf, roundsOf } from '#modules/judging'
import { findEdition } from '#modules/programme'
import { listProjects } from '#modules/projects'
import type { Keys } from '#platform/keys'
import { inTheHall, may } from './access.ts'
import { voterOf } from './commands/voter.ts'
import { type Ballot, type Question, type Roadshow, RoadshowId } from './model.ts'
import * as hall from './store/hall.ts'
import { revealedOf } from './store/result.ts'
import * as store from './store/roadshow.ts'
import { By } from './wire.ts'

const OfRoadshow = z.object({ roadshowId: RoadshowId })

/** As many questions are shown in the hall; the desk sees as many that wait. */
const mostQuestions = 40

const counting = beyond('votes and support are counted, and whose they are is not read')

/** Not found for whoever may not see the event yet. */
async function placeOf(tx: Tx, roadshowId: RoadshowId, actor: Actor, publicly = false) {
  const roadshow = await store.find(tx, roadshowId)
  const event = roadshow && (await findEvent(tx, EventId.parse(roadshow.eventId)))
  const edition = event && (await findEdition(tx, event.editionId))
  if (!roadshow || !event || !edition) throw notFound()
  const open = event.state === 'released' || event.state === 'cancelled'
  if (!open && (publicly || !may.see(actor, roadshow))) throw notFound()
  return { roadshow, event, edition }
}

/** What everybody in the hall may see of it. Its counts need a reach beyond the asker's own. */
export async function hallOf(tx: Tx, roadshowId: RoadshowId, actor: Actor, publicly = false) {
  const place = await placeOf(tx, roadshowId, actor, publicly)
  const { id } = place.roadshow
  return {
    ...place,
    entries: await store.entriesOf(tx, id),
    questions: await hall.questionsOf(tx, id, ['open', 'answered'], mostQuestions),
    votes: await hall.countBallots(tx, id),
    results: await revealedOf(tx, id),
  }
}

/** What every screen in the hall shows: who is on, the clock, questions, how many voted, and what has been revealed. */
export const readHall = query({
  name: 'roadshow.hall',
  reach: counting,
  /** `publicly`: only what is released, whoever asks; for what is then told to everybody. */
  input: OfRoadshow.extend({ publicly: z.boolean().default(false) }),
  load: (tx, { roadshowId, publicly }, { actor }) => hallOf(tx, roadshowId, actor, publicly),
  allow: everyone('what runs on a screen of a released event is seen by whoever is there'),
})
export type Hall = Awaited<ReturnType<typeof hallOf>>

/** The same for the desk, with the questions that wait to be let through. */
export const readDesk = query({
  name: 'roadshow.desk',
  reach: counting,
  input: OfRoadshow,
  load: async (tx, { roadshowId }, { actor }) => {
    const read = await hallOf(tx, roadshowId, actor)
    if (!may.see(actor, read.roadshow)) throw notFound()
    const waiting: readonly Question[] = await hall.questionsOf(
      tx,
      read.roadshow.id,
      ['waiting'],
      mostQuestions,
    )
    return { ...read, waiting, may: may.allowed(actor, read.roadshow) }
  },
  allow: (actor, { roadshow }) => may.see(actor, roadshow),
})
export type Desk = Hall & { waiting: readonly Question[]; may: ReturnType<typeof may.allowed> }

/** A roadshow with its order, as it is set up; and the projects that could come into it. */
export const readSetUp = query({
  name: 'roadshow.set_up',
  input: OfRoadshow,
  load: async (tx, { roadshowId }, { actor }) => {
    const place = await placeOf(tx, roadshowId, actor)
    if (!may.see(actor, place.roadshow)) throw notFound()
    const entries = await store.entriesOf(tx, place.roadshow.id)
    const all = await listProjects(tx, actor, {
      editionId: place.event.editionId,
      callId: null,
      state: null,
      assigned: null,
    })
    const taken = new Set<string>(entries.map(({ projectId }) => projectId))
    const candidates = all.filter(
      ({ id, state }) => !taken.has(id) && ['shortlisted', 'shown', 'in_contest'].includes(state),
    )
    const rounds = await roundsOf(tx, place.event.editionId)
    const { roundId } = place.roadshow
    const judged = new Set<string>(
      roundId === null ? taken : (await roundProjectsOf(tx, roundId)).map(({ projectId }) => projectId),
    )
    const unjudged = entries.filter(({ projectId }) => !judged.has(projectId))
    return { ...place, entries, unjudged, candidates, rounds, may: may.allowed(actor, place.roadshow) }
  },
  allow: (actor, { roadshow }) => may.see(actor, roadshow),
})
export type SetUp = Awaited<ReturnType<(typeof readSetUp)['load']>>

/** The roadshows of an event at the desk. */
export const listDesk = query({
  name: 'roadshow.list_desk',
  input: z.object({ eventId: EventId }),
  load: async (tx, { eventId }, { actor }) => {
    const event = await findEvent(tx, eventId)
    if (!event || !may.see(actor, event)) throw notFound()
    return {
      event,
      roadshows: await store.ofEvent(tx, eventId),
      rounds: await roundsOf(tx, event.editionId),
      may: may.allowed(actor, event),
    }
  },
  allow: (actor, { event }) => may.see(actor, event),
})

/** The roadshows of an event that the reader sees, for the event's public page. */
export const listOfEvent = query({
  name: 'roadshow.list',
  input: z.object({ eventId: EventId }),
  load: (tx, { eventId }): Promise<Roadshow[]> => store.ofEvent(tx, eventId),
  allow: everyone('roadshows of a released event are published; row-level security hides those of a draft'),
})

/** Whether something of the roadshow's round is theirs to score. */
async function isJudge(tx: Tx, { roundId }: Roadshow, actor: Actor): Promise<boolean> {
  const me = personIdOf(actor)
  if (roundId === null || me === null) return false
  return (await assignmentsOf(tx, roundId)).some(({ personId }) => personId === me)
}

export const hallQueries = ({ keys }: { keys: Keys }) => ({
  /** Whether somebody is in, and what they have voted; or in words why they cannot. */
  own: query({
    name: 'roadshow.own',
    reach: beyond('people of the hall are known by their check-in, most of them without an account'),
    input: OfRoadshow.extend({ by: By }),
    load: async (tx, { roadshowId, by }, { actor }) => {
      const { roadshow } = await placeOf(tx, roadshowId, actor)
      const judges = by.means === 'account' && (await isJudge(tx, roadshow, actor))
      try {
        const voter = await voterOf(tx, keys, roadshow.eventId, { by, personId: personIdOf(actor) })
        const ballot = (await hall.ballotsOf(tx, roadshow.id, [voter.personId])).get(voter.personId)
        return { problem: null, ballot: ballot ?? null, judges }
      } catch (error) {
        if (error instanceof Refusal) return { problem: error, ballot: null, judges }
        throw error
      }
    },
    allow: inTheHall,
  }),
})
export type Own = { problem: Refusal | null; ballot: Ballot | null; judges: boolean }
export type Place = { roadshow: Roadshow; event: Event }
