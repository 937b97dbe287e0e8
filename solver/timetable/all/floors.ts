import { degreeOf, type Model } from './model.ts'
import { type Prefix, prefixOf } from './prefix.ts'

const never = 1e9

/** What each person's slots look like from their own meetings alone. */
export type Outline = {
  /** People × slots: 1 = some meeting of theirs may be there. */
  readonly can: Uint8Array
  /** People × slots: 1 = some meeting of theirs has to be there. */
  readonly must: Uint8Array
  /** Of each person: how many of their meetings are over by each slot. */
  readonly by: readonly Prefix[]
}

export function outlineOf(model: Model): Outline {
  const { people, slots, from, list, may } = model
  const can = new Uint8Array(people * slots)
  const must = new Uint8Array(people * slots)
  for (let person = 0; person < people; person += 1)
    for (let at = from[person] as number; at < (from[person + 1] as number); at += 1) {
      const row = (list[at] as number) * slots
      let [last, options] = [-1, 0]
      for (let slot = 0; slot < slots; slot += 1)
        if (may[row + slot]) {
          can[person * slots + slot] = 1
          last = slot
          options += 1
        }
      if (options === 1) must[person * slots + last] = 1
    }
  const by = Array.from({ length: people }, (_none, person) => prefixOf(model, person))
  return { can, must, by }
}

/** The cheapest set of busy slots of one person, each with its price, each break costing `perBreak`. */
export class Cheapest {
  private readonly slots: number
  private readonly cost: Float64Array
  private readonly back: Uint8Array

  constructor(slots: number) {
    this.slots = slots
    // [slot][count][phase]: 0 not begun, 1 busy in this slot, 2 idle after having been busy.
    this.cost = new Float64Array((slots + 1) * (slots + 1) * 3)
    this.back = new Uint8Array((slots + 1) * (slots + 1) * 3)
  }

  /** Of `total` busy slots. `into` gets 1 where busy. Gives the cost, or 1e9 and more when there is none. */
  find(
    outline: Outline,
    person: number,
    total: number,
    prices: Float64Array,
    perBreak: number,
    into: Uint8Array | null,
  ): number {
    const { slots, cost, back } = this
    const { can, must } = outline
    const { least, most } = outline.by[person] as Prefix
    const width = (slots + 1) * 3
    cost.fill(never)
    cost[0] = 0
    for (let slot = 0; slot < slots; slot += 1) {
      const mayBusy = can[person * slots + slot]
      const mayIdle = !must[person * slots + slot]
      const price = prices[slot] as number
      const row = slot * width
      const next = row + width
      for (let count = 0; count <= Math.min(slot, total); count += 1)
        for (let phase = 0; phase < 3; phase += 1) {
          const here = cost[row + count * 3 + phase] as number
          if (here >= never) continue
          if (mayIdle && count >= (least[slot] as number)) {
            const to = next + count * 3 + (phase === 0 ? 0 : 2)
            if (here < (cost[to] as number)) {
              cost[to] = here
              back[to] = phase
            }
          }
          if (mayBusy && count < (most[slot] as number) && count + 1 >= (least[slot] as number)) {
            const to = next + (count + 1) * 3 + 1
            const worth = here + price + (phase === 2 ? perBreak : 0)
            if (worth < (cost[to] as number)) {
              cost[to] = worth
              back[to] = phase
            }
          }
        }
    }
    let phase = 0
    const end = slots * width + total * 3
    for (let each = 1; each < 3; each += 1)
      if ((cost[end + each] as number) < (cost[end + phase] as number)) phase = each
    const found = cost[end + phase] as number
    if (into && found < never) {
      let count = total
      for (let slot = slots; slot > 0; slot -= 1) {
        const busy = phase === 1 ? 1 : 0
        into[slot - 1] = busy
        const before = back[slot * width + count * 3 + phase] as number
        count -= busy
        phase = before
      }
    }
    return found
  }
}

/** Fewest breaks of each person by their own slots alone; −1 = not even that is possible. Several in a slot: 0. */
export function floorsOf(model: Model, outline: Outline): Int32Array {
  const cheapest = new Cheapest(model.slots)
  const free = new Float64Array(model.slots)
  return Int32Array.from({ length: model.people }, (_none, person) => {
    if ((model.delegates[person] as number) !== 1) return 0
    const cost = cheapest.find(outline, person, degreeOf(model, person), free, 1, null)
    return cost >= never ? -1 : cost
  })
}
