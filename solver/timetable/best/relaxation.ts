import type { Problem } from '../problem.ts'
import { type Model, modelOf } from './model.ts'

/**
 * The linear relaxation of mode best, for any LP solver: maximise `cost` over columns from 0 to 1 with each row at most
 * its limit. A column is a wish in one of its slots; rows are the wish itself, each person's seats in a slot, each slot's
 * tables (of each class of kinds), and each person's most. Order is left out, so its optimum is never below a plan's.
 */
export type Relaxation = {
  readonly columns: number
  readonly rows: number
  readonly weight: Float64Array
  readonly must: Uint8Array
  readonly limit: Float64Array
  /** Rows of each column: `row[start[c]] … row[start[c + 1] − 1]`, all with factor 1. */
  readonly start: Int32Array
  readonly row: Int32Array
}

/** Which classes of kinds hold another whole, and how many tables of a class are open in each slot. */
export function classesOf(model: Model) {
  const { classes, kinds, does, open, slots } = model
  const inside = (one: number, other: number) => {
    for (let kind = 0; kind < kinds; kind += 1)
      if (does[one * kinds + kind] && !does[other * kinds + kind]) return false
    return true
  }
  const holders = Array.from({ length: classes }, (_, one) =>
    Array.from({ length: classes }, (__, other) => other).filter((other) => inside(one, other)),
  )
  const room = new Int32Array(classes * slots)
  for (let row = 0; row < classes; row += 1)
    for (let slot = 0; slot < slots; slot += 1)
      for (let kind = 0; kind < kinds; kind += 1)
        if (does[row * kinds + kind])
          room[row * slots + slot] = (room[row * slots + slot] ?? 0) + (open[slot * kinds + kind] ?? 0)
  return { holders, room }
}

/** Lays out the relaxation. Rows that could never bind are not left out: the solver's presolve finds them. */
export function relaxationOf(problem: Problem): Relaxation {
  const model = modelOf(problem)
  const { wishes, people, slots, classes, delegates, from, slot: slotAt } = model
  const { holders, room } = classesOf(model)
  const columns = from[wishes] ?? 0
  const rowOfSeat = wishes
  const rowOfTables = rowOfSeat + people * slots
  const rowOfMost = rowOfTables + classes * slots
  const rows = rowOfMost + (problem.most ? people : 0)
  const limit = new Float64Array(rows).fill(1)
  for (let person = 0; person < people; person += 1) {
    limit.fill(delegates[person] ?? 1, rowOfSeat + person * slots, rowOfSeat + (person + 1) * slots)
    if (problem.most) limit[rowOfMost + person] = problem.most[person] ?? 0
  }
  for (let i = 0; i < classes * slots; i += 1) limit[rowOfTables + i] = room[i] ?? 0
  const start = new Int32Array(columns + 1)
  const row: number[] = []
  const weight = new Float64Array(columns)
  const must = new Uint8Array(columns)
  for (const [wish, { a, b, weight: worth, must: first }] of problem.wishes.entries())
    for (let column = from[wish] ?? 0; column < (from[wish + 1] ?? 0); column += 1) {
      const slot = slotAt[column] ?? 0
      weight[column] = worth
      must[column] = first ? 1 : 0
      row.push(wish, rowOfSeat + a * slots + slot, rowOfSeat + b * slots + slot)
      for (const holder of holders[model.classOf[wish] ?? 0] ?? [])
        row.push(rowOfTables + holder * slots + slot)
      if (problem.most) row.push(rowOfMost + a, rowOfMost + b)
      start[column + 1] = row.length
    }
  return { columns, rows, weight, must, limit, start, row: Int32Array.from(row) }
}
