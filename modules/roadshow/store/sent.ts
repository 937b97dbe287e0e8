import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { Instant } from '#kernel/time'

export type SentKey = Id<'roadshow_sent'>

export async function wasSent(tx: Tx, key: SentKey): Promise<boolean> {
  const found = await sql`select from roadshow_sent where key = ${key}`.execute(tx)
  return found.rows.length > 0
}

export async function noteSent(tx: Tx, key: SentKey, personId: Id<'person'>, at: Instant): Promise<void> {
  await sql`insert into roadshow_sent (key, person_id, at) values (${key}, ${personId}, ${at})
    on conflict do nothing`.execute(tx)
}
