import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import { refuseAs } from '#platform/db'
import { slugTaken } from '../errors.ts'
import type { Event, EventChange, EventId, EventState, FestivalId, Session, VenueId } from '../model.ts'
import type { Changed } from '../rules/event.ts'

const columns = sql`event.id, event.edition_id as "editionId", event.station_id as "stationId", event.festival_id as "festivalId",
  host_name as "hostName", proposed_by as "proposedBy", event.slug, kind, title, summary, body, stream,
  venue_id as "venueId", event.zone, starts_at as "startsAt", ends_at as "endsAt", capacity, online_url as "onlineUrl",
  event.state, review_reason as "reviewReason", sequence, guid, event.cloned_from as "clonedFrom",
  released_at as "releasedAt", changed_at as "changedAt", event.made_up as "madeUp"`

const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`

export async function find(tx: Tx, id: EventId): Promise<Event | undefined> {
  const found = await sql<Event>`select ${columns} from event where id = ${id}`.execute(tx)
  return found.rows[0]
}

export async function lock(tx: Tx, id: EventId): Promise<Event | undefined> {
  const found = await sql<Event>`select ${columns} from event where id = ${id} for update`.execute(tx)
  return found.rows[0]
}

/** Every event at a venue, of whatever state. */
export async function lockAt(tx: Tx, venueId: VenueId): Promise<Event[]> {
  const found =
    await sql<Event>`select ${columns} from event where venue_id = ${venueId} order by id for update`.execute(
      tx,
    )
  return found.rows
}

/** A released or cancelled event by the addresses of its edition and its own. */
export async function findPublic(tx: Tx, editionSlug: string, slug: string): Promise<Event | undefined> {
  const found = await sql<Event>`select ${columns} from event join edition on edition.id = event.edition_id
    where edition.slug = ${editionSlug} and event.slug = ${slug} and event.state in ('released', 'cancelled')`.execute(
    tx,
  )
  return found.rows[0]
}

export type EventFilter = {
  editionId?: Id<'edition'> | null
  stationId?: Id<'station'> | null
  festivalId?: FestivalId | null
  states?: readonly EventState[] | null
  proposedBy?: Id<'person'> | null
}

/** By start; narrowed by row-level security to what the reader may see. */
export async function list(tx: Tx, filter: EventFilter): Promise<Event[]> {
  const { editionId = null, stationId = null, festivalId = null, states = null, proposedBy = null } = filter
  const found = await sql<Event>`select ${columns} from event
    where (${editionId}::uuid is null or edition_id = ${editionId})
      and (${stationId}::uuid is null or station_id = ${stationId})
      and (${festivalId}::uuid is null or festival_id = ${festivalId})
      and (${proposedBy}::uuid is null or proposed_by = ${proposedBy})
      and (${states}::text[] is null or state = any(${states}::text[]))
    order by starts_at, id`.execute(tx)
  return found.rows
}

export async function insert(tx: Tx, event: Event): Promise<void> {
  await refuseAs(
    sql`insert into event (id, edition_id, station_id, festival_id, host_name, proposed_by, slug, kind, title, summary, body,
        stream, venue_id, zone, starts_at, ends_at, capacity, online_url, state, review_reason, sequence, guid, cloned_from,
        released_at, changed_at, made_up)
      values (${event.id}, ${event.editionId}, ${event.stationId}, ${event.festivalId}, ${event.hostName}, ${event.proposedBy},
        ${event.slug}, ${event.kind}, ${json(event.title)}, ${json(event.summary)}, ${json(event.body)}, ${event.stream},
        ${event.venueId}, ${event.zone}, ${event.startsAt}, ${event.endsAt}, ${event.capacity}, ${event.onlineUrl},
        ${event.state}, ${event.reviewReason}, ${event.sequence}, ${event.guid}, ${event.clonedFrom}, ${event.releasedAt},
        ${event.changedAt}, ${event.madeUp})`.execute(tx),
    { event_slug_once: slugTaken },
  )
}

export async function save(tx: Tx, { event, log }: Changed): Promise<void> {
  await refuseAs(
    sql`update event set station_id = ${event.stationId}, festival_id = ${event.festivalId}, host_name = ${event.hostName},
        slug = ${event.slug}, kind = ${event.kind}, title = ${json(event.title)}, summary = ${json(event.summary)},
        body = ${json(event.body)}, stream = ${event.stream}, venue_id = ${event.venueId}, zone = ${event.zone},
        starts_at = ${event.startsAt}, ends_at = ${event.endsAt}, capacity = ${event.capacity},
        online_url = ${event.onlineUrl}, state = ${event.state}, review_reason = ${event.reviewReason},
        sequence = ${event.sequence}, released_at = ${event.releasedAt}, changed_at = ${event.changedAt}
      where id = ${event.id}`.execute(tx),
    { event_slug_once: slugTaken },
  )
  if (log) await insertChange(tx, log)
}

async function insertChange(tx: Tx, log: EventChange): Promise<void> {
  await sql`insert into event_change (id, event_id, station_id, at, kind, what)
    values (${log.id}, ${log.eventId}, ${log.stationId}, ${log.at}, ${log.kind}, ${json(log.what)})`.execute(
    tx,
  )
}

export async function changesOf(tx: Tx, eventId: EventId): Promise<EventChange[]> {
  const found =
    await sql<EventChange>`select id, event_id as "eventId", station_id as "stationId", at, kind, what
    from event_change where event_id = ${eventId} order by at desc, id desc`.execute(tx)
  return found.rows
}

const sessionColumns = sql`id, event_id as "eventId", station_id as "stationId", room_id as "roomId", kind, title, abstract,
  language, starts_at as "startsAt", ends_at as "endsAt", guid, speakers`

export async function sessionsOf(tx: Tx, eventIds: readonly EventId[]): Promise<Session[]> {
  const found =
    await sql<Session>`select ${sessionColumns} from session where event_id = any(${eventIds}::uuid[])
    order by starts_at, id`.execute(tx)
  return found.rows
}

export async function insertSessions(tx: Tx, sessions: readonly Session[]): Promise<void> {
  if (sessions.length === 0) return
  await sql`insert into session (id, event_id, station_id, room_id, kind, title, abstract, language, starts_at, ends_at, guid, speakers)
    select id, "eventId", "stationId", "roomId", kind, title, abstract, language, "startsAt", "endsAt", guid, speakers
    from jsonb_to_recordset(${JSON.stringify(sessions)}::jsonb) as new(id uuid, "eventId" uuid, "stationId" uuid, "roomId" uuid,
      kind text, title jsonb, abstract jsonb, language text, "startsAt" timestamptz, "endsAt" timestamptz, guid uuid, speakers jsonb)`.execute(
    tx,
  )
}

/** Times and rooms of many at once: what changes when their event is moved. */
export async function placeSessions(tx: Tx, sessions: readonly Session[]): Promise<void> {
  if (sessions.length === 0) return
  await sql`update session set starts_at = new."startsAt", ends_at = new."endsAt", room_id = new."roomId"
    from jsonb_to_recordset(${JSON.stringify(sessions)}::jsonb)
      as new(id uuid, "startsAt" timestamptz, "endsAt" timestamptz, "roomId" uuid)
    where session.id = new.id`.execute(tx)
}

export async function saveSession(tx: Tx, session: Session): Promise<void> {
  await sql`update session set room_id = ${session.roomId}, title = ${json(session.title)}, abstract = ${json(session.abstract)},
      language = ${session.language}, starts_at = ${session.startsAt}, ends_at = ${session.endsAt},
      speakers = ${json(session.speakers)}
    where id = ${session.id} and event_id = ${session.eventId}`.execute(tx)
}

export async function removeSession(tx: Tx, eventId: EventId, id: string): Promise<void> {
  await sql`delete from session where id = ${id} and event_id = ${eventId}`.execute(tx)
}

export async function saveSchedule(tx: Tx, event: Event, schedule: object): Promise<void> {
  await sql`insert into event_schedule (event_id, station_id, schedule) values (${event.id}, ${event.stationId}, ${json(schedule)})
    on conflict (event_id) do update set schedule = excluded.schedule`.execute(tx)
}

/** The schedules that events were imported from, as they came. */
export async function schedulesOf(
  tx: Tx,
  eventIds: readonly EventId[],
): Promise<{ eventId: EventId; schedule: object }[]> {
  const found = await sql<{
    eventId: EventId
    schedule: object
  }>`select event_id as "eventId", schedule from event_schedule
    where event_id = any(${eventIds}::uuid[])`.execute(tx)
  return found.rows
}
