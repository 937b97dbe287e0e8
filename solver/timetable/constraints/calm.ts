import type { Plan, Problem } from '../problem.ts'
import { faultsOf } from '../verify.ts'
import { boardOf, delegatesOf, meetingsIn } from './board.ts'
import { atFixedSlot, available, inSession, rightKind, tableOpen } from './hard.ts'
import { breaksIn, moreWorth, worthOf } from './soft.ts'

/** So many meetings go back with one of them at the most: more are no longer one small change. */
const mostTogether = 60

/** Whether the plan before stands as it is and is worth as much, changes of table apart: then nobody is moved at all. */
function isAsGood(problem: Problem, before: Plan, plan: Plan): boolean {
  if (faultsOf(problem, before).length > 0) return false
  const tables = { tableChanges: 0 }
  return moreWorth({ ...worthOf(problem, before), ...tables }, { ...worthOf(problem, plan), ...tables }) >= 0
}

/**
 * A plan in which as many meetings as possible are where they were before, at no more breaks and for the same wishes. A
 * search that starts from a plan is free to come to another one that is worth the same; for the people it is not the same.
 * Meetings whose place before breaks a rule by now stay where the new plan has them.
 */
export function calmed(problem: Problem, before: Plan, plan: Plan): Plan {
  if (isAsGood(problem, before, plan)) return before
  const next = { slotOf: plan.slotOf.slice(), tableOf: plan.tableOf.slice() }
  const board = boardOf(problem, next)
  const { tables, slots, wishes } = problem
  const was = (wish: number) => ({ wish, slot: before.slotOf[wish] ?? -1, table: before.tableOf[wish] ?? -1 })
  const isBack = (wish: number) =>
    next.slotOf[wish] === before.slotOf[wish] && next.tableOf[wish] === before.tableOf[wish]
  const rules = [available, inSession, atFixedSlot, rightKind, tableOpen]
  const canBack = (wish: number) =>
    was(wish).slot >= 0 && was(wish).table >= 0 && rules.every((rule) => rule(board, was(wish)).length === 0)

  /** These and those that have to go back with them, because they are where these were; null where one of them cannot. */
  const together = (first: readonly number[], most: number): number[] | null => {
    const group = new Set(first)
    for (const wish of group) {
      if (!canBack(wish) || group.size > most) return null
      const { slot, table } = was(wish)
      const there = board.at[slot * tables.length + table] ?? -1
      if (there >= 0) group.add(there)
      for (const person of [wishes[wish]?.a ?? -1, wishes[wish]?.b ?? -1]) {
        const others = meetingsIn(board, person, slot, wish)
        const stay = others.filter((other) => !group.has(other))
        const coming = [...group].filter(
          (each) => was(each).slot === slot && (wishes[each]?.a === person || wishes[each]?.b === person),
        ).length
        let over = stay.length + coming - delegatesOf(problem, person)
        for (const other of stay) {
          if (over <= 0) break
          if (was(other).slot === slot) continue
          group.add(other)
          over -= 1
        }
        if (over > 0) return null
      }
    }
    return [...group]
  }

  const breaks = (person: number) => {
    const busy = new Uint8Array(slots)
    for (let i = board.first[person] ?? 0; i < (board.first[person + 1] ?? 0); i += 1) {
      const slot = next.slotOf[board.mine[i] ?? -1] ?? -1
      if (slot >= 0) busy[slot] = 1
    }
    return breaksIn(busy)
  }
  const idle = (group: readonly number[]) => {
    const people = new Set(group.flatMap((wish) => [wishes[wish]?.a ?? -1, wishes[wish]?.b ?? -1]))
    const each = [...people].map(breaks)
    return { sum: each.reduce((total, one) => total + one, 0), most: Math.max(0, ...each) }
  }
  const put = (places: readonly { wish: number; slot: number; table: number }[]) => {
    for (const { wish } of places)
      board.at[(next.slotOf[wish] ?? 0) * tables.length + (next.tableOf[wish] ?? 0)] = -1
    for (const { wish, slot, table } of places) {
      next.slotOf[wish] = slot
      next.tableOf[wish] = table
      board.at[slot * tables.length + table] = wish
    }
  }

  const back = (first: readonly number[], most: number) => {
    const group = together(first, most)
    if (!group) return
    const now = group.map((wish) => ({ wish, slot: next.slotOf[wish] ?? 0, table: next.tableOf[wish] ?? 0 }))
    const had = idle(group)
    put(group.map(was))
    const has = idle(group)
    if (has.sum > had.sum || has.most > had.most) put(now)
  }
  const moved = () =>
    [...wishes.keys()].filter((wish) => (next.slotOf[wish] ?? -1) >= 0 && !isBack(wish) && canBack(wish))
  // People who were moved together go back together: one by one each would leave a gap that the others then fill.
  for (const group of groupsOf(problem, moved())) back(group, wishes.length)
  for (const wish of moved()) if (!isBack(wish)) back([wish], mostTogether)
  return next
}

/** Meetings by whom they have in common, whoever that is. */
function groupsOf({ wishes, people }: Problem, list: readonly number[]): number[][] {
  const head = Int32Array.from({ length: people }, (_none, person) => person)
  const top = (person: number): number => {
    let at = person
    while (head[at] !== at) {
      head[at] = head[head[at] ?? at] ?? at
      at = head[at] ?? at
    }
    return at
  }
  for (const wish of list) head[top(wishes[wish]?.a ?? 0)] = top(wishes[wish]?.b ?? 0)
  const groups = new Map<number, number[]>()
  for (const wish of list) {
    const key = top(wishes[wish]?.a ?? 0)
    const group = groups.get(key)
    if (group) group.push(wish)
    else groups.set(key, [wish])
  }
  return [...groups.values()]
}
