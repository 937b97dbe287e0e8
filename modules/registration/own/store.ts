import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { Bilingual } from '#kernel/text'
import type { Registration } from '../model.ts'
import { registrationColumns } from '../store.ts'

/** How many stand before this one in its line. */
export async function countBefore(tx: Tx, { categoryId, place }: Registration): Promise<number> {
  const found = await sql<{ count: number }>`select count(*)::int as count from registration
    where category_id = ${categoryId} and state = 'waiting' and place < ${place}`.execute(tx)
  return found.rows[0]?.count ?? 0
}

/** Everything a person has registered for, newest first. */
export async function listOf(tx: Tx, personId: Id<'person'>): Promise<Registration[]> {
  const found = await sql<Registration>`select ${registrationColumns} from registration
    where person_id = ${personId} order by created_at desc, id desc`.execute(tx)
  return found.rows
}

/** What the person has at this event; once only, by the rule of the table. */
export async function findAt(
  tx: Tx,
  personId: Id<'person'>,
  eventId: Id<'event'>,
): Promise<Registration | undefined> {
  const found = await sql<Registration>`select ${registrationColumns} from registration
    where event_id = ${eventId} and person_id = ${personId}`.execute(tx)
  return found.rows[0]
}

/** Names of events and stations by how a consent's receipt calls them: `event:<id>`, `station:<id>`. */
export async function recipientNames(tx: Tx, recipients: readonly string[]): Promise<Map<string, Bilingual>> {
  const ids = (kind: string) =>
    recipients.flatMap((recipient) =>
      recipient.startsWith(`${kind}:`) ? [recipient.slice(kind.length + 1)] : [],
    )
  const found = await sql<{ key: string; name: Bilingual }>`
    select 'event:' || id as key, title as name from event where id = any(${ids('event')}::uuid[])
    union all select 'station:' || id, name from station where id = any(${ids('station')}::uuid[])`.execute(
    tx,
  )
  return new Map(found.rows.map(({ key, name }) => [key, name]))
}
