import { dice } from '../solver/timetable/fixtures.ts'
import type { Instance } from '../solver/timetable/index.ts'

/** A whole day of meetings by its size and by what stands in its way. */
export type Forum = {
  readonly people: number
  readonly meetings: number
  readonly slots: number
  readonly tables: number
  /** How many are wanted by everybody: they meet in nearly every slot they have. */
  readonly hubs: number
  /** Share of people who come late or leave early. */
  readonly absent?: number
  /** Share of meetings for the morning or the afternoon only. */
  readonly sessions?: number
  readonly fixed?: number
  readonly precedes?: number
}

/**
 * A day like those of the brokerage events that are published: a few hubs with a meeting in nearly every slot, the others
 * with few, most of them with hubs; people who come late or leave early, sessions, fixed and ordered meetings. A hidden
 * timetable is drawn first, each meeting beside others of its two people where that can be, so that there is a plan with
 * few breaks; everything that stands in the way agrees with it.
 */
export function forum(name: string, seed: number, day: Forum): Instance {
  const { next, below } = dice(seed)
  const { people, slots, tables, hubs } = day
  const morningSlots = slots >> 1
  const here = Array.from({ length: people }, (_, person): [number, number] => {
    if (person < hubs || next() >= (day.absent ?? 0)) return [0, slots]
    const gone = 1 + below(slots >> 1)
    return next() < 0.5 ? [gone, slots] : [0, slots - gone]
  })
  const busy = Array.from({ length: people }, () => new Uint8Array(slots + 2))
  const load = new Int32Array(slots)
  const met = new Set<number>()
  const hidden: [number, number, number][] = []
  const someone = () => (next() < 0.55 ? below(hubs) : hubs + Math.floor(next() ** 1.5 * (people - hubs)))
  for (let tries = 0; hidden.length < day.meetings && tries < day.meetings * 500; tries += 1) {
    const [one, other] = [someone(), someone()]
    const pair = Math.min(one, other) * people + Math.max(one, other)
    if (one === other || met.has(pair)) continue
    const [x, y] = [busy[one] as Uint8Array, busy[other] as Uint8Array]
    let [best, at] = [-1, -1]
    for (let slot = 0; slot < slots; slot += 1) {
      const can = [one, other].every((who) => {
        const [from, to] = here[who] as [number, number]
        return slot >= from && slot < to && !busy[who]?.[slot + 1]
      })
      if (!can || (load[slot] as number) >= tables) continue
      const beside = [x, y].reduce((sum, row) => sum + (row[slot] ?? 0) + (row[slot + 2] ?? 0), 0)
      const worth = beside + next()
      if (worth > best) [best, at] = [worth, slot]
    }
    if (at < 0) continue
    met.add(pair)
    x[at + 1] = 1
    y[at + 1] = 1
    load[at] = (load[at] as number) + 1
    hidden.push([one, other, at])
  }
  const share = (part: number | undefined) => Math.round((part ?? 0) * hidden.length)
  const fixed: Record<string, number> = {}
  for (let count = share(day.fixed); count > 0; count -= 1) {
    const at = below(hidden.length)
    fixed[at + 1] = (hidden[at]?.[2] ?? 0) + 1
  }
  const precedes: [number, number][] = []
  for (let tries = 0; precedes.length < share(day.precedes) && tries < 50 * hidden.length; tries += 1) {
    const [first, second] = [below(hidden.length), below(hidden.length)]
    if ((hidden[first]?.[2] ?? 0) < (hidden[second]?.[2] ?? 0)) precedes.push([first + 1, second + 1])
  }
  const forbidden: Record<string, number[]> = {}
  for (const [person, [from, to]] of here.entries()) {
    const gone = Array.from({ length: slots }, (_, slot) => slot + 1).filter((s) => s <= from || s > to)
    if (gone.length > 0) forbidden[person + 1] = gone
  }
  const meetings = hidden.map(([one, other, slot]): [number, number, number] => {
    const own = slot < morningSlots ? 1 : 2
    return [one + 1, other + 1, next() < (day.sessions ?? 0) ? own : 3]
  })
  return { name, participants: people, tables, slots, morningSlots, meetings, forbidden, fixed, precedes }
}

const sizes: Readonly<Record<string, Forum>> = {
  small: { people: 70, meetings: 154, slots: 21, tables: 14, hubs: 9 },
  tight: { people: 70, meetings: 154, slots: 21, tables: 8, hubs: 9 },
  large: { people: 78, meetings: 302, slots: 22, tables: 22, hubs: 17 },
  crowded: { people: 78, meetings: 302, slots: 22, tables: 15, hubs: 17 },
  brief: { people: 76, meetings: 290, slots: 13, tables: 25, hubs: 26 },
}
const ways: Readonly<Record<string, Partial<Forum>>> = {
  plain: {},
  absent: { absent: 0.3 },
  sessions: { absent: 0.2, sessions: 0.3 },
  fixed: { absent: 0.2, fixed: 0.2 },
  ordered: { absent: 0.2, precedes: 0.2 },
}

/** Days in the sizes of the largest published lineages, each size in each way. */
const plainDays = (): Instance[] =>
  Object.entries(sizes).flatMap(([size, day], i) =>
    Object.entries(ways).map(([way, more], j) =>
      forum(`${size}.${way}`, 100 + 10 * i + j, { ...day, ...more }),
    ),
  )

/** Eight made-up events, each of which is varied as the published ones are. */
const events: Readonly<Record<string, Forum>> = {
  fa: { people: 70, meetings: 154, slots: 21, tables: 14, hubs: 9, absent: 0.25, sessions: 0.4 },
  fb: { people: 76, meetings: 195, slots: 21, tables: 11, hubs: 10, absent: 0.25, sessions: 0.4 },
  fc: { people: 70, meetings: 154, slots: 21, tables: 8, hubs: 9, absent: 0.15, sessions: 0.3 },
  fd: { people: 78, meetings: 302, slots: 22, tables: 22, hubs: 17, absent: 0.25, sessions: 0.5 },
  fe: { people: 78, meetings: 302, slots: 22, tables: 15, hubs: 17, absent: 0.25, sessions: 0.2 },
  ff: { people: 76, meetings: 290, slots: 13, tables: 25, hubs: 26, absent: 0.2, sessions: 0.3 },
  fg: { people: 60, meetings: 237, slots: 10, tables: 25, hubs: 30, absent: 0.1, sessions: 0.3 },
  fh: { people: 47, meetings: 180, slots: 10, tables: 19, hubs: 20, absent: 0.2 },
}

type Dice = ReturnType<typeof dice>

/** A few cells more in which somebody cannot meet. */
function forbidMore(base: Instance, share: number, { below }: Dice): Partial<Instance> {
  const { participants, slots } = base
  const forbidden: Record<string, number[]> = {}
  for (const [person, list] of Object.entries(base.forbidden)) forbidden[person] = [...list]
  for (let left = Math.floor(participants * slots * share); left > 0; left -= 1) {
    const [person, slot] = [1 + below(participants), 1 + below(slots)]
    const list = forbidden[person] ?? []
    forbidden[person] = list.includes(slot) ? list : [...list, slot]
  }
  return { forbidden }
}

/** Meetings fixed by lot, so that no two clash; whether the rest still fits is not asked. */
function fixSome(base: Instance, share: number, { below }: Dice): Partial<Instance> {
  const fixed: Record<string, number> = {}
  const taken = new Set<string>()
  const load = new Int32Array(base.slots + 1)
  const asked = Math.floor(base.meetings.length * share)
  for (let tries = 0; Object.keys(fixed).length < asked && tries < asked * 100; tries += 1) {
    const [meeting, slot] = [below(base.meetings.length), 1 + below(base.slots)]
    const [a, b, session] = base.meetings[meeting] ?? [0, 0]
    const outside = session === 1 ? slot > base.morningSlots : session === 2 && slot <= base.morningSlots
    const clash = [a, b].some((who) => taken.has(`${who} ${slot}`) || base.forbidden[who]?.includes(slot))
    if (fixed[meeting + 1] || outside || clash || (load[slot] ?? 0) >= base.tables) continue
    for (const who of [a, b]) taken.add(`${who} ${slot}`)
    load[slot] = (load[slot] ?? 0) + 1
    fixed[meeting + 1] = slot
  }
  return { fixed }
}

/** Order between meetings that share a person, in no circle. */
function orderSome(base: Instance, share: number, { below, next }: Dice): Partial<Instance> {
  const rank = base.meetings.map(() => next())
  const precedes: [number, number][] = []
  while (precedes.length < Math.floor(base.meetings.length * share)) {
    const who = 1 + below(base.participants)
    const mine = base.meetings.flatMap(([a, b], meeting) => (a === who || b === who ? [meeting] : []))
    if (mine.length < 2) continue
    const [first, second] = [mine[below(mine.length)] ?? 0, mine[below(mine.length)] ?? 0]
    const evening = base.meetings[first]?.[2] === 2 && base.meetings[second]?.[2] === 1
    if ((rank[first] ?? 0) < (rank[second] ?? 0) && !evening) precedes.push([first + 1, second + 1])
  }
  return { precedes }
}

/** Each event as it is and in the six ways in which the published ones are varied; in many there is no plan. */
const variedDays = (): Instance[] =>
  Object.entries(events).flatMap(([name, day], i) => {
    const base = forum(`${name}.original`, 4000 + i, day)
    const chance = dice(77 + i)
    const also = (way: string, more: Partial<Instance>) => ({ ...base, ...more, name: `${name}.${way}` })
    return [
      base,
      also('forbidden3', forbidMore(base, 0.003, chance)),
      also('forbidden7', forbidMore(base, 0.007, chance)),
      also('fixed20', fixSome(base, 0.2, chance)),
      also('fixed40', fixSome(base, 0.4, chance)),
      also('ordered15', orderSome(base, 0.19, chance)),
      also('ordered25', orderSome(base, 0.42, chance)),
    ]
  })

/** All days of our own. */
export const days = (): Instance[] => [...plainDays(), ...variedDays()]

/**
 * The same day with its meetings in another order; order 0 is as given. What a search meets first and takes for equal depends on
 * it, so that one order says as much about luck as about the day.
 */
export function reordered(day: Instance, order: number): Instance {
  if (order === 0) return day
  const { below } = dice(order)
  const from = [...day.meetings.keys()]
  for (let at = from.length - 1; at > 0; at -= 1) {
    const other = below(at + 1)
    const [here, there] = [from[at] as number, from[other] as number]
    from[at] = there
    from[other] = here
  }
  const place = new Map(from.map((old, at) => [old + 1, at + 1]))
  const to = (meeting: number) => place.get(meeting) ?? 0
  return {
    ...day,
    meetings: from.map((old) => day.meetings[old] as Instance['meetings'][number]),
    fixed: Object.fromEntries(
      Object.entries(day.fixed).map(([meeting, slot]) => [to(Number(meeting)), slot]),
    ),
    precedes: day.precedes.map(([first, second]) => [to(first), to(second)]),
  }
}
