import { now } from '../clock.ts'
import type { Answer, Options, Problem, Reason } from '../problem.ts'
import { reason } from '../reason.ts'
import { faultsOf, measure } from '../verify.ts'
import { contradictions } from './contradictions.ts'
import { coreOf } from './core.ts'
import { Engine } from './engine.ts'
import { floorsOf, outlineOf } from './floors.ts'
import { priceBound } from './lagrange.ts'
import { foldMirror } from './mirror.ts'
import { type Model, modelOf } from './model.ts'
import { narrow, unfair } from './narrow.ts'
import { type Helper, helpers } from './pool.ts'
import { seat } from './seats.ts'
import { type Found, knownOf } from './task.ts'

/** Conflicts between two looks at the clock, the signal and the other threads: some twenty milliseconds. */
const slice = 150
/** Other threads are only started for what is not solved by then: most days are. */
const patience = 1500
const nobody = { plan: null, worth: null, bound: null, unplaced: [] }

/** What is known before any search: a proof that there is no plan, or where to search. */
function prepare(problem: Problem, fairness: number, start: Options['start']) {
  const first = contradictions(problem, start)
  if (first.length > 0) return { because: first }
  const model = modelOf(problem, start)
  const narrowed = narrow(model)
  if (narrowed.because) return { because: narrowed.because }
  const outline = outlineOf(model)
  const floors = floorsOf(model, outline)
  const known = knownOf(model, floors, fairness)
  const apart = unfair(model, floors, fairness, narrowed)
  if (apart.length > 0) return { because: apart }
  foldMirror(model)
  return { model, known, price: (floor: number) => priceBound(model, outline, floor, 300) }
}

/** Mode all: every wish placed, then the fewest breaks under the bound of fairness. The arguments have been checked. */
export async function solveAll(problem: Problem, options: Options): Promise<Answer> {
  const began = now()
  const fairness = options.fairness ?? Number.POSITIVE_INFINITY
  const ready = prepare(problem, fairness, options.start)
  if (ready.because)
    return { ...nobody, status: 'infeasible', because: ready.because, steps: 0, ms: now() - began }
  const { model, known, price } = ready
  const task = { model, known, fairness, seed: options.seed }
  const engine = new Engine({ ...task, side: 'below', lower: 0 })
  // What is solved at once needs neither clauses nor prices nor other threads; what a first slice solves, no prices.
  const { steps = slice } = options.budget
  for (const conflicts of steps > 0 ? [0, Math.min(slice, steps)] : [])
    if (!options.signal?.aborted) engine.slice(conflicts)
  if (!engine.done)
    engine.hear({ best: null, breaks: Number.POSITIVE_INFINITY, lower: price(engine.found.lower) })
  const crew = await search(problem, model, engine, options, began, () =>
    helpers({ ...task, lower: engine.found.lower }, options.threads ?? 1),
  )
  return answer(problem, engine.found, options, { steps: engine.conflicts + crew, ms: now() - began })
}

/** Runs slices until nothing is left to find or the budget ends; gives the conflicts of the other threads. */
async function search(
  problem: Problem,
  model: Model,
  engine: Engine,
  { budget, signal, progress, threads = 1, start }: Options,
  began: number,
  call: () => Helper[],
): Promise<number> {
  const { ms = Number.POSITIVE_INFINITY, steps = Number.POSITIVE_INFINITY } = budget
  // A budget of steps is for the same answer every time: other threads would race.
  const alone = threads === 1 || budget.steps !== undefined || model.meetings === 0
  let crew: Helper[] = []
  let told = { at: Number.NEGATIVE_INFINITY, breaks: Number.POSITIVE_INFINITY, lower: -1 }
  const tell = (at: number) => {
    const { best, breaks, lower } = engine.found
    if (!progress || !best || at - told.at < 100 || (breaks === told.breaks && lower === told.lower)) return
    const plan = seat(problem, best, start)
    if (plan) progress({ worth: measure(problem, plan), bound: lower, ms: at - began })
    told = { at, breaks, lower }
  }
  try {
    let at = now()
    while (!engine.done && !signal?.aborted && at - began < ms && engine.conflicts < steps) {
      if (!alone && crew.length === 0 && engine.conflicts >= patience) crew = call()
      engine.slice(Math.min(slice, steps - engine.conflicts))
      for (const helper of crew) helper.share(engine.found)
      // Others of this thread have their turn: the signal, messages of helpers, a server's requests.
      await new Promise<void>((next) => setImmediate(next))
      at = now()
      tell(at)
    }
    return crew.reduce((sum, helper) => sum + helper.conflicts, 0)
  } finally {
    for (const helper of crew) helper.stop()
  }
}

function answer(
  problem: Problem,
  { best, breaks, lower, impossible }: Found,
  { start, fairness }: Options,
  spent: { readonly steps: number; readonly ms: number },
): Answer {
  if (impossible) {
    const core = start ? [] : coreOf(problem)
    // Where a few people alone are in each other's way, fairness has no part in it.
    const because: Reason[] =
      core.length > 0 || fairness === undefined
        ? [...core, reason('proof.search', { conflicts: spent.steps })]
        : [reason('proof.search_fair', { conflicts: spent.steps, fairness })]
    return { ...nobody, status: 'infeasible', because, ...spent }
  }
  const plan = best && seat(problem, best, start)
  // Nothing is handed out that has not been looked at by the code which makes no plans.
  const asked = fairness === undefined ? { all: true } : { all: true, fairness }
  if (!plan || faultsOf(problem, plan, asked).length > 0)
    return { ...nobody, status: 'unknown', bound: lower, because: [], ...spent }
  const status = breaks <= lower ? 'optimal' : 'feasible'
  return { status, plan, worth: measure(problem, plan), bound: lower, because: [], unplaced: [], ...spent }
}
