import { type RawBuilder, sql } from 'kysely'
import { levels, outcomeTypes } from '#modules/outcomes'
import { type Cut, type Folded, past, type Source } from './model.ts'

/** Months a level of what lasts, or is only meant, holds without being vouched for again (outcomes/rules/level). */
const holds = [18, 36, 54, 72] as const
const fades = sql`(type in ('company', 'landing', 'jobs') or coalesce(form, '') in ('full_time', 'part_time', 'intention', 'committed'))`

/** What is left of a level on the day of the cut, and "stated" of what has ended; of a row with these columns and its `form`. */
export const left = (cut: Cut) => {
  const day = sql`${cut.at}::timestamptz::date`
  const sunk = sql.join(
    holds.map((months) => sql`(vouched_at::date + make_interval(months => ${months}) <= ${day})::int`),
    sql` + `,
  )
  return sql`case when ended_on <= ${day} then 'stated' when not ${fades} then level
    else (${levels}::text[])[greatest(1, array_position(${levels}::text[], level) - (${sunk}))] end`
}

const today = sql`select id, edition_id, station_id, introduction_id, type, level, vouched_at, ended_on, happened_on, recorded_at, person_id,
    organisation, coalesce(terms->>'form', terms->>'force', terms->>'stage') as form,
    coalesce((terms->'amount'->>'minor')::bigint, (terms->>'count')::bigint) as minor,
    case when type = 'jobs' then '' else terms->'amount'->>'currency' end as currency
  from outcome where state = 'standing'`

/** From the ledger; who and which organisation it was about stand apart there, and are taken from the record. */
const then = (
  outcomes: readonly Folded[],
) => sql`select past.id, past.edition as edition_id, past.station as station_id,
    past.introduction as introduction_id, past.type,
    past.level, past.vouched as vouched_at, past."endedOn" as ended_on, past."happenedOn" as happened_on,
    past.known as recorded_at, outcome.person_id, outcome.organisation, past.form, past.minor, past.currency
  from jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb) as past(id uuid, edition uuid, station uuid, introduction uuid, type text,
    form text, level text, minor bigint, currency text, "happenedOn" date, "endedOn" date, vouched timestamptz,
    known timestamptz)
  left join outcome on outcome.id = past.id`

/** Who brought an outcome: what stands in `station`, what else stands in a row, and what is joined for it. */
type Brought = Record<'station' | 'columns' | 'ofOld' | 'joined', RawBuilder<unknown>>

const rows = (cut: Cut, { station, columns, ofOld, joined }: Brought) => sql`select outcome.id as record,
      outcome.id as record_low, outcome.person_id as person_low, outcome.person_id as person_high,
      nullif(lower(trim(organisation)), '') as organisation, null::text as country, null::uuid as event,
      ${station} as station, outcome.edition_id as edition, type as kind, form, level, ${left(cut)} as level_left, minor,
      currency, happened_on as day, outcome.recorded_at as known ${columns}
    from (${cut.outcomes === null ? today : then(cut.outcomes)}) as outcome ${joined}
    union all
    select high, low, null, null, nullif(lower(trim(organisation)), ''), country::text, null::uuid, station_id,
      edition_id, type, form, 'stated', 'stated', minor, case when type = 'jobs' then '' else currency::text end,
      happened_on, imported_at ${ofOld}
    from legacy_row join legacy_batch on legacy_batch.id = batch_id and state = 'counted'
    where legacy_row.kind = 'outcomes' and (${past(cut)}::timestamptz is null or imported_at <= ${past(cut)})`

const nothing = sql``
const source: Source = {
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
  relation: (cut) =>
    rows(cut, { station: sql`station_id`, columns: nothing, ofOld: nothing, joined: nothing }),
}

/** What came of it; `kind` is the type, `form` what kind of post or how binding a contract. Sheets of old are "stated". */
export const outcomes = source

/**
 * The same by whom the credit belongs to: one that rests on an introduction stands once for each station that shares that
 * introduction's credit, with its part; without one, all of it is the station's that recorded it. How the credit is shared is as the
 * organisers have decided by now, also at a cut in the past: whose it is changes no number, only the parts of it.
 */
export const credits: Source = {
  ...source,
  units: ['outcomes', 'contracts'],
  hasShares: true,
  relation: (cut) =>
    rows(cut, {
      station: sql`coalesce(part.station_id, outcome.station_id)`,
      columns: sql`, coalesce(part.share, 100) as share`,
      ofOld: sql`, 100`,
      joined: sql`left join introduction as brought on brought.id = outcome.introduction_id
        left join introduction as part on part.credit_id = brought.credit_id and part.share > 0`,
    }),
}
