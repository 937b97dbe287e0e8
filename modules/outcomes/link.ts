import { z } from 'zod'
import { type Actor, holds, stationsOf } from '#kernel/access'
import { command, query, type Tx } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { idOf } from '#kernel/ids'
import { listEvents } from '#modules/events'
import { bookedWith } from '#modules/meetings'
import { readPersons } from '#modules/people'
import { claimLines, PolicyClaimId } from '#modules/policies'
import { currentEdition, listEditions, organisationsNamed } from '#modules/programme'
import { projectsTitled } from '#modules/projects'
import { IntroductionId, introductionsStanding, listStations, mayReadIntroduction } from '#modules/stations'
import { may, worksWithOutcomes } from './access.ts'
import { checkLinks, couldRestOn } from './check-links.ts'
import { noEdition } from './errors.ts'
import { told } from './facts.ts'
import { type Outcome, OutcomeId } from './model.ts'
import * as claim from './rules/claim.ts'
import * as store from './store.ts'

/** More than these are not worth reading: another word finds fewer. */
const mostFound = 20
/** A station brings some dozens in an edition; a list of more is not chosen from. */
const mostIntroductions = 200
const mostClaims = 200

/** What an outcome of an edition can have come from, in the reader's reach: its events, introductions and granted claims, and what the words find. */
async function offered(
  tx: Tx,
  actor: Actor,
  { editionId, ...of }: Pick<Outcome, 'editionId' | 'personId' | 'organisationId'>,
  find: string,
) {
  const claims = (await claimLines(tx, editionId, mostClaims)).filter((claim) => couldRestOn(claim, of))
  const introductions = await introductionsStanding(tx, editionId, mostIntroductions)
  return {
    events: await listEvents(tx, { editionId, states: ['released'] }),
    introductions: introductions.filter((each) => mayReadIntroduction(actor, each)),
    claims,
    claimants: await readPersons(
      tx,
      claims.flatMap(({ personId }) => personId ?? []),
    ),
    projects: find === '' ? [] : await projectsTitled(tx, find, mostFound),
    organisations: find === '' ? [] : await organisationsNamed(tx, find, mostFound),
  }
}
export type Offered = Awaited<ReturnType<typeof offered>>

const find = z.string().trim().max(100)

/**
 * Where an outcome can be filed: the editions, the stations the reader may state for, and what one of this edition can
 * be linked with. Without `edition`, the one that is on. Meetings are not among it: whom it is about is not known yet.
 */
export const readPlaces = query({
  name: 'outcomes.places',
  input: z.object({ edition: z.string().max(100).nullable(), find }),
  load: async (tx, { edition: slug, find }, { actor }) => {
    const editions = await listEditions(tx)
    if (editions.length === 0) throw noEdition()
    const named = editions.find((each) => each.slug === slug)
    const edition = slug === null ? ((await currentEdition(tx)) ?? editions[0]) : named
    // An outcome is filed for good: an edition that is not there is never taken for another.
    if (!edition) throw notFound()
    const of = { editionId: edition.id, personId: null, organisationId: null }
    const host = holds(actor, 'administrator', 'organiser')
    const own = stationsOf(actor)
    const stations = (await listStations(tx)).filter(({ id }) => host || own.includes(id))
    return { editions, edition, stations, host, find, ...(await offered(tx, actor, of, find)) }
  },
  allow: (actor) => worksWithOutcomes(actor, undefined),
})

/** What a record can be linked with, and the meetings of whom it is about. */
export const readLinks = query({
  name: 'outcomes.read_links',
  input: z.object({ outcomeId: OutcomeId, find }),
  load: async (tx, { outcomeId, find }, { actor }) => {
    const outcome = await store.find(tx, outcomeId)
    if (!outcome) throw notFound()
    const { editionId, personId } = outcome
    const meetings = personId === null ? [] : await bookedWith(tx, personId, editionId)
    const others = await readPersons(
      tx,
      meetings.map(({ otherId }) => otherId),
    )
    return { outcome, find, meetings, others, ...(await offered(tx, actor, outcome, find)) }
  },
  allow: (actor, { outcome }) => may.correct(actor, outcome),
})

/**
 * Says later what an outcome came from: an entry of the ledger with its reason. Facts and level stay. Refuses what
 * `checkLinks` refuses, and a change that changes nothing.
 */
export const linkOutcome = command({
  name: 'outcomes.link',
  input: z.object({
    outcomeId: OutcomeId,
    reason: z.string().trim().min(1).max(2000),
    eventId: idOf('event').nullable(),
    meetingId: idOf('meeting').nullable(),
    projectId: idOf('project').nullable(),
    introductionId: IntroductionId.nullable(),
    organisationId: idOf('organisation').nullable(),
    policyClaimId: PolicyClaimId.nullable(),
  }),
  load: async (tx, { outcomeId, reason: _reason, ...links }, { actor }) => {
    const outcome = await store.lock(tx, outcomeId)
    if (!outcome) throw notFound()
    await checkLinks(tx, actor, outcome, { ...links, personId: outcome.personId }, outcome)
    return outcome
  },
  allow: may.correct,
  decide: (outcome, { outcomeId: _id, reason, ...links }, { actor, at }) =>
    claim.link(outcome, links, reason, actor, at),
  save: store.save,
  announce: told,
  audit: ({ outcome }) => ({ type: 'outcome', id: outcome.id, stationId: outcome.stationId }),
})
