import { now } from '../clock.ts'
import type { Answer, Options, Problem } from '../problem.ts'
import { contradictions } from './contradictions.ts'

/** Mode all: every wish placed, then the fewest breaks under the bound of fairness. The arguments have been checked. */
export async function solveAll(problem: Problem, _options: Options): Promise<Answer> {
  const began = now()
  const because = contradictions(problem)
  const nothing = { plan: null, worth: null, bound: null, unplaced: [], steps: 0 }
  if (because.length > 0) return { ...nothing, status: 'infeasible', because, ms: now() - began }
  return { ...nothing, status: 'unknown', because: [], ms: now() - began }
}
