import { explain } from '../constraints/index.ts'
import type { Answer, Options, Plan, Problem, Start, Worth } from '../problem.ts'
import { measure } from '../verify.ts'
import { begin, withPins } from './begin.ts'
import { modelOf } from './model.ts'
import { Pace } from './pace.ts'
import { Proof } from './proof.ts'
import { search } from './search.ts'
import { seat } from './seats.ts'
import { sortWishes } from './sorted.ts'
import { State } from './state.ts'

/**
 * Mode best: what is worth most is placed. Never infeasible: a plan that leaves everything out is a plan. The arguments
 * have been checked; throws ShapeError when pins contradict each other or a rule.
 */
export async function solveBest(problem: Problem, asked: Options): Promise<Answer> {
  const options = inTime(problem, asked)
  const pace = new Pace(options)
  const sorted = sortWishes(problem, options.start)
  const { start } = sorted
  const model = modelOf(withPins(sorted.problem, start))
  const state = new State(model)
  if (start) begin(state, start)
  const proof = new Proof(model, sorted.problem)
  const told = (worth: Worth) => options.progress?.({ worth, bound: proof.weight(worth.musts), ms: pace.ms })
  await search(state, proof, pace, options, start, told)
  const plan = sorted.back(planOf(state, start))
  const worth = measure(problem, plan)
  const bound = proof.weight(worth.musts)
  return {
    status: proof.musts <= worth.musts && bound <= worth.weight ? 'optimal' : 'feasible',
    plan,
    worth,
    bound,
    because: [],
    unplaced: explain(problem, plan),
    steps: pace.steps,
    ms: pace.ms,
  }
}

/** Tables, and why each wish is left out, come after the search: a sixth of the time at most is kept for them. */
function inTime({ wishes }: Problem, options: Options): Options {
  const { ms } = options.budget
  if (ms === undefined) return options
  return { ...options, budget: { ...options.budget, ms: ms - Math.min(ms / 6, wishes.length / 40) } }
}

const planOf = (state: State, start: Start | null): Plan => ({
  slotOf: state.slotOf.slice(),
  tableOf: seat(state, start),
})
