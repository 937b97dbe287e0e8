// A thread of its own for one search: the process that serves pages keeps its event loop.
import { parentPort, workerData } from 'node:worker_threads'
import { calmed, explain, measure, moreWorth, solve } from '../../../solver/timetable/index.ts'
import type { Answer, Options, Plan, Problem, Progress } from '../../../solver/timetable/problem.ts'

/** What the thread is started with. */
export type Search = {
  problem: Problem
  options: Pick<Options, 'mode' | 'seed' | 'start' | 'threads'>
  /** Milliseconds of each part of the search; after each its plan is told, and the next goes on from it. */
  legs: readonly number[]
  /** 1 = may not move, whatever leg it is. */
  held: Uint8Array
  /** The draft, as far as it may move: what is worth no more elsewhere stays where people know it. Null = there is none. */
  before: Plan | null
}

/** What it says on the way: how far it is, the plan after each leg, and at last the answer. */
export type Told = { progress: Progress } | { plan: Plan; ms: number } | { answer: Answer }

const { problem, options, legs, held, before } = workerData as Search // given by search.ts, which starts nothing else here
const tell = (told: Told) => parentPort?.postMessage(told)

/** Of two answers to one problem the better plan, under the narrower bound of the two where both speak of as many musts. */
function better(before: Answer | null, after: Answer): Answer {
  if (!before?.worth || !before.plan) return after
  const kept = after.worth && moreWorth(after.worth, before.worth) >= 0 ? after : before
  const other = kept === after ? before : after
  if (kept.bound === null || other.bound === null || kept.worth?.musts !== other.worth?.musts) return kept
  const bound = Math.min(kept.bound, other.bound)
  const proved =
    bound <= (kept.worth?.weight ?? 0) && [before, after].some(({ status }) => status === 'optimal')
  return { ...kept, bound, status: proved ? 'optimal' : kept.status }
}

let reached: Answer | null = null
let spent = 0
for (const [index, ms] of legs.entries()) {
  const from = spent
  const start = reached?.plan ? { ...reached.plan, pinned: held } : options.start
  const answer = await solve(problem, {
    ...options,
    seed: options.seed + index,
    budget: { ms },
    ...(start ? { start } : {}),
    progress: ({ worth, bound, ms: now }) => tell({ progress: { worth, bound, ms: from + now } }),
  })
  reached = better(reached, answer)
  spent += ms
  if (reached.plan && index < legs.length - 1) tell({ plan: reached.plan, ms: spent })
}
/** The answer with as many meetings as possible where the draft had them. */
function settledDown(answer: Answer): Answer {
  if (!before || !answer.plan) return answer
  const plan = calmed(problem, before, answer.plan)
  return { ...answer, plan, worth: measure(problem, plan), unplaced: explain(problem, plan) }
}

if (reached) tell({ answer: settledDown(reached) })
