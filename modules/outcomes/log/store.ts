import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { Instant } from '#kernel/time'
import type { Entry, EntryDraft, LogLine, OutcomeId } from '../model.ts'
import { type Drawn, draw, type Edge, frontierOf, nothingDrawn, rootText, seal } from './seal.ts'
import type { Digest, Place } from './tree.ts'

/**
 * Entries to their places at the end of the log. Holds its head until the transaction ends; what it costs beside a plain
 * insert is a hash for each entry and the head's row. The tree over them is drawn by the next checkpoint.
 */
export async function append(tx: Tx, drafts: readonly EntryDraft[]): Promise<void> {
  if (drafts.length === 0) return
  const entries = seal(drafts)
  const rows = JSON.stringify(
    entries.map(({ leafHash, ...entry }, place) => ({
      ...entry,
      place: place + 1,
      leaf: Buffer.from(leafHash).toString('hex'),
    })),
  )
  // Sent together and answered in this order: row-level security of the second looks for the entries of the first.
  await Promise.all([
    sql`with moved as (
      update outcome_ledger_head set seq = seq + ${entries.length} returning seq - ${entries.length} as last
    )
    insert into outcome_entry (seq, id, outcome_id, station_id, at, body, leaf_hash)
    select last + place, id, "outcomeId", "stationId", at, body, decode(leaf, 'hex')
    from moved, jsonb_to_recordset(${rows}::jsonb) as entry(place int, id uuid, "outcomeId" uuid, "stationId" uuid,
      at timestamptz, body text, leaf text)`.execute(tx),
    sql`insert into outcome_entry_personal (entry_id, station_id, salt, data)
    select id, "stationId", salt, personal
    from jsonb_to_recordset(${rows}::jsonb) as entry(id uuid, "stationId" uuid, salt text, personal text)`.execute(
      tx,
    ),
  ])
}

/** How many entries there are. */
export async function count(tx: Tx): Promise<number> {
  const found = await sql<{ seq: number }>`select seq from outcome_ledger_head`.execute(tx)
  return found.rows[0]?.seq ?? 0
}

/** The tree as far as it is drawn, and the leaves after that, `most` of them; `lock` keeps others from appending. */
export async function undrawn(
  tx: Tx,
  most: number,
  lock: boolean,
): Promise<{ edge: Edge; leaves: Digest[] }> {
  const found = await sql<Edge>`select drawn as size, frontier from outcome_ledger_head
    ${lock ? sql`for update` : sql``}`.execute(tx)
  const edge = found.rows[0] ?? nothingDrawn
  const leaves = await sql<{ leaf: Digest }>`select leaf_hash as leaf from outcome_entry
    where seq > ${edge.size} order by seq limit ${most}`.execute(tx)
  return { edge, leaves: leaves.rows.map(({ leaf }) => leaf) }
}

/** Keeps what was drawn. */
export async function saveDrawn(tx: Tx, { edge, tiles }: Drawn): Promise<void> {
  await sql`insert into outcome_ledger_tile (level, index, hash)
    select level, index, decode(hash, 'hex') from jsonb_to_recordset(${JSON.stringify(
      tiles.map(({ hash, ...place }) => ({ ...place, hash: Buffer.from(hash).toString('hex') })),
    )}::jsonb) as tile(level int, index bigint, hash text) on conflict do nothing`.execute(tx)
  await sql`update outcome_ledger_head set drawn = ${edge.size}, frontier = ${edge.frontier}`.execute(tx)
}

export type Head = { seq: number; hash: string }

/** How many entries there are, and the root of their tree in hex: what a statement names as the end of the ledger. */
export async function head(tx: Tx): Promise<Head> {
  const { edge, leaves } = await undrawn(tx, Number.MAX_SAFE_INTEGER, false)
  const whole = draw(edge, leaves).edge
  return { seq: whole.size, hash: rootText(frontierOf(whole).root()) }
}

/** The last hash of the chain that entries from before the Merkle log carry. */
export async function chainEnd(tx: Tx): Promise<string> {
  const found = await sql<{ hash: string }>`select hash from outcome_ledger_head`.execute(tx)
  return found.rows[0]?.hash ?? ''
}

/** A stretch of the log after `seq`, in order: for verifying and for export. */
export async function lines(tx: Tx, after: number, most: number): Promise<LogLine[]> {
  const found =
    await sql<LogLine>`select seq, body, leaf_hash as "leafHash", previous_hash as "previousHash", hash from outcome_entry
    where seq > ${after} order by seq limit ${most}`.execute(tx)
  return found.rows
}

export async function entriesOf(tx: Tx, outcomeId: OutcomeId): Promise<Entry[]> {
  const found =
    await sql<Entry>`select seq, id, outcome_id as "outcomeId", at, body, encode(leaf_hash, 'hex') as "leafHash"
    from outcome_entry where outcome_id = ${outcomeId} order by seq`.execute(tx)
  return found.rows
}

/** The personal part that an entry's body vouches for by its salted hash; absent once it was erased. */
export async function personalOf(
  tx: Tx,
  outcomeId: OutcomeId,
): Promise<Map<Id<'entry'>, { salt: string; data: string }>> {
  const found = await sql<{ id: Id<'entry'>; salt: string; data: string }>`select entry_id as id, salt, data
    from outcome_entry_personal join outcome_entry on outcome_entry.id = entry_id
    where outcome_entry.outcome_id = ${outcomeId}`.execute(tx)
  return new Map(found.rows.map(({ id, ...rest }) => [id, rest]))
}

/** The leaf of an entry. */
export async function leafOf(tx: Tx, seq: number): Promise<Digest | undefined> {
  const found = await sql<{
    leaf: Digest
  }>`select leaf_hash as leaf from outcome_entry where seq = ${seq}`.execute(tx)
  return found.rows[0]?.leaf
}

/** The hashes that are kept of these places, in one statement: leaves from the entries, larger ones from the tiles. */
export async function hashesIn(
  tx: Tx,
  places: readonly Place[],
): Promise<readonly (Place & { hash: Digest })[]> {
  const [leaves, tiles] = [places.filter(({ level }) => level === 0), places.filter(({ level }) => level > 0)]
  const found = await sql<Place & { hash: Digest }>`
    select tile.level::int, tile.index, tile.hash
    from unnest(${tiles.map(({ level }) => level)}::smallint[], ${tiles.map(({ index }) => index)}::bigint[]) as asked(level, index)
      join outcome_ledger_tile as tile on tile.level = asked.level and tile.index = asked.index
    union all
    select 0, seq - 1, leaf_hash from outcome_entry where seq = any(${leaves.map(({ index }) => index + 1)}::bigint[])`.execute(
    tx,
  )
  return found.rows
}

export type KeptCheckpoint = { size: number; root: Digest; at: Instant; note: string }
const checkpointColumns = sql`size, root, at, note`

export async function lastCheckpoint(tx: Tx): Promise<KeptCheckpoint | undefined> {
  const found =
    await sql<KeptCheckpoint>`select ${checkpointColumns} from outcome_checkpoint order by size desc limit 1`.execute(
      tx,
    )
  return found.rows[0]
}

/** Newest first, before a size. */
export async function listCheckpoints(
  tx: Tx,
  before: number | null,
  most: number,
): Promise<KeptCheckpoint[]> {
  const found = await sql<KeptCheckpoint>`select ${checkpointColumns} from outcome_checkpoint
    where ${before}::bigint is null or size < ${before} order by size desc limit ${most}`.execute(tx)
  return found.rows
}

export async function insertCheckpoint(tx: Tx, { size, root, at, note }: KeptCheckpoint): Promise<void> {
  await sql`insert into outcome_checkpoint (size, root, at, note) values (${size}, ${root}, ${at}, ${note})
    on conflict do nothing`.execute(tx)
}
