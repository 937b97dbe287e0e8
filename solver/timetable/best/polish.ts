import type { Random } from '../random.ts'
import type { State } from './state.ts'

// One break outweighs any difference of fairness that a single step can make.
const perBreak = 4096

/** What a person's idle time costs: breaks, then the squares of breaks, which are least when breaks are shared fairly. */
function cost(state: State, person: number): number {
  const { slots, delegates, seat } = state.model
  const wide = delegates[person] as number
  let at = seat[person] as number
  let runs = 0
  let before = false
  for (let slot = 0; slot < slots; slot += 1) {
    let busy = false
    for (let i = 0; i < wide; i += 1) if ((state.sits[at + i] as number) >= 0) busy = true
    at += wide
    if (busy && !before) runs += 1
    before = busy
  }
  const breaks = runs > 0 ? runs - 1 : 0
  return perBreak * breaks + breaks * breaks
}

function costOf(state: State, wish: number, other: number): number {
  const { a, b } = state.model
  const one = a[wish] as number
  const two = b[wish] as number
  let total = cost(state, one) + cost(state, two)
  if (other < 0) return total
  const three = a[other] as number
  const four = b[other] as number
  if (three !== one && three !== two) total += cost(state, three)
  if (four !== one && four !== two) total += cost(state, four)
  return total
}

/** One of two meetings in the place of the other; false and as before when a rule stands against it. */
function exchange(state: State, wish: number, now: number, other: number, slot: number): boolean {
  state.remove(other)
  if (now >= 0) state.remove(wish)
  if (state.obstacles(wish, slot, 0) === 0) {
    state.place(wish, slot)
    if (now < 0) return true
    if (canBe(state, other, now) && state.obstacles(other, now, 0) === 0) {
      state.place(other, now)
      return true
    }
    state.remove(wish)
  }
  if (now >= 0) state.place(wish, now)
  state.place(other, slot)
  return false
}

function canBe({ model }: State, wish: number, slot: number): boolean {
  for (let i = model.from[wish] as number; i < (model.from[wish + 1] as number); i += 1)
    if (model.slot[i] === slot) return true
  return false
}

/**
 * Fewer breaks, shared more fairly, at the same worth: a meeting moves to a slot where nothing is in its way, two change
 * places, or one that is not placed takes the place of another of the same value.
 */
export function polish(state: State, random: Random, movable: Int32Array, steps: number, heat: number): void {
  const { model, slotOf, found } = state
  const { from, slot: slots, value, newcomer } = model
  for (let step = 0; step < steps; step += 1) {
    const wish = movable[random.below(movable.length)] as number
    const start = from[wish] as number
    const slot = slots[start + random.below((from[wish + 1] as number) - start)] as number
    const now = slotOf[wish] as number
    if (now === slot) continue
    const gone = state.obstacles(wish, slot, random.unit())
    if (gone < 0 || gone > 1 || (now < 0 && gone === 0)) continue
    const other = gone === 1 ? (found[0] as number) : -1
    if (other >= 0 && slotOf[other] !== slot) continue
    if (now < 0 && (newcomer || value[other] !== value[wish])) continue
    const before = costOf(state, wish, other)
    if (other < 0) {
      state.remove(wish)
      state.place(wish, slot)
    } else if (!exchange(state, wish, now, other, slot)) continue
    const more = costOf(state, wish, other) - before
    if (more <= 0 || random.unit() < Math.exp(-more / (perBreak * heat))) continue
    if (other < 0) {
      state.remove(wish)
      state.place(wish, now)
    } else {
      state.remove(wish)
      if (now >= 0) state.remove(other)
      if (now >= 0) state.place(wish, now)
      state.place(other, slot)
    }
  }
}
