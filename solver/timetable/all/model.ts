import type { Problem, Start } from '../problem.ts'

/**
 * A problem of mode all, flat: what the engines of this folder read. Nothing in it is changed but `may`, and that only
 * by propagation (which takes away what no plan can use).
 */
export type Model = {
  readonly people: number
  readonly slots: number
  readonly meetings: number
  /** Meeting → its two people. */
  readonly a: Int32Array
  readonly b: Int32Array
  /** Meetings × slots: 1 = may be there. */
  readonly may: Uint8Array
  /** Most meetings of a person in one slot. */
  readonly delegates: Int32Array
  /** Meetings of each person: `list[from[p]] … list[from[p + 1] − 1]`. */
  readonly from: Int32Array
  readonly list: Int32Array
  readonly precedes: readonly (readonly [number, number])[]
  /** Meetings that only certain tables will do for, and how many such tables each slot has; the first is all meetings. */
  readonly rooms: readonly Room[]
}

/** At most `room[slot]` of these meetings are in a slot. */
export type Room = { readonly meetings: Int32Array; readonly room: Int32Array }

export const degreeOf = ({ from }: Model, person: number) => (from[person + 1] ?? 0) - (from[person] ?? 0)

/** Most breaks that each person can have, by how many meetings they have among how many slots. */
export function ceilingsOf(model: Model): Int32Array {
  return Int32Array.from({ length: model.people }, (_none, person) => {
    const meetings = degreeOf(model, person)
    const idle = model.delegates[person] === 1 ? model.slots - meetings : model.slots
    return Math.max(0, Math.min(meetings - 1, idle, (model.slots - 1) >> 1))
  })
}

/** The least of a list as long as there are people: more than can be handed to a function one by one. */
export const leastOf = (list: ArrayLike<number>): number => {
  let least = Number.POSITIVE_INFINITY
  for (let at = 0; at < list.length; at += 1) least = Math.min(least, list[at] as number)
  return least
}

function domains({ slots, free, wishes, tables }: Problem, start: Start | undefined): Uint8Array {
  const may = new Uint8Array(wishes.length * slots)
  wishes.forEach(({ a, b, within, fixed, kinds }, meeting) => {
    const before = start?.slotOf[meeting] ?? -1
    const stays = before >= 0 && (start?.gapsOnly || start?.pinned[meeting] === 1)
    for (let slot = 0; slot < slots; slot += 1) {
      const allowed =
        free[a * slots + slot] &&
        free[b * slots + slot] &&
        (!within || within.includes(slot)) &&
        (fixed === undefined || fixed === slot) &&
        (!stays || before === slot) &&
        (!kinds || tables.some(({ kind, closed }) => kinds.includes(kind) && !closed?.includes(slot)))
      if (allowed) may[meeting * slots + slot] = 1
    }
  })
  return may
}

/** The pins of a plan to start from that name a table. */
export function pinsOf(start: Start | undefined): { wish: number; slot: number; table: number }[] {
  if (!start) return []
  return Array.from(start.pinned, (pin, wish) => ({
    pin,
    wish,
    slot: start.slotOf[wish] ?? -1,
    table: start.tableOf[wish] ?? -1,
  })).filter(({ pin, slot, table }) => pin === 1 && slot >= 0 && table >= 0)
}

/**
 * Hall's condition for tables of several kinds: for every union of the sets of kinds that wishes name, the meetings
 * that need one of them are at most as many as there are. With one kind that is the one rule "at most so many a slot".
 * Unions are at most 2^(sets) − 1; real days have a handful of sets.
 */
function roomsOf({ slots, wishes, tables }: Problem, start: Start | undefined): Room[] {
  const known = [...new Set(tables.map(({ kind }) => kind))].sort((left, right) => left - right)
  const key = (kinds: readonly number[] | undefined) =>
    kinds ? known.filter((kind) => kinds.includes(kind)).join(' ') : known.join(' ')
  const sets = [...new Set(wishes.map(({ kinds }) => key(kinds)))]
  let unions = new Set<string>()
  for (const set of sets) {
    const grown = new Set(unions).add(set)
    for (const union of unions)
      grown.add(known.filter((kind) => `${union} ${set}`.split(' ').includes(String(kind))).join(' '))
    unions = grown
  }
  unions.delete('')
  const everything = known.join(' ')
  return [everything, ...[...unions].filter((union) => union !== everything).sort()].map((union) => {
    const kinds = new Set(union.split(' ').map(Number))
    const inside = (set: string) => set.split(' ').every((kind) => kinds.has(Number(kind)))
    const meetings = wishes.flatMap((wish, index) => (inside(key(wish.kinds)) ? [index] : []))
    const room = new Int32Array(slots)
    for (const { kind, closed } of tables)
      if (kinds.has(kind))
        for (let slot = 0; slot < slots; slot += 1)
          if (!closed?.includes(slot)) room[slot] = (room[slot] ?? 0) + 1
    // A pinned meeting that could sit elsewhere and does not takes one of these tables from those that need it.
    for (const { wish, slot, table } of pinsOf(start))
      if (kinds.has(tables[table]?.kind ?? -1) && !inside(key(wishes[wish]?.kinds)))
        room[slot] = Math.max(0, (room[slot] ?? 0) - 1)
    return { meetings: Int32Array.from(meetings), room }
  })
}

/** Lays a checked problem out flat; pins of a plan to start from are slots that are fixed. */
export function modelOf(problem: Problem, start?: Start): Model {
  const { people, slots, wishes, precedes } = problem
  const from = new Int32Array(people + 1)
  for (const { a, b } of wishes) for (const person of [a, b]) from[person + 1] = (from[person + 1] ?? 0) + 1
  for (let person = 0; person < people; person += 1)
    from[person + 1] = (from[person + 1] ?? 0) + (from[person] ?? 0)
  const next = from.slice()
  const list = new Int32Array(wishes.length * 2)
  wishes.forEach(({ a, b }, meeting) => {
    for (const person of [a, b]) {
      const at = next[person] ?? 0
      list[at] = meeting
      next[person] = at + 1
    }
  })
  return {
    people,
    slots,
    meetings: wishes.length,
    a: Int32Array.from(wishes, ({ a }) => a),
    b: Int32Array.from(wishes, ({ b }) => b),
    may: domains(problem, start),
    delegates: problem.delegates ? Int32Array.from(problem.delegates) : new Int32Array(people).fill(1),
    from,
    list,
    precedes,
    rooms: roomsOf(problem, start),
  }
}
