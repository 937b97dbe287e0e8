import type { Known } from './encode/index.ts'
import { ceilingsOf, leastOf, type Model } from './model.ts'

/** From which end an engine begins; with two threads one takes each. */
export type Side = 'below' | 'above'

/** What an engine is given; as it is, it can be sent to another thread. */
export type Task = {
  readonly model: Model
  readonly known: readonly Known[]
  readonly fairness: number
  readonly seed: number
  readonly side: Side
  /** A bound that is known already. */
  readonly lower: number
}

/** What an engine has found out so far. */
export type Found = {
  /** Slot of each meeting in the best plan, with `breaks` of them; null = none yet. */
  best: Int32Array | null
  breaks: number
  /** No plan has fewer breaks. */
  lower: number
  /** There is no plan at all: proved by search. */
  impossible: boolean
}

/** What is known of each person before the search: floors by their own slots, ceilings by number and fairness. */
export function knownOf(model: Model, floors: Int32Array, fairness: number): Known[] {
  const ceilings = ceilingsOf(model)
  const most = leastOf(ceilings) + fairness
  return Array.from(floors, (floor, person) => ({
    floor,
    ceiling: Math.min(ceilings[person] as number, most),
  }))
}

/** Breaks of each person in a plan that places every meeting. */
export function breaksOfEach({ people, slots, from, list }: Model, slotOf: Int32Array): Int32Array {
  const busy = new Uint8Array(slots)
  return Int32Array.from({ length: people }, (_none, person) => {
    let breaks = 0
    busy.fill(0)
    for (let at = from[person] as number; at < (from[person + 1] as number); at += 1)
      busy[slotOf[list[at] as number] as number] = 1
    let last = -1
    for (let slot = 0; slot < slots; slot += 1) {
      if (!busy[slot]) continue
      if (last >= 0 && slot > last + 1) breaks += 1
      last = slot
    }
    return breaks
  })
}
