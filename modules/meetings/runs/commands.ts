import { z } from 'zod'
import { type Actor, personIdOf } from '#kernel/access'
import { command, query } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { displayName } from '#kernel/names'
import type { Answer } from '../../../solver/timetable/problem.ts'
import { may } from '../access.ts'
import { BrokerageId, type Placement, RunId } from '../model.ts'
import { type Asked, pairKey, problemOf } from '../ready/problem.ts'
import { askedOf, namesOf } from '../timetable/queries.ts'
import { placementsOf as draftOf, meetingsOf } from '../timetable/store/meeting.ts'
import { findBrokerage } from '../timetable/store/stage.ts'
import * as facts from './facts.ts'
import { type Best, type Found, type Progress, type Run, scopes } from './model.ts'
import * as life from './rules/life.ts'
import { contradictions, fitting, mustStand } from './rules/pins.ts'
import { changeOf, foundOf, placementsOf, settledIn } from './rules/task.ts'
import * as store from './store.ts'

const isSystem = (actor: Actor) => actor.kind === 'system'
const subject = (run: Run) => ({ type: 'meeting_run', id: run.id, stationId: run.stationId })

/** Seconds a run may search, and the seed that makes it repeatable. */
export const RunInput = z.object({
  brokerageId: BrokerageId,
  scope: z.enum(scopes),
  seconds: z.coerce.number('kernel.field_number').int('kernel.field_number').min(1).max(600),
  seed: z.coerce
    .number('kernel.field_number')
    .int('kernel.field_number')
    .min(0)
    .max(2 ** 31 - 1),
})

/**
 * Asks for a run of the optimiser; the worker does it. One at a time for each brokerage.
 * Refuses: timetable.run_one_at_a_time, .too_early, .is_over, .pins_contradict; meetings.not_ready_… (no slots, tables …).
 */
export const startRun = command({
  name: 'meetings.start_run',
  input: RunInput,
  load: async (tx, { brokerageId }, { at }) => {
    const brokerage = await findBrokerage(tx, { brokerageId })
    if (!brokerage) throw notFound()
    const rows = await store.rowsOf(tx, brokerage, at)
    return {
      brokerage,
      rows,
      placements: await draftOf(tx, brokerageId),
      standing: await meetingsOf(tx, brokerageId, ['booked', 'proposed']),
      names: await namesOf(tx, rows.parties),
    }
  },
  allow: (actor, { brokerage }) => may.manage(actor, brokerage),
  decide: ({ brokerage, rows, placements, standing, names }, { scope, seed, seconds }, { actor, at }) => {
    // Both refuse what no run can begin with, before one is queued.
    const asked = problemOf(rows)
    mustStand('pin', contradictions(asked, placements, settledIn(standing, at)), (id) => {
      const name = names.get(id)
      return name ? displayName(name, 'en', { both: true }) : ''
    })
    return life.begin(brokerage, { scope, seed, seconds }, personIdOf(actor), at)
  },
  save: store.insertRun,
  announce: (run) => [facts.runWanted(run.id)],
  audit: subject,
})

/** Stops a run; the draft stays as it is. Refuses: timetable.run_over. */
export const cancelRun = command({
  name: 'meetings.cancel_run',
  input: z.object({ runId: RunId }),
  load: async (tx, { runId }) => {
    const run = await store.findRun(tx, runId, 'lock')
    if (!run) throw notFound()
    return run
  },
  allow: (actor, run) => may.manage(actor, run),
  decide: (run, _input, { at }) => life.stop(run, at),
  save: store.saveRun,
  audit: subject,
})

const OfWorker = z.object({ runId: RunId, worker: z.uuid() })

const lockRun = async (tx: Parameters<typeof store.findRun>[0], { runId }: { runId: RunId }) => {
  const run = await store.findRun(tx, runId, 'lock')
  if (!run) throw notFound()
  return run
}

/** `best` is what a worker before had come to, when it died or was stopped. */
export type Task = { run: Run; asked: Asked | null; placements: readonly Placement[]; best: Best | null }

/** A worker takes a run, with all it needs for it. Refuses: timetable.run_gone. */
export const takeRun = command({
  name: 'meetings.take_run',
  input: OfWorker,
  load: async (tx, input, { at }) => {
    const run = await lockRun(tx, input)
    const brokerage = await findBrokerage(tx, { brokerageId: run.brokerageId })
    if (!brokerage) throw notFound()
    return {
      run,
      rows: await store.rowsOf(tx, brokerage, at),
      placements: await draftOf(tx, brokerage.id),
      best: await store.bestOf(tx, run.id),
    }
  },
  allow: isSystem,
  decide: ({ run, rows, placements, best }, { worker }, { at }): Task => {
    const taken = life.take(run, worker, at)
    if (taken.state !== 'running') return { run: taken, asked: null, placements, best }
    const { asked } = askedOf(rows)
    // Otherwise it would wait for ever, and no other could begin.
    const so = asked ? taken : life.end(taken, worker, null, 'timetable.fault_changed', at)
    return { run: so, asked, placements, best }
  },
  save: (tx, { run }) => store.saveRun(tx, run),
})

/** The worker lives, this is how far it is, and the best plan where there is a better one. Refuses timetable.run_gone when the run is not its own any more. */
export const beatRun = command({
  name: 'meetings.beat_run',
  input: OfWorker.extend({
    progress: z.custom<Progress>().nullable(),
    best: z.custom<Best>().nullable().default(null),
  }),
  load: lockRun,
  allow: isSystem,
  decide: (run, { worker, progress, best }, { at }) => ({ run: life.beat(run, worker, progress, at), best }),
  save: async (tx, { run, best }) => {
    await store.saveRun(tx, run)
    if (best) await store.saveBest(tx, run.id, best)
  },
})

export const giveBackRun = command({
  name: 'meetings.give_back_run',
  input: OfWorker,
  load: lockRun,
  allow: isSystem,
  decide: (run, { worker }) => life.giveBack(run, worker),
  save: store.saveRun,
})

type Ended = { task: Task; answer: Answer | null; fault: string | null }

/**
 * What was found becomes the draft, in the moment in which the run is done: as far as it can stand by what is so then, not
 * by what was so when the search began.
 */
export const endRun = command({
  name: 'meetings.end_run',
  input: OfWorker.extend({ ended: z.custom<Ended>() }),
  load: async (tx, input, { at }) => {
    const run = await lockRun(tx, input)
    const brokerage = await findBrokerage(tx, { brokerageId: run.brokerageId }, 'lock')
    if (!brokerage) throw notFound()
    return {
      run,
      asked: askedOf(await store.rowsOf(tx, brokerage, at)).asked,
      settled: settledIn(await meetingsOf(tx, brokerage.id, ['booked', 'proposed']), at),
    }
  },
  allow: isSystem,
  decide: ({ run, asked, settled }, { worker, ended: { task, answer, fault } }, { at }) => {
    const found: Found | null = answer && task.asked ? foundOf(task.asked, answer) : null
    const plan = answer?.plan
    const planned = plan && task.asked ? placementsOf(task.asked, plan, task.placements) : null
    const begun = new Set(
      settled.filter(({ origin }) => origin === 'plan').map((each) => pairKey(each.a, each.b)),
    )
    const isBegun = ({ a, b }: Placement) => begun.has(pairKey(a, b))
    const open = planned?.filter((each) => !isBegun(each))
    const fits = open && fitting(asked, open, settled)
    // What has begun stays in the draft where it was.
    const draft = fits ? [...task.placements.filter(isBegun), ...fits] : null
    const unfit = (open?.length ?? 0) - (fits?.length ?? 0)
    const change = draft && { ...changeOf(task.placements, draft), ...(unfit > 0 && { unfit }) }
    return { run: life.end(run, worker, found, fault, at, change), draft }
  },
  save: async (tx, { run, draft }) => {
    await store.saveRun(tx, run)
    if (run.state === 'done' && draft) await store.writeDraft(tx, run, draft)
  },
  audit: ({ run }) => subject(run),
})

export const runsToTakeUp = query({
  name: 'meetings.silent_runs',
  input: z.object({}),
  load: (tx, _input, { at }) => store.silentRuns(tx, at),
  allow: isSystem,
})
