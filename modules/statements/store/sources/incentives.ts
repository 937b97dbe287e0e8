import { sql } from 'kysely'
import { type Cut, past, type Source } from './model.ts'

/** A claim that was granted and not stepped back from, as it stood at the cut. */
export const grantedAt = (cut: Cut) => sql`policy_claim.granted is not null
  and (${past(cut)}::timestamptz is null or policy_claim.decided_at <= ${past(cut)})
  and (policy_claim.withdrawn_at is null or policy_claim.withdrawn_at > ${past(cut)})`

/** A tranche that two people had put their names to, and that had not come back, at the cut. */
export const paidAt = (cut: Cut) => sql`tranche.confirmed_at is not null
  and (${past(cut)}::timestamptz is null or tranche.confirmed_at <= ${past(cut)})
  and (tranche.reversed_at is null or tranche.reversed_at > ${past(cut)})`

/** Who, through whom and in which edition is the claim's, whether it is granted or one tranche of it is paid. */
const whose = sql`policy_claim.person_id as person_low, policy_claim.person_id as person_high,
  policy_claim.organisation_id::text as organisation, null::text as country, null::uuid as event,
  policy_claim.station_id as station, policy_claim.edition_id as edition,
  case when policy_claim.person_id is null then 'organisation' else 'person' end as kind, null::text as form,
  null::text as level, benefit.currency::text as currency`

const source: Omit<Source, 'record' | 'relation'> = {
  units: ['money', 'persons', 'organisations', 'stations'],
  groups: ['station', 'kind', 'none'],
  kinds: ['person', 'organisation'],
  forms: [],
  hasLevels: false,
  hasRanges: false,
  remembers: true,
}

/** What a host city granted; `kind` is who received it. */
export const grants: Source = {
  ...source,
  record: 'policy_claim',
  relation: (
    cut,
  ) => sql`select policy_claim.id as record, policy_claim.id as record_low, ${whose}, granted as minor,
      decided_at::date as day, decided_at as known
    from policy_claim join benefit on benefit.id = benefit_id where ${grantedAt(cut)}`,
}

/** What it paid of that, tranche by tranche. */
export const payments: Source = {
  ...source,
  record: 'tranche',
  relation: (
    cut,
  ) => sql`select tranche.id as record, tranche.id as record_low, ${whose}, tranche.minor, paid_on as day,
      confirmed_at as known
    from tranche join policy_claim on policy_claim.id = claim_id join benefit on benefit.id = benefit_id
    where ${paidAt(cut)}`,
}
