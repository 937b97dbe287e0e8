import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { Instant } from '#kernel/time'
import type { RegistrationId } from '../../model.ts'

/** Somebody who is in at an event. */
export type Present = {
  eventId: Id<'event'>
  registrationId: RegistrationId
  personId: Id<'person'>
  since: Instant
}

const columns = sql`event_id as "eventId", registration_id as "registrationId", person_id as "personId", at as since`

/** Who of these people is in at the event, by person. */
export async function presentPeople(
  tx: Tx,
  eventId: Id<'event'>,
  people: readonly Id<'person'>[],
): Promise<Map<Id<'person'>, Present>> {
  if (people.length === 0) return new Map()
  const found = await sql<Present>`select ${columns} from (
      select distinct unnest(${people}::uuid[]) as key) wanted
    cross join lateral (select * from attendance where person_id = wanted.key and event_id = ${eventId} offset 0) found`.execute(
    tx,
  )
  return new Map(found.rows.map((row) => [row.personId, row]))
}

/** Which of these registrations are in, at whatever event they are of. */
export async function presentRegistrations(
  tx: Tx,
  ids: readonly RegistrationId[],
): Promise<Map<RegistrationId, Present>> {
  if (ids.length === 0) return new Map()
  const found = await sql<Present>`select ${columns} from (
      select distinct unnest(${ids}::uuid[]) as key) wanted
    cross join lateral (select * from attendance where registration_id = wanted.key offset 0) found`.execute(
    tx,
  )
  return new Map(found.rows.map((row) => [row.registrationId, row]))
}
