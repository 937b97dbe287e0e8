import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import { refuseAs } from '#platform/db'
import { needsAnother } from '../errors.ts'
import type { Basis, Statement, StatementId } from '../model.ts'

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

/** The last released one of an edition: what the next is compared with. */
export async function lastReleased(tx: Tx, editionId: Id<'edition'>): Promise<Statement | undefined> {
  const found = await sql<Statement>`select ${columns} from statement
    where edition_id = ${editionId} and state = 'released' order by number desc limit 1`.execute(tx)
  return found.rows[0]
}

export async function nextNumber(tx: Tx, editionId: Id<'edition'>): Promise<number> {
  const found = await sql<{ next: number }>`select coalesce(max(number), 0) + 1 as next from statement
    where edition_id = ${editionId}`.execute(tx)
  return found.rows[0]?.next ?? 1
}

export type Drafted = { statement: Statement; previousId: StatementId | null; basis: readonly Basis[] }

export async function insert(tx: Tx, { statement, previousId, basis }: Drafted): Promise<void> {
  await sql`insert into statement (id, edition_id, number, state, cut_at, body, hash, drafted_by, previous_id)
    values (${statement.id}, ${statement.editionId}, ${statement.number}, ${statement.state}, ${statement.cutAt},
      ${statement.body}, ${statement.hash}, ${statement.draftedBy}, ${previousId})`.execute(tx)
  await Promise.all(
    basis.map(({ metric, kind, keys, amounts, probable }) =>
      sql`insert into statement_basis (statement_id, metric, kind, keys, amounts, probable)
      values (${statement.id}, ${metric}, ${kind}, ${keys}::text[], ${amounts}::bigint[], ${probable}::text[])`.execute(
        tx,
      ),
    ),
  )
}

export async function saveRelease(tx: Tx, statement: Statement): Promise<void> {
  await refuseAs(
    sql`update statement set state = ${statement.state}, released_by = ${statement.releasedBy},
      released_at = ${statement.releasedAt} where id = ${statement.id}`.execute(tx),
    { statement_two_people: needsAnother },
  )
}

export async function remove(tx: Tx, { id }: Pick<Statement, 'id'>): Promise<void> {
  await sql`delete from statement where id = ${id}`.execute(tx)
}

/** Everything the figures of a statement were counted from. */
export async function basisOf(tx: Tx, id: StatementId): Promise<Basis[]> {
  const found = await sql<Omit<Basis, 'amounts'> & { amounts: readonly (string | number)[] }>`
    select metric, kind, keys, amounts, probable from statement_basis where statement_id = ${id}`.execute(tx)
  return found.rows.map((row) => ({ ...row, amounts: row.amounts.map(Number) }))
}

/** The records behind one number, in order, from a place on; those that make its range are all told with the first of them. */
export async function recordsOf(
  tx: Tx,
  id: StatementId,
  metric: string,
  after: number,
  most: number,
): Promise<{
  kind: string
  ids: readonly string[]
  amounts: readonly number[]
  probable: readonly string[]
  more: boolean
}> {
  const found = await sql<{
    kind: string
    ids: string[]
    amounts: (string | number)[]
    probable: string[]
    all: number
  }>`select kind, keys[${after + 1}:${after + most}] as ids, amounts[${after + 1}:${after + most}] as amounts,
      probable[1:${after === 0 ? most : 0}] as probable, cardinality(keys) as "all"
    from statement_basis where statement_id = ${id} and metric = ${metric}`.execute(tx)
  const row = found.rows[0]
  return {
    kind: row?.kind ?? '',
    ids: row?.ids ?? [],
    amounts: (row?.amounts ?? []).map(Number),
    probable: row?.probable ?? [],
    more: (row?.all ?? 0) > after + most,
  }
}

export type Since = {
  number: number
  editionId: Id<'edition'>
  corrected: number
  withdrawn: number
  lowered: number
}

/** Of each released statement, how many outcomes that it counted were corrected, withdrawn or lowered after its cut. Newest first. */
export async function correctedSince(tx: Tx, editionId: Id<'edition'> | null): Promise<Since[]> {
  const kinds = sql.join(
    ['corrected', 'withdrawn', 'lowered'].map(
      (kind) => sql`count(distinct outcome) filter (where kind = ${kind})::int as ${sql.id(kind)}`,
    ),
  )
  const found = await sql<Since>`with entry as materialized (
      select outcome_id::text as outcome, at, body::jsonb->>'kind' as kind from outcome_entry
      where body like any(array['%"kind":"corrected"%', '%"kind":"withdrawn"%', '%"kind":"lowered"%']))
    select number, edition_id as "editionId", ${kinds}
    from statement
      left join (select distinct statement_id, key from statement_basis, unnest(keys) as key where kind = 'outcome') as basis
        on basis.statement_id = statement.id
      left join entry on entry.outcome = basis.key and entry.at > cut_at
    where state = 'released' and (${editionId}::uuid is null or edition_id = ${editionId})
    group by statement.id order by cut_at desc, statement.id desc`.execute(tx)
  return found.rows
}
