import type pg from 'pg'
import type { z } from 'zod'
import type { Job } from '#kernel/command'
import type { Clock } from '#platform/clock'
import type { Log } from '#platform/log'

export type AnyJob = Job<z.ZodType>

const batch = 500
/** As many facts go to a listener in one job. */
const mostTogether = 100
/** What is told while many write is fetched in one go instead of one by one; nobody waits longer than this for it. */
const gapMs = 100
/** Other processes' facts are found at the latest after this. */
const roundMs = 1000
/** So many writes in one round are a rush: whoever waits for an answer then comes before letters and tickets. */
const rush = 20
/** In a rush, facts wait at most so many rounds; a process without a rush carries them meanwhile. */
const mostRounds = 10

/**
 * Carries facts to the jobs that hear them: for each listener one job with those that wait, added in the transaction
 * that marks them as delivered, so that neither a crash nor a second process loses or doubles one.
 */
export function drainer(pool: pg.Pool, jobs: readonly AnyJob[], clock: Clock, log: Log) {
  const listeners = new Map<string, string[]>()
  for (const each of jobs)
    for (const name of each.hears ?? []) listeners.set(name, [...(listeners.get(name) ?? []), each.name])
  const hears = JSON.stringify(
    [...listeners].flatMap(([name, names]) => names.map((listener) => ({ name, listener }))),
  )

  const drainOnce = async (): Promise<number> => {
    const client = await pool.connect()
    try {
      await client.query('begin')
      const taken = await client.query(
        `with waiting as (
           select id, name, payload from outbox where delivered_at is null order by id limit $1 for update skip locked
         ), heard as (
           select hears.listener, waiting.id,
             json_build_object('outboxId', waiting.id, 'input', json_build_object('fact', waiting.name, 'payload', waiting.payload)) as delivery,
             (row_number() over (partition by hears.listener order by waiting.id) - 1) / $4::int as part
           from waiting join jsonb_to_recordset($2::jsonb) as hears(name text, listener text) using (name)
         ), told as (
           select graphile_worker.add_job(
             listener,
             json_build_object('deliveries', json_agg(delivery order by id)),
             job_key := 'outbox:' || min(id) || ':' || listener
           ) from heard group by listener, part
         ), counted as (select count(*) from told)
         update outbox set delivered_at = $3 from waiting, counted where outbox.id = waiting.id`,
        [batch, hears, clock.now(), mostTogether],
      )
      await client.query('commit')
      return taken.rowCount ?? 0
    } catch (error) {
      await client.query('rollback').catch(() => {})
      throw error
    } finally {
      client.release()
    }
  }

  let stopped = false
  let running: Promise<void> | null = null
  let again = false
  const drain = async () => {
    try {
      while (!stopped && (await drainOnce()) === batch);
    } catch (error) {
      // The next round tries again: facts stay in the outbox until they are delivered.
      if (!stopped) log.error({ err: error }, 'the outbox could not be emptied')
    }
  }
  const carry = () => {
    if (stopped) return
    if (running !== null) {
      again = true
      return
    }
    running = drain()
      .then(() => (again ? new Promise<void>((resolve) => setTimeout(resolve, gapMs)) : undefined))
      .finally(() => {
        running = null
        if (again) {
          again = false
          carry()
        }
      })
  }
  let told = 0
  let held = 0
  const round = () => {
    held = told >= rush && held < mostRounds ? held + 1 : 0
    told = 0
    if (held === 0) carry()
  }
  const timer = setInterval(round, roundMs)
  return {
    /** Something was told by this process. */
    poke: () => {
      told += 1
      if (held === 0 && told < rush) carry()
    },
    carry,
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await running
    },
  }
}
