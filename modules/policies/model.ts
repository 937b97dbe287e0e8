import { type Id, idOf } from '#kernel/ids'
import type { Bilingual } from '#kernel/text'
import type { Instant, PlainDate } from '#kernel/time'
import type { PersonId } from '#modules/people'
import type { EditionId, OrganisationId } from '#modules/programme'
import type { StationId } from '#modules/stations'

export type PolicyId = Id<'policy'>
export const PolicyId = idOf('policy')
export type BenefitId = Id<'benefit'>
export const BenefitId = idOf('benefit')
export type PolicyClaimId = Id<'policy_claim'>
export const PolicyClaimId = idOf('policy_claim')
export type TrancheId = Id<'tranche'>
export const TrancheId = idOf('tranche')

/** An incentive document: who issued it, where it stands, from which day to which it is in force (the last day is in). */
export type Policy = {
  id: PolicyId
  title: Bilingual
  about: Bilingual
  issuer: Bilingual
  /** As org-id.guide writes it (`CN-…`), '' where the issuer has none. */
  issuerNumber: string
  sourceUrl: string
  validFrom: PlainDate
  validUntil: PlainDate | null
  madeBy: PersonId
  madeAt: Instant
  madeUp: boolean
}

export const recipients = ['person', 'organisation'] as const
export type Recipient = (typeof recipients)[number]

/** What a policy gives. Amounts of its claims are in minor units of `currency`; `ceiling` is the most for one recipient. */
export type Benefit = {
  id: BenefitId
  policyId: PolicyId
  title: Bilingual
  recipient: Recipient
  currency: string
  ceiling: number | null
  madeAt: Instant
  endedAt: Instant | null
}

/**
 * asked      somebody asks for the benefit, or a desk does for them
 * granted    a second person said yes: so much, in these tranches
 * refused    a second person said no, with the reason
 * withdrawn  whoever asked stepped back before anything was paid
 */
export const claimStates = ['asked', 'granted', 'refused', 'withdrawn'] as const
export type ClaimState = (typeof claimStates)[number]

/** One recipient's asking for one benefit. `asked` and `granted` are minor units of the benefit's currency. */
export type PolicyClaim = {
  id: PolicyClaimId
  benefitId: BenefitId
  editionId: EditionId
  stationId: StationId | null
  personId: PersonId | null
  organisationId: OrganisationId | null
  askedOn: PlainDate
  asked: number
  /** On what it rests, in the words of whoever asks. */
  ground: string
  state: ClaimState
  granted: number | null
  recordedBy: PersonId
  recordedAt: Instant
  decidedBy: PersonId | null
  decidedAt: Instant | null
  reason: string
  withdrawnAt: Instant | null
  madeUp: boolean
}

/**
 * An instalment of what was granted. One person writes down that it was paid (`put`), another confirms it: only then is it
 * paid in any count. Money that came back is written beside it and takes it out again.
 */
export type Tranche = {
  id: TrancheId
  claimId: PolicyClaimId
  nth: number
  minor: number
  dueOn: PlainDate
  condition: string
  paidOn: PlainDate | null
  reference: string
  putBy: PersonId | null
  putAt: Instant | null
  confirmedBy: PersonId | null
  confirmedAt: Instant | null
  reversedBy: PersonId | null
  reversedAt: Instant | null
  reversedReason: string
}

export type TrancheState = 'planned' | 'put' | 'paid' | 'reversed'
export const trancheStateOf = ({ putAt, confirmedAt, reversedAt }: Tranche): TrancheState =>
  reversedAt ? 'reversed' : confirmedAt ? 'paid' : putAt ? 'put' : 'planned'

/** What is on record as paid, in minor units. */
export const paidOf = (tranches: readonly Tranche[]): number =>
  tranches.reduce((sum, each) => (trancheStateOf(each) === 'paid' ? sum + each.minor : sum), 0)
