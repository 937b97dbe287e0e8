import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { Instant } from '#kernel/time'
import type { Entry, EntryDraft, LogLine, OutcomeId } from '../model.ts'
import { type Edge, frontierOf, seal } from './seal.ts'
import type { Digest } from './tree.ts'

const edgeColumns = sql`seq, frontier`

/** Entries to their places at the end of the log. Holds its head until the transaction ends. */
export async function append(tx: Tx, drafts: readonly EntryDraft[]): Promise<void> {
  const found = await sql<Edge>`select ${edgeColumns} from outcome_ledger_head for update`.execute(tx)
  const before = found.rows[0]
  if (!before) throw new Error('the ledger has no head')
  const { edge, entries, tiles } = seal(before, drafts)
  const rows = JSON.stringify(
    entries.map(({ leafHash, ...entry }) => ({ ...entry, leaf: Buffer.from(leafHash).toString('hex') })),
  )
  await sql`with moved as (
      update outcome_ledger_head set seq = ${edge.seq}, frontier = ${edge.frontier}
    )
    insert into outcome_entry (seq, id, outcome_id, station_id, at, body, leaf_hash)
    select seq, id, "outcomeId", "stationId", at, body, decode(leaf, 'hex')
    from jsonb_to_recordset(${rows}::jsonb) as entry(seq bigint, id uuid, "outcomeId" uuid, "stationId" uuid,
      at timestamptz, body text, leaf text)`.execute(tx)
  // A statement of its own: row-level security looks for the entries, and they have to be there.
  await sql`insert into outcome_entry_personal (entry_id, station_id, salt, data)
    select id, "stationId", salt, personal
    from jsonb_to_recordset(${rows}::jsonb) as entry(id uuid, "stationId" uuid, salt text, personal text)`.execute(
    tx,
  )
  for (const { level, index, hash } of tiles)
    await sql`insert into outcome_ledger_tile (level, index, hash) values (${level}, ${index}, ${hash})`.execute(
      tx,
    )
}

export async function edgeNow(tx: Tx): Promise<Edge> {
  const found = await sql<Edge>`select ${edgeColumns} from outcome_ledger_head`.execute(tx)
  return found.rows[0] ?? { seq: 0, frontier: new Uint8Array() }
}

export type Head = { seq: number; hash: string }

/** How many entries there are, and the root of their tree in hex: what a statement names as the end of the ledger. */
export async function head(tx: Tx): Promise<Head> {
  const edge = await edgeNow(tx)
  return { seq: edge.seq, hash: Buffer.from(frontierOf(edge).root()).toString('hex') }
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

/** So many places of one level from `start` on, which lie beside each other. */
export type Span = { start: number; length: number }

/** The hashes of spans of one level by their place: leaves from the entries, larger ones from the tiles. */
export async function hashesIn(tx: Tx, level: number, spans: readonly Span[]): Promise<Map<number, Digest>> {
  const asked = sql`jsonb_to_recordset(${JSON.stringify(spans)}::jsonb) as span(start bigint, length int)`
  const found =
    level === 0
      ? await sql<{ index: number; hash: Uint8Array }>`select seq - 1 as index, leaf_hash as hash
          from ${asked} join outcome_entry on seq > start and seq <= start + length`.execute(tx)
      : await sql<{ index: number; hash: Uint8Array }>`select index, hash
          from ${asked} join outcome_ledger_tile on level = ${level} and index >= start and index < start + length`.execute(
          tx,
        )
  return new Map(found.rows.map(({ index, hash }) => [index, hash]))
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
