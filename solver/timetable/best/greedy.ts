import type { State } from './state.ts'

/** Places what is not placed, the largest value first, each in the slot with most room of those where nobody has to go. */
export function greedy(state: State): void {
  const { wishes, from, slot: slotAt, value } = state.model
  const order = Int32Array.from({ length: wishes }, (_, wish) => wish).filter(
    (wish) => (state.slotOf[wish] as number) < 0,
  )
  order.sort((x, y) => (value[y] as number) - (value[x] as number) || x - y)
  for (const wish of order) {
    let least = Number.POSITIVE_INFINITY
    let at = -1
    for (let j = from[wish] as number; j < (from[wish + 1] as number); j += 1) {
      const slot = slotAt[j] as number
      const taken = state.tables.length[slot] as number
      if (taken < least && state.obstacles(wish, slot, 0) === 0) {
        least = taken
        at = slot
      }
    }
    if (at >= 0) state.place(wish, at)
  }
}
