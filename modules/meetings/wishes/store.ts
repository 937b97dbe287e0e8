import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { BrokerageId, Party, PartyId, Wish } from '../model.ts'

const columns = sql`from_party as "from", to_party as "to", kind, note, changed_at as "changedAt"`

/**
 * A wish counts as long as the two groups meet. When they no longer do it rests: nobody sees it, it uses up nothing, and
 * it is there again when they meet again.
 */
const counts = sql`exists (select from meeting_party as one, meeting_party as other, meeting_pairing as pairing
  where one.id = from_party and other.id = to_party and pairing.brokerage_id = wish.brokerage_id
    and pairing.group_a in (one.group_id, other.group_id) and pairing.group_b in (one.group_id, other.group_id)
    and (pairing.group_a <> pairing.group_b or one.group_id = other.group_id))`

/** Every wish of a brokerage that counts, for the desk and the optimiser; anybody else finds their own only. */
export async function wishesOf(tx: Tx, id: BrokerageId): Promise<Wish[]> {
  const found = await sql<Wish>`select ${columns} from wish where brokerage_id = ${id} and ${counts}
    order by from_party, to_party`.execute(tx)
  return found.rows
}

/** What one party wishes, as far as it counts; newest first. */
export async function wishesFrom(tx: Tx, id: PartyId): Promise<Wish[]> {
  const found = await sql<Wish>`select ${columns} from wish where from_party = ${id} and ${counts}
    order by changed_at desc, to_party`.execute(tx)
  return found.rows
}

/** All that one party ever wished and did not take back, resting or not: what is kept of it. */
export async function keptWishes(tx: Tx, id: PartyId): Promise<Wish[]> {
  const found = await sql<Wish>`select ${columns} from wish where from_party = ${id}
    order by changed_at desc, to_party`.execute(tx)
  return found.rows
}

/** One wish for each other party: a new one takes the place of the old. */
export async function saveWishes(
  tx: Tx,
  {
    stationId,
    brokerageId,
    personId,
  }: { stationId: Id<'station'> | null } & Pick<Party, 'brokerageId' | 'personId'>,
  wishes: readonly Wish[],
): Promise<void> {
  if (wishes.length === 0) return
  await sql`insert into wish (brokerage_id, station_id, from_party, to_party, from_person, kind, note, changed_at)
    select ${brokerageId}::uuid, ${stationId}::uuid, "from", "to", ${personId}::uuid, kind, note, "changedAt"
    from jsonb_to_recordset(${JSON.stringify(wishes)}::jsonb) as new("from" uuid, "to" uuid, kind text, note text,
      "changedAt" timestamptz)
    on conflict (from_party, to_party) do update set kind = excluded.kind, note = excluded.note,
      changed_at = excluded.changed_at`.execute(tx)
}

/** What others wrote to one party with their wishes, by whose it is. */
export async function notesTo(tx: Tx, id: PartyId): Promise<Map<PartyId, string>> {
  const found = await sql<{ from: PartyId; note: string }>`select from_party as "from", note from wish
    where to_party = ${id} and note <> '' and kind <> 'no'`.execute(tx)
  return new Map(found.rows.map(({ from, note }) => [from, note]))
}

/** Nothing is wished of the other any more. */
export async function removeWish(tx: Tx, from: PartyId, to: PartyId): Promise<void> {
  await sql`delete from wish where from_party = ${from} and to_party = ${to}`.execute(tx)
}

/** What one party wished and what was wished of it: gone when it leaves. */
export async function removeWishesAbout(tx: Tx, id: PartyId): Promise<void> {
  await sql`delete from wish where from_party = ${id} or to_party = ${id}`.execute(tx)
}
