import type { Plan, Problem, Reason } from '../problem.ts'
import { reason } from '../reason.ts'
import { delegatesOf, isOpen, mostOf, slotOf, slotsFor, tableOf } from './board.ts'

// A must counts as this much weight: more than the few meetings that one wish could ever push out.
const must = 1e9

/** Who sits where, summed up once so that each wish is explained at the cost of its slots. */
function summed(problem: Problem, plan: Plan) {
  const { people, slots, wishes, tables } = problem
  const cheapest = new Int32Array(people * slots).fill(-1)
  const count = new Uint8Array(people * slots)
  const placed = new Int32Array(people)
  const least = new Float64Array(people).fill(Number.POSITIVE_INFINITY)
  const seated = new Int32Array(slots * tables.length).fill(-1)
  /** Pairs that sit together in a slot: another wish of the same two is then stopped twice by one meeting. */
  const together = new Set<number>()
  const pairIn = (a: number, b: number, slot: number) =>
    (Math.min(a, b) * people + Math.max(a, b)) * slots + slot
  const value = (wish: number) => (wishes[wish]?.weight ?? 0) + (wishes[wish]?.must ? must : 0)
  for (const [wish, { a, b }] of wishes.entries()) {
    const slot = slotOf(plan, wish)
    if (slot < 0) continue
    seated[slot * tables.length + tableOf(plan, wish)] = wish
    together.add(pairIn(a, b, slot))
    for (const person of [a, b]) {
      const cell = person * slots + slot
      const other = cheapest[cell] ?? -1
      if (other < 0 || value(wish) < value(other)) cheapest[cell] = wish
      count[cell] = (count[cell] ?? 0) + 1
      placed[person] = (placed[person] ?? 0) + 1
      least[person] = Math.min(least[person] ?? 0, value(wish))
    }
  }
  // By the kinds that will do, and by slot.
  const rooms = new Map<string, { open: number; free: number; least: number }[]>()
  /** Tables of a wish's kinds in a slot: how many are open, how many free, the least that sits at one. */
  const room = (wish: number, slot: number) => {
    const wanted = wishes[wish]?.kinds
    const key = wanted ? [...wanted].sort().join() : ''
    const known = rooms.get(key) ?? []
    const before = known[slot]
    if (before) return before
    const now = { open: 0, free: 0, least: Number.POSITIVE_INFINITY }
    for (const [table, { kind }] of tables.entries()) {
      if ((wanted && !wanted.includes(kind)) || !isOpen(problem, table, slot)) continue
      const there = seated[slot * tables.length + table] ?? -1
      now.open += 1
      if (there < 0) now.free += 1
      else now.least = Math.min(now.least, value(there))
    }
    known[slot] = now
    rooms.set(key, known)
    return now
  }
  const orders = new Map<number, (readonly [number, number])[]>()
  for (const pair of problem.precedes)
    for (const wish of pair) orders.set(wish, [...(orders.get(wish) ?? []), pair])
  const sitTogether = (a: number, b: number, slot: number) => together.has(pairIn(a, b, slot))
  return { cheapest, count, placed, least, room, value, orders, sitTogether }
}

type Sums = ReturnType<typeof summed>

/** A wish that has no slot at all, whatever else is planned: why. */
function neverPossible(problem: Problem, wish: number): Reason[] {
  const it = problem.wishes[wish]
  if (!it) return []
  const together = slotsFor({ ...problem, wishes: [{ ...it, within: allSlots(problem) }] }, 0)
  const { fixed } = it
  if (fixed !== undefined) {
    const away = [it.a, it.b].filter((person) => problem.free[person * problem.slots + fixed] !== 1)
    if (away.length === 0) return [reason('left.fixed_outside', { slot: fixed })]
    return away.map((person) => reason('left.fixed', { person, slot: fixed }))
  }
  if (together.length === 0) return [reason('left.apart', { person: it.a, person2: it.b })]
  return [reason('left.session', { person: it.a, person2: it.b, slots: together.length })]
}

const allSlots = (problem: Problem) => Array.from({ length: problem.slots }, (_, slot) => slot)

function why(problem: Problem, plan: Plan, sums: Sums, wish: number): Reason[] {
  const it = problem.wishes[wish]
  if (!it) return []
  const common = slotsFor(problem, wish)
  if (common.length === 0) return neverPossible(problem, wish)
  const usable = common.filter((slot) => sums.room(wish, slot).open > 0)
  if (usable.length === 0) return [reason('left.kind', { slots: common.length })]
  const reasons: Reason[] = []
  const of = usable.length
  const full = (person: number) => (sums.placed[person] ?? 0) >= mostOf(problem, person)
  const busy = (person: number, slot: number) =>
    (sums.count[person * problem.slots + slot] ?? 0) >= delegatesOf(problem, person)
  for (const person of [it.a, it.b]) {
    if (full(person)) reasons.push(reason('move.most', { person, most: mostOf(problem, person) }))
    const slots = usable.filter((slot) => busy(person, slot)).length
    if (slots > 0) reasons.push(reason('left.busy', { person, slots, of }))
  }
  const tables = usable.filter((slot) => sums.room(wish, slot).free === 0).length
  if (tables > 0) reasons.push(reason('left.tables', { slots: tables, of }))
  const order = (pair: readonly [number, number], slot: number) => {
    const [first, second] = pair.map((each) => (each === wish ? slot : slotOf(plan, each)))
    return (first ?? -1) >= 0 && (second ?? -1) >= 0 && (first ?? 0) >= (second ?? 0)
  }
  const orders = sums.orders.get(wish) ?? []
  for (const pair of orders) {
    const slots = usable.filter((slot) => order(pair, slot)).length
    if (slots > 0) reasons.push(reason('left.order', { wish: pair[0], wish2: pair[1], slots, of }))
  }
  // The least that would have to go for it: at least this much, whichever slot it took.
  let against = Number.POSITIVE_INFINITY
  for (const slot of usable) {
    const gone = new Map<number, number>()
    for (const person of [it.a, it.b])
      if (busy(person, slot)) {
        const other = sums.cheapest[person * problem.slots + slot] ?? -1
        gone.set(other, sums.value(other))
      } else if (full(person)) gone.set(-1 - person, sums.least[person] ?? 0)
    if (gone.size === 0 && sums.room(wish, slot).free === 0) gone.set(-1, sums.room(wish, slot).least)
    const barred = orders.some((pair) => order(pair, slot))
    if (gone.size === 0 && !barred) return [reason('left.open', { slot })]
    // Where both have reached their most, one meeting that they share might be all that goes.
    const values = [...gone.values()]
    const shared = [...gone.keys()].some((key) => key < 0) || sums.sitTogether(it.a, it.b, slot)
    const least = shared ? Math.max(...values) : values.reduce((total, each) => total + each, 0)
    against = Math.min(against, barred ? 0 : least)
  }
  // Nobody can make way in a day on which somebody has no meetings to give up: what was said before is all there is.
  if (!Number.isFinite(against)) return reasons
  if (against >= must && !it.must) reasons.push(reason('left.musts', {}))
  else if (against >= 2 * must) reasons.push(reason('left.more_musts', { musts: Math.floor(against / must) }))
  else if (against < must === !it.must && against >= sums.value(wish))
    reasons.push(reason('left.outweighed', { weight: it.weight, against: against % must }))
  return reasons
}

/** For each wish that a plan leaves out, what stands in its way: facts of this plan that a person can check. */
export function explain(problem: Problem, plan: Plan): { wish: number; reasons: Reason[] }[] {
  const sums = summed(problem, plan)
  const unplaced: { wish: number; reasons: Reason[] }[] = []
  for (let wish = 0; wish < problem.wishes.length; wish += 1)
    if (slotOf(plan, wish) < 0) unplaced.push({ wish, reasons: why(problem, plan, sums, wish) })
  return unplaced
}
