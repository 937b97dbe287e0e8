import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { Instant } from '#kernel/time'
import { changed } from '#platform/live'
import type { RegistrationId } from '../../model.ts'
import type { Attendance, DoorEvent, KeptScan, ScanId, TicketHolder } from '../model.ts'
import type { Serial } from '../serial.ts'

type EventId = Id<'event'>

/** What screens at the door follow. */
export const doorTopic = (id: EventId): string => `door:${id}`

/**
 * Looks each key up by itself. At a door everything of an event arrives within the hour, so the planner's figures are
 * old, and it would rather read the whole event for each batch.
 */
const each = (keys: readonly string[], type: 'text' | 'uuid') =>
  sql`(select distinct unnest(${keys}::${sql.raw(type)}[]) as key) wanted`

export async function findEvent(tx: Tx, id: EventId): Promise<DoorEvent | undefined> {
  const found = await sql<DoorEvent>`select id, station_id as "stationId", title, starts_at as "startsAt",
    ends_at as "endsAt", zone, state from event where id = ${id}`.execute(tx)
  return found.rows[0]
}

/** One merge at a time for an event: each sees all that came before it. Ends with the transaction. */
export async function lockDoor(tx: Tx, id: EventId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${id}, 55))`.execute(tx)
}

/** Admitted guests without a ticket: of an event, or one of them. */
export async function withoutTicket(
  tx: Tx,
  of: { eventId: EventId } | { registrationIds: readonly RegistrationId[] },
): Promise<RegistrationId[]> {
  const which =
    'eventId' in of
      ? sql`registration.event_id = ${of.eventId}`
      : sql`registration.id = any(${of.registrationIds}::uuid[])`
  const found = await sql<{ id: RegistrationId }>`select id from registration
    where ${which} and state = 'admitted'
      and not exists (select from ticket where ticket.registration_id = registration.id)`.execute(tx)
  return found.rows.map(({ id }) => id)
}

export type NewTicket = { registrationId: RegistrationId; serial: Serial }

/** Whoever else gave the same guest a ticket in the meantime was first, and that ticket stays. */
export async function insertTickets(tx: Tx, tickets: readonly NewTicket[], at: Instant): Promise<void> {
  if (tickets.length === 0) return
  await sql`insert into ticket (registration_id, serial, issued_at)
    select "registrationId", serial, ${at}
    from jsonb_to_recordset(${JSON.stringify(tickets)}::jsonb) as made("registrationId" uuid, serial text)
    on conflict (registration_id) do nothing`.execute(tx)
}

export async function holders(
  tx: Tx,
  eventId: EventId,
  serials: readonly Serial[],
): Promise<Map<Serial, TicketHolder>> {
  if (serials.length === 0) return new Map()
  const found =
    await sql<TicketHolder>`select registration.id as "registrationId", person_id as "personId", serial,
      state, ended_at as "endedAt", issued_at as "issuedAt", revoked_at as "revokedAt"
    from ${each(serials, 'text')} cross join lateral (select * from ticket where ticket.serial = wanted.key offset 0) ticket
    join registration on registration.id = ticket.registration_id
    where event_id = ${eventId}`.execute(tx)
  return new Map(found.rows.map((row) => [row.serial, row]))
}

const scanColumns = sql`scan.id as "scanId", scanned_at as "at", coalesce(told_at, scanned_at) as "toldAt", device,
  counter, means, serial, registration_id as "registrationId", verdict`

/** Scans of this event that were received before, by id. */
export async function keptScans(
  tx: Tx,
  eventId: EventId,
  ids: readonly ScanId[],
): Promise<Map<ScanId, KeptScan>> {
  const found = await sql<KeptScan>`select ${scanColumns}
    from ${each(ids, 'uuid')} cross join lateral (select * from scan where scan.id = wanted.key offset 0) scan
    where event_id = ${eventId}`.execute(tx)
  return new Map(found.rows.map((row) => [row.scanId, row]))
}

export async function undoneOf(tx: Tx, ids: readonly ScanId[]): Promise<Set<ScanId>> {
  const found = await sql<{ id: ScanId }>`select scan_undo.id
    from ${each(ids, 'uuid')} cross join lateral (
      select scan_id as id from scan_undo where scan_id = wanted.key offset 0) scan_undo`.execute(tx)
  return new Set(found.rows.map(({ id }) => id))
}

export async function attendances(
  tx: Tx,
  eventId: EventId,
  ids: readonly RegistrationId[],
): Promise<Map<RegistrationId, Attendance>> {
  if (ids.length === 0) return new Map()
  const found = await sql<Attendance>`select attendance.registration_id as "registrationId",
      attendance.person_id as "personId", attendance.at, scan.device, scan.counter, scan.id as "scanId"
    from ${each(ids, 'uuid')} cross join lateral (
      select * from attendance where registration_id = wanted.key offset 0) attendance
    join scan on scan.id = attendance.first_scan_id
    where attendance.event_id = ${eventId}`.execute(tx)
  return new Map(found.rows.map((row) => [row.registrationId, row]))
}

type Where = { event: DoorEvent; receivedAt: Instant }
/** `personId` is who sent it. */
type SentBy = KeptScan & { personId: Id<'person'> | null }

/** Writes scans once. One that bears the id of a scan elsewhere is a conflict of ids, and not kept. */
export async function insertScans(tx: Tx, scans: readonly SentBy[], where: Where): Promise<void> {
  if (scans.length === 0) return
  await sql`insert into scan (id, event_id, station_id, serial, registration_id, device, counter, scanned_at, told_at,
      received_at, verdict, means, by_person)
    select "scanId", ${where.event.id}, ${where.event.stationId}, serial, "registrationId", device, counter, at,
      "toldAt", ${where.receivedAt}, verdict, means, "personId"
    from jsonb_to_recordset(${JSON.stringify(scans)}::jsonb) as sent("scanId" uuid, serial text,
      "registrationId" uuid, device text, counter bigint, at timestamptz, "toldAt" timestamptz, verdict text, means text, "personId" uuid)
    on conflict (id) do nothing`.execute(tx)
}

/** A guest is in once; an earlier first scan takes the place of the later one. Call under `lockDoor`. */
export async function saveAttendances(tx: Tx, first: readonly Attendance[], event: DoorEvent): Promise<void> {
  if (first.length === 0) return
  await sql`insert into attendance (registration_id, event_id, station_id, person_id, first_scan_id, at)
    select "registrationId", ${event.id}, ${event.stationId}, "personId", "scanId", at
    from jsonb_to_recordset(${JSON.stringify(first)}::jsonb)
      as merged("registrationId" uuid, "personId" uuid, "scanId" uuid, at timestamptz)
    on conflict (registration_id) do update set first_scan_id = excluded.first_scan_id, at = excluded.at`.execute(
    tx,
  )
  await changed(tx, doorTopic(event.id))
}

/** Good scans of a guest that still count. */
export async function standingScans(tx: Tx, id: RegistrationId): Promise<KeptScan[]> {
  const found = await sql<KeptScan>`select ${scanColumns} from scan
    where registration_id = ${id} and verdict = 'good'
      and not exists (select from scan_undo where scan_id = scan.id)`.execute(tx)
  return found.rows
}

export type Undo = {
  event: DoorEvent
  registrationId: RegistrationId
  scanIds: readonly ScanId[]
  reason: string
}

/** Takes back these scans of a guest, and with them that the guest is in. Call under `lockDoor`. */
export async function undo(
  tx: Tx,
  { event, registrationId, scanIds, reason }: Undo,
  by: Id<'person'> | null,
  at: Instant,
): Promise<void> {
  await sql`insert into scan_undo (scan_id, event_id, station_id, registration_id, at, by_person, reason)
    select id, ${event.id}, ${event.stationId}, ${registrationId}, ${at}, ${by}, ${reason}
    from unnest(${scanIds}::uuid[]) as taken(id) on conflict (scan_id) do nothing`.execute(tx)
  await sql`delete from attendance where registration_id = ${registrationId}`.execute(tx)
  await changed(tx, doorTopic(event.id))
}
