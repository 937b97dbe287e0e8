import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import { type Head, seal } from './ledger.ts'
import type {
  ChainLink,
  Change,
  Entry,
  EntryDraft,
  Evidence,
  Level,
  Outcome,
  OutcomeId,
  OutcomeType,
} from './model.ts'

const columns = sql`id, edition_id as "editionId", station_id as "stationId", terms, title, organisation,
  person_id as "personId", happened_on as "happenedOn", level, state, claimant_id as "claimantId",
  recorded_at as "recordedAt", changed_at as "changedAt", made_up as "madeUp"`

export async function find(tx: Tx, id: OutcomeId): Promise<Outcome | undefined> {
  const found = await sql<Outcome>`select ${columns} from outcome where id = ${id}`.execute(tx)
  return found.rows[0]
}

export async function lock(tx: Tx, id: OutcomeId): Promise<Outcome | undefined> {
  const found = await sql<Outcome>`select ${columns} from outcome where id = ${id} for update`.execute(tx)
  return found.rows[0]
}

export type Filter = {
  editionId: Id<'edition'> | null
  type: OutcomeType | null
  level: Level | null
  limit: number
  after: OutcomeId | null
}

/** Newest first; row-level security narrows the list to what the reader may see. */
export async function list(tx: Tx, { editionId, type, level, limit, after }: Filter): Promise<Outcome[]> {
  const found = await sql<Outcome>`select ${columns} from outcome
    where (${editionId}::uuid is null or edition_id = ${editionId})
      and (${type}::text is null or type = ${type})
      and (${level}::text is null or level = ${level})
      and (${after}::uuid is null or id < ${after})
    order by id desc limit ${limit}`.execute(tx)
  return found.rows
}

export async function countByLevel(
  tx: Tx,
  editionId: Id<'edition'> | null,
): Promise<Partial<Record<Level, number>>> {
  const found = await sql<{ level: Level; count: number }>`select level, count(*)::int as count from outcome
    where (${editionId}::uuid is null or edition_id = ${editionId}) group by level`.execute(tx)
  return Object.fromEntries(found.rows.map(({ level, count }) => [level, count]))
}

/** Every standing outcome of an edition, for counting. */
export async function standing(tx: Tx, editionId: Id<'edition'>): Promise<Outcome[]> {
  const found = await sql<Outcome>`select ${columns} from outcome
    where edition_id = ${editionId} and state = 'standing' order by id`.execute(tx)
  return found.rows
}

type EvidenceRow = {
  id: Id<'evidence'>
  outcomeId: OutcomeId
  stationId: Id<'station'> | null
  kind: 'file' | 'link'
  name: string
  link: string | null
  fileHash: string | null
  mediaType: string | null
  addedBy: Id<'person'>
  addedAt: Evidence['addedAt']
}

const evidenceOf = ({ link, fileHash, mediaType, kind, ...row }: EvidenceRow): Evidence =>
  kind === 'file'
    ? { ...row, kind, fileHash: fileHash ?? '', mediaType: mediaType ?? 'application/octet-stream' }
    : { ...row, kind, link: link ?? '' }

export async function evidenceFor(tx: Tx, outcomeId: OutcomeId): Promise<Evidence[]> {
  const found =
    await sql<EvidenceRow>`select id, outcome_id as "outcomeId", station_id as "stationId", kind, name, link,
      file_hash as "fileHash", media_type as "mediaType", added_by as "addedBy", added_at as "addedAt"
    from outcome_evidence where outcome_id = ${outcomeId} order by id`.execute(tx)
  return found.rows.map(evidenceOf)
}

async function insertEvidence(tx: Tx, evidence: Evidence): Promise<void> {
  const [link, hash, media] =
    evidence.kind === 'link' ? [evidence.link, null, null] : [null, evidence.fileHash, evidence.mediaType]
  await sql`insert into outcome_evidence
    (id, outcome_id, station_id, kind, name, link, file_hash, media_type, added_by, added_at)
    values (${evidence.id}, ${evidence.outcomeId}, ${evidence.stationId}, ${evidence.kind}, ${evidence.name},
      ${link}, ${hash}, ${media}, ${evidence.addedBy}, ${evidence.addedAt})`.execute(tx)
}

/** Entries to their places at the end of the chain. Holds the head until the transaction ends. */
export async function append(tx: Tx, drafts: readonly EntryDraft[]): Promise<void> {
  const found = await sql<Head>`select seq, hash from outcome_ledger_head for update`.execute(tx)
  const before = found.rows[0]
  if (!before) throw new Error('the ledger has no head')
  const { head, entries } = seal(before, drafts)
  const rows = JSON.stringify(entries)
  await sql`insert into outcome_entry (seq, id, outcome_id, station_id, at, body, previous_hash, hash)
    select seq, id, "outcomeId", "stationId", at, body, "previousHash", hash
    from jsonb_to_recordset(${rows}::jsonb) as entry(seq bigint, id uuid, "outcomeId" uuid, "stationId" uuid,
      at timestamptz, body text, "previousHash" text, hash text)`.execute(tx)
  await sql`insert into outcome_entry_personal (entry_id, station_id, salt, data)
    select id, "stationId", salt, personal
    from jsonb_to_recordset(${rows}::jsonb) as entry(id uuid, "stationId" uuid, salt text, personal text)`.execute(
    tx,
  )
  await sql`update outcome_ledger_head set seq = ${head.seq}, hash = ${head.hash}`.execute(tx)
}

/** The record as it now is, its new evidence and its entry, in one transaction. The ledger comes last: its head is the busiest row. */
export async function save(tx: Tx, { outcome, entry, isNew }: Change): Promise<void> {
  const terms = JSON.stringify(outcome.terms)
  if (isNew)
    await sql`insert into outcome (id, edition_id, station_id, type, terms, title, organisation, person_id, happened_on,
        level, state, claimant_id, recorded_at, changed_at, made_up)
      values (${outcome.id}, ${outcome.editionId}, ${outcome.stationId}, ${outcome.terms.type}, ${terms}::jsonb,
        ${outcome.title}, ${outcome.organisation}, ${outcome.personId}, ${outcome.happenedOn}, ${outcome.level},
        ${outcome.state}, ${outcome.claimantId}, ${outcome.recordedAt}, ${outcome.changedAt}, ${outcome.madeUp})`.execute(
      tx,
    )
  else
    await sql`update outcome set terms = ${terms}::jsonb, title = ${outcome.title}, organisation = ${outcome.organisation},
        happened_on = ${outcome.happenedOn}, level = ${outcome.level}, state = ${outcome.state},
        changed_at = ${outcome.changedAt} where id = ${outcome.id}`.execute(tx)
  if (entry.evidence) await insertEvidence(tx, entry.evidence)
  await append(tx, [entry])
}

export async function entriesOf(tx: Tx, outcomeId: OutcomeId): Promise<Entry[]> {
  const found =
    await sql<Entry>`select seq, id, outcome_id as "outcomeId", at, body, previous_hash as "previousHash", hash
    from outcome_entry where outcome_id = ${outcomeId} order by seq`.execute(tx)
  return found.rows
}

export async function head(tx: Tx): Promise<Head> {
  const found = await sql<Head>`select seq, hash from outcome_ledger_head`.execute(tx)
  return found.rows[0] ?? { seq: 0, hash: '' }
}

/** A stretch of the chain after `seq`, in order: for verifying and for export. */
export async function links(tx: Tx, after: number, most: number): Promise<ChainLink[]> {
  const found =
    await sql<ChainLink>`select seq, body, previous_hash as "previousHash", hash from outcome_entry
    where seq > ${after} order by seq limit ${most}`.execute(tx)
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
