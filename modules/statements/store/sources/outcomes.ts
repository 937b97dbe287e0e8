import { sql } from 'kysely'
import { levels, outcomeTypes } from '#modules/outcomes'
import { type Cut, type Folded, past, type Source } from './model.ts'

/** Months a level of what lasts, or is only meant, holds without being vouched for again (outcomes/rules/level). */
const holds = [18, 36, 54, 72] as const
const fades = sql`(type in ('company', 'landing', 'jobs') or coalesce(form, '') in ('full_time', 'part_time', 'intention', 'committed'))`

/** What is left of a level on the day of the cut, and "stated" of what has ended. */
const left = (cut: Cut) => {
  const day = sql`${cut.at}::timestamptz::date`
  const sunk = sql.join(
    holds.map((months) => sql`(vouched_at::date + make_interval(months => ${months}) <= ${day})::int`),
    sql` + `,
  )
  return sql`case when ended_on <= ${day} then 'stated' when not ${fades} then level
    else (${levels}::text[])[greatest(1, array_position(${levels}::text[], level) - (${sunk}))] end`
}

const today = sql`select id, edition_id, station_id, type, level, vouched_at, ended_on, happened_on, recorded_at, person_id,
    organisation, coalesce(terms->>'form', terms->>'force', terms->>'stage') as form,
    coalesce((terms->'amount'->>'minor')::bigint, (terms->>'count')::bigint) as minor,
    case when type = 'jobs' then '' else terms->'amount'->>'currency' end as currency
  from outcome where state = 'standing'`

/** From the ledger; who and which organisation it was about stand apart there, and are taken from the record. */
const then = (
  outcomes: readonly Folded[],
) => sql`select past.id, past.edition as edition_id, past.station as station_id, past.type,
    past.level, past.vouched as vouched_at, past."endedOn" as ended_on, past."happenedOn" as happened_on,
    past.known as recorded_at, outcome.person_id, outcome.organisation, past.form, past.minor, past.currency
  from jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb) as past(id uuid, edition uuid, station uuid, type text,
    form text, level text, minor bigint, currency text, "happenedOn" date, "endedOn" date, vouched timestamptz,
    known timestamptz)
  left join outcome on outcome.id = past.id`

/** What came of it; `kind` is the type, `form` what kind of post or how binding a contract. Sheets of old are "stated". */
export const outcomes: Source = {
  record: 'outcome',
  units: ['outcomes', 'contracts', 'jobs', 'persons', 'organisations', 'stations', 'money'],
  groups: ['station', 'kind', 'form', 'none'],
  kinds: outcomeTypes,
  forms: [
    ...['full_time', 'part_time', 'short_stay', 'intention', 'binding'],
    ...['committed', 'paid', 'applied', 'granted'],
  ],
  hasLevels: true,
  hasRanges: true,
  remembers: true,
  relation: (
    cut,
  ) => sql`select id as record, id as record_low, person_id as person_low, person_id as person_high,
      nullif(lower(trim(organisation)), '') as organisation, null::text as country, null::uuid as event,
      station_id as station, edition_id as edition, type as kind, form, level, ${left(cut)} as level_left, minor,
      currency, happened_on as day, recorded_at as known
    from (${cut.outcomes === null ? today : then(cut.outcomes)}) as outcome
    union all
    select high, low, null, null, nullif(lower(trim(organisation)), ''), country::text, null::uuid, station_id,
      edition_id, type, form, 'stated', 'stated', minor, case when type = 'jobs' then '' else currency::text end,
      happened_on, imported_at
    from legacy_row join legacy_batch on legacy_batch.id = batch_id and state = 'counted'
    where legacy_row.kind = 'outcomes' and (${past(cut)}::timestamptz is null or imported_at <= ${past(cut)})`,
}
