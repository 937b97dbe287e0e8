import type { Model } from '../model.ts'
import { type Prefix, prefixOf } from '../prefix.ts'
import { atMost, count } from './count.ts'
import { clause, no, type Sink, whenAll, yes } from './sink.ts'

/** One person in clauses: in which slots they are busy, and "at least k breaks" for k = 1, 2, … (index k − 1). */
export type Told = { readonly busy: readonly number[]; readonly breaks: readonly number[] }

/** What is known of a person before any search. */
export type Known = {
  /** No plan gives them fewer breaks. */
  readonly floor: number
  /** Nor more than this, or more is not allowed. */
  readonly ceiling: number
}

function busySlots(sink: Sink, model: Model, x: Int32Array, person: number): number[] {
  const { slots, from, list, delegates } = model
  const mine = list.subarray(from[person], from[person + 1])
  const cap = delegates[person] as number
  const rows = Array.from({ length: slots }, (_none, slot) =>
    [...mine].map((meeting) => x[meeting * slots + slot] as number).filter((lit) => lit !== no),
  )
  const possible = rows.filter((row) => row.length > 0).length
  return rows.map((row) => {
    const [only] = row
    if (only === undefined) return no
    atMost(sink, row, cap)
    if (row.includes(yes)) return yes
    if (cap === 1 && possible === mine.length) {
      clause(sink, row)
      return yes
    }
    if (row.length === 1) return only
    const busy = sink.variable() * 2
    for (const lit of row) sink.add([lit ^ 1, busy])
    sink.add([...row, busy ^ 1])
    return busy
  })
}

/**
 * "At least k meetings in slots ≤ s", exactly `total` in all: what has been met and what is still to come.
 * Gives for each slot the literals "has met by then" and "meets later".
 */
function counted(
  sink: Sink,
  busy: readonly number[],
  total: number,
  { least, most }: Prefix,
): { met: number[]; later: number[] } {
  let before: number[] = []
  const met: number[] = []
  const later: number[] = []
  const at = (list: readonly number[], k: number) => (k === 0 ? yes : (list[k - 1] ?? no))
  busy.forEach((lit, slot) => {
    const now: number[] = []
    for (let k = 1; k <= total; k += 1) {
      const [same, less] = [at(before, k), at(before, k - 1)]
      if (k <= (least[slot] as number)) now.push(yes)
      else if (k > (most[slot] as number) || less === no || (same === no && lit === no)) now.push(no)
      else if (lit === no) now.push(same)
      else if (lit === yes) now.push(less)
      else now.push(sink.variable() * 2)
      const here = now[k - 1] as number
      clause(sink, [same ^ 1, here])
      clause(sink, [less ^ 1, lit ^ 1, here])
      clause(sink, [here ^ 1, same, lit])
      clause(sink, [here ^ 1, less])
    }
    clause(sink, [at(before, total) ^ 1, lit ^ 1])
    before = now
    met.push(at(now, 1))
    later.push(at(now, total) ^ 1)
  })
  return { met, later }
}

/** The same where several meetings may share a slot, so that busy slots are not as many as meetings. */
function chained(sink: Sink, busy: readonly number[]): { met: number[]; later: number[] } {
  const chain = (list: readonly number[]) => {
    let before = no
    return list.map((lit) => {
      if (before === yes || lit === yes) before = yes
      else if (before === no) before = lit
      else if (lit !== no) {
        const made = sink.variable() * 2
        sink.add([before ^ 1, made])
        sink.add([lit ^ 1, made])
        sink.add([before, lit, made ^ 1])
        before = made
      }
      return before
    })
  }
  const met = chain(busy)
  const from = chain([...busy].reverse()).reverse()
  return { met, later: from.map((_lit, slot) => from[slot + 1] ?? no) }
}

/** Breaks that begin in each slot: busy before, idle now, and busy later. `exact` = also the other way round. */
function beginnings(sink: Sink, busy: readonly number[], later: readonly number[], exact: boolean): number[] {
  return busy.flatMap((lit, slot) => {
    if (slot === 0) return []
    const parts = [busy[slot - 1] as number, lit ^ 1, later[slot] as number]
    const made = whenAll(sink, parts)
    if (exact && made !== no && made !== yes) for (const part of parts) clause(sink, [made ^ 1, part])
    return made === no ? [] : [made]
  })
}

/** Tells a person to the sink. `x` has the literal of each meeting in each slot; `no` where it cannot be. */
export function tellPerson(
  sink: Sink,
  model: Model,
  x: Int32Array,
  person: number,
  known: Known,
  exact: boolean,
): Told {
  const total = (model.from[person + 1] as number) - (model.from[person] as number)
  const busy = busySlots(sink, model, x, person)
  if (total < 2) return { busy, breaks: [] }
  const { later } =
    model.delegates[person] === 1 ? counted(sink, busy, total, prefixOf(model, person)) : chained(sink, busy)
  if (known.ceiling === 0) {
    for (const [slot, lit] of busy.entries())
      if (slot > 0) clause(sink, [(busy[slot - 1] as number) ^ 1, lit, (later[slot] as number) ^ 1])
    return { busy, breaks: [] }
  }
  const made = beginnings(sink, busy, later, exact)
  const outputs = count(sink, made, known.ceiling + 1, exact ? 'both' : 'up')
  const over = outputs[known.ceiling]
  if (over !== undefined) clause(sink, [over ^ 1])
  for (const lit of outputs.slice(0, known.floor)) clause(sink, [lit])
  return { busy, breaks: outputs.slice(0, known.ceiling) }
}
