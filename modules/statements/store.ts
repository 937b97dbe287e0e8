import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import { refuseAs } from '#platform/db'
import { needsAnother } from './errors.ts'
import type { Claim, Counted, Statement, StatementId } from './model.ts'

const columns = sql`id, edition_id as "editionId", number, state, cut_at as "cutAt", body, hash,
  drafted_by as "draftedBy", released_by as "releasedBy", released_at as "releasedAt"`

export async function find(tx: Tx, id: StatementId): Promise<Statement | undefined> {
  const found = await sql<Statement>`select ${columns} from statement where id = ${id}`.execute(tx)
  return found.rows[0]
}

export async function lock(tx: Tx, id: StatementId): Promise<Statement | undefined> {
  const found = await sql<Statement>`select ${columns} from statement where id = ${id} for update`.execute(tx)
  return found.rows[0]
}

/** Newest first; the public sees released ones only (row-level security). */
export async function list(tx: Tx): Promise<Statement[]> {
  const found = await sql<Statement>`select ${columns} from statement order by cut_at desc, id desc`.execute(
    tx,
  )
  return found.rows
}

export async function nextNumber(tx: Tx, editionId: Id<'edition'>): Promise<number> {
  const found = await sql<{ next: number }>`select coalesce(max(number), 0) + 1 as next from statement
    where edition_id = ${editionId}`.execute(tx)
  return found.rows[0]?.next ?? 1
}

export type Drafted = {
  statement: Statement
  records: readonly { metric: string; counted: readonly Counted[] }[]
}

export async function insert(tx: Tx, { statement, records }: Drafted): Promise<void> {
  await sql`insert into statement (id, edition_id, number, state, cut_at, body, hash, drafted_by)
    values (${statement.id}, ${statement.editionId}, ${statement.number}, ${statement.state}, ${statement.cutAt},
      ${statement.body}, ${statement.hash}, ${statement.draftedBy})`.execute(tx)
  const rows = records.flatMap(({ metric, counted }) =>
    counted.map(({ kind, recordId, stationId }, position) => ({
      metric,
      position,
      kind,
      recordId,
      stationId,
    })),
  )
  await sql`insert into statement_record (statement_id, metric, position, kind, record_id, station_id)
    select ${statement.id}, metric, position, kind, "recordId", "stationId"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(metric text, position int, kind text, "recordId" uuid,
      "stationId" uuid)`.execute(tx)
}

export async function saveRelease(tx: Tx, statement: Statement): Promise<void> {
  await refuseAs(
    sql`update statement set state = ${statement.state}, released_by = ${statement.releasedBy},
      released_at = ${statement.releasedAt} where id = ${statement.id}`.execute(tx),
    { statement_two_people: needsAnother },
  )
}

export type RecordRef = { kind: Counted['kind']; recordId: string; position: number }

/** The records behind a number, in the order they were counted. */
export async function recordsOf(
  tx: Tx,
  id: StatementId,
  metric: string,
  after: number,
  most: number,
): Promise<RecordRef[]> {
  const found = await sql<RecordRef>`select kind, record_id as "recordId", position from statement_record
    where statement_id = ${id} and metric = ${metric} and position > ${after} order by position limit ${most}`.execute(
    tx,
  )
  return found.rows
}

export async function claims(tx: Tx): Promise<Claim[]> {
  const found = await sql<Claim>`select id, programme_id as "programmeId", label, value_text as "valueText",
    stated_on as "statedOn", source_title as "sourceTitle", source_url as "sourceUrl", position
    from claim order by position, id`.execute(tx)
  return found.rows
}

export async function insertClaim(tx: Tx, claim: Claim): Promise<void> {
  await sql`insert into claim (id, programme_id, label, value_text, stated_on, source_title, source_url, position)
    values (${claim.id}, ${claim.programmeId}, ${JSON.stringify(claim.label)}::jsonb, ${JSON.stringify(claim.valueText)}::jsonb,
      ${claim.statedOn}, ${claim.sourceTitle}, ${claim.sourceUrl}, ${claim.position})`.execute(tx)
}
