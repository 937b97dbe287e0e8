import { type CronItem, Logger, parseCronItems, run, type Task } from 'graphile-worker'
import type { Clock } from '#platform/clock'
import { openPool } from '#platform/db'
import type { Log } from '#platform/log'
import type { UseCases } from '#platform/usecases'
import { carrier } from './carry.ts'
import { type AnyJob, drainer } from './outbox.ts'

export type { AnyJob } from './outbox.ts'

export type Queue = {
  /** Something was told: look into the outbox now instead of at the next round. */
  poke(): void
  /** Resolves when no fact is waiting and no job is due: tests and a graceful stop ask for it. */
  settled(): Promise<void>
  stop(): Promise<void>
}

/**
 * Runs jobs and carries facts from the outbox to those who hear them.
 * At least once each; a listener that finished a fact is never called with it again.
 */
export async function openQueue(options: {
  url: string
  jobs: readonly AnyJob[]
  useCases: UseCases
  clock: Clock
  log: Log
}): Promise<Queue> {
  const { url, jobs, useCases, clock, log } = options
  // graphile-worker keeps its own schema and so works as the database's owner; what a job does goes through use cases.
  const pool = openPool(url, { max: 6, role: null, name: 'haigui-worker' })
  const tasks: Record<string, Task> = {}
  const carry = carrier(pool, useCases, clock)
  for (const each of jobs) tasks[each.name] = (raw, { abortSignal }) => carry(each, raw, abortSignal)

  const cron: CronItem[] = jobs.flatMap((each) =>
    each.every === undefined
      ? []
      : [{ task: each.name, match: each.every, identifier: each.name, options: { backfillPeriod: 0 } }],
  )
  const runner = await run({
    pgPool: pool,
    taskList: tasks,
    parsedCronItems: parseCronItems(cron),
    concurrency: 4,
    pollInterval: 1000,
    noHandleSignals: true,
    logger: new Logger(() => (level, message) => {
      if (level === 'error') log.error({ job: true }, message)
    }),
  })
  runner.events.on('job:failed', ({ job, error }) => {
    log.error({ job: job.task_identifier, attempts: job.attempts, err: error }, 'a job failed for good')
  })
  const outbox = drainer(pool, jobs, clock, log)
  const busy = async () => {
    const found = await pool.query(
      `select (select count(*) from outbox where delivered_at is null)
        + (select count(*) from graphile_worker.jobs where run_at <= now() and attempts < max_attempts) as waiting`,
    )
    return Number(found.rows[0].waiting) > 0
  }
  return {
    poke: outbox.poke,
    settled: async () => {
      do {
        outbox.carry()
        await new Promise((resolve) => setTimeout(resolve, 20))
      } while (await busy())
    },
    stop: async () => {
      await outbox.stop()
      await runner.stop()
      await pool.end()
    },
  }
}
