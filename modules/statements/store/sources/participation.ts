import { sql } from 'kysely'
import { eventKinds } from '#modules/events'
import { registrationStates } from '#modules/registration'
import { type Cut, past, type Source } from './model.ts'

/** `came` is a relation with who, where and through whom; the rest of a row is the same for all of participation. */
const columns = sql`came.registration_id as record, came.registration_id as record_low, came.person_id as person_low,
  came.person_id as person_high, null::text as organisation, person.country::text as country, came.event_id as event,
  came.station_id as station, event.edition_id as edition, null::text as form,
  nullif(lower(trim(person.education->0->>'field')), '') as field, null::text as level, null::bigint as minor,
  null::text as currency`

const joined = sql`join event on event.id = came.event_id left join person on person.id = came.person_id`

/** The state a registration had at a moment: what the first change after it left behind, or what it is now. */
const stateAt = (cut: Cut) =>
  cut.outcomes === null
    ? sql`registration.state`
    : sql`coalesce((select was from registration_change as later where later.registration_id = registration.id
        and later.at > ${cut.at} order by later.at, later.id limit 1), registration.state)`

const asked = (
  cut: Cut,
) => sql`select ${columns}, came.kind, came.created_at::date as day, came.created_at as known
  from (select registration.id as registration_id, event_id, station_id, person_id, created_at, ${stateAt(cut)} as kind
    from registration where ${past(cut)}::timestamptz is null or created_at <= ${past(cut)}) as came ${joined}`

/** Every place asked for, in whatever state it is; `kind` is the state. */
export const registrations: Source = {
  record: 'registration',
  units: ['persons', 'person_times', 'countries', 'stations', 'events'],
  groups: ['country', 'station', 'kind', 'field', 'none'],
  kinds: registrationStates,
  forms: [],
  hasLevels: false,
  hasRanges: false,
  remembers: true,
  relation: asked,
}

/** At a moment of the past, those were in whose scan had come in by then and had not been taken back. */
const wasIn = (cut: Cut) =>
  past(cut) === null
    ? sql`attendance as came`
    : sql`(select registration.id as registration_id, registration.event_id, registration.station_id, registration.person_id,
        min(scanned_at) as at
      from scan join registration on registration.id = scan.registration_id
      where verdict = 'good' and received_at <= ${past(cut)} and not exists (
        select from scan_undo where scan_undo.scan_id = scan.id and scan_undo.at <= ${past(cut)})
      group by registration.id) as came`

/** Who was there, once for each event; `kind` is the kind of event. */
export const attendances: Source = {
  record: 'registration',
  units: ['persons', 'person_times', 'countries', 'stations', 'events'],
  groups: ['country', 'station', 'kind', 'field', 'none'],
  kinds: eventKinds,
  forms: [],
  hasLevels: false,
  hasRanges: false,
  remembers: true,
  relation: (cut) => sql`select ${columns}, event.kind, came.at::date as day, came.at as known
    from ${wasIn(cut)} ${joined}`,
}

/** Everybody the programme reached: who had a place, and who stands in the lists of earlier years. */
export const reach: Source = {
  record: 'person',
  units: ['persons', 'countries'],
  groups: ['country', 'kind', 'none'],
  kinds: ['admitted', 'listed'],
  forms: [],
  hasLevels: false,
  hasRanges: true,
  remembers: false,
  relation: (cut) => sql`select * from (${asked(cut)}) as had where kind = 'admitted'
    union all
    select legacy_row.id, legacy_row.low, low, high, organisation, country::text, null::uuid, station_id, edition_id,
      null, null, null, null, null, 'listed', null::date, imported_at
    from legacy_row join legacy_batch on legacy_batch.id = batch_id and state = 'counted'
    where legacy_row.kind = 'people' and (${past(cut)}::timestamptz is null or imported_at <= ${past(cut)})`,
  // A line's other end, before somebody looked at it or its list was withdrawn, was the line itself, its match or whom a human
  // had named.
  touched: (at) => sql`select ends.id::text as id, cause
    from (select legacy_row.id, low, high, match_id, ever.named, 'reviewed' as cause
        from legacy_row join legacy_decision on legacy_decision.row_id = legacy_row.id
          left join legacy_decision as ever on ever.row_id = legacy_row.id and ever.named is not null
        where legacy_decision.at > ${at}
      union all
      select legacy_row.id, low, high, match_id, null, 'list_withdrawn'
        from legacy_row join legacy_batch on legacy_batch.id = batch_id where withdrawn_at > ${at}) as line
      cross join lateral unnest(array[line.id, low, high, match_id, named]) as ends(id)
    where ends.id is not null`,
}
