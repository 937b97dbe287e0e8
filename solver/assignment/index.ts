import { cheapestFlow } from './flow.ts'
import { type Answer, type Problem, ShapeError } from './problem.ts'

export { type Answer, type Problem, ShapeError } from './problem.ts'

function check({ items, people, cost, need, most, held, evenness }: Problem): void {
  const fits =
    cost.length === items * people &&
    need.length === items &&
    most.length === people &&
    held.length === people
  if (!fits) throw new ShapeError('sizes of cost, need, most and held do not fit items and people')
  if (cost.some((each) => each < -1) || [need, most, held].some((row) => row.some((each) => each < 0)))
    throw new ShapeError('costs are from 0, or -1 for what must not be; the rest is from 0')
  if (!Number.isInteger(evenness) || evenness < 0) throw new ShapeError('evenness is a whole number from 0')
}

/**
 * Gives people to items: the most places filled, then the least cost with the price of uneven loads.
 * Shape   I × P in `cost`, row by item; see problem.ts for units.
 * Holds   nobody twice on an item, nobody more than `most`, no item more than `need`, no pair of cost -1.
 * Throws  ShapeError when sizes disagree. That not every place can be filled is no error: see `short`.
 * Source  successive shortest paths: Ahuja, Magnanti, Orlin, Network Flows (1993), chapter 9.7.
 */
export function assign(problem: Problem): Answer {
  check(problem)
  const { items, people, cost, need, most, held, evenness } = problem
  const [source, sink] = [items + people, items + people + 1]
  const flow = cheapestFlow(items + people + 2, source, sink)
  for (let item = 0; item < items; item++) flow.edge(source, item, need[item] ?? 0, 0)
  const pairs: { item: number; person: number; edge: number }[] = []
  for (let item = 0; item < items; item++)
    for (let person = 0; person < people; person++) {
      const price = cost[item * people + person] ?? -1
      if (price >= 0) pairs.push({ item, person, edge: flow.edge(item, items + person, 1, price) })
    }
  for (let person = 0; person < people; person++) {
    // More than all items together nobody can get: no need for edges beyond that.
    const top = Math.min(most[person] ?? 0, items)
    for (let at = 0; at < top; at++) flow.edge(items + person, sink, 1, evenness * ((held[person] ?? 0) + at))
  }
  const total = flow.run()
  const short = Int32Array.from(need)
  const taken = pairs.filter(({ edge }) => flow.used(edge))
  for (const { item } of taken) short[item] = (short[item] ?? 0) - 1
  return { pairs: taken.map(({ item, person }) => [item, person] as const), short, cost: total }
}
