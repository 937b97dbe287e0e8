import { solveAll } from './all/index.ts'
import { solveBest } from './best/index.ts'
import { checkOptions, checkProblem } from './check.ts'
import type { Answer, Options, Problem } from './problem.ts'

export { type Relaxation, relaxationOf } from './best/relaxation.ts'
export { checkOptions, checkProblem } from './check.ts'
export * from './constraints/index.ts'
export { ShapeError } from './errors.ts'
export { FormatError, type Instance, instanceFields, problemOf, readInstance } from './formats/instance.ts'
export { readWeighted, unknownFields, type Weighted } from './formats/weighted.ts'
export type {
  Answer,
  Mode,
  Options,
  Plan,
  Problem,
  Progress,
  Reason,
  Start,
  Status,
  Table,
  Wish,
  Worth,
} from './problem.ts'
export { rules } from './sentences/rules.ts'
export type { Sentence } from './sentences/sentence.ts'
export { sentence, sentences } from './sentences.ts'
export { faultsOf, measure } from './verify.ts'

/**
 * Makes a timetable of 1:1 meetings: who meets whom in which slot at which table.
 * Shape   people × slots in `free` (1 = can meet), row by person; wishes by index; see problem.ts.
 * Units   slot = index in order of time; budget = ms of wall time or steps of search; weight = whole number from 0.
 * Holds   mode all: every wish placed, nobody twice in a slot, tables enough in each, sessions, order, then the fewest
 *         breaks under the bound of fairness. Mode best: the hard rules; then most musts, weight, newcomers with a meeting,
 *         few breaks, fairness, few changes of table. `optimal` and `infeasible` are said only when proved.
 * Same    for the same problem, seed and steps the same answer, in one thread; with more threads or a budget of ms the
 *         first to prove wins, and plans of the same worth may differ.
 * Throws  ShapeError when the problem or the options cannot be looked at. No plan is not an error: see `status`.
 * Source  Bofill et al., JAIR 74 (2022) for mode all; docs/decisions/0004 for the methods.
 */
export async function solve(problem: Problem, options: Options): Promise<Answer> {
  checkProblem(problem)
  checkOptions(problem, options)
  return options.mode === 'best' ? solveBest(problem, options) : solveAll(problem, options)
}
