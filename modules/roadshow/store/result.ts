import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Result, RoadshowId } from '../model.ts'

/** For ever: nothing of it is changed or read before its step is told, not by the desk either. */
export async function freeze(tx: Tx, id: RoadshowId, results: readonly Result[]): Promise<void> {
  await sql`insert into roadshow_result (roadshow_id, entry_id, step, kind, place, votes, score, error)
    select ${id}::uuid, "entryId", step, kind, place, votes, score, error
    from jsonb_to_recordset(${JSON.stringify(results)}::jsonb) as line("entryId" uuid, step int, kind text, place int,
      votes int, score numeric, error numeric)`.execute(tx)
}

/** What has been told so far, in the order it was told; row-level security hides the rest. */
export async function revealedOf(tx: Tx, id: RoadshowId): Promise<Result[]> {
  const found =
    await sql<Result>`select entry_id as "entryId", step, kind, place, votes, score::float8 as score,
      error::float8 as error
    from roadshow_result where roadshow_id = ${id} order by step, entry_id`.execute(tx)
  return found.rows
}
