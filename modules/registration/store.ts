import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { Instant } from '#kernel/time'
import { refuseAs } from '#platform/db'
import * as errors from './errors.ts'
import type { Category, Change, Gate, Registration, RegistrationId, Room } from './model.ts'

/** The columns of a registration under its model's names; `registration` must be the table's name in the query. */
export const registrationColumns = sql`registration.id, registration.event_id as "eventId",
  registration.category_id as "categoryId", registration.station_id as "stationId",
  registration.person_id as "personId", registration.state, registration.answers, registration.place,
  registration.request_key as "requestKey", registration.invitation_id as "invitationId", registration.locale,
  registration.link_sent_at as "linkSentAt", registration.offered_until as "offeredUntil",
  registration.created_at as "createdAt", registration.decided_at as "decidedAt", registration.ended_at as "endedAt",
  registration.reason`

export const categoryColumns = sql`category.id, category.event_id as "eventId", category.station_id as "stationId",
  category.name, category.about, category.form, category.quota, category.taken, category.approval,
  category.invitation_only as "invitationOnly", category.waiting_list as "waitingList",
  category.auto_offer as "autoOffer", category.offer_hours as "offerHours", category.opens_at as "opensAt",
  category.closes_at as "closesAt", category.position, category.state`

/** What the database itself keeps, in the words of the house. */
export const placesKept = {
  category_not_oversold: errors.full,
  event_not_oversold: errors.full,
  registration_once: errors.already,
  registration_key_once: errors.keyReused,
}

type RoomRow = Gate & { capacity: number | null; taken: number; nextPlace: number }

/**
 * Locks the places of an event: whoever changes who has one does this first, and one after the other.
 * Undefined when the event has no category yet, or is not there.
 */
export async function lockRoom(tx: Tx, eventId: Id<'event'>): Promise<Room | undefined> {
  // Two statements on purpose, sent together: the second sees what the transactions before the lock have written.
  const [locked, categories] = await Promise.all([
    sql<RoomRow>`
      select event.id, event.station_id as "stationId",
        case edition.state when 'draft' then 'draft' else event.state end as state, event.starts_at as "startsAt",
        event.ends_at as "endsAt", event.capacity, admission.taken, admission.next_place as "nextPlace"
      from admission join event on event.id = admission.event_id join edition on edition.id = event.edition_id
      where admission.event_id = ${eventId} for update of admission`.execute(tx),
    sql<Category & { someoneWaits: boolean }>`
      select ${categoryColumns}, exists (
        select from registration where category_id = category.id and registration.state = 'waiting'
      ) as "someoneWaits"
      from category where event_id = ${eventId} order by position, id`.execute(tx),
  ])
  const row = locked.rows[0]
  if (!row) return undefined
  const { capacity, taken, nextPlace, ...gate } = row
  return { gate, capacity, taken, nextPlace, categories: categories.rows }
}

/**
 * Writes the event's own limit and the next order of arrival. Where the event has been made smaller than what is
 * taken, nobody loses a place: the limit stands at what is taken until places are given back.
 */
export async function saveRoom(tx: Tx, room: Pick<Room, 'gate' | 'capacity' | 'nextPlace'>): Promise<void> {
  await sql`update admission set next_place = ${room.nextPlace}, 
      capacity = case when ${room.capacity}::int is not null then greatest(${room.capacity}::int, taken) end
    where event_id = ${room.gate.id}`.execute(tx)
}

/** Registrations by id, locked. Ids of another event give nothing. */
export async function lockRegistrations(
  tx: Tx,
  eventId: Id<'event'>,
  ids: readonly RegistrationId[],
): Promise<Registration[]> {
  const found = await sql<Registration>`select ${registrationColumns} from registration
    where event_id = ${eventId} and id = any(${ids}::uuid[]) order by place for update`.execute(tx)
  return found.rows
}

export async function findRegistration(tx: Tx, id: RegistrationId): Promise<Registration | undefined> {
  const found =
    await sql<Registration>`select ${registrationColumns} from registration where id = ${id}`.execute(tx)
  return found.rows[0]
}

/** Registrations by id, in the order of their ids; those that the reader may not see are left out. */
export async function readRegistrations(tx: Tx, ids: readonly RegistrationId[]): Promise<Registration[]> {
  const found = await sql<Registration>`select ${registrationColumns} from registration
    where id = any(${ids}::uuid[]) order by id`.execute(tx)
  return found.rows
}

/** The registrations of these people at an event, whatever their state. */
export async function registrationsOf(
  tx: Tx,
  eventId: Id<'event'>,
  people: readonly Id<'person'>[],
): Promise<Registration[]> {
  const found = await sql<Registration>`select ${registrationColumns} from registration
    where event_id = ${eventId} and person_id = any(${people}::uuid[])`.execute(tx)
  return found.rows
}

export async function listCategories(tx: Tx, eventId: Id<'event'>): Promise<Category[]> {
  const found = await sql<Category>`select ${categoryColumns} from category where event_id = ${eventId}
    order by position, id`.execute(tx)
  return found.rows
}

export async function insertChanges(tx: Tx, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return
  await sql`insert into registration_change
      (id, registration_id, station_id, at, was, became, by_kind, by_person, reason)
    select id, "registrationId", "stationId", at, was, became, "byKind", "byPerson", reason
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as change(id uuid, "registrationId" uuid,
      "stationId" uuid, at timestamptz, was text, became text, "byKind" text, "byPerson" uuid, reason text)`.execute(
    tx,
  )
}

/** Writes registrations that changed; one statement, so that the places they free and take are counted together. */
export async function saveRegistrations(tx: Tx, registrations: readonly Registration[]): Promise<void> {
  if (registrations.length === 0) return
  await refuseAs(
    sql`update registration set category_id = changed."categoryId", state = changed.state,
      answers = changed.answers, place = changed.place, request_key = changed."requestKey",
      invitation_id = changed."invitationId", locale = changed.locale, link_sent_at = changed."linkSentAt",
      offered_until = changed."offeredUntil", decided_at = changed."decidedAt", ended_at = changed."endedAt",
      reason = changed.reason
    from jsonb_to_recordset(${JSON.stringify(registrations)}::jsonb) as changed(id uuid, "categoryId" uuid,
      state text, answers jsonb, place bigint, "requestKey" text, "invitationId" uuid, locale text,
      "linkSentAt" timestamptz, "offeredUntil" timestamptz, "decidedAt" timestamptz, "endedAt" timestamptz,
      reason text)
    where registration.id = changed.id`.execute(tx),
    placesKept,
  )
}

/** Notes that the personal link was asked for again. */
export async function linkSent(tx: Tx, ids: readonly RegistrationId[], at: Instant): Promise<void> {
  if (ids.length === 0) return
  await sql`update registration set link_sent_at = ${at} where id = any(${ids}::uuid[])`.execute(tx)
}

/** Someone who has a place at an event of an edition, or was there: what a statement counts. */
export type Presence = {
  registrationId: RegistrationId
  eventId: Id<'event'>
  stationId: Id<'station'> | null
  personId: Id<'person'>
}

const presence = sql`registration.id as "registrationId", registration.event_id as "eventId",
  registration.station_id as "stationId", registration.person_id as "personId"`

/** Who has a place, over all events of the edition; one row a registration, so one person may stand in several. */
export async function registeredOf(tx: Tx, { editionId }: { editionId: Id<'edition'> }): Promise<Presence[]> {
  const found = await sql<Presence>`select ${presence} from registration
    join event on event.id = registration.event_id
    where event.edition_id = ${editionId} and registration.state = 'admitted' order by registration.id`.execute(
    tx,
  )
  return found.rows
}

/** Who was there, over all events of the edition; one row a person and event. */
export async function attendancesOf(
  tx: Tx,
  { editionId }: { editionId: Id<'edition'> },
): Promise<(Presence & { at: Instant })[]> {
  const found = await sql<Presence & { at: Instant }>`select ${presence}, attendance.at from attendance
    join registration on registration.id = attendance.registration_id
    join event on event.id = registration.event_id
    where event.edition_id = ${editionId} order by registration.id`.execute(tx)
  return found.rows
}
