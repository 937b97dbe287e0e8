import { sql } from 'kysely'
import { type Actor, personIdOf } from '#kernel/access'
import type { Tx } from '#kernel/command'
import { type Id, newId } from '#kernel/ids'
import type { Instant } from '#kernel/time'
import type { Registration, RegistrationId, Room } from '../model.ts'
import { placesLeft } from '../rules.ts'
import {
  insertChanges,
  lockRegistrations,
  lockRoom,
  registrationColumns,
  saveRegistrations,
  saveRoom,
} from '../store.ts'
import type { Moved } from './model.ts'

/** More offers than this wait for the next minute's round. */
const mostOffers = 500

/** An event's places with the registrations one is about to move and the head of the line behind them, all locked. */
export type Before = {
  room: Room
  picked: Registration[]
  line: Registration[]
  /** Those of the picked who are in. */
  inside: ReadonlySet<RegistrationId>
}

/** The head of each category's line: as many as could be offered a place once `freed` more are free. */
async function lockLine(tx: Tx, room: Room, freed: number): Promise<Registration[]> {
  const wanted = room.categories
    .filter(({ someoneWaits }) => someoneWaits)
    .map((category) => ({
      categoryId: category.id,
      most: Math.min(mostOffers, Math.max(0, placesLeft({ capacity: null, taken: 0 }, category)) + freed),
    }))
  if (wanted.length === 0) return []
  const found = await sql<Registration>`select ${registrationColumns}
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as wanted("categoryId" uuid, most int)
    cross join lateral (
      select * from registration
      where category_id = wanted."categoryId" and registration.state = 'waiting' order by place limit wanted.most
    ) as registration order by place`.execute(tx)
  return found.rows
}

/** Locks what a step touches. Undefined when the event has no places to give. */
export async function lockBefore(
  tx: Tx,
  eventId: Id<'event'>,
  ids: readonly RegistrationId[],
): Promise<Before | undefined> {
  const room = await lockRoom(tx, eventId)
  if (!room) return undefined
  const picked = await lockRegistrations(tx, eventId, ids)
  const line = await lockLine(tx, room, picked.length + 1)
  return { room, picked, line, inside: await insideOf(tx, ids) }
}

async function insideOf(tx: Tx, ids: readonly RegistrationId[]): Promise<Set<RegistrationId>> {
  const found = await sql<{ id: RegistrationId }>`select registration_id as id from attendance
    where registration_id = any(${ids}::uuid[])`.execute(tx)
  return new Set(found.rows.map(({ id }) => id))
}

/** Writes steps: the registrations, the lines of their history, and the event's own limit as it is now. */
export async function saveMoved(
  tx: Tx,
  room: Room,
  moved: readonly Moved[],
  actor: Actor,
  at: Instant,
): Promise<void> {
  await saveRoom(tx, room)
  await saveRegistrations(
    tx,
    moved.map(({ registration }) => registration),
  )
  await insertChanges(
    tx,
    moved.map(({ was, registration }) => ({
      id: newId<'registration_change'>(),
      registrationId: registration.id,
      stationId: registration.stationId,
      at,
      was,
      became: registration.state,
      byKind: actor.kind,
      byPerson: personIdOf(actor),
      reason: registration.reason,
    })),
  )
}

/** Events, not cancelled ones, with an offer whose time is over, or with a free place that someone waits for. */
export async function eventsToSettle(tx: Tx, at: Instant): Promise<Id<'event'>[]> {
  const found = await sql<{ id: Id<'event'> }>`
    select distinct event_id as id from registration join event on event.id = event_id
    where registration.state = 'offered' and offered_until <= ${at} and event.state <> 'cancelled'
    union
    select category.event_id from category join admission using (event_id) join event on event.id = category.event_id
    where category.auto_offer and event.state = 'released' and event.starts_at > ${at}
      and (category.quota is null or category.taken < category.quota)
      and (event.capacity is null or admission.taken < event.capacity)
      and exists (select from registration where category_id = category.id and state = 'waiting')`.execute(tx)
  return found.rows.map(({ id }) => id)
}

/** Ids of the event's offers whose time is over. */
export async function offersOver(tx: Tx, eventId: Id<'event'>, at: Instant): Promise<RegistrationId[]> {
  const found = await sql<{ id: RegistrationId }>`select id from registration
    where event_id = ${eventId} and state = 'offered' and offered_until <= ${at}`.execute(tx)
  return found.rows.map(({ id }) => id)
}

/** The event of a registration. */
export async function eventOf(tx: Tx, id: RegistrationId): Promise<Id<'event'> | undefined> {
  const found = await sql<{ eventId: Id<'event'> }>`select event_id as "eventId" from registration
    where id = ${id}`.execute(tx)
  return found.rows[0]?.eventId
}
