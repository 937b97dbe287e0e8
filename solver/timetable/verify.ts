import { spread } from './constraints/soft.ts'
import type { Plan, Problem, Reason } from './problem.ts'
import { reason as fault } from './reason.ts'

export { breaksOf, worthOf as measure } from './constraints/soft.ts'

/** Placed meetings of each person in each slot: people × slots, row by person. */
function meetingsAt({ people, slots, wishes }: Problem, { slotOf }: Plan): Int32Array {
  const at = new Int32Array(people * slots)
  wishes.forEach(({ a, b }, wish) => {
    const slot = slotOf[wish] ?? -1
    if (slot < 0 || slot >= slots) return
    at[a * slots + slot] = (at[a * slots + slot] ?? 0) + 1
    at[b * slots + slot] = (at[b * slots + slot] ?? 0) + 1
  })
  return at
}

function* faultsOfWishes({ wishes, slots, free, tables }: Problem, { slotOf, tableOf }: Plan) {
  const seats = new Set<number>()
  for (const [wish, { a, b, within, fixed, kinds }] of wishes.entries()) {
    const slot = slotOf[wish] ?? -1
    const table = tableOf[wish] ?? -1
    if (slot === -1 && table === -1) continue
    const place = tables[table]
    if (!Number.isInteger(slot) || slot < 0 || slot >= slots || !place) {
      yield fault('broken.place', { wish })
      continue
    }
    if (within && !within.includes(slot)) yield fault('broken.within', { wish, slot })
    if (fixed !== undefined && fixed !== slot) yield fault('broken.fixed', { wish, slot })
    for (const person of [a, b])
      if (!free[person * slots + slot]) yield fault('broken.free', { wish, person, slot })
    if (kinds && !kinds.includes(place.kind)) yield fault('broken.kind', { wish, table })
    if (place.closed?.includes(slot)) yield fault('broken.closed', { wish, table, slot })
    if (seats.has(slot * tables.length + table)) yield fault('broken.table', { table, slot })
    seats.add(slot * tables.length + table)
  }
}

/**
 * Every hard rule that a plan breaks, looked for without any of the code that makes plans. Empty = valid.
 * `all` = every wish has to be placed; `fairness` = most breaks − fewest breaks at the most.
 */
export function faultsOf(
  problem: Problem,
  plan: Plan,
  asked: { readonly all?: boolean; readonly fairness?: number } = {},
): Reason[] {
  const { wishes, slots, people, precedes } = problem
  if (plan.slotOf.length !== wishes.length || plan.tableOf.length !== wishes.length)
    return [fault('broken.size', { size: plan.slotOf.length, wanted: wishes.length })]
  const faults = [...faultsOfWishes(problem, plan)]
  const at = meetingsAt(problem, plan)
  for (let person = 0; person < people; person += 1) {
    let meetings = 0
    for (let slot = 0; slot < slots; slot += 1) {
      const here = at[person * slots + slot] ?? 0
      meetings += here
      if (here > (problem.delegates?.[person] ?? 1)) faults.push(fault('broken.person', { person, slot }))
    }
    if (problem.most && meetings > (problem.most[person] ?? 0))
      faults.push(fault('broken.most', { person, meetings }))
  }
  for (const [earlier, later] of precedes) {
    const [first, second] = [plan.slotOf[earlier] ?? -1, plan.slotOf[later] ?? -1]
    if (first >= 0 && second >= 0 && first >= second)
      faults.push(fault('broken.order', { wish: earlier, wish2: later }))
  }
  if (asked.all)
    wishes.forEach((_wish, wish) => {
      if ((plan.slotOf[wish] ?? -1) < 0) faults.push(fault('broken.left', { wish }))
    })
  const apart = spread(problem, plan)
  if (asked.fairness !== undefined && apart > asked.fairness)
    faults.push(fault('broken.fairness', { spread: apart, most: asked.fairness }))
  return faults
}
