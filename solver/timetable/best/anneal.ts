import type { Random } from '../random.ts'
import { worthOfFirst } from './model.ts'
import type { State } from './state.ts'

/** What one meeting adds to the floor of newcomers: counted when its people have `meetings` before it comes or with it. */
export function firsts(state: State, wish: number, meetings: number): number {
  const { newcomer, a, b } = state.model
  if (!newcomer) return 0
  const one = a[wish] as number
  const other = b[wish] as number
  return (
    (newcomer[one] && state.count[one] === meetings ? worthOfFirst : 0) +
    (newcomer[other] && state.count[other] === meetings ? worthOfFirst : 0)
  )
}

/** Draws stay for this many steps among neighbours in memory: a large problem takes a third of the time. */
const stay = 4096

/** How far, over one draw of each wish, the price of a table follows a demand twice as large as there is room. */
const rate = 0.35

/** Moves the price of a slot's tables towards the demand for them. */
function charge(state: State, toll: Float64Array, scale: number): void {
  for (let slot = 0; slot < toll.length; slot += 1) {
    const room = state.model.open[slot] as number
    const over = ((state.tables.length[slot] as number) - room) / (room + 1)
    toll[slot] = Math.max(0, (toll[slot] as number) + rate * scale * over)
  }
}

/**
 * Simulated annealing: a wish drawn at random asks for one of its slots and pushes out whoever is in its way, always when
 * that is worth as much, else with the probability of the heat. `movable` are the wishes that may be drawn. With `toll`
 * (a price for each slot's tables, in a soft state) nobody is pushed out for a table; whoever stays has to be worth it.
 */
export function anneal(
  state: State,
  random: Random,
  movable: Int32Array,
  steps: number,
  heat: number,
  toll: Float64Array | null,
  scale: number,
): void {
  const { model, slotOf, found } = state
  const { from, slot: slots, value } = model
  const { length } = movable
  const window = length <= 4 * stay ? length : stay
  let low = 0
  for (let step = 0; step < steps; step += 1) {
    if (step % stay === 0) {
      low = random.below(length)
      if (toll) charge(state, toll, scale * Math.min(0.15, stay / length))
    }
    const drawn = low + random.below(window)
    const wish = movable[drawn < length ? drawn : drawn - length] as number
    const start = from[wish] as number
    const slot = slots[start + random.below((from[wish + 1] as number) - start)] as number
    const now = slotOf[wish] as number
    if (now === slot) continue
    const gone = state.obstacles(wish, slot, random.unit())
    if (gone < 0) continue
    let gain = now < 0 ? (value[wish] as number) + firsts(state, wish, 0) : 0
    for (let i = 0; i < gone; i += 1) {
      const other = found[i] as number
      gain -= (value[other] as number) + firsts(state, other, 1)
    }
    if (toll) {
      gain -= toll[slot] as number
      if (now >= 0) gain += toll[now] as number
      for (let i = 0; i < gone; i += 1) gain += toll[slotOf[found[i] as number] as number] as number
    }
    if (gain < 0 && random.unit() >= Math.exp(gain / heat)) continue
    for (let i = 0; i < gone; i += 1) state.remove(found[i] as number)
    if (now >= 0) state.remove(wish)
    state.place(wish, slot)
  }
}
