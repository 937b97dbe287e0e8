import type { Bound } from './bound.ts'
import { heap, type Model } from './model.ts'

/**
 * The same model with fewer slots for each wish: those that, at these prices, gain nearly as much as its best does (or
 * as being left out, where that is best). A plan near the bound uses hardly any other, so the search need not try them.
 * `stands` (a slot for each wish, −1 = none) stays possible.
 */
export function thinned(model: Model, prices: Bound, least: number, stands: Int32Array | null): Model {
  const { wishes, from, slot: slotAt } = model
  const counts = new Int32Array(wishes + 1)
  const slot = new Uint16Array(slotAt.length)
  const gains = new Float64Array(model.slots)
  let length = 0
  for (let wish = 0; wish < wishes; wish += 1) {
    const start = from[wish] as number
    const end = from[wish + 1] as number
    let top = 0
    for (let j = start; j < end; j += 1) {
      const gain = prices.gain(wish, j)
      gains[j - start] = gain
      if (gain > top) top = gain
    }
    const before = length
    for (let j = start; j < end; j += 1)
      if ((gains[j - start] as number) >= top - least || slotAt[j] === stands?.[wish])
        slot[length++] = slotAt[j] as number
    counts[wish + 1] = length - before
  }
  return { ...model, from: heap(counts), slot: slot.slice(0, length) }
}
