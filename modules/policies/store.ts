import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { PersonId } from '#modules/people'
import type { EditionId, OrganisationId } from '#modules/programme'
import { refuseAs } from '#platform/db'
import { askedAlready } from './errors.ts'
import type {
  Benefit,
  BenefitId,
  ClaimState,
  Policy,
  PolicyClaim,
  PolicyClaimId,
  PolicyId,
  Tranche,
  TrancheId,
} from './model.ts'
import type { Decided } from './rules.ts'

const policyColumns = sql`id, title, about, issuer, issuer_number as "issuerNumber", source_url as "sourceUrl",
  valid_from as "validFrom", valid_until as "validUntil", made_by as "madeBy", made_at as "madeAt", made_up as "madeUp"`
const benefitColumns = sql`id, policy_id as "policyId", title, recipient, currency, ceiling, made_at as "madeAt",
  ended_at as "endedAt"`
const claimColumns = sql`id, benefit_id as "benefitId", edition_id as "editionId", station_id as "stationId",
  person_id as "personId", organisation_id as "organisationId", asked_on as "askedOn", asked, ground, state, granted,
  recorded_by as "recordedBy", recorded_at as "recordedAt", decided_by as "decidedBy", decided_at as "decidedAt", reason,
  withdrawn_at as "withdrawnAt", made_up as "madeUp"`
const trancheColumns = sql`id, claim_id as "claimId", nth, minor, due_on as "dueOn", condition, paid_on as "paidOn",
  reference, put_by as "putBy", put_at as "putAt", confirmed_by as "confirmedBy", confirmed_at as "confirmedAt",
  reversed_by as "reversedBy", reversed_at as "reversedAt", reversed_reason as "reversedReason"`

/** The newest in force first. */
export async function policies(tx: Tx): Promise<Policy[]> {
  const found =
    await sql<Policy>`select ${policyColumns} from policy order by valid_from desc, id desc`.execute(tx)
  return found.rows
}

export async function findPolicy(tx: Tx, id: PolicyId): Promise<Policy | undefined> {
  const found = await sql<Policy>`select ${policyColumns} from policy where id = ${id}`.execute(tx)
  return found.rows[0]
}

export async function insertPolicy(tx: Tx, policy: Policy): Promise<void> {
  await sql`insert into policy (id, title, about, issuer, issuer_number, source_url, valid_from, valid_until, made_by,
      made_at, made_up)
    values (${policy.id}, ${JSON.stringify(policy.title)}::jsonb, ${JSON.stringify(policy.about)}::jsonb,
      ${JSON.stringify(policy.issuer)}::jsonb, ${policy.issuerNumber}, ${policy.sourceUrl}, ${policy.validFrom},
      ${policy.validUntil}, ${policy.madeBy}, ${policy.madeAt}, ${policy.madeUp})`.execute(tx)
}

/** Of one policy, or all; in the order in which they were added. */
export async function benefits(tx: Tx, policyId: PolicyId | null = null): Promise<Benefit[]> {
  const found = await sql<Benefit>`select ${benefitColumns} from benefit
    where ${policyId}::uuid is null or policy_id = ${policyId} order by made_at, id`.execute(tx)
  return found.rows
}

export async function findBenefit(tx: Tx, id: BenefitId): Promise<Benefit | undefined> {
  const found = await sql<Benefit>`select ${benefitColumns} from benefit where id = ${id}`.execute(tx)
  return found.rows[0]
}

export async function insertBenefit(tx: Tx, benefit: Benefit): Promise<void> {
  await sql`insert into benefit (id, policy_id, title, recipient, currency, ceiling, made_at)
    values (${benefit.id}, ${benefit.policyId}, ${JSON.stringify(benefit.title)}::jsonb, ${benefit.recipient},
      ${benefit.currency}, ${benefit.ceiling}, ${benefit.madeAt})`.execute(tx)
}

export async function endBenefit(tx: Tx, { id, endedAt }: Benefit): Promise<void> {
  await sql`update benefit set ended_at = ${endedAt} where id = ${id} and ended_at is null`.execute(tx)
}

export type ClaimFilter = {
  editionId: EditionId | null
  state: ClaimState | null
  after: PolicyClaimId | null
  limit: number
}

/** Those within the reader's reach, newest first. */
export async function claims(
  tx: Tx,
  { editionId, state, after, limit }: ClaimFilter,
): Promise<PolicyClaim[]> {
  const found = await sql<PolicyClaim>`select ${claimColumns} from policy_claim
    where (${editionId}::uuid is null or edition_id = ${editionId}) and (${state}::text is null or state = ${state})
      and (${after}::uuid is null or id < ${after})
    order by id desc limit ${limit}`.execute(tx)
  return found.rows
}

/** What a person asked for, and what the organisations they act for did; newest first. */
export async function claimsOf(
  tx: Tx,
  personId: PersonId,
  organisationIds: readonly OrganisationId[],
): Promise<PolicyClaim[]> {
  const found = await sql<PolicyClaim>`select ${claimColumns} from policy_claim
    where person_id = ${personId} or organisation_id = any(${organisationIds}::uuid[]) order by id desc`.execute(
    tx,
  )
  return found.rows
}

export async function findClaim(tx: Tx, id: PolicyClaimId): Promise<PolicyClaim | undefined> {
  const found = await sql<PolicyClaim>`select ${claimColumns} from policy_claim where id = ${id}`.execute(tx)
  return found.rows[0]
}

export async function claimOfTranche(tx: Tx, id: TrancheId): Promise<PolicyClaim | undefined> {
  const found = await sql<PolicyClaim>`select ${claimColumns} from policy_claim
    where id = (select claim_id from tranche where tranche.id = ${id})`.execute(tx)
  return found.rows[0]
}

export async function lockClaim(tx: Tx, id: PolicyClaimId): Promise<PolicyClaim | undefined> {
  const found =
    await sql<PolicyClaim>`select ${claimColumns} from policy_claim where id = ${id} for update`.execute(tx)
  return found.rows[0]
}

export async function insertClaim(tx: Tx, claim: PolicyClaim): Promise<void> {
  await refuseAs(
    sql`insert into policy_claim (id, benefit_id, edition_id, station_id, person_id, organisation_id, asked_on, asked,
        ground, state, recorded_by, recorded_at, made_up)
      values (${claim.id}, ${claim.benefitId}, ${claim.editionId}, ${claim.stationId}, ${claim.personId},
        ${claim.organisationId}, ${claim.askedOn}, ${claim.asked}, ${claim.ground}, ${claim.state}, ${claim.recordedBy},
        ${claim.recordedAt}, ${claim.madeUp})`.execute(tx),
    { policy_claim_person_once: askedAlready, policy_claim_organisation_once: askedAlready },
  )
}

export async function saveClaim(
  tx: Tx,
  { id, state, granted, decidedBy, decidedAt, reason, withdrawnAt }: PolicyClaim,
): Promise<void> {
  await sql`update policy_claim set state = ${state}, granted = ${granted}, decided_by = ${decidedBy},
    decided_at = ${decidedAt}, reason = ${reason}, withdrawn_at = ${withdrawnAt} where id = ${id}`.execute(tx)
}

/** The decision and its tranches. */
export async function decide(tx: Tx, { claim, tranches }: Decided): Promise<void> {
  await saveClaim(tx, claim)
  for (const { id, claimId, nth, minor, dueOn, condition } of tranches)
    await sql`insert into tranche (id, claim_id, nth, minor, due_on, condition)
      values (${id}, ${claimId}, ${nth}, ${minor}, ${dueOn}, ${condition})`.execute(tx)
}

/** In the order of their claims and instalments. */
export async function tranchesOf(tx: Tx, ids: readonly PolicyClaimId[]): Promise<Tranche[]> {
  if (ids.length === 0) return []
  const found =
    await sql<Tranche>`select ${trancheColumns} from tranche where claim_id = any(${[...ids]}::uuid[])
    order by claim_id, nth`.execute(tx)
  return found.rows
}

export async function lockTranche(tx: Tx, id: TrancheId): Promise<Tranche | undefined> {
  const found = await sql<Tranche>`select ${trancheColumns} from tranche where id = ${id} for update`.execute(
    tx,
  )
  return found.rows[0]
}

export async function saveTranche(tx: Tx, tranche: Tranche): Promise<void> {
  await sql`update tranche set paid_on = ${tranche.paidOn}, reference = ${tranche.reference}, put_by = ${tranche.putBy},
    put_at = ${tranche.putAt}, confirmed_by = ${tranche.confirmedBy}, confirmed_at = ${tranche.confirmedAt},
    reversed_by = ${tranche.reversedBy}, reversed_at = ${tranche.reversedAt}, reversed_reason = ${tranche.reversedReason}
    where id = ${tranche.id}`.execute(tx)
}

/** A granted claim as a later module names it. */
export type PolicyClaimLine = Pick<PolicyClaim, 'id' | 'askedOn' | 'personId' | 'organisationId'> & {
  benefit: Benefit['title']
  organisation: Benefit['title'] | null
}

/** Claims of an edition that were granted, within the reader's reach, newest first. */
export async function claimLines(tx: Tx, editionId: EditionId, limit: number): Promise<PolicyClaimLine[]> {
  const found =
    await sql<PolicyClaimLine>`select policy_claim.id, asked_on as "askedOn", person_id as "personId",
      organisation_id as "organisationId", benefit.title as benefit, organisation.name as organisation
    from policy_claim join benefit on benefit.id = benefit_id
      left join organisation on organisation.id = organisation_id
    where edition_id = ${editionId} and state = 'granted' order by policy_claim.id desc limit ${limit}`.execute(
      tx,
    )
  return found.rows
}
