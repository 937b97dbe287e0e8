import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { Brokerage, BrokerageId, PartyId, TableId } from '../../model.ts'
import { partiesOf } from '../../parties/store.ts'
import { brokerageById, findBrokerage as brokerageOfEvent, readSetUp } from '../../setup/store.ts'
import type { Lane, Stage } from '../model.ts'

/** The brokerage of an event or by its own id; `lock` keeps releases and runs of it apart. */
export async function findBrokerage(
  tx: Tx,
  by: { eventId: Id<'event'> } | { brokerageId: BrokerageId },
  lock: '' | 'lock' = '',
): Promise<Brokerage | undefined> {
  if ('eventId' in by) return brokerageOfEvent(tx, by.eventId)
  if (lock === 'lock') {
    // Only who may write it can lock it: to others it is not there.
    const locked = await sql`select id from brokerage where id = ${by.brokerageId} for update`.execute(tx)
    if (locked.rows.length === 0) return undefined
  }
  return brokerageById(tx, by.brokerageId)
}

/** Lanes of tables, and of parties as many as they have representatives; by the id of whose they are. */
async function lanesOf(tx: Tx, id: BrokerageId): Promise<Map<TableId | PartyId, Lane[]>> {
  const found = await sql<{ of: TableId | PartyId; lanes: Lane[] }>`
    select id as of, array[lane::text] as lanes from meeting_table where brokerage_id = ${id}
    union all
    select party.id, array_agg(lane::text order by nth) from meeting_representative
    join meeting_party as party on party.id = party_id and nth <= party.representatives
    where brokerage_id = ${id} group by party.id`.execute(tx)
  return new Map(found.rows.map(({ of, lanes }) => [of, lanes]))
}

/** Everything but wishes and plan, within the reader's reach; parties who left are among it, for what they once had. */
export async function stageOf(tx: Tx, brokerage: Brokerage): Promise<Stage> {
  const setUp = await readSetUp(tx, brokerage)
  const parties = await partiesOf(tx, brokerage.id)
  const lanes = await lanesOf(tx, brokerage.id)
  return {
    ...setUp,
    tables: setUp.tables.map((table) => ({ ...table, lane: lanes.get(table.id)?.[0] ?? '' })),
    parties: parties.map((party) => ({ ...party, lanes: lanes.get(party.id) ?? [] })),
  }
}
