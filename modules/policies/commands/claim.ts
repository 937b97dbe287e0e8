import { z } from 'zod'
import { command, type Tx } from '#kernel/command'
import { invalidField, notFound } from '#kernel/errors'
import { line } from '#kernel/text'
import { dateIn } from '#kernel/time'
import { findPersonByEmail } from '#modules/people'
import { EditionId, findEdition, organisationsCalled } from '#modules/programme'
import { findStation, StationId } from '#modules/stations'
import { may, mayAsk } from '../access.ts'
import { type Benefit, BenefitId, type PolicyClaim, PolicyClaimId } from '../model.ts'
import * as rules from '../rules.ts'
import * as store from '../store.ts'
import { Day, Minor, Reason, writerOf } from './input.ts'

const subjectOf = ({ id, stationId }: PolicyClaim) => ({ type: 'policy_claim', id, stationId })

/** A person by an address that the actor may see, an organisation by its name in either language, or oneself. */
const For = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('self') }),
  z.object({ kind: z.literal('person'), email: z.email('kernel.field_email').max(254) }),
  z.object({ kind: z.literal('organisation'), name: line(300) }),
])

/** Whether somebody else has the address is not told: whoever may not see them reads the same as for nobody. */
async function recipientOf(tx: Tx, given: z.output<typeof For>, self: PolicyClaim['personId']) {
  if (given.kind === 'self') return { personId: self, organisationId: null }
  if (given.kind === 'person') {
    const person = await findPersonByEmail(tx, given.email)
    if (!person) throw invalidField('recipient.email', 'policies.field_person')
    return { personId: person.id, organisationId: null }
  }
  const [only, another] = await organisationsCalled(tx, given.name)
  if (!only || another) throw invalidField('recipient.name', 'policies.field_organisation')
  return { personId: null, organisationId: only.id }
}

export async function benefitWithPolicy(tx: Tx, id: Benefit['id']) {
  const benefit = await store.findBenefit(tx, id)
  const policy = benefit && (await store.findPolicy(tx, benefit.policyId))
  if (!benefit || !policy) throw notFound()
  return { benefit, policy }
}

/** Asks for a benefit: a person for themselves, a desk for whom its station or the house brought. */
export const askBenefit = command({
  name: 'policies.ask',
  input: z.object({
    benefitId: BenefitId,
    editionId: EditionId,
    stationId: StationId.nullable().default(null),
    recipient: For,
    askedOn: Day,
    asked: Minor,
    ground: Reason,
    madeUp: z.boolean().default(false),
  }),
  load: async (tx, { benefitId, editionId, stationId, recipient }, { actor, at }) => {
    const edition = await findEdition(tx, editionId)
    const station = stationId === null ? null : await findStation(tx, stationId)
    if (!edition || station === undefined) throw notFound()
    return {
      ...(await benefitWithPolicy(tx, benefitId)),
      ...(await recipientOf(tx, recipient, writerOf(actor))),
      today: dateIn(at, edition.zone),
    }
  },
  allow: (actor, { personId, organisationId }, { stationId }) =>
    mayAsk(actor, { personId, organisationId, stationId }),
  decide: (
    { today, personId, organisationId, ...of },
    { benefitId: _b, recipient: _r, ...input },
    { actor, at },
  ) => rules.ask(of, { ...input, personId, organisationId }, writerOf(actor), { moment: at, today }),
  save: store.insertClaim,
  audit: subjectOf,
})

async function locked(tx: Tx, id: PolicyClaim['id']) {
  const claim = await store.lockClaim(tx, id)
  if (!claim) throw notFound()
  return claim
}

/** A second person grants it, in tranches, or refuses it. */
export const decideClaim = command({
  name: 'policies.decide',
  input: z.object({
    claimId: PolicyClaimId,
    reason: Reason,
    /** None is a refusal. */
    tranches: z
      .array(z.object({ minor: Minor, dueOn: Day, condition: z.string().trim().max(300) }))
      .max(rules.mostTranches)
      .nullable(),
  }),
  load: async (tx, { claimId }) => {
    const claim = await locked(tx, claimId)
    return { claim, ...(await benefitWithPolicy(tx, claim.benefitId)) }
  },
  allow: (actor, { claim }) => may.decide(actor, claim),
  decide: ({ claim, benefit }, { tranches, reason }, { actor, at }) =>
    tranches === null
      ? rules.refuse(claim, reason, writerOf(actor), at)
      : rules.grant(claim, benefit, { instalments: tranches, reason }, writerOf(actor), at),
  save: store.decide,
  audit: ({ claim }) => subjectOf(claim),
})

/** Whoever asked steps back while nothing has been paid. */
export const withdrawClaim = command({
  name: 'policies.withdraw',
  input: z.object({ claimId: PolicyClaimId }),
  load: async (tx, { claimId }) => ({
    claim: await locked(tx, claimId),
    tranches: await store.tranchesOf(tx, [claimId]),
  }),
  allow: (actor, { claim }) => may.withdraw(actor, claim),
  decide: ({ claim, tranches }, _input, { at }) => rules.withdraw(claim, tranches, at),
  save: store.saveClaim,
  audit: subjectOf,
})
