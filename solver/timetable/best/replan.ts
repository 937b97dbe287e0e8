import type { State } from './state.ts'

/** How many meetings may have to move, one after the other, for one that comes in. */
const deepest = 3
/** What a chain that touches nobody counts as, in people. */
const least = 0.25

/**
 * Fills gaps of a standing plan and moves as few others as possible: a wish comes in when the meetings in its way find
 * another slot, in a chain of a few, or when the one in its way is worth less. Chains are taken in the order of what
 * they gain for each person whose standing meetings they touch, until `mostMoved` people are touched.
 */
export function replan(state: State, mostMoved: number): void {
  const { model, slotOf } = state
  const { a, b, value, from, slot: slots } = model
  const stood = slotOf.slice()
  const touched = new Uint8Array(model.people)
  let moved = 0
  const trail: number[] = []
  const was: number[] = []

  const take = (wish: number) => {
    trail.push(wish)
    was.push(slotOf[wish] as number)
    state.remove(wish)
  }
  const undo = () => {
    for (const wish of trail) if ((slotOf[wish] as number) >= 0) state.remove(wish)
    // A wish may have gone twice: where it was at first is where it goes back to. Chains are short.
    for (let i = 0; i < trail.length; i += 1) {
      const wish = trail[i] as number
      if ((was[i] as number) >= 0 && trail.indexOf(wish) === i) state.place(wish, was[i] as number)
    }
    trail.length = 0
    was.length = 0
  }
  const keep = () => {
    trail.length = 0
    was.length = 0
  }
  /** Another slot for a meeting that had to go: a free one, else one where a further meeting moves on. */
  const rehouse = (wish: number, not: number, depth: number): boolean => {
    for (let j = from[wish] as number; j < (from[wish + 1] as number); j += 1) {
      const slot = slots[j] as number
      if (slot === not || state.obstacles(wish, slot, 0) !== 0) continue
      state.place(wish, slot)
      return true
    }
    if (depth <= 1) return false
    for (let j = from[wish] as number; j < (from[wish + 1] as number); j += 1) {
      const slot = slots[j] as number
      if (slot === not || state.obstacles(wish, slot, 0) !== 1) continue
      const other = state.found[0] as number
      if (trail.includes(other)) continue
      take(other)
      if (state.obstacles(wish, slot, 0) === 0) {
        state.place(wish, slot)
        if (rehouse(other, slot, depth - 1)) return true
        state.remove(wish)
      }
      trail.pop()
      state.place(other, was.pop() as number)
    }
    return false
  }
  /** Brings a wish into a slot: what that gains, 0 when it cannot be. Leaves the chain standing. */
  const enter = (wish: number, slot: number, depth: number): number => {
    const n = state.obstacles(wish, slot, 0)
    if (n < 0 || n > 2) return 0
    const gone = Array.from(state.found.subarray(0, n))
    trail.push(wish)
    was.push(-1)
    for (const other of gone) take(other)
    if (state.obstacles(wish, slot, 0) !== 0) return 0
    state.place(wish, slot)
    let gain = value[wish] as number
    for (const other of gone) if (!rehouse(other, slot, depth)) gain -= value[other] as number
    return Math.max(0, gain)
  }
  /** People newly touched by the chain that stands. */
  const touches = (mark: boolean): number => {
    const people = new Set<number>()
    for (const wish of new Set(trail))
      if ((stood[wish] as number) >= 0 && slotOf[wish] !== stood[wish])
        for (const person of [a[wish] as number, b[wish] as number]) if (!touched[person]) people.add(person)
    if (mark) for (const person of people) touched[person] = 1
    return people.size
  }

  for (let depth = 1; depth <= deepest; depth += 1) {
    const chains: { wish: number; slot: number; rate: number }[] = []
    for (let wish = 0; wish < model.wishes; wish += 1) {
      if ((slotOf[wish] as number) >= 0) continue
      let best = { wish, slot: -1, rate: 0 }
      for (let j = from[wish] as number; j < (from[wish + 1] as number); j += 1) {
        const slot = slots[j] as number
        const gain = enter(wish, slot, depth)
        // Who is touched is only counted where the gain could be the best one, if it were nobody.
        const rate = gain > best.rate * least ? gain / (touches(false) + least) : 0
        undo()
        if (rate > best.rate) best = { wish, slot, rate }
      }
      if (best.slot >= 0) chains.push(best)
    }
    chains.sort((x, y) => y.rate - x.rate || x.wish - y.wish)
    for (const { wish, slot } of chains) {
      if ((slotOf[wish] as number) >= 0) continue
      const gain = enter(wish, slot, depth)
      const more = touches(false)
      if (gain > 0 && moved + more <= mostMoved) {
        touches(true)
        moved += more
        keep()
      } else undo()
    }
  }
}
