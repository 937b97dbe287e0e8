import type { Instance } from './formats/instance.ts'
import type { Problem } from './problem.ts'
import { breaksOf } from './verify.ts'

/** A row of numbers that is the same for the same seed. */
export function dice(seed: number) {
  let state = (seed * 2654435761 + 12345) >>> 0
  const next = () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state / 4294967296
  }
  for (let warm = 0; warm < 8; warm += 1) next()
  return {
    next,
    below: (most: number) => Math.floor(next() * most),
    one: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T,
  }
}

/** What a day of meetings is made of. */
export type Day = {
  readonly hosts: number
  readonly guests: number
  readonly slots: number
  readonly meetings: number
  /** Share of all seats that is used. */
  readonly use: number
  /** Share of meetings that are for the morning or the afternoon only. */
  readonly sessions?: number
  /** Share of cells in which somebody cannot meet. */
  readonly forbidden?: number
  readonly fixed?: number
  readonly precedes?: number
}

/**
 * A day as a brokerage event has them: two sides, a few whom everybody wants, hardly a free table. A hidden timetable
 * is drawn first, so that there is a plan (with many breaks); what is forbidden, fixed or ordered agrees with it.
 */
export function brokerage(name: string, seed: number, day: Day): Instance {
  const { next, below, one } = dice(seed)
  const { hosts, guests, slots } = day
  const people = hosts + guests
  const tables = Math.max(1, Math.ceil(day.meetings / (slots * day.use)))
  const morningSlots = slots >> 1
  const busy = new Set<number>()
  const load = new Int32Array(slots)
  const met = new Set<number>()
  const hidden: [number, number, number][] = []
  for (let tries = 0; hidden.length < day.meetings && tries < day.meetings * 400; tries += 1) {
    // The square of chance: the first of each side are the ones whom everybody wants.
    const host = Math.floor(next() ** 1.6 * hosts)
    const guest = hosts + Math.floor(next() ** 1.6 * guests)
    const slot = below(slots)
    if (met.has(host * people + guest) || (load[slot] as number) >= tables) continue
    if (busy.has(host * slots + slot) || busy.has(guest * slots + slot)) continue
    met.add(host * people + guest)
    busy.add(host * slots + slot).add(guest * slots + slot)
    load[slot] = (load[slot] as number) + 1
    hidden.push([host, guest, slot])
  }
  const forbidden: Record<string, number[]> = {}
  for (let count = Math.round((day.forbidden ?? 0) * people * slots); count > 0; count -= 1) {
    const [person, slot] = [below(people), below(slots)]
    const list = forbidden[person + 1] ?? []
    if (busy.has(person * slots + slot) || list.includes(slot + 1)) continue
    forbidden[person + 1] = [...list, slot + 1]
  }
  const fixed: Record<string, number> = {}
  const precedes: [number, number][] = []
  for (let count = Math.round((day.fixed ?? 0) * hidden.length); count > 0; count -= 1) {
    const at = below(hidden.length)
    fixed[at + 1] = (hidden[at]?.[2] ?? 0) + 1
  }
  for (let count = Math.round((day.precedes ?? 0) * hidden.length); count > 0; count -= 1) {
    const [first, second] = [below(hidden.length), below(hidden.length)]
    if ((hidden[first]?.[2] ?? 0) < (hidden[second]?.[2] ?? 0)) precedes.push([first + 1, second + 1])
  }
  const meetings = hidden.map(([host, guest, slot]): [number, number, number] => {
    const own = slot < morningSlots ? 1 : 2
    return [host + 1, guest + 1, next() < (day.sessions ?? 0) ? own : one([3])]
  })
  return { name, participants: people, tables, slots, morningSlots, meetings, forbidden, fixed, precedes }
}

/** A problem of a few people in which anything may be the case; often there is no plan. */
export function smallProblem(seed: number): Problem {
  const { next, below, one } = dice(seed)
  const people = 3 + below(4)
  const slots = 2 + below(4)
  const free = Uint8Array.from({ length: people * slots }, () => (next() < 0.9 ? 1 : 0))
  const wishes = Array.from({ length: 1 + below(7) }, () => {
    const a = below(people)
    const b = (a + 1 + below(people - 1)) % people
    const within = next() < 0.25 ? [below(slots), below(slots)] : null
    return {
      a,
      b,
      weight: 1,
      must: true,
      ...(within && { within }),
      ...(next() < 0.15 && { fixed: below(slots) }),
      ...(next() < 0.2 && { kinds: [one([0, 1])] }),
    }
  })
  const tables = Array.from({ length: 1 + below(3) }, () => ({
    kind: below(2),
    ...(next() < 0.2 && { closed: [below(slots)] }),
  }))
  const precedes = Array.from({ length: below(3) }, (): [number, number] => [
    below(wishes.length),
    below(wishes.length),
  ])
  const delegates = next() < 0.3 ? Uint8Array.from({ length: people }, () => 1 + below(2)) : null
  return {
    people,
    slots,
    free,
    tables,
    wishes,
    precedes: precedes.filter(([first, second]) => first !== second),
    ...(delegates && { delegates }),
  }
}

/** The fewest breaks by trying every plan; null = there is none. Only for the smallest of problems. */
export function bruteForce(problem: Problem, fairness: number): number | null {
  const { wishes, slots, tables, people, free, precedes } = problem
  const slotOf = new Int32Array(wishes.length).fill(-1)
  const tableOf = new Int32Array(wishes.length).fill(-1)
  const seats = new Set<number>()
  const load = new Int32Array(people * slots)
  let best: number | null = null
  const leaf = () => {
    if (precedes.some(([first, second]) => (slotOf[first] as number) >= (slotOf[second] as number))) return
    const breaks = breaksOf(problem, { slotOf, tableOf })
    if (Math.max(...breaks) - Math.min(...breaks) > fairness) return
    const total = breaks.reduce((sum, each) => sum + each, 0)
    if (best === null || total < best) best = total
  }
  const place = (wish: number): void => {
    const asked = wishes[wish]
    if (!asked) {
      leaf()
      return
    }
    const { a, b, within, fixed, kinds } = asked
    for (let slot = 0; slot < slots; slot += 1) {
      if ((fixed !== undefined && fixed !== slot) || (within && !within.includes(slot))) continue
      const both = [a * slots + slot, b * slots + slot]
      if (both.some((cell) => !free[cell])) continue
      if (
        [a, b].some(
          (person, at) => (load[both[at] as number] as number) >= (problem.delegates?.[person] ?? 1),
        )
      )
        continue
      for (const [table, { kind, closed }] of tables.entries()) {
        if (seats.has(slot * 8 + table) || closed?.includes(slot) || (kinds && !kinds.includes(kind)))
          continue
        seats.add(slot * 8 + table)
        for (const cell of both) load[cell] = (load[cell] as number) + 1
        slotOf[wish] = slot
        tableOf[wish] = table
        place(wish + 1)
        seats.delete(slot * 8 + table)
        for (const cell of both) load[cell] = (load[cell] as number) - 1
      }
    }
    slotOf[wish] = -1
  }
  place(0)
  return best
}
