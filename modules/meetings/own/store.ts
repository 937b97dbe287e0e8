import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { BrokerageId, PartyId } from '../model.ts'

export async function partyByPerson(
  tx: Tx,
  id: BrokerageId,
  personId: Id<'person'>,
): Promise<PartyId | undefined> {
  const found = await sql<{ id: PartyId }>`select id from meeting_party
    where brokerage_id = ${id} and person_id = ${personId}`.execute(tx)
  return found.rows[0]?.id
}

export async function partyByFeed(tx: Tx, feedKey: string): Promise<PartyId | undefined> {
  const found = await sql<{ id: PartyId }>`select id from meeting_party where feed_key = ${feedKey}`.execute(
    tx,
  )
  return found.rows[0]?.id
}
