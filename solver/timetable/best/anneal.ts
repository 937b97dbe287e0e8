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

/**
 * Simulated annealing: a wish drawn at random asks for one of its slots and pushes out whoever is in its way, always when
 * that is worth as much, else with the probability of the heat. `movable` are the wishes that may be drawn.
 */
export function anneal(state: State, random: Random, movable: Int32Array, steps: number, heat: number): void {
  const { model, slotOf, found } = state
  const { from, slot: slots, value } = model
  const { length } = movable
  const window = length <= 4 * stay ? length : stay
  let low = 0
  for (let step = 0; step < steps; step += 1) {
    if (step % stay === 0) low = random.below(length)
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
    if (gain < 0 && random.unit() >= Math.exp(gain / heat)) continue
    for (let i = 0; i < gone; i += 1) state.remove(found[i] as number)
    if (now >= 0) state.remove(wish)
    state.place(wish, slot)
  }
}
