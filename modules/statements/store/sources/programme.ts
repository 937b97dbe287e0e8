import { sql } from 'kysely'
import { eventKinds } from '#modules/events'
import { type Cut, past, type Source } from './model.ts'

const held = (cut: Cut) => sql`event.released_at is not null and (
  event.state = 'released' or (${past(cut)}::timestamptz is not null and event.state = 'cancelled' and exists (
    select from event_change where event_id = event.id and kind = 'cancelled' and at > ${past(cut)})))
  and (${past(cut)}::timestamptz is null or event.released_at <= ${past(cut)})`

/** Events that were released and not cancelled; `form` tells side events of a festival from the programme's own. */
export const events: Source = {
  record: 'event',
  units: ['events', 'organisations', 'countries', 'stations'],
  groups: ['country', 'station', 'kind', 'form', 'none'],
  kinds: eventKinds,
  forms: ['own', 'side'],
  hasLevels: false,
  hasRanges: false,
  remembers: true,
  relation: (cut) => sql`select event.id as record, event.id as record_low, null::uuid as person_low,
      null::uuid as person_high, nullif(lower(trim(event.host_name)), '') as organisation,
      venue.country::text as country, event.id as event, event.station_id as station, event.edition_id as edition,
      event.kind, case when event.festival_id is null then 'own' else 'side' end as form, null::text as level,
      null::bigint as minor, null::text as currency, event.starts_at::date as day, event.released_at as known
    from event left join venue on venue.id = event.venue_id where ${held(cut)}`,
}

/** Sessions of such events; breaks are none. */
export const sessions: Source = {
  record: 'session',
  units: ['events'],
  groups: ['kind', 'station', 'none'],
  kinds: [],
  forms: [],
  hasLevels: false,
  hasRanges: false,
  remembers: false,
  relation: (cut) => sql`select session.id as record, session.id as record_low, null::uuid as person_low,
      null::uuid as person_high, null::text as organisation, null::text as country, session.id as event,
      session.station_id as station, event.edition_id as edition, session.kind, null::text as form,
      null::text as level, null::bigint as minor, null::text as currency, session.starts_at::date as day,
      event.released_at as known
    from session join event on event.id = session.event_id where session.kind <> 'break' and ${held(cut)}`,
  touched: (at) => sql`select session.id::text, 'event_changed' as cause
    from session join event_change on event_change.event_id = session.event_id where event_change.at > ${at}`,
}

/** What was spent, as organisers entered it. */
export const costs: Source = {
  record: 'cost',
  units: ['money'],
  groups: ['station', 'none'],
  kinds: [],
  forms: [],
  hasLevels: false,
  hasRanges: false,
  remembers: true,
  relation: (
    cut,
  ) => sql`select id as record, id as record_low, null::uuid as person_low, null::uuid as person_high,
      null::text as organisation, null::text as country, null::uuid as event, station_id as station,
      edition_id as edition, 'cost' as kind, null::text as form, null::text as level, minor, currency::text as currency,
      spent_on as day, entered_at as known
    from cost where case when ${past(cut)}::timestamptz is null then withdrawn_at is null
      else entered_at <= ${past(cut)} and (withdrawn_at is null or withdrawn_at > ${past(cut)}) end`,
}
