import { ShapeError } from './errors.ts'
import type { Options, Problem, Start } from './problem.ts'

const whole = (value: number, least: number, most = 2 ** 31 - 1) =>
  Number.isInteger(value) && value >= least && value <= most

function sized(code: string, array: { readonly length: number } | undefined, wanted: number): void {
  if (array && array.length !== wanted) throw new ShapeError(code, { size: array.length, wanted })
}

function checkStart(problem: Problem, start: Start): void {
  const { wishes, slots, tables } = problem
  sized('shape.start', start.slotOf, wishes.length)
  sized('shape.start', start.tableOf, wishes.length)
  sized('shape.start', start.pinned, wishes.length)
  for (let wish = 0; wish < wishes.length; wish += 1) {
    const slot = start.slotOf[wish] ?? -1
    const table = start.tableOf[wish] ?? -1
    if (!whole(slot, -1, slots - 1)) throw new ShapeError('shape.start_slot', { wish, value: slot })
    if (!whole(table, -1, tables.length - 1)) throw new ShapeError('shape.start_slot', { wish, value: table })
  }
}

function checkTables({ tables, wishes, slots }: Problem): void {
  if (tables.length === 0 && wishes.length > 0) throw new ShapeError('tables.none')
  tables.forEach(({ kind, closed }, table) => {
    if (!whole(kind, 0)) throw new ShapeError('tables.kind', { table })
    if (closed && !closed.every((slot) => whole(slot, 0, slots - 1)))
      throw new ShapeError('tables.closed', { table })
  })
}

function checkWishes({ wishes, people, slots }: Problem): void {
  wishes.forEach(({ a, b, weight, within, fixed, kinds }, wish) => {
    if (!whole(a, 0, people - 1) || !whole(b, 0, people - 1)) throw new ShapeError('wish.person', { wish })
    if (a === b) throw new ShapeError('wish.self', { wish, person: a })
    if (!whole(weight, 0, 1_000_000)) throw new ShapeError('wish.weight', { wish })
    if (within && !within.every((slot) => whole(slot, 0, slots - 1)))
      throw new ShapeError('wish.slot', { wish })
    if (fixed !== undefined && !whole(fixed, 0, slots - 1)) throw new ShapeError('wish.slot', { wish })
    if (kinds && (kinds.length === 0 || !kinds.every((kind) => whole(kind, 0))))
      throw new ShapeError('wish.kind', { wish })
  })
}

/**
 * Refuses what cannot be looked at, before anything runs: throws ShapeError for the first fault found.
 * That a well-shaped problem contradicts itself (two fixed meetings of one person in one slot) is not a fault of shape:
 * mode all answers `infeasible` with that reason, mode best leaves one of them out.
 */
export function checkProblem(problem: Problem): void {
  const { people, slots, free, most, delegates, newcomer, wishes, precedes } = problem
  if (!whole(people, 0)) throw new ShapeError('shape.people', { value: people })
  if (!whole(slots, 1, 10_000)) throw new ShapeError('shape.slots', { value: slots })
  sized('shape.free', free, people * slots)
  sized('shape.most', most, people)
  sized('shape.delegates', delegates, people)
  sized('shape.newcomer', newcomer, people)
  checkTables(problem)
  checkWishes(problem)
  precedes.forEach(([earlier, later], order) => {
    if (!whole(earlier, 0, wishes.length - 1) || !whole(later, 0, wishes.length - 1))
      throw new ShapeError('precedes.wish', { order })
    if (earlier === later) throw new ShapeError('precedes.self', { wish: earlier })
  })
}

/** Refuses options that say nothing or disagree with the problem: throws ShapeError. */
export function checkOptions(problem: Problem, options: Options): void {
  const { budget, fairness, threads, seed, start } = options
  if (budget.ms === undefined && budget.steps === undefined) throw new ShapeError('options.budget')
  if ((budget.ms ?? 0) < 0 || (budget.steps ?? 0) < 0) throw new ShapeError('options.budget')
  if (Number.isNaN(budget.ms) || Number.isNaN(budget.steps)) throw new ShapeError('options.budget')
  if (fairness !== undefined && !whole(fairness, 0)) throw new ShapeError('options.fairness')
  if (threads !== undefined && !whole(threads, 1, 64)) throw new ShapeError('options.threads')
  if (!Number.isInteger(seed)) throw new ShapeError('options.seed')
  if (start) checkStart(problem, start)
}
