import type { Plan, Problem, Worth } from '../problem.ts'
import { slotOf, tableOf } from './board.ts'

/** What a plan is worth by one rule. */
export type SoftRule = (problem: Problem, plan: Plan) => number

const sum = (problem: Problem, plan: Plan, value: (wish: Problem['wishes'][number]) => number) => {
  let total = 0
  for (const [index, wish] of problem.wishes.entries()) if (slotOf(plan, index) >= 0) total += value(wish)
  return total
}

/** Musts that are placed. */
export const musts: SoftRule = (problem, plan) => sum(problem, plan, (wish) => (wish.must ? 1 : 0))

/** The weight of all that is placed. */
export const weight: SoftRule = (problem, plan) => sum(problem, plan, (wish) => wish.weight)

/** The floor: newcomers who have at least one meeting. */
export const newcomers: SoftRule = (problem, plan) => {
  if (!problem.newcomer) return 0
  const met = new Uint8Array(problem.people)
  for (const [index, { a, b }] of problem.wishes.entries())
    if (slotOf(plan, index) >= 0) {
      met[a] = 1
      met[b] = 1
    }
  return met.reduce((count, has, person) => count + has * (problem.newcomer?.[person] ? 1 : 0), 0)
}

/** Breaks in one person's day, of each slot 1 = busy: maximal runs of idle slots strictly between two meetings. */
export function breaksIn(busy: Uint8Array): number {
  let runs = 0
  for (let slot = 0; slot < busy.length; slot += 1) if (busy[slot] && !busy[slot - 1]) runs += 1
  return Math.max(0, runs - 1)
}

/** Breaks of each person. */
export function breaksOf(problem: Problem, plan: Plan): Int32Array {
  const { slots, people } = problem
  const busy = new Uint8Array(people * slots)
  for (const [index, { a, b }] of problem.wishes.entries()) {
    const slot = slotOf(plan, index)
    if (slot < 0) continue
    busy[a * slots + slot] = 1
    busy[b * slots + slot] = 1
  }
  return Int32Array.from({ length: people }, (_none, person) =>
    breaksIn(busy.subarray(person * slots, (person + 1) * slots)),
  )
}

/** The breaks of all people together. */
export const breaks: SoftRule = (problem, plan) =>
  breaksOf(problem, plan).reduce((total, each) => total + each, 0)

/** Fairness: the most breaks anybody has less the fewest. */
export const spread: SoftRule = (problem, plan) => {
  let most = 0
  let fewest = Number.MAX_SAFE_INTEGER
  for (const each of breaksOf(problem, plan)) {
    most = Math.max(most, each)
    fewest = Math.min(fewest, each)
  }
  return problem.people === 0 ? 0 : most - fewest
}

/** Over all people: meetings at a table that is none of those they sat at in their meeting slot before. */
export const tableChanges: SoftRule = (problem, plan) => {
  const order = [...problem.wishes.keys()].filter((wish) => slotOf(plan, wish) >= 0)
  order.sort((x, y) => slotOf(plan, x) - slotOf(plan, y) || x - y)
  const last = new Map<number, { slot: number; tables: number[]; before: number[] }>()
  let changes = 0
  for (const index of order) {
    const wish = problem.wishes[index]
    if (!wish) continue
    const [slot, table] = [slotOf(plan, index), tableOf(plan, index)]
    for (const person of [wish.a, wish.b]) {
      const was = last.get(person)
      if (was?.slot === slot) {
        was.tables.push(table)
        if (was.before.length > 0 && !was.before.includes(table)) changes += 1
        continue
      }
      if (was && !was.tables.includes(table)) changes += 1
      last.set(person, { slot, tables: [table], before: was?.tables ?? [] })
    }
  }
  return changes
}

/** Every soft rule by its name, in the order in which mode best compares plans. */
export const softRules = { musts, weight, newcomers, breaks, spread, tableChanges } as const satisfies Record<
  string,
  SoftRule
>

export type SoftRuleName = keyof typeof softRules
export const softRuleNames = Object.keys(softRules) as readonly SoftRuleName[]

/** What a plan is worth by every soft rule. */
export const worthOf: (problem: Problem, plan: Plan) => Worth = (problem, plan) => ({
  placed: sum(problem, plan, () => 1),
  musts: musts(problem, plan),
  weight: weight(problem, plan),
  newcomers: newcomers(problem, plan),
  breaks: breaks(problem, plan),
  spread: spread(problem, plan),
  tableChanges: tableChanges(problem, plan),
})

const order: readonly (readonly [keyof Worth, 1 | -1])[] = [
  ['musts', 1],
  ['weight', 1],
  ['newcomers', 1],
  ['placed', 1],
  ['breaks', -1],
  ['spread', -1],
  ['tableChanges', -1],
]

/** Mode best: above 0 when the first is worth more, below 0 when less. */
export function moreWorth(one: Worth, other: Worth): number {
  for (const [name, sign] of order) if (one[name] !== other[name]) return sign * (one[name] - other[name])
  return 0
}
