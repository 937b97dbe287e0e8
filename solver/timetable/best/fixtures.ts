import type { Problem, Table, Wish } from '../problem.ts'
import { Random } from '../random.ts'

/** A day of 1:1 meetings between two sides, made up from a seed. */
export type Fair = {
  readonly seed: number
  readonly visitors: number
  readonly hosts: number
  readonly wishes: number
  readonly slots: number
  /** Share of a person's slots in which they cannot meet. */
  readonly away: number
  /** How popular the popular are: 0 = all alike, 1 = as Zipf. */
  readonly zipf: number
  /** Weights run from 1 to this. */
  readonly weights?: number
  readonly musts?: number
  readonly tables?: number
  readonly kinds?: number
  /** Share of people with a limit of meetings. */
  readonly limited?: number
  /** true = visitors may also wish for visitors. */
  readonly mixed?: boolean
}

/** A fair by its description. No pair wishes twice. */
export function fair(asked: Fair): Problem {
  const random = new Random(asked.seed)
  const { visitors, hosts, slots } = asked
  const people = visitors + hosts
  const free = new Uint8Array(people * slots)
  for (let cell = 0; cell < free.length; cell += 1) free[cell] = random.unit() < asked.away ? 0 : 1
  const heaped = new Float64Array(hosts)
  let total = 0
  for (let host = 0; host < hosts; host += 1) {
    total += 1 / (host + 10) ** asked.zipf
    heaped[host] = total
  }
  const popular = () => {
    const wanted = random.unit() * total
    let [low, high] = [0, hosts - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((heaped[middle] ?? 0) < wanted) low = middle + 1
      else high = middle
    }
    return visitors + low
  }
  const kinds = asked.kinds ?? 1
  const wishes: Wish[] = []
  const seen = new Set<number>()
  for (let tries = 0; wishes.length < asked.wishes && tries < 50 * asked.wishes; tries += 1) {
    const a = random.below(visitors)
    const b = asked.mixed && random.below(2) === 0 ? random.below(visitors) : popular()
    const pair = Math.min(a, b) * people + Math.max(a, b)
    if (a === b || seen.has(pair)) continue
    seen.add(pair)
    wishes.push({
      a,
      b,
      weight: 1 + random.below(asked.weights ?? 10),
      must: random.unit() < (asked.musts ?? 0),
      ...(kinds > 1 && random.below(2) === 0 && { kinds: [random.below(kinds)] }),
    })
  }
  const tables: Table[] = Array.from({ length: asked.tables ?? Math.ceil(people / 2) }, (_, table) => ({
    kind: table % kinds,
  }))
  const most = asked.limited
    ? Int32Array.from({ length: people }, () =>
        random.unit() < (asked.limited ?? 0) ? 1 + random.below(slots) : slots,
      )
    : null
  return { people, slots, free, tables, wishes, precedes: [], ...(most && { most }) }
}

/** 3,000 people × 500 companies, 9,000 wishes, 12 slots, half of all slots unavailable, popular companies. */
export const brokerage = (seed: number, more: Partial<Fair> = {}) =>
  fair({ seed, visitors: 3000, hosts: 500, wishes: 9000, slots: 12, away: 0.5, zipf: 0.8, ...more })

/** A festival of that many people: 24 slots, 5.5 wishes for each, most of them for those whom many want to meet. */
export const festival = (seed: number, people: number, more: Partial<Fair> = {}) =>
  fair({
    seed,
    visitors: Math.round(people * 0.8),
    hosts: Math.round(people * 0.2),
    wishes: Math.round((people * 300) / 55),
    slots: 24,
    away: 0.5,
    zipf: 0.6,
    tables: Math.round(people * 0.15),
    mixed: true,
    ...more,
  })

/** Two sides, everybody always free, no more than `slots` meetings each: the easy core, which has to be whole. */
export function bipartite(seed: number, meetings: number, side: number, slots: number): Problem {
  const random = new Random(seed)
  const degree = new Uint8Array(2 * side)
  const seen = new Set<number>()
  const wishes: Wish[] = []
  while (wishes.length < meetings) {
    const [a, b] = [random.below(side), side + random.below(side)]
    if (seen.has(a * side + b) || (degree[a] ?? 0) >= slots || (degree[b] ?? 0) >= slots) continue
    seen.add(a * side + b)
    degree[a] = (degree[a] ?? 0) + 1
    degree[b] = (degree[b] ?? 0) + 1
    wishes.push({ a, b, weight: 1, must: false })
  }
  const tables = Array.from({ length: Math.ceil(meetings / slots) }, () => ({ kind: 0 }))
  const free = new Uint8Array(2 * side * slots).fill(1)
  return { people: 2 * side, slots, free, tables, wishes, precedes: [] }
}
