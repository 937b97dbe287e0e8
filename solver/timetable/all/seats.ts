import type { Plan, Problem, Start } from '../problem.ts'

/**
 * Tables for meetings whose slots are known: each slot by augmenting paths, pins first and kept, people at the table of
 * their meeting before where that is free. Null when a slot has no fitting table for all (then the slots were wrong).
 */
export function seat(problem: Problem, slotOf: Int32Array, start?: Start): Plan | null {
  const { wishes, tables, slots } = problem
  const tableOf = new Int32Array(wishes.length).fill(-1)
  const bySlot: number[][] = Array.from({ length: slots }, () => [])
  slotOf.forEach((slot, wish) => {
    if (slot >= 0) bySlot[slot]?.push(wish)
  })
  const last = new Int32Array(problem.people).fill(-1)
  for (const [slot, here] of bySlot.entries()) {
    const at = new Int32Array(tables.length).fill(-1)
    const pinned = (wish: number) => start?.pinned[wish] === 1 && (start.tableOf[wish] ?? -1) >= 0
    const fits = (wish: number, table: number) => {
      const place = tables[table]
      const kinds = wishes[wish]?.kinds
      if (!place || place.closed?.includes(slot) || (kinds && !kinds.includes(place.kind))) return false
      return !pinned(wish) || start?.tableOf[wish] === table
    }
    const sit = (wish: number, seen: Uint8Array): boolean => {
      const { a, b } = wishes[wish] ?? { a: -1, b: -1 }
      const wanted = [last[a] ?? -1, last[b] ?? -1].filter((table) => table >= 0)
      for (let step = 0; step < wanted.length + tables.length * 2; step += 1) {
        const round = step - wanted.length
        const table = round < 0 ? (wanted[step] as number) : round % tables.length
        const sitting = at[table] as number
        // First what is free, then what can be made free.
        if (round < tables.length ? sitting >= 0 : seen[table]) continue
        if (!fits(wish, table)) continue
        seen[table] = 1
        if (sitting >= 0 && !sit(sitting, seen)) continue
        at[table] = wish
        tableOf[wish] = table
        return true
      }
      return false
    }
    for (const wish of [...here].sort((left, right) => Number(pinned(right)) - Number(pinned(left))))
      if (!sit(wish, new Uint8Array(tables.length))) return null
    for (const wish of here)
      for (const person of [wishes[wish]?.a ?? 0, wishes[wish]?.b ?? 0])
        last[person] = tableOf[wish] as number
  }
  return { slotOf, tableOf }
}
