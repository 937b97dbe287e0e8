import { Logger, runMigrations } from 'graphile-worker'
import type pg from 'pg'
import { copyIn } from './copy.ts'

/**
 * The worker's tables differ from version to version, so its jobs are carried by what its public function takes.
 * Only work still to be done: a fact leaves the outbox when its job is made, so a waiting job may be all there is of
 * it. A job that failed for good stays behind; one that ran during the backup runs again (at least once, as ever).
 */
export const copyJobsOut = `copy (
  select t.identifier, j.payload, q.queue_name, j.run_at, j.max_attempts, j.key, j.priority,
    (select array_agg(flag order by flag collate "C") from jsonb_object_keys(j.flags) as flag)
  from graphile_worker._private_jobs j
  join graphile_worker._private_tasks t on t.id = j.task_id
  left join graphile_worker._private_job_queues q on q.id = j.job_queue_id
  where j.attempts < j.max_attempts
  order by j.id
) to stdout`

export async function hasJobs(client: pg.Client): Promise<boolean> {
  const found = await client.query(`select to_regclass('graphile_worker._private_jobs') is not null as yes`)
  return found.rows[0]?.yes === true
}

/** Makes the worker's own tables, as the worker does when it starts. Uses a connection of its own. */
export async function prepareJobs(url: string): Promise<void> {
  await runMigrations({ connectionString: url, logger: new Logger(() => () => undefined) })
}

/** Jobs of the database that is being replaced would act on people who are no longer there. */
export async function clearJobs(client: pg.Client): Promise<void> {
  if (await hasJobs(client)) await client.query('delete from graphile_worker._private_jobs')
}

/** Inside the caller's transaction; resolves to the number of jobs. */
export async function copyJobsIn(client: pg.Client, source: AsyncIterable<Uint8Array>): Promise<number> {
  await client.query(`create temporary table restored_job (
    at bigint generated always as identity, identifier text, payload json, queue_name text, run_at timestamptz,
    max_attempts integer, key text, priority integer, flags text[]
  ) on commit drop`)
  const columns = 'identifier, payload, queue_name, run_at, max_attempts, key, priority, flags'
  const rows = await copyIn(client, `copy restored_job (${columns}) from stdin`, source)
  if (rows === 0) return 0
  const added = await client.query(`
    select graphile_worker.add_job(identifier, payload, queue_name, run_at, max_attempts, key, priority, flags)
    from (select * from restored_job order by at) as job`)
  return added.rowCount ?? 0
}
