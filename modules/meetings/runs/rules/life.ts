import { type Id, newId } from '#kernel/ids'
import { type Instant, msBetween } from '#kernel/time'
import type { Brokerage } from '../../model.ts'
import { mustBePlannable } from '../../timetable/rules/phase.ts'
import { runGone, runOver } from '../errors.ts'
import type { Change, Found, Progress, Run, Scope } from '../model.ts'

/** A worker tells that it lives every two seconds; after this much silence it counts as dead. */
export const silenceMs = 20_000
/** A run that killed its worker this often is not tried again. */
export const mostAttempts = 3

export const isGoing = ({ state }: Pick<Run, 'state'>) => state === 'queued' || state === 'running'

export const isSilent = ({ state, beatAt, askedAt }: Run, at: Instant): boolean =>
  isGoing({ state }) && msBetween(beatAt ?? askedAt, at) > silenceMs

export function begin(
  brokerage: Brokerage,
  asked: { scope: Scope; seed: number; seconds: number },
  by: Id<'person'> | null,
  at: Instant,
): Run {
  mustBePlannable(brokerage, at)
  return {
    id: newId<'meeting_run'>(),
    brokerageId: brokerage.id,
    stationId: brokerage.stationId,
    ...asked,
    state: 'queued',
    askedBy: by,
    askedAt: at,
    startedAt: null,
    beatAt: null,
    endedAt: null,
    progress: {},
    answer: null,
    fault: null,
    worker: null,
    attempts: 0,
  }
}

/** A worker takes a run: one that waits, or one whose worker has gone silent. After a few deaths it has failed. */
export function take(run: Run, worker: string, at: Instant): Run {
  if (run.state !== 'queued' && !isSilent(run, at)) throw runGone()
  if (run.attempts >= mostAttempts)
    return { ...run, state: 'failed', fault: 'timetable.fault_died', endedAt: at, worker: null }
  return {
    ...run,
    state: 'running',
    startedAt: run.startedAt ?? at,
    beatAt: at,
    worker,
    attempts: run.attempts + 1,
    progress: {},
  }
}

const mustBeOf = (run: Run, worker: string) => {
  if (run.state !== 'running' || run.worker !== worker) throw runGone()
}

export function beat(run: Run, worker: string, progress: Progress | null, at: Instant): Run {
  mustBeOf(run, worker)
  return { ...run, beatAt: at, progress: progress ?? run.progress }
}

/** The house is being stopped: the run waits for the next worker, and this one does not count as a death. */
export function giveBack(run: Run, worker: string): Run {
  mustBeOf(run, worker)
  return { ...run, state: 'queued', worker: null, beatAt: null, attempts: run.attempts - 1 }
}

/** Without a plan it has failed: the draft stays as it was. */
export function end(
  run: Run,
  worker: string,
  answer: Found | null,
  fault: string | null,
  at: Instant,
  change: Change | null = null,
): Run {
  mustBeOf(run, worker)
  const failed = fault ?? (answer?.worth ? null : `timetable.fault_${answer?.status ?? 'unknown'}`)
  const reached = answer?.worth ? { worth: answer.worth, bound: answer.bound } : {}
  return {
    ...run,
    state: failed ? 'failed' : 'done',
    answer,
    // Lists read the progress alone: a run that was over before its first heartbeat has reached something, too.
    progress: { ...run.progress, ...reached, ...(change && !failed ? { change } : {}) },
    fault: failed,
    endedAt: at,
    worker: null,
  }
}

export function stop(run: Run, at: Instant): Run {
  if (!isGoing(run)) throw runOver()
  return { ...run, state: 'cancelled', endedAt: at, worker: null }
}
