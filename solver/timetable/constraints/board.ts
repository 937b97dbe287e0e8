import type { Plan, Problem } from '../problem.ts'

/** A plan laid out so that each rule can be asked at the cost of a few look-ups. Made in one pass over the wishes. */
export type Board = {
  readonly problem: Problem
  readonly plan: Plan
  /** 1 = this wish keeps its slot and table. */
  readonly pinned: Uint8Array | null
  /** Wishes of each person: `mine[first[p]] … mine[first[p + 1] − 1]`, in the order of the wishes. */
  readonly first: Int32Array
  readonly mine: Int32Array
  /** S × tables: the wish that sits there, −1 = nobody. */
  readonly at: Int32Array
  /** Pairs of `precedes` that a wish is in. */
  readonly orders: ReadonlyMap<number, readonly (readonly [number, number])[]>
}

type People = Pick<Board, 'first' | 'mine' | 'orders'>

// The part that depends on the problem alone, which is never written to.
const known = new WeakMap<Problem, People>()

function peopleOf(problem: Problem): People {
  const before = known.get(problem)
  if (before) return before
  const { wishes, people } = problem
  const first = new Int32Array(people + 1)
  for (const { a, b } of wishes) {
    first[a + 1] = (first[a + 1] ?? 0) + 1
    first[b + 1] = (first[b + 1] ?? 0) + 1
  }
  for (let p = 0; p < people; p += 1) first[p + 1] = (first[p + 1] ?? 0) + (first[p] ?? 0)
  const next = first.slice(0, people)
  const mine = new Int32Array(2 * wishes.length)
  for (const [wish, { a, b }] of wishes.entries())
    for (const person of [a, b]) {
      const place = next[person] ?? 0
      mine[place] = wish
      next[person] = place + 1
    }
  const orders = new Map<number, (readonly [number, number])[]>()
  for (const pair of problem.precedes)
    for (const wish of pair) {
      const pairs = orders.get(wish)
      if (pairs) pairs.push(pair)
      else orders.set(wish, [pair])
    }
  const made = { first, mine, orders }
  known.set(problem, made)
  return made
}

/** Lays out a plan. The plan is read here once: lay it out again after it has changed. */
export function boardOf(problem: Problem, plan: Plan, pinned?: Uint8Array): Board {
  const tables = problem.tables.length
  const at = new Int32Array(problem.slots * tables).fill(-1)
  for (let wish = 0; wish < problem.wishes.length; wish += 1) {
    const slot = slotOf(plan, wish)
    const table = tableOf(plan, wish)
    if (slot >= 0 && slot < problem.slots && table >= 0 && table < tables) at[slot * tables + table] = wish
  }
  return { problem, plan, pinned: pinned ?? null, at, ...peopleOf(problem) }
}

export const slotOf = (plan: Plan, wish: number) => plan.slotOf[wish] ?? -1
export const tableOf = (plan: Plan, wish: number) => plan.tableOf[wish] ?? -1
export const isFree = (problem: Problem, person: number, slot: number) =>
  slot >= 0 && slot < problem.slots && problem.free[person * problem.slots + slot] === 1
export const delegatesOf = (problem: Problem, person: number) => problem.delegates?.[person] ?? 1
export const mostOf = (problem: Problem, person: number) =>
  problem.most?.[person] ?? problem.slots * delegatesOf(problem, person)

/** The slots a wish may be in by itself: its session, its fixed slot, both people free. In order of time. */
export function slotsFor(problem: Problem, wish: number): number[] {
  const it = problem.wishes[wish]
  if (!it) return []
  const allowed = it.fixed === undefined ? it.within : [it.fixed]
  const within = allowed ? new Set(allowed) : null
  const slots: number[] = []
  for (let slot = 0; slot < problem.slots; slot += 1)
    if (
      (!within || within.has(slot)) &&
      (!it.within || it.within.includes(slot)) &&
      isFree(problem, it.a, slot) &&
      isFree(problem, it.b, slot)
    )
      slots.push(slot)
  return slots
}

/** Whether a table is of a kind that will do for a wish. */
export const fits = (problem: Problem, wish: number, table: number) => {
  const kinds = problem.wishes[wish]?.kinds
  const kind = problem.tables[table]?.kind
  return kind !== undefined && (!kinds || kinds.includes(kind))
}

export const isOpen = (problem: Problem, table: number, slot: number) =>
  !problem.tables[table]?.closed?.includes(slot)

/** The meetings of a person in one slot, the wish itself left out. */
export function meetingsIn(board: Board, person: number, slot: number, except: number): number[] {
  const found: number[] = []
  for (let i = board.first[person] ?? 0; i < (board.first[person + 1] ?? 0); i += 1) {
    const wish = board.mine[i] ?? -1
    if (wish !== except && slotOf(board.plan, wish) === slot) found.push(wish)
  }
  return found
}
