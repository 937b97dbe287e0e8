import { delegatesOf, mostOf } from '../constraints/board.ts'
import type { Problem } from '../problem.ts'

/** A must is worth more than all weights together, and a newcomer's first meeting less than any difference of weight. */
export const worthOfMust = 2 ** 40
export const worthOfFirst = 2 ** -4
export const worthOfPlace = 2 ** -10

/** A problem as typed arrays, made once for a search. */
export type Model = {
  readonly problem: Problem
  readonly people: number
  readonly slots: number
  readonly wishes: number
  readonly a: Int32Array
  readonly b: Int32Array
  /** What placing each wish is worth by itself, as one number: musts, then weight, then being placed at all. */
  readonly value: Float64Array
  /** Slots of each wish: `slot[from[w]] … slot[from[w + 1] − 1]`, in order of time. */
  readonly from: Int32Array
  readonly slot: Uint16Array
  /** Wishes of each person: `mine[first[p]] …`. */
  readonly first: Int32Array
  readonly mine: Int32Array
  /** Seats: a person's in slot s are `seat[p] + s × delegates[p]` and on. */
  readonly seat: Int32Array
  readonly seats: number
  readonly delegates: Uint8Array
  readonly most: Int32Array
  /** Tables: which kinds there are, which class of kinds each wish will do with, and how many stand open. */
  readonly kinds: number
  readonly classes: number
  readonly classOf: Int32Array
  /** classes × kinds: 1 = will do. */
  readonly does: Uint8Array
  /** slots × kinds. */
  readonly open: Int32Array
  /** Pairs of order by wish: `order[orderFrom[w]] …`, the other wish + 1, negative when the other has to be earlier. */
  readonly orderFrom: Int32Array
  readonly order: Int32Array
  readonly newcomer: Uint8Array | null
}

/** From counts at i + 1 to starts: what a list in one array needs. */
export function heap(counts: Int32Array): Int32Array {
  for (let i = 1; i < counts.length; i += 1) counts[i] = (counts[i] ?? 0) + (counts[i - 1] ?? 0)
  return counts
}

function tablesOf(problem: Problem) {
  const codes = new Map<number, number>()
  for (const { kind } of problem.tables) if (!codes.has(kind)) codes.set(kind, codes.size)
  const kinds = codes.size
  const open = new Int32Array(problem.slots * kinds)
  for (const { kind, closed } of problem.tables) {
    const code = codes.get(kind) ?? 0
    const shut = new Set(closed ?? [])
    for (let slot = 0; slot < problem.slots; slot += 1)
      if (!shut.has(slot)) open[slot * kinds + code] = (open[slot * kinds + code] ?? 0) + 1
  }
  const classes = new Map<string, number>()
  const rows: number[][] = []
  const classOf = Int32Array.from(problem.wishes, ({ kinds: wanted }) => {
    const row = [...codes].map(([kind]) => (!wanted || wanted.includes(kind) ? 1 : 0))
    const key = row.join('')
    const known = classes.get(key)
    if (known !== undefined) return known
    classes.set(key, rows.length)
    rows.push(row)
    return rows.length - 1
  })
  return { kinds, classes: rows.length, classOf, does: Uint8Array.from(rows.flat()), open }
}

function slotsOf(problem: Problem, tables: ReturnType<typeof tablesOf>) {
  const { slots, free, wishes } = problem
  const { kinds, does, open, classes } = tables
  // Slots in which a class of kinds has any table at all.
  const some = new Uint8Array(classes * slots)
  for (let row = 0; row < classes; row += 1)
    for (let slot = 0; slot < slots; slot += 1)
      for (let kind = 0; kind < kinds; kind += 1)
        if (does[row * kinds + kind] && (open[slot * kinds + kind] ?? 0) > 0) some[row * slots + slot] = 1
  const allowed = new Uint8Array(slots)
  const from = new Int32Array(wishes.length + 1)
  let list = new Uint16Array(Math.max(16, wishes.length * 4))
  let length = 0
  for (const [wish, { a, b, within, fixed }] of wishes.entries()) {
    allowed.fill(within || fixed !== undefined ? 0 : 1)
    if (within) for (const slot of within) allowed[slot] = 1
    if (fixed !== undefined) {
      const stays = !within || within.includes(fixed)
      allowed.fill(0)
      if (stays) allowed[fixed] = 1
    }
    const row = (tables.classOf[wish] ?? 0) * slots
    if (length + slots > list.length) {
      const longer = new Uint16Array(list.length * 2 + slots)
      longer.set(list)
      list = longer
    }
    for (let slot = 0; slot < slots; slot += 1)
      if (allowed[slot] && free[a * slots + slot] === 1 && free[b * slots + slot] === 1 && some[row + slot]) {
        list[length] = slot
        length += 1
      }
    from[wish + 1] = length
  }
  return { from, slot: list.slice(0, length) }
}

function ordersOf({ wishes, precedes }: Problem) {
  const orderFrom = new Int32Array(wishes.length + 1)
  for (const pair of precedes) for (const wish of pair) orderFrom[wish + 1] = (orderFrom[wish + 1] ?? 0) + 1
  heap(orderFrom)
  const next = orderFrom.slice()
  const order = new Int32Array(2 * precedes.length)
  const put = (wish: number, what: number) => {
    order[next[wish] ?? 0] = what
    next[wish] = (next[wish] ?? 0) + 1
  }
  for (const [earlier, later] of precedes) {
    put(earlier, later + 1)
    put(later, -(earlier + 1))
  }
  return { orderFrom, order }
}

/** Lays a problem out for the search. Costs one pass over wishes × slots. */
export function modelOf(problem: Problem): Model {
  const { people, slots, wishes } = problem
  const tables = tablesOf(problem)
  const first = new Int32Array(people + 1)
  for (const { a, b } of wishes) {
    first[a + 1] = (first[a + 1] ?? 0) + 1
    first[b + 1] = (first[b + 1] ?? 0) + 1
  }
  heap(first)
  const next = first.slice()
  const mine = new Int32Array(2 * wishes.length)
  for (const [wish, { a, b }] of wishes.entries())
    for (const person of [a, b]) {
      mine[next[person] ?? 0] = wish
      next[person] = (next[person] ?? 0) + 1
    }
  const delegates = Uint8Array.from({ length: people }, (_, person) => delegatesOf(problem, person))
  const seat = new Int32Array(people + 1)
  for (let person = 0; person < people; person += 1) seat[person + 1] = (delegates[person] ?? 0) * slots
  heap(seat)
  return {
    problem,
    people,
    slots,
    wishes: wishes.length,
    a: Int32Array.from(wishes, ({ a }) => a),
    b: Int32Array.from(wishes, ({ b }) => b),
    value: Float64Array.from(wishes, ({ weight, must }) => weight + (must ? worthOfMust : 0) + worthOfPlace),
    ...slotsOf(problem, tables),
    first,
    mine,
    seat,
    seats: seat[people] ?? 0,
    delegates,
    most: Int32Array.from({ length: people }, (_, person) => mostOf(problem, person)),
    ...tables,
    ...ordersOf(problem),
    newcomer: problem.newcomer ?? null,
  }
}
