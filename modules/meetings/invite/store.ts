import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { Instant } from '#kernel/time'
import type { Event } from '#modules/events'
import { registeredOf } from '#modules/registration'
import type { Brokerage } from '../model.ts'
import type { Guests } from './rules.ts'

/** The guests of an event, and what they have been asked and answered. */
export async function guestsOf(
  tx: Tx,
  { id }: Pick<Brokerage, 'id'>,
  event: Pick<Event, 'id' | 'editionId'>,
): Promise<Guests> {
  const registered = await registeredOf(tx, { editionId: event.editionId })
  const known = await sql<{ id: Id<'person'> }>`select person_id as id from meeting_party
    where brokerage_id = ${id}`.execute(tx)
  const asked = await sql<{ id: Id<'person'>; at: Instant }>`select person_id as id, at from meeting_invited
    where brokerage_id = ${id}`.execute(tx)
  return {
    admitted: registered.filter(({ eventId }) => eventId === event.id).map(({ personId }) => personId),
    known: new Set(known.rows.map((row) => row.id)),
    asked: new Map(asked.rows.map((row) => [row.id, row.at])),
  }
}

/** When one guest was last asked. */
export async function askedAt(
  tx: Tx,
  { id }: Pick<Brokerage, 'id'>,
  personId: Id<'person'>,
): Promise<Instant | undefined> {
  const found = await sql<{ at: Instant }>`select at from meeting_invited
    where brokerage_id = ${id} and person_id = ${personId}`.execute(tx)
  return found.rows[0]?.at
}

/** They are asked now; an earlier moment is forgotten. */
export async function saveInvited(
  tx: Tx,
  { id, stationId }: Pick<Brokerage, 'id' | 'stationId'>,
  people: readonly Id<'person'>[],
  at: Instant,
): Promise<void> {
  await sql`insert into meeting_invited (brokerage_id, person_id, station_id, at)
    select ${id}::uuid, person, ${stationId}::uuid, ${at} from unnest(${people}::uuid[]) as person
    on conflict (brokerage_id, person_id) do update set at = excluded.at`.execute(tx)
}
