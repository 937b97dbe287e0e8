import { type Id, newId } from '#kernel/ids'
import type { Instant, PlainDate } from '#kernel/time'
import type { PersonId } from '#modules/people'
import * as errors from './errors.ts'
import { type Benefit, type Policy, type PolicyClaim, type Tranche, trancheStateOf } from './model.ts'

/** A grant is paid in a few instalments; a form has room for as many. */
export const mostTranches = 6

export type NewPolicy = Omit<Policy, 'id' | 'madeBy' | 'madeAt'>

/** Refuses one that ends before it begins. */
export function publish(input: NewPolicy, by: PersonId, at: Instant): Policy {
  if (input.validUntil !== null && input.validUntil < input.validFrom) throw errors.validityTurned()
  return { ...input, id: newId<'policy'>(), madeBy: by, madeAt: at }
}

export type Asking = Pick<
  PolicyClaim,
  'editionId' | 'stationId' | 'personId' | 'organisationId' | 'askedOn' | 'asked' | 'ground' | 'madeUp'
>

/** Refuses what the benefit is not for, a day on which the policy was not in force, and more than it gives. */
export function ask(
  { policy, benefit }: { policy: Policy; benefit: Benefit },
  input: Asking,
  by: PersonId,
  at: { moment: Instant; today: PlainDate },
): PolicyClaim {
  if (benefit.endedAt !== null) throw errors.benefitOver()
  if ((input.personId !== null) !== (benefit.recipient === 'person'))
    throw errors.otherRecipient(benefit.recipient)
  if (input.askedOn > at.today) throw errors.askedLater()
  if (input.askedOn < policy.validFrom || (policy.validUntil !== null && input.askedOn > policy.validUntil))
    throw errors.notInForce(policy.validFrom, policy.validUntil)
  const { ceiling, currency } = benefit
  if (ceiling !== null && input.asked > ceiling)
    throw errors.aboveCeiling('asked', { minor: ceiling, currency })
  return {
    ...input,
    id: newId<'policy_claim'>(),
    benefitId: benefit.id,
    state: 'asked',
    granted: null,
    recordedBy: by,
    recordedAt: at.moment,
    decidedBy: null,
    decidedAt: null,
    reason: '',
    withdrawnAt: null,
  }
}

/** Whoever asked, wrote it down or receives it does not decide on it. */
function decidable(claim: PolicyClaim, by: PersonId): void {
  if (claim.state !== 'asked') throw errors.notOpen()
  if (claim.personId === by) throw errors.ownClaim()
  if (claim.recordedBy === by) throw errors.needsAnother()
}

export type Instalment = Pick<Tranche, 'minor' | 'dueOn' | 'condition'>
export type Decided = { claim: PolicyClaim; tranches: readonly Tranche[] }

/** What is granted is the sum of its tranches: never more than was asked, and in the order in which they fall due. */
export function grant(
  claim: PolicyClaim,
  benefit: Benefit,
  { instalments, reason }: { instalments: readonly Instalment[]; reason: string },
  by: PersonId,
  at: Instant,
): Decided {
  decidable(claim, by)
  if (instalments.length === 0) throw errors.noTranche()
  const turned = instalments.findIndex((each, nth) => {
    const before = instalments[nth - 1]
    return before !== undefined && each.dueOn < before.dueOn
  })
  if (turned !== -1) throw errors.trancheOrder(turned)
  const granted = instalments.reduce((sum, { minor }) => sum + minor, 0)
  if (granted > claim.asked) throw errors.aboveAsked({ minor: claim.asked, currency: benefit.currency })
  return {
    claim: { ...claim, state: 'granted', granted, decidedBy: by, decidedAt: at, reason },
    tranches: instalments.map((each, index) => ({
      ...each,
      id: newId<'tranche'>(),
      claimId: claim.id,
      nth: index + 1,
      paidOn: null,
      reference: '',
      putBy: null,
      putAt: null,
      confirmedBy: null,
      confirmedAt: null,
      reversedBy: null,
      reversedAt: null,
      reversedReason: '',
    })),
  }
}

export function refuse(claim: PolicyClaim, reason: string, by: PersonId, at: Instant): Decided {
  decidable(claim, by)
  return { claim: { ...claim, state: 'refused', decidedBy: by, decidedAt: at, reason }, tranches: [] }
}

/** Steps back while nothing has been paid. */
export function withdraw(claim: PolicyClaim, tranches: readonly Tranche[], at: Instant): PolicyClaim {
  if (claim.state !== 'asked' && claim.state !== 'granted') throw errors.notOpen()
  if (tranches.some((each) => trancheStateOf(each) !== 'planned')) throw errors.moneyMoved()
  return { ...claim, state: 'withdrawn', withdrawnAt: at }
}

export type Paying = {
  claim: PolicyClaim
  tranche: Tranche
  by: Id<'person'>
  at: Instant
}

/** One person writes down that the money went out. It counts once another has confirmed it. */
export function put(
  { claim, tranche, by, at }: Paying,
  { paidOn, reference }: Pick<Tranche, 'reference'> & { paidOn: PlainDate },
  days: { today: PlainDate; decided: PlainDate },
): Tranche {
  if (claim.state !== 'granted') throw errors.notGranted()
  if (claim.personId === by) throw errors.ownClaim()
  if (trancheStateOf(tranche) !== 'planned') throw errors.putAlready()
  if (paidOn > days.today) throw errors.paidLater()
  if (paidOn < days.decided) throw errors.paidBeforeDecision(days.decided)
  return { ...tranche, paidOn, reference, putBy: by, putAt: at }
}

export function confirm({ claim, tranche, by, at }: Paying): Tranche {
  if (trancheStateOf(tranche) !== 'put') throw errors.notPut()
  if (claim.personId === by) throw errors.ownClaim()
  if (tranche.putBy === by) throw errors.needsAnother()
  return { ...tranche, confirmedBy: by, confirmedAt: at }
}

/** What was written down in error, before anybody confirmed it, is planned again. */
export function takeBack({ tranche }: Paying): Tranche {
  if (trancheStateOf(tranche) !== 'put') throw errors.notPut()
  return { ...tranche, paidOn: null, reference: '', putBy: null, putAt: null }
}

/** Money that came back: the line stays, and counts no longer. */
export function reverse({ tranche, by, at }: Paying, reason: string): Tranche {
  if (trancheStateOf(tranche) !== 'paid') throw errors.notPaid()
  return { ...tranche, reversedBy: by, reversedAt: at, reversedReason: reason }
}
