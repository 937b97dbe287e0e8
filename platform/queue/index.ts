import { type CronItem, Logger, parseCronItems, run, type Task } from 'graphile-worker'
import { system } from '#kernel/access'
import type { Clock } from '#platform/clock'
import { openPool } from '#platform/db'
import type { Log } from '#platform/log'
import type { UseCases } from '#platform/usecases'
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
  for (const each of jobs) {
    tasks[each.name] = async (raw) => {
      const delivery = raw as { outboxId?: number; input?: unknown } // written by the outbox below, or by cron
      const handled =
        delivery.outboxId === undefined ? false : await alreadyHandled(delivery.outboxId, each.name)
      if (handled) return
      const use = useCases.as({ actor: system(each.name), door: 'job', requestId: `job:${each.name}` })
      await each.run(use, each.input.parse(delivery.input ?? {}))
      if (delivery.outboxId !== undefined) await markHandled(delivery.outboxId, each.name)
    }
  }
  const alreadyHandled = async (id: number, listener: string) => {
    const found = await pool.query('select from outbox_handled where outbox_id = $1 and listener = $2', [
      id,
      listener,
    ])
    return found.rowCount === 1
  }
  const markHandled = (id: number, listener: string) =>
    pool.query(
      'insert into outbox_handled (outbox_id, listener, at) values ($1, $2, $3) on conflict do nothing',
      [id, listener, clock.now()],
    )

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
      outbox.poke()
      while (await busy()) await new Promise((resolve) => setTimeout(resolve, 20))
    },
    stop: async () => {
      await outbox.stop()
      await runner.stop()
      await pool.end()
    },
  }
}
