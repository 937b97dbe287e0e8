import type { Plan, Problem, Wish } from '../problem.ts'

/** A wish that says no more than it has to. */
export const wish = (a: number, b: number, more: Partial<Wish> = {}): Wish => ({
  a,
  b,
  weight: 1,
  must: false,
  ...more,
})

/** A small problem: everybody free in each slot, two tables alike, unless said otherwise. */
export function problem(more: Partial<Problem> = {}): Problem {
  const people = more.people ?? 4
  const slots = more.slots ?? 3
  return {
    people,
    slots,
    free: new Uint8Array(people * slots).fill(1),
    tables: [{ kind: 0 }, { kind: 0 }],
    wishes: [],
    precedes: [],
    ...more,
  }
}

/** A plan by [slot, table] of each wish; null = not placed. */
export const plan = (...places: readonly (readonly [number, number] | null)[]): Plan => ({
  slotOf: Int32Array.from(places, (place) => place?.[0] ?? -1),
  tableOf: Int32Array.from(places, (place) => place?.[1] ?? -1),
})

/** Who is away when: everybody else is free. */
export function awayAt(people: number, slots: number, away: readonly (readonly [number, number])[]) {
  const free = new Uint8Array(people * slots).fill(1)
  for (const [person, slot] of away) free[person * slots + slot] = 0
  return free
}
