import { z } from 'zod'
import { command, type Tx } from '#kernel/command'
import { invalidField, notFound } from '#kernel/errors'
import { idOf, newId } from '#kernel/ids'
import { dateIn, isPlainDate, type PlainDate } from '#kernel/time'
import { findPersonByEmail } from '#modules/people'
import { PolicyClaimId } from '#modules/policies'
import { EditionId, findEdition } from '#modules/programme'
import { IntroductionId, StationId } from '#modules/stations'
import { may, mayState } from './access.ts'
import { checkLinks, linksOf } from './check-links.ts'
import { told } from './facts.ts'
import { type Change, type Evidence, EvidenceId, levels, type Outcome, OutcomeId, Terms } from './model.ts'
import * as claim from './rules/claim.ts'
import { verify } from './rules/verify.ts'
import * as store from './store.ts'

const Day = z.custom<PlainDate>(
  (value) => typeof value === 'string' && isPlainDate(value),
  'kernel.field_not_a_date',
)
const Line = z.string().trim().min(1).max(300)
const Reason = z.string().trim().min(1).max(2000)
const facts = {
  title: Line,
  organisation: z.string().trim().max(300),
  happenedOn: Day,
  terms: Terms,
  /** Names whom it is about by an address that the actor may see; stands over `personId`. */
  personEmail: z.email('kernel.field_email').max(254).nullable().default(null),
}

const links = {
  organisationId: idOf('organisation').nullable().default(null),
  eventId: idOf('event').nullable().default(null),
  meetingId: idOf('meeting').nullable().default(null),
  introductionId: IntroductionId.nullable().default(null),
  projectId: idOf('project').nullable().default(null),
  policyClaimId: PolicyClaimId.nullable().default(null),
}

const file = { fileHash: z.string().regex(/^[0-9a-f]{64}$/), mediaType: z.string().max(100) }

const subjectOf = ({ outcome }: Change) => ({ type: 'outcome', id: outcome.id, stationId: outcome.stationId })

async function locked(tx: Tx, id: OutcomeId): Promise<Outcome> {
  const outcome = await store.lock(tx, id)
  if (!outcome) throw notFound()
  return outcome
}

async function editionOf(tx: Tx, id: Outcome['editionId']) {
  const edition = await findEdition(tx, id)
  if (!edition) throw notFound()
  return edition
}

/** Whom an address names among those the actor may see; whether somebody else has it is not told. */
async function personBy(tx: Tx, email: string | null) {
  if (email === null) return null
  const person = await findPersonByEmail(tx, email.toLowerCase())
  if (!person) throw invalidField('personEmail', 'outcomes.field_person')
  return person.id
}

/** Records that something came of the summit. It stands as "stated" until somebody else vouches for it. */
export const stateOutcome = command({
  name: 'outcomes.state',
  input: z.object({
    editionId: EditionId,
    stationId: StationId.nullable(),
    personId: idOf('person').nullable().default(null),
    madeUp: z.boolean().default(false),
    ...links,
    ...facts,
  }),
  load: async (tx, { personEmail, ...input }, { actor }) => {
    const { zone, startsOn } = await editionOf(tx, input.editionId)
    const personId = (await personBy(tx, personEmail)) ?? input.personId
    const about = { editionId: input.editionId, personId }
    await checkLinks(tx, actor, about, { ...input, personId })
    return { zone, startsOn, personId }
  },
  allow: (actor, _loaded, { stationId }) => mayState(actor, stationId),
  decide: ({ zone, startsOn, personId }, { madeUp, personEmail: _email, ...input }, { actor, at }) => {
    claim.checkDay(input.happenedOn, { startsOn })
    return claim.state({ ...input, personId }, actor, at, dateIn(at, zone), madeUp)
  },
  save: store.save,
  announce: told,
  audit: subjectOf,
})

/** A file (by the hash it is kept under) or a link that shows it. */
export const addEvidence = command({
  name: 'outcomes.add_evidence',
  input: z.object({
    outcomeId: OutcomeId,
    name: Line,
    evidence: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('file'), ...file }),
      z.object({ kind: z.literal('credential'), ...file, checks: z.array(z.never()).default([]) }),
      z.object({
        kind: z.literal('link'),
        link: z.url({ protocol: /^https?$/, error: 'outcomes.field_link' }).max(2000),
      }),
      z.object({
        kind: z.literal('registry'),
        registry: Line,
        registryNumber: z.string().trim().min(1).max(60),
      }),
    ]),
  }),
  load: (tx, { outcomeId }) => locked(tx, outcomeId),
  allow: may.addEvidence,
  decide: (outcome, { name, evidence }, { actor, at }) => {
    const added = {
      id: newId<'evidence'>(),
      outcomeId: outcome.id,
      stationId: outcome.stationId,
      name,
      addedAt: at,
    }
    const by = actor.kind === 'person' ? actor.personId : outcome.claimantId
    const whole: Evidence = { ...added, addedBy: by, ...evidence }
    return claim.addEvidence(outcome, whole, actor, at)
  },
  save: store.save,
  announce: told,
  audit: subjectOf,
})

/** Someone else vouches for it at a higher level, and says on what ground. */
export const verifyOutcome = command({
  name: 'outcomes.verify',
  input: z.object({
    outcomeId: OutcomeId,
    level: z.enum(levels),
    reason: Reason,
    /** What the verifier looked at; all of it when left out. */
    evidenceIds: z.array(EvidenceId).max(100).nullable().default(null),
  }),
  load: async (tx, { outcomeId }) => ({
    outcome: await locked(tx, outcomeId),
    evidence: await store.evidenceFor(tx, outcomeId),
  }),
  // Whom it is about may open the record, and is told by the rule why not to verify it.
  allow: (actor, { outcome }) => may.verify(actor, outcome) || may.view(actor, outcome),
  decide: (loaded, { outcomeId: _id, ...given }, { actor, at }) => verify(loaded, given, actor, at),
  save: store.save,
  announce: told,
  audit: subjectOf,
})

/** Says what it should have been. The earlier entry stays; the level starts again. */
export const correctOutcome = command({
  name: 'outcomes.correct',
  input: z.object({ outcomeId: OutcomeId, reason: Reason, ...facts }),
  load: async (tx, { outcomeId, personEmail }) => {
    const outcome = await locked(tx, outcomeId)
    const personId = (await personBy(tx, personEmail)) ?? outcome.personId
    return {
      outcome,
      edition: await editionOf(tx, outcome.editionId),
      links: await linksOf(tx, outcome, personId),
    }
  },
  allow: (actor, { outcome }) => may.correct(actor, outcome),
  decide: (
    { outcome, edition, links },
    { reason, outcomeId: _id, personEmail: _email, ...input },
    { actor, at },
  ) => {
    claim.checkDay(input.happenedOn, edition)
    return claim.correct(outcome, { ...input, ...links }, reason, actor, at, dateIn(at, edition.zone))
  },
  save: store.save,
  announce: told,
  audit: subjectOf,
})

/** Takes it out of every count; the entries stay and say why. */
export const withdrawOutcome = command({
  name: 'outcomes.withdraw',
  input: z.object({ outcomeId: OutcomeId, reason: Reason }),
  load: (tx, { outcomeId }) => locked(tx, outcomeId),
  allow: may.withdraw,
  decide: (outcome, { reason }, { actor, at }) => claim.withdraw(outcome, reason, actor, at),
  save: store.save,
  announce: told,
  audit: subjectOf,
})
