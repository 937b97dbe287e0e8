import { degreeOf, type Model } from './model.ts'

/** For each slot: how many busy slots a person has in it and before, at the least and at the most. */
export type Prefix = { readonly least: Int32Array; readonly most: Int32Array }

/**
 * Bounds on how many of a person's meetings are over by each slot, by matching their meetings with the slots on either
 * side: two that may only be in the morning are two by noon. Each is met by some way of placing this person's meetings
 * (busy slots are the bases of a transversal matroid), so alone none could be closer. For people who are one.
 */
export function prefixOf(model: Model, person: number): Prefix {
  const { slots } = model
  const total = degreeOf(model, person)
  const most = new Int32Array(slots)
  const least = new Int32Array(slots)
  const upwards = new Growing(model, person)
  for (let slot = 0; slot < slots; slot += 1) most[slot] = upwards.take(slot)
  const downwards = new Growing(model, person)
  for (let slot = slots - 1; slot > 0; slot -= 1) least[slot - 1] = Math.max(0, total - downwards.take(slot))
  least[slots - 1] = total
  return { least, most }
}

/** The most of a person's meetings that fit in a set of slots which grows one slot at a time. */
class Growing {
  private readonly model: Model
  private readonly mine: Int32Array
  /** Slot of each of their meetings, −1 = none yet. */
  private readonly slotOf: Int32Array
  private readonly seen: Uint8Array
  private size = 0

  constructor(model: Model, person: number) {
    this.model = model
    this.mine = model.list.subarray(model.from[person], model.from[person + 1])
    this.slotOf = new Int32Array(this.mine.length).fill(-1)
    this.seen = new Uint8Array(this.mine.length)
  }

  /** One slot more; gives how many fit now. */
  take(slot: number): number {
    this.seen.fill(0)
    if (this.fill(slot)) this.size += 1
    return this.size
  }

  /** Finds a meeting for a slot: one without a slot, or one whose own slot finds another. */
  private fill(slot: number): boolean {
    const { model, mine, slotOf, seen } = this
    for (let row = 0; row < mine.length; row += 1) {
      if (seen[row] || !model.may[(mine[row] as number) * model.slots + slot]) continue
      seen[row] = 1
      const had = slotOf[row] as number
      if (had >= 0 && !this.fill(had)) continue
      slotOf[row] = slot
      return true
    }
    return false
  }
}
