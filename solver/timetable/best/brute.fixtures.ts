import type { Problem } from '../problem.ts'

/** Whether the meetings of one slot all find a table: tried one by one. */
function seats(problem: Problem, slot: number, wishes: readonly number[], taken: Set<number>): boolean {
  const [wish, ...rest] = wishes
  if (wish === undefined) return true
  const kinds = problem.wishes[wish]?.kinds
  for (const [table, { kind, closed }] of problem.tables.entries()) {
    if (taken.has(table) || closed?.includes(slot) || (kinds && !kinds.includes(kind))) continue
    taken.add(table)
    if (seats(problem, slot, rest, taken)) return true
    taken.delete(table)
  }
  return false
}

function valid(problem: Problem, slotOf: readonly number[]): boolean {
  for (let slot = 0; slot < problem.slots; slot += 1) {
    const here = problem.wishes.map((_, wish) => wish).filter((wish) => slotOf[wish] === slot)
    for (let person = 0; person < problem.people; person += 1) {
      const mine = here.filter(
        (wish) => problem.wishes[wish]?.a === person || problem.wishes[wish]?.b === person,
      )
      if (mine.length > (problem.delegates?.[person] ?? 1)) return false
      if (mine.length > 0 && problem.free[person * problem.slots + slot] !== 1) return false
    }
    for (const wish of here) {
      const { within, fixed } = problem.wishes[wish] ?? {}
      if ((within && !within.includes(slot)) || (fixed !== undefined && fixed !== slot)) return false
    }
    if (!seats(problem, slot, here, new Set())) return false
  }
  for (const [earlier, later] of problem.precedes) {
    const [first, second] = [slotOf[earlier] ?? -1, slotOf[later] ?? -1]
    if (first >= 0 && second >= 0 && first >= second) return false
  }
  for (let person = 0; person < problem.people; person += 1) {
    const meetings = problem.wishes.filter(
      ({ a, b }, wish) => (a === person || b === person) && (slotOf[wish] ?? -1) >= 0,
    ).length
    if (meetings > (problem.most?.[person] ?? Number.POSITIVE_INFINITY)) return false
  }
  return true
}

/** The most musts, and the most weight with that many, of any plan: every plan is looked at. */
export function exhausted(problem: Problem): { musts: number; weight: number } {
  const slotOf: number[] = problem.wishes.map(() => -1)
  let best = { musts: 0, weight: 0 }
  const go = (wish: number, musts: number, weight: number) => {
    if (!valid(problem, slotOf)) return
    const it = problem.wishes[wish]
    if (!it) {
      if (musts > best.musts || (musts === best.musts && weight > best.weight)) best = { musts, weight }
      return
    }
    for (let slot = 0; slot < problem.slots; slot += 1) {
      slotOf[wish] = slot
      go(wish + 1, musts + (it.must ? 1 : 0), weight + it.weight)
    }
    slotOf[wish] = -1
    go(wish + 1, musts, weight)
  }
  go(0, 0, 0)
  return best
}
