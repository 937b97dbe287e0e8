import type { Start } from '../problem.ts'
import type { Model } from './model.ts'
import type { State } from './state.ts'

/** Tables by the code of their kind, and whether each is closed in each slot. */
function tablesOf({ problem, slots }: Model) {
  const codes = new Map<number, number>()
  for (const { kind } of problem.tables) if (!codes.has(kind)) codes.set(kind, codes.size)
  const closed = new Uint8Array(problem.tables.length * slots)
  for (const [table, each] of problem.tables.entries())
    for (const slot of each.closed ?? []) closed[table * slots + slot] = 1
  return { kindOf: Int32Array.from(problem.tables, ({ kind }) => codes.get(kind) ?? 0), closed }
}

/** The meetings of each slot, those of the busiest person first, so that hosts keep their tables. */
function bySlot(state: State): number[][] {
  const { a, b, wishes, slots } = state.model
  const rows: number[][] = Array.from({ length: slots }, () => [])
  for (let wish = 0; wish < wishes; wish += 1) {
    const slot = state.slotOf[wish] as number
    if (slot >= 0) rows[slot]?.push(wish)
  }
  const busy = (wish: number) =>
    Math.max(state.count[a[wish] as number] as number, state.count[b[wish] as number] as number)
  for (const row of rows) row.sort((x, y) => busy(y) - busy(x) || x - y)
  return rows
}

/**
 * A table for each meeting, once slots stand: of the kind it was matched to and open. Pins and, where there is a plan to
 * start from, meetings that have not moved keep theirs; the others take a table that one of the two sat at last, the
 * busier one's first. Then two meetings of a slot change tables wherever that saves somebody a change.
 */
export function seat(state: State, start: Start | null): Int32Array {
  const { model } = state
  const { a, b, slots } = model
  const { kindOf, closed } = tablesOf(model)
  const tables = kindOf.length
  const tableOf = new Int32Array(model.wishes).fill(-1)
  const last = new Int32Array(model.people).fill(-1)
  const rows = bySlot(state)
  const taken = new Int32Array(tables)
  for (const [slot, row] of rows.entries()) {
    taken.fill(-1)
    const kept = new Set<number>()
    const fits = (wish: number, table: number) =>
      table >= 0 &&
      (taken[table] as number) < 0 &&
      !closed[table * slots + slot] &&
      (model.kinds === 1 || kindOf[table] === state.tables.kindAt(wish))
    const sit = (wish: number, table: number) => {
      taken[table] = wish
      tableOf[wish] = table
      kept.add(wish)
    }
    for (const pins of [true, false])
      for (const wish of row) {
        const table = start?.slotOf[wish] === slot ? (start.tableOf[wish] as number) : -1
        if (!kept.has(wish) && (!pins || state.pinned[wish]) && fits(wish, table)) sit(wish, table)
      }
    for (const wish of row) {
      if (kept.has(wish)) continue
      const [one, other] = [a[wish] as number, b[wish] as number]
      const first = (state.count[one] as number) >= (state.count[other] as number) ? one : other
      const second = first === one ? other : one
      for (const person of [first, second])
        if (!kept.has(wish) && fits(wish, last[person] as number)) sit(wish, last[person] as number)
    }
    const next = new Int32Array(Math.max(1, model.kinds))
    for (const wish of row) {
      if (kept.has(wish)) continue
      const kind = model.kinds === 1 ? 0 : state.tables.kindAt(wish)
      let table = next[kind] as number
      while (table < tables && !fits(wish, table)) table += 1
      next[kind] = table
      if (table >= tables) throw new Error('a meeting has no table')
      sit(wish, table)
    }
    for (const wish of row) {
      last[a[wish] as number] = tableOf[wish] as number
      last[b[wish] as number] = tableOf[wish] as number
    }
  }
  if (!start) settle(state, rows, tableOf, { closed, kindOf })
  return tableOf
}

/** Where each person sits in each slot, −1 = nowhere (of several delegates, the last written). */
function layOut(state: State, tableOf: Int32Array): Int32Array {
  const { a, b, slots, people, wishes } = state.model
  const tableAt = new Int32Array(people * slots).fill(-1)
  for (let wish = 0; wish < wishes; wish += 1) {
    const slot = state.slotOf[wish] as number
    if (slot < 0) continue
    tableAt[(a[wish] as number) * slots + slot] = tableOf[wish] as number
    tableAt[(b[wish] as number) * slots + slot] = tableOf[wish] as number
  }
  return tableAt
}

function neighbour(tableAt: Int32Array, row: number, slot: number, way: number, slots: number): number {
  for (let s = slot + way; s >= 0 && s < slots; s += way)
    if ((tableAt[row + s] as number) >= 0) return tableAt[row + s] as number
  return -1
}

/** Changes of table that a person has around a slot if they sit at this table there. */
function changes(tableAt: Int32Array, person: number, slot: number, table: number, slots: number): number {
  const before = neighbour(tableAt, person * slots, slot, -1, slots)
  const after = neighbour(tableAt, person * slots, slot, 1, slots)
  return (before >= 0 && before !== table ? 1 : 0) + (after >= 0 && after !== table ? 1 : 0)
}

function settle(
  state: State,
  rows: readonly (readonly number[])[],
  tableOf: Int32Array,
  tables: { readonly closed: Uint8Array; readonly kindOf: Int32Array },
): void {
  const { a, b, slots, delegates } = state.model
  if (delegates.some((wide) => wide > 1)) return
  const tableAt = layOut(state, tableOf)
  const at = new Int32Array(tables.kindOf.length)
  const both = (wish: number, slot: number, table: number) =>
    changes(tableAt, a[wish] as number, slot, table, slots) +
    changes(tableAt, b[wish] as number, slot, table, slots)
  const sit = (wish: number, slot: number, table: number) => {
    tableOf[wish] = table
    tableAt[(a[wish] as number) * slots + slot] = table
    tableAt[(b[wish] as number) * slots + slot] = table
    at[table] = wish
  }
  for (let round = 0; round < 3; round += 1)
    for (const [slot, row] of rows.entries()) {
      at.fill(-1)
      for (const wish of row) at[tableOf[wish] as number] = wish
      for (const wish of row) {
        if (state.pinned[wish]) continue
        const now = tableOf[wish] as number
        const here = both(wish, slot, now)
        if (here === 0) continue
        for (const person of [a[wish] as number, b[wish] as number])
          for (const way of [-1, 1]) {
            const table = neighbour(tableAt, person * slots, slot, way, slots)
            if (table < 0 || table === tableOf[wish] || tableOf[wish] !== now) continue
            if (tables.closed[table * slots + slot] || tables.kindOf[table] !== tables.kindOf[now]) continue
            const other = at[table] as number
            if (other >= 0 && state.pinned[other]) continue
            const saved =
              here -
              both(wish, slot, table) +
              (other >= 0 ? both(other, slot, table) - both(other, slot, now) : 0)
            if (saved <= 0) continue
            at[now] = -1
            if (other >= 0) sit(other, slot, now)
            sit(wish, slot, table)
          }
      }
    }
}
