import type pg from 'pg'
import { system } from '#kernel/access'
import type { Use } from '#kernel/command'
import type { Clock } from '#platform/clock'
import type { UseCases } from '#platform/usecases'
import type { AnyJob } from './outbox.ts'

/** A fact on its way to one listener, as the outbox wrote it into the queue. */
type Delivery = { outboxId: number; input: unknown }

/** The clock starts a job without any fact; a release before this one queued each fact alone. */
function deliveriesOf(raw: unknown): Delivery[] {
  const { deliveries, ...alone } = raw as { deliveries?: Delivery[] } & Partial<Delivery> // the outbox or the clock wrote it
  if (deliveries) return deliveries
  return alone.outboxId === undefined ? [] : [{ outboxId: alone.outboxId, input: alone.input }]
}

/**
 * Runs a job with the facts that were given to it together. What was handled is written down, so that a second try
 * takes only the rest; one fact that fails keeps none of the others from being handled.
 */
export function carrier(pool: pg.Pool, useCases: UseCases, clock: Clock) {
  const handled = async (listener: string, ids: readonly number[]) => {
    const found = await pool.query(
      'select outbox_id::int as id from outbox_handled where listener = $1 and outbox_id = any($2::bigint[])',
      [listener, ids],
    )
    return new Set<number>(found.rows.map(({ id }) => id))
  }
  const mark = (listener: string, ids: readonly number[]) =>
    pool.query(
      `insert into outbox_handled (outbox_id, listener, at) select id, $2, $3 from unnest($1::bigint[]) as id
       on conflict do nothing`,
      [ids, listener, clock.now()],
    )

  const runAlone = async (job: AnyJob, use: Use, deliveries: readonly Delivery[], stopping?: AbortSignal) => {
    const faults: unknown[] = []
    for (const { outboxId, input } of deliveries)
      try {
        await job.run(use, job.input.parse(input), stopping)
        await mark(job.name, [outboxId])
      } catch (error) {
        faults.push(error)
      }
    if (faults.length > 0) throw faults[0]
  }

  const runTogether = async (job: AnyJob, use: Use, deliveries: readonly Delivery[]): Promise<boolean> => {
    if (job.runAll === undefined || deliveries.length < 2) return false
    try {
      await job.runAll(
        use,
        deliveries.map(({ input }) => job.input.parse(input)),
      )
    } catch {
      return false // alone each of them shows whether it was the one
    }
    const ids = deliveries.map(({ outboxId }) => outboxId)
    await mark(job.name, ids)
    return true
  }

  return async (job: AnyJob, raw: unknown, stopping?: AbortSignal): Promise<void> => {
    const use = useCases.as({ actor: system(job.name), door: 'job', requestId: `job:${job.name}` })
    const given = deliveriesOf(raw)
    if (given.length === 0) return job.run(use, job.input.parse({}), stopping)
    const ids = given.map(({ outboxId }) => outboxId)
    const done = await handled(job.name, ids)
    const waiting = given.filter(({ outboxId }) => !done.has(outboxId))
    if (!(await runTogether(job, use, waiting))) await runAlone(job, use, waiting, stopping)
  }
}
