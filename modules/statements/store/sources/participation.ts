import { sql } from 'kysely'
import { eventKinds } from '#modules/events'
import { registrationStates } from '#modules/registration'
import { type Cut, past, type Source } from './model.ts'

const columns = sql`registration.id as record, registration.id as record_low, registration.person_id as person_low,
  registration.person_id as person_high, null::text as organisation, person.country::text as country,
  registration.event_id as event, registration.station_id as station, event.edition_id as edition,
  null::text as form, nullif(lower(trim(person.education->0->>'field')), '') as field, null::text as level, null::bigint as minor, null::text as currency`

const joined = sql`join event on event.id = registration.event_id
  left join person on person.id = registration.person_id`

/** The state a registration had at a moment: what the first change after it left behind, or what it is now. */
const stateAt = (cut: Cut) =>
  cut.outcomes === null
    ? sql`registration.state`
    : sql`coalesce((select was from registration_change as later where later.registration_id = registration.id
        and later.at > ${cut.at} order by later.at, later.id limit 1), registration.state)`

const asked = (cut: Cut) => sql`select ${columns}, ${stateAt(cut)} as kind,
    registration.created_at::date as day, registration.created_at as known
  from registration ${joined}
  where ${past(cut)}::timestamptz is null or registration.created_at <= ${past(cut)}`

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
  cut.outcomes === null
    ? sql`(select registration_id, at from attendance) as been`
    : sql`(select registration_id, min(scanned_at) as at from scan
        where verdict = 'good' and received_at <= ${cut.at} and not exists (
          select from scan_undo where scan_undo.scan_id = scan.id and scan_undo.at <= ${cut.at})
        group by registration_id) as been`

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
  relation: (cut) => sql`select ${columns}, event.kind, been.at::date as day, been.at as known
    from ${wasIn(cut)} join registration on registration.id = been.registration_id ${joined}`,
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
}
