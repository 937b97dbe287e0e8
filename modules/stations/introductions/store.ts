import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { EditionId } from '#modules/programme'
import type { StationId } from '../model.ts'
import type { Introduction, IntroductionId } from './model.ts'
import type { Standing } from './rules.ts'

const columns = sql`id, edition_id as "editionId", station_id as "stationId", kind, name, person_id as "personId",
  to_char(met_on, 'YYYY-MM-DD') as "metOn", need, state, to_char(held_until, 'YYYY-MM-DD') as "heldUntil",
  credit_id as "creditId", share,
  recorded_by as "recordedBy", recorded_at as "recordedAt", decided_by as "decidedBy", decided_at as "decidedAt", reason`

const signed = (kind: string, sign: string) => sql`sha256(convert_to(${`${kind} ${sign}`}, 'UTF8'))`

/**
 * What stands of the same, whoever brought it; nobody else records or decides it until this transaction ends.
 * A window that is over is closed on the way. Asks for the whole house's reach.
 */
export async function standing(
  tx: Tx,
  { editionId, stationId, kind }: { editionId: EditionId; stationId: StationId; kind: string },
  sign: string,
  today: string,
): Promise<Standing[]> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`introduction ${editionId} ${kind} ${sign}`}, 0))`.execute(
    tx,
  )
  await sql`update introduction set state = 'lapsed' where edition_id = ${editionId} and sign = ${signed(kind, sign)}
    and state in ('held', 'shared') and held_until < ${today}::date`.execute(tx)
  const found =
    await sql<Standing>`select station_id = ${stationId} as own, state in ('held', 'shared') as held,
      credit_id as "creditId"
    from introduction where edition_id = ${editionId} and sign = ${signed(kind, sign)}
      and state in ('held', 'shared', 'under_review') order by recorded_at, id`.execute(tx)
  return found.rows
}

export async function insert(tx: Tx, made: Introduction, sign: string): Promise<void> {
  await sql`insert into introduction (id, edition_id, station_id, kind, name, sign, person_id, met_on, need, state,
      held_until, credit_id, share, recorded_by, recorded_at)
    values (${made.id}, ${made.editionId}, ${made.stationId}, ${made.kind}, ${made.name}, ${signed(made.kind, sign)},
      ${made.personId}, ${made.metOn}::date, ${made.need}, ${made.state}, ${made.heldUntil}::date, ${made.creditId}, ${made.share},
      ${made.recordedBy}, ${made.recordedAt})`.execute(tx)
}

export async function find(tx: Tx, id: IntroductionId): Promise<Introduction | undefined> {
  const found = await sql<Introduction>`select ${columns} from introduction where id = ${id}`.execute(tx)
  return found.rows[0]
}

/** What stood of the same when it came, the first first. */
export async function rivals(tx: Tx, id: IntroductionId): Promise<Introduction[]> {
  const found = await sql<Introduction>`select ${columns} from introduction
    where (edition_id, sign) = (select edition_id, sign from introduction where id = ${id})
      and id <> ${id} and state in ('held', 'shared')
    order by recorded_at, id`.execute(tx)
  return found.rows
}

/** One to be decided and the first it met; whoever else decides of the same waits. */
export async function lockWithRival(
  tx: Tx,
  id: IntroductionId,
): Promise<{ later: Introduction | undefined; first: Introduction | undefined }> {
  await sql`select id from introduction where (edition_id, sign) = (
    select edition_id, sign from introduction where id = ${id}) order by id for update`.execute(tx)
  const [first] = await rivals(tx, id)
  return { later: await find(tx, id), first }
}

export async function save(
  tx: Tx,
  { id, state, creditId, share, reason, decidedBy, decidedAt }: Introduction,
): Promise<void> {
  await sql`update introduction set state = ${state}, credit_id = ${creditId}, share = ${share}, reason = ${reason}, decided_by = ${decidedBy},
    decided_at = ${decidedAt} where id = ${id}`.execute(tx)
}

/** Those within the reader's reach, what waits for a decision first, then the newest. */
export async function list(tx: Tx, editionId: EditionId, most: number): Promise<Introduction[]> {
  const found = await sql<Introduction>`select ${columns} from introduction where edition_id = ${editionId}
    order by state = 'under_review' desc, recorded_at desc, id limit ${most}`.execute(tx)
  return found.rows
}

/** Those that an outcome may rest on: the credit is the station's, whole or in part. */
export async function standingIn(tx: Tx, editionId: EditionId, most: number): Promise<Introduction[]> {
  const found = await sql<Introduction>`select ${columns} from introduction where edition_id = ${editionId}
    and state in ('held', 'shared') order by recorded_at desc, id limit ${most}`.execute(tx)
  return found.rows
}
