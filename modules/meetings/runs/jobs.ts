import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type Job, job, type Use } from '#kernel/command'
import { Refusal } from '#kernel/errors'
import { RunId } from '../model.ts'
import { beatRun, endRun, giveBackRun, runsToTakeUp, type Task, takeRun } from './commands.ts'
import type { Best, Progress } from './model.ts'
import { legsOf } from './rules/legs.ts'
import { heldIn, placementsOf, planOf, startOf } from './rules/task.ts'
import { search, searchThreads } from './search.ts'

const beatMs = 2000
/** How much longer than its seconds a search may take to come back before it counts as stuck. */
const graceMs = 60_000

/** Null when the run is somebody else's, or over: then there is nothing to do. */
async function take(use: Use, runId: RunId, worker: string): Promise<Task | null> {
  try {
    return await use.run(takeRun, { runId, worker })
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

/** Does one run from beginning to end; a second worker that is told of it leaves it alone. */
async function work(
  use: Use,
  runId: RunId,
  stopping: AbortSignal = new AbortController().signal,
): Promise<void> {
  const worker = randomUUID()
  const task = await take(use, runId, worker)
  if (!task?.asked) return
  const { run, asked, placements, best } = task
  const left = Math.max(1000, run.seconds * 1000 - (best?.ms ?? 0))
  const off = new AbortController()
  let latest: Progress | null = null
  let reached: Best | null = null
  let lost = false
  const tell = (so: Progress) => {
    latest = so
  }
  const told = setInterval(async () => {
    const [progress, plan] = [latest, reached]
    latest = null
    reached = null
    try {
      await use.run(beatRun, { runId, worker, progress, best: plan })
    } catch (error) {
      // Stopped by somebody, or taken over while this process could not be heard. A database that is away may come back.
      lost = error instanceof Refusal && error.kind !== 'unavailable'
      if (lost) off.abort()
    }
  }, beatMs)
  const late = setTimeout(() => off.abort(), left + graceMs)
  const stop = () => off.abort()
  stopping.addEventListener('abort', stop)
  try {
    const start = startOf(asked, placements, run.scope, best)
    const options = {
      mode: 'best' as const,
      seed: run.seed,
      threads: searchThreads(),
      ...(start ? { start } : {}),
    }
    const answer = await search(
      {
        problem: asked.problem,
        options,
        legs: legsOf(left),
        held: heldIn(asked, placements, run.scope),
        before: run.scope === 'whole' && placements.length > 0 ? planOf(asked, placements) : null,
      },
      {
        signal: off.signal,
        progress: tell,
        reached: (plan, ms) => {
          const spent = run.seconds * 1000 - left + ms
          reached = { ms: spent, placements: placementsOf(asked, plan, []) }
        },
      },
    ).catch(() => 'fell' as const)
    if (lost) return
    if (stopping.aborted) {
      await use.run(giveBackRun, { runId, worker })
      throw new Error('the house is stopping: the run waits for its next start')
    }
    const fault =
      answer === 'fell' ? 'timetable.fault_broke' : answer === null ? 'timetable.fault_stuck' : null
    await use.run(endRun, {
      runId,
      worker,
      ended: { task, answer: answer === 'fell' ? null : answer, fault },
    })
  } finally {
    clearInterval(told)
    clearTimeout(late)
    stopping.removeEventListener('abort', stop)
  }
}

const searchJob = job({
  name: 'meetings.search',
  input: z.object({ payload: z.object({ runId: RunId }) }),
  hears: ['meetings.run_wanted'],
  run: (use, { payload }, stopping) => work(use, payload.runId, stopping),
})

/** Every minute: runs whose worker has gone silent are taken up again, or have failed after a few times. */
const takeUp = job({
  name: 'meetings.take_up_runs',
  input: z.object({}),
  every: '* * * * *',
  run: async (use, _input, stopping) => {
    for (const runId of await use.ask(runsToTakeUp, {})) await work(use, runId, stopping)
  },
})

export const jobs: readonly Job<z.ZodType>[] = [searchJob as Job<z.ZodType>, takeUp] // the queue parses by each job's own schema
