import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { Instant } from '#kernel/time'
import type { Granted } from '../grants.ts'
import { grantedAt, paidAt } from './sources/incentives.ts'

/** What had been granted in an edition at a moment, with what had been paid of it, in the order of the decisions. */
export async function grantedBy(tx: Tx, editionId: Id<'edition'>, at: Instant): Promise<Granted[]> {
  // Any list makes it a cut of the past; what is counted of outcomes is not asked.
  const cut = { at, outcomes: [] }
  const found =
    await sql<Granted>`select policy_claim.id, benefit.id as "benefitId", benefit.title as benefit,
      benefit.currency, policy.id as "policyId", policy.title as policy, policy.issuer,
      policy.issuer_number as "issuerNumber", policy.source_url as "sourceUrl", person_id as "personId", asked, granted,
      decided_at as "decidedAt",
      case when organisation.id is not null then jsonb_build_object('id', organisation.id, 'name', organisation.name,
        'country', organisation.country, 'url', organisation.url) end as organisation,
      (select coalesce(jsonb_agg(jsonb_build_object('id', tranche.id, 'paidOn', paid_on, 'minor', minor) order by nth), '[]')
        from tranche where claim_id = policy_claim.id and ${paidAt(cut)}) as paid
    from policy_claim join benefit on benefit.id = benefit_id join policy on policy.id = policy_id
      left join organisation on organisation.id = organisation_id
    where edition_id = ${editionId} and ${grantedAt(cut)} order by decided_at, policy_claim.id`.execute(tx)
  return found.rows
}
