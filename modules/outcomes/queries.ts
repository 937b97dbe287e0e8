import { z } from 'zod'
import { signedIn } from '#kernel/access'
import { beyond, query, type Tx } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { EventId, findEvent } from '#modules/events'
import { findMeeting, MeetingId } from '#modules/meetings'
import { readPersons } from '#modules/people'
import { findBenefit, findPolicyClaim } from '#modules/policies'
import { EditionId, findEdition, findOrganisation, listEditions } from '#modules/programme'
import { findProject, ProjectId } from '#modules/projects'
import { findIntroduction, listStations, StationId } from '#modules/stations'
import { may, worksWithOutcomes } from './access.ts'
import { confirmationsOf } from './evidence/confirmation/store.ts'
import { issuersOf } from './evidence/issuer/store.ts'
import * as log from './log/store.ts'
import { levels, marks, type Outcome, OutcomeId, outcomeTypes } from './model.ts'
import * as store from './store.ts'

const pageSize = 50

const byOf = (body: string): string | null =>
  z.object({ by: z.string().nullish() }).parse(JSON.parse(body)).by ?? null

/** Outcomes the reader may see, newest first, with how many stand at each level. */
export const listOutcomes = query({
  name: 'outcomes.list',
  input: z.object({
    editionId: EditionId.nullable(),
    stationId: StationId.nullable().default(null),
    type: z.enum(outcomeTypes).nullable(),
    level: z.enum(levels).nullable(),
    mark: z.enum(marks).nullable().default(null),
    words: z.string().trim().max(100).default(''),
    after: OutcomeId.nullable(),
  }),
  load: async (tx, input) => {
    // One more than is shown tells whether there is more.
    const found = await store.list(tx, { ...input, limit: pageSize + 1 })
    return {
      outcomes: found.slice(0, pageSize),
      counts: await store.countByLevel(tx, input),
      more: found.length > pageSize,
    }
  },
  // Row-level security has narrowed the rows to hosts, the stations of the reader, and the reader's own.
  allow: signedIn,
})

/** What a list can be narrowed to. */
export const listFilters = query({
  name: 'outcomes.filters',
  input: z.object({}),
  load: async (tx) => ({ editions: await listEditions(tx), stations: await listStations(tx) }),
  allow: worksWithOutcomes,
})

/** The claim an outcome rests on, as far as the reader may see it, with the benefit it asks for. */
async function claimNamed(tx: Tx, id: Outcome['policyClaimId']) {
  const claim = id && (await findPolicyClaim(tx, id))
  const benefit = claim && (await findBenefit(tx, claim.benefitId))
  return claim && benefit ? { id: claim.id, benefit: benefit.title } : undefined
}

/**
 * Whom the entries of a record name by id: who stated, vouched, disputed, decided, and whom it is about. Read after the
 * record itself, by whoever may read that: what somebody vouches for they vouch for with their name.
 */
export const readNamed = query({
  name: 'outcomes.named',
  input: z.object({ outcomeId: OutcomeId }),
  reach: beyond('who vouched for a record is told to everybody who may read it'),
  load: async (tx, { outcomeId }) => {
    const outcome = await store.find(tx, outcomeId)
    if (!outcome) throw notFound()
    const wrote = (await log.entriesOf(tx, outcomeId)).flatMap(({ body }) => byOf(body) ?? [])
    const people = await readPersons(tx, [...wrote, ...(outcome.personId ? [outcome.personId] : [])])
    return { outcome, names: new Map([...people].map(([id, { name }]) => [id as string, name])) }
  },
  allow: (actor, { outcome }) => may.view(actor, outcome),
})

/** One outcome with its evidence and every entry about it. */
export const readOutcome = query({
  name: 'outcomes.read',
  input: z.object({ outcomeId: OutcomeId }),
  load: async (tx, { outcomeId }) => {
    const outcome = await store.find(tx, outcomeId)
    const edition = outcome && (await findEdition(tx, outcome.editionId))
    if (!outcome || !edition) throw notFound()
    return {
      outcome,
      edition,
      evidence: await store.evidenceFor(tx, outcomeId),
      entries: await log.entriesOf(tx, outcomeId),
      personal: await log.personalOf(tx, outcomeId),
      confirmations: await confirmationsOf(tx, outcomeId),
      project: outcome.projectId ? await findProject(tx, ProjectId.parse(outcome.projectId)) : undefined,
      event: outcome.eventId ? await findEvent(tx, EventId.parse(outcome.eventId)) : undefined,
      introduction: outcome.introductionId ? await findIntroduction(tx, outcome.introductionId) : undefined,
      meeting: outcome.meetingId ? await findMeeting(tx, MeetingId.parse(outcome.meetingId)) : undefined,
      organisation: outcome.organisationId ? await findOrganisation(tx, outcome.organisationId) : undefined,
      claim: await claimNamed(tx, outcome.policyClaimId),
      issuers: await issuersOf(tx, outcomeId),
    }
  },
  allow: (actor, { outcome }) => may.view(actor, outcome),
})
