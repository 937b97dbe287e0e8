import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { PersonName } from '#kernel/names'
import type { Instant } from '#kernel/time'
import type { Bilingual, RegistrationId, RegistrationState } from '../../model.ts'
import type { Counts, Means, ScanId, Verdict } from '../model.ts'
import type { Serial } from '../serial.ts'

type EventId = Id<'event'>

/** A guest at the door: no address, no answers. */
export type DoorGuest = {
  registrationId: RegistrationId
  serial: Serial
  name: PersonName
  affiliation: string
  category: Bilingual
  categoryId: Id<'category'>
  state: RegistrationState
  since: Instant | null
}

const guestColumns = sql`registration.id as "registrationId", ticket.serial, registration.state,
  registration.category_id as "categoryId", category.name as category, attendance.at as since,
  person.affiliation,
  jsonb_build_object('latinGiven', latin_given, 'latinFamily', latin_family, 'han', han,
    'familyFirst', family_first) as name`

const joined = sql`registration
  join ticket on ticket.registration_id = registration.id
  join person on person.id = registration.person_id
  join category on category.id = registration.category_id
  left join attendance on attendance.registration_id = registration.id`

/** Everybody who holds a ticket, by name; those who gave their place back too, so that the door can say so. */
export async function listGuests(tx: Tx, eventId: EventId): Promise<DoorGuest[]> {
  const found = await sql<DoorGuest>`select ${guestColumns} from ${joined}
    where registration.event_id = ${eventId}
    order by person.sort_key collate "C", registration.id`.execute(tx)
  return found.rows
}

export async function findGuest(
  tx: Tx,
  eventId: EventId,
  id: RegistrationId,
): Promise<DoorGuest | undefined> {
  const found = await sql<DoorGuest>`select ${guestColumns} from ${joined}
    where registration.id = ${id} and registration.event_id = ${eventId}`.execute(tx)
  return found.rows[0]
}

/** Each part of the folded query has to be found in the name; the state does not matter, the door says it. */
export async function searchGuests(
  tx: Tx,
  eventId: EventId,
  { parts, limit }: { parts: readonly string[]; limit: number },
): Promise<DoorGuest[]> {
  const found = await sql<DoorGuest>`select ${guestColumns} from ${joined}
    where registration.event_id = ${eventId}
      and (select bool_and(position(part in person.search_text) > 0) from unnest(${parts}::text[]) as part)
    order by person.sort_key collate "C", registration.id limit ${limit}`.execute(tx)
  return found.rows
}

export async function countGuests(tx: Tx, eventId: EventId): Promise<Counts> {
  const found = await sql<Counts>`select
      (select count(*) from registration where event_id = ${eventId} and state = 'admitted')
        + (select count(*) from attendance join registration on registration.id = attendance.registration_id
          where attendance.event_id = ${eventId} and state <> 'admitted') as expected,
      (select count(*) from attendance where event_id = ${eventId}) as "in"`.execute(tx)
  return found.rows[0] ?? { expected: 0, in: 0 }
}

/** A scan in the log of the door, newest first. */
export type LoggedScan = {
  scanId: ScanId
  registrationId: RegistrationId | null
  serial: string
  at: Instant
  verdict: Verdict
  means: Means
  device: string
  name: PersonName | null
  undoReason: string | null
  /** The scan that let the guest in, as it stands now. */
  firstScanId: ScanId | null
}

export async function recentScans(tx: Tx, eventId: EventId, limit: number): Promise<LoggedScan[]> {
  const found =
    await sql<LoggedScan>`select scan.id as "scanId", scan.registration_id as "registrationId", serial,
      scanned_at as at, verdict, means, device, scan_undo.reason as "undoReason",
      attendance.first_scan_id as "firstScanId",
      case when person.id is null then null else jsonb_build_object('latinGiven', latin_given, 'latinFamily',
        latin_family, 'han', han, 'familyFirst', family_first) end as name
    from scan
    left join registration on registration.id = scan.registration_id
    left join person on person.id = registration.person_id
    left join attendance on attendance.registration_id = scan.registration_id
    left join scan_undo on scan_undo.scan_id = scan.id
    where scan.event_id = ${eventId} order by received_at desc, scanned_at desc, scan.id limit ${limit}`.execute(
      tx,
    )
  return found.rows
}

/** What a guest's own ticket says. */
export type TicketRow = {
  registrationId: RegistrationId
  eventId: EventId
  stationId: Id<'station'> | null
  state: RegistrationState
  name: PersonName
  affiliation: string
  category: Bilingual
  title: Bilingual
  startsAt: Instant
  endsAt: Instant
  zone: string
  eventState: string
  venue: Bilingual | null
  address: Bilingual | null
  serial: Serial | null
  since: Instant | null
}

export async function findTicket(tx: Tx, id: RegistrationId): Promise<TicketRow | undefined> {
  const found =
    await sql<TicketRow>`select registration.id as "registrationId", registration.event_id as "eventId",
      registration.station_id as "stationId", registration.state, person.affiliation, category.name as category,
      event.title, starts_at as "startsAt", ends_at as "endsAt", event.zone, event.state as "eventState",
      venue.name as venue, venue.address, ticket.serial, attendance.at as since,
      jsonb_build_object('latinGiven', latin_given, 'latinFamily', latin_family, 'han', han,
        'familyFirst', family_first) as name
    from registration
    join person on person.id = registration.person_id
    join category on category.id = registration.category_id
    join event on event.id = registration.event_id
    left join venue on venue.id = event.venue_id
    left join ticket on ticket.registration_id = registration.id
    left join attendance on attendance.registration_id = registration.id
    where registration.id = ${id}`.execute(tx)
  return found.rows[0]
}
