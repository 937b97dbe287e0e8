import type { Bound } from './bound.ts'
import type { State } from './state.ts'

/** What a wish would gain in its best slot at these prices, the wish's worth by itself when there are none. */
export function margins(state: State, worth: Float64Array, prices: Bound | null): Float64Array {
  const { wishes, a, b, from, slot: slotAt, slots, classOf } = state.model
  const margin = worth.slice()
  if (!prices) return margin
  const { seat, table, most } = prices
  for (let wish = 0; wish < wishes; wish += 1) {
    const x = (a[wish] as number) * slots
    const y = (b[wish] as number) * slots
    const row = (classOf[wish] as number) * slots
    let least = Number.POSITIVE_INFINITY
    for (let j = from[wish] as number; j < (from[wish + 1] as number); j += 1) {
      const slot = slotAt[j] as number
      const price = (seat[x + slot] as number) + (seat[y + slot] as number) + (table[row + slot] as number)
      if (price < least) least = price
    }
    margin[wish] =
      (worth[wish] as number) -
      least -
      (most ? (most[a[wish] as number] as number) + (most[b[wish] as number] as number) : 0)
  }
  return margin
}

/**
 * Places what is not placed, the largest margin first, each in the slot that costs least at these prices, where nobody
 * has to go. Without prices a slot costs what its two people could still do with it.
 */
export function greedy(state: State, margin: Float64Array, prices: Bound | null): void {
  const { wishes, a, b, from, slot: slotAt, slots, classOf } = state.model
  const order = Int32Array.from({ length: wishes }, (_, wish) => wish).filter(
    (wish) => (state.slotOf[wish] as number) < 0,
  )
  order.sort((x, y) => (margin[y] as number) - (margin[x] as number) || x - y)
  for (const wish of order) {
    const x = (a[wish] as number) * slots
    const y = (b[wish] as number) * slots
    const row = (classOf[wish] as number) * slots
    let least = Number.POSITIVE_INFINITY
    let at = -1
    for (let j = from[wish] as number; j < (from[wish + 1] as number); j += 1) {
      const slot = slotAt[j] as number
      const price = prices
        ? (prices.seat[x + slot] as number) +
          (prices.seat[y + slot] as number) +
          (prices.table[row + slot] as number)
        : (state.tables.length[slot] as number)
      if (price < least && state.obstacles(wish, slot, 0) === 0) {
        least = price
        at = slot
      }
    }
    if (at >= 0) state.place(wish, at)
  }
}
