import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { Instant } from '#kernel/time'
import { refuseAs } from '#platform/db'
import type { Invitation, InvitationId, Registration } from '../model.ts'
import { placesKept, registrationColumns } from '../store.ts'

export type Known = {
  /** By lower-case address: the person's registration at this event. */
  existing: ReadonlyMap<string, Registration>
  /** By request key: what it made, and for whom. */
  made: ReadonlyMap<string, { registration: Registration; email: string }>
  invitations: ReadonlyMap<InvitationId, Invitation>
  /** By lower-case address: who has a record. */
  people: ReadonlyMap<string, Id<'person'>>
  /** Addresses of those who are signed in. */
  emails: ReadonlyMap<string, string>
}

export const nothingKnown: Known = {
  existing: new Map(),
  made: new Map(),
  invitations: new Map(),
  people: new Map(),
  emails: new Map(),
}

/** Addresses of people by id. */
export async function emailsOf(tx: Tx, personIds: readonly string[]): Promise<Map<string, string>> {
  if (personIds.length === 0) return new Map()
  const found = await sql<{ id: string; email: string }>`select id, email from person
    where id = any(${personIds}::uuid[]) and email is not null`.execute(tx)
  return new Map(found.rows.map(({ id, email }) => [id, email]))
}

/** What the house knows already of those who ask: by their address and by the key of their request. */
export async function lookUp(
  tx: Tx,
  eventId: Id<'event'>,
  emails: readonly string[],
  keys: readonly string[],
): Promise<Pick<Known, 'existing' | 'made' | 'people'>> {
  // One index look-up for each address and each key, however many registrations the event has. The event is compared
  // outside of the second: with it inside, a plan made while the table was young walks all of the event's.
  const found = await sql<Registration & { email: string; known: Id<'person'>; byKey: boolean }>`
    select ${registrationColumns}, asked.email, person.id as known, false as "byKey"
      from unnest(${emails}::text[]) as asked(email)
      join person on person.email = asked.email
      left join lateral (
        select * from registration
        where registration.event_id = ${eventId} and registration.person_id = person.id offset 0
      ) as registration on true
    union all
    select ${registrationColumns}, coalesce(person.email, ''), person.id, true
      from unnest(${keys}::text[]) as asked(key)
      cross join lateral (
        select * from registration where registration.request_key = asked.key offset 0
      ) as registration
      join person on person.id = registration.person_id
      where registration.event_id = ${eventId}`.execute(tx)
  const existing = new Map<string, Registration>()
  const made = new Map<string, { registration: Registration; email: string }>()
  const people = new Map<string, Id<'person'>>()
  for (const { email, known, byKey, ...registration } of found.rows) {
    people.set(email, known)
    if (byKey) made.set(registration.requestKey, { registration, email })
    else if (registration.id !== null) existing.set(email, registration)
  }
  return { existing, made, people }
}

export const invitationColumns = sql`id, event_id as "eventId", category_id as "categoryId",
  station_id as "stationId", email, name, locale, valid_until as "validUntil", invited_by as "invitedBy",
  created_at as "createdAt", used_at as "usedAt", withdrawn_at as "withdrawnAt"`

export async function lockInvitations(
  tx: Tx,
  eventId: Id<'event'>,
  ids: readonly InvitationId[],
): Promise<Map<InvitationId, Invitation>> {
  if (ids.length === 0) return new Map()
  const found = await sql<Invitation>`select ${invitationColumns} from invitation
    where event_id = ${eventId} and id = any(${ids}::uuid[]) order by id for update`.execute(tx)
  return new Map(found.rows.map((invitation) => [invitation.id, invitation]))
}

export async function useInvitations(tx: Tx, ids: readonly InvitationId[], at: Instant): Promise<void> {
  if (ids.length === 0) return
  await sql`update invitation set used_at = ${at} where id = any(${ids}::uuid[])`.execute(tx)
}

/** Writes new registrations by one statement. The database counts the places, and refuses what it cannot hold. */
export async function insertRegistrations(tx: Tx, registrations: readonly Registration[]): Promise<void> {
  if (registrations.length === 0) return
  await refuseAs(
    sql`insert into registration (id, event_id, category_id, station_id, person_id, state, answers, place,
        request_key, invitation_id, locale, link_sent_at, created_at, decided_at)
      select id, "eventId", "categoryId", "stationId", "personId", state, answers, place, "requestKey",
        "invitationId", locale, "linkSentAt", "createdAt", "decidedAt"
      from jsonb_to_recordset(${JSON.stringify(registrations)}::jsonb) as made(id uuid, "eventId" uuid,
        "categoryId" uuid, "stationId" uuid, "personId" uuid, state text, answers jsonb, place bigint,
        "requestKey" text, "invitationId" uuid, locale text, "linkSentAt" timestamptz, "createdAt" timestamptz,
        "decidedAt" timestamptz)`.execute(tx),
    placesKept,
  )
}

export async function findInvitation(tx: Tx, id: InvitationId): Promise<Invitation | undefined> {
  const found = await sql<Invitation>`select ${invitationColumns} from invitation where id = ${id}`.execute(
    tx,
  )
  return found.rows[0]
}

/** How the places of an event stand, without locking them. */
export async function readPlaces(
  tx: Tx,
  eventId: Id<'event'>,
): Promise<{ capacity: number | null; taken: number } | undefined> {
  const found = await sql<{ capacity: number | null; taken: number }>`select event.capacity, admission.taken
    from admission join event on event.id = admission.event_id where event_id = ${eventId}`.execute(tx)
  return found.rows[0]
}
