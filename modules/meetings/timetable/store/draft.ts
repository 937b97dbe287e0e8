import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import { refuseAs } from '#platform/db'
import type { Brokerage, PartyId, Placement } from '../../model.ts'
import { slotTaken } from '../errors.ts'

/** Where a pair stands in the draft from now on; null = nowhere. */
export async function savePlacement(
  tx: Tx,
  { id, stationId }: Pick<Brokerage, 'id' | 'stationId'>,
  { a, b }: { a: PartyId; b: PartyId },
  placement: Placement | null,
): Promise<void> {
  if (placement === null) {
    await sql`delete from meeting_placement where party_a = ${a} and party_b = ${b}`.execute(tx)
    return
  }
  await refuseAs(
    sql`insert into meeting_placement (brokerage_id, station_id, party_a, party_b, slot_id, table_id, pinned)
      values (${id}, ${stationId}, ${a}, ${b}, ${placement.slotId}, ${placement.tableId}, ${placement.pinned})
      on conflict (party_a, party_b) do update
        set slot_id = excluded.slot_id, table_id = excluded.table_id, pinned = excluded.pinned`.execute(tx),
    { meeting_placement_table_once: slotTaken },
  )
}
