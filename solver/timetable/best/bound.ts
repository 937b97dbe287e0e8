import type { Model } from './model.ts'
import { classesOf } from './relaxation.ts'

/**
 * An upper bound on the weight of any plan, by prices. Each person's slot, each slot's tables (of each class of kinds) and
 * each person's limit has a price ≥ 0. For any such prices no plan is worth more than
 *
 *   Σ limit × price  +  Σ over wishes of max(0, best over its slots of (worth − prices that it pays there)),
 *
 * because in a plan every placed wish pays its prices, and no limit is paid for more often than it allows: the
 * Lagrangian dual of the relaxation of relaxation.ts, whose least value is that of the linear programme. The prices are
 * moved by subgradients with Polyak's step, those of tables by a step that fits their size.
 */
export class Bound {
  /** The least value found; each is a bound by itself. */
  best = Number.POSITIVE_INFINITY
  /** people × slots. */
  readonly seat: Float32Array
  /** classes × slots, each the sum over the classes that hold it. */
  readonly table: Float64Array
  readonly most: Float32Array | null
  private readonly model: Model
  private readonly worth: Float64Array
  private readonly own: Float64Array
  private readonly room: Int32Array
  private readonly holders: readonly (readonly number[])[]
  private readonly useSeat: Int16Array
  private readonly useTable: Int32Array
  private readonly useMost: Int32Array
  private readonly widest: number
  /** The share of Polyak's step that is taken: smaller each time the bound has not moved for a while. */
  pace = 1
  private stalled = 0

  /** `worth` of each wish may be anything ≥ 0; the bound is on its sum. */
  constructor(model: Model, worth: Float64Array) {
    const { people, slots, classes } = model
    this.model = model
    this.worth = worth
    const { holders, room } = classesOf(model)
    this.holders = holders
    this.room = room
    this.seat = new Float32Array(people * slots)
    this.own = new Float64Array(classes * slots)
    this.table = new Float64Array(classes * slots)
    this.most = model.problem.most ? new Float32Array(people) : null
    this.useSeat = new Int16Array(people * slots)
    this.useTable = new Int32Array(classes * slots)
    this.useMost = new Int32Array(this.most ? people : 0)
    this.widest = Math.max(1, ...room)
  }

  /** Rounds of prices until the bound meets `target`, the worth of the best plan known. */
  run(rounds: number, target: number): void {
    for (let round = 0; round < rounds && this.best > target + 0.5; round += 1) {
      const value = this.value()
      if (value < this.best) {
        this.stalled = value < this.best * (1 - 1e-4) ? 0 : this.stalled + 1
        this.best = value
      } else this.stalled += 1
      if (this.stalled > 20) {
        this.pace *= 0.7
        this.stalled = 0
      }
      this.move(value - target)
    }
  }

  /** The bound at these prices, with who asks for what noted less what there is. */
  private value(): number {
    const { model, seat, table, most, useSeat, useTable, useMost, worth } = this
    const { people, slots, a, b, from, slot: slotAt, classOf, wishes, delegates } = model
    let total = this.empty()
    for (let wish = 0; wish < wishes; wish += 1) {
      const one = a[wish] as number
      const other = b[wish] as number
      const x = one * slots
      const y = other * slots
      const row = (classOf[wish] as number) * slots
      const net = (worth[wish] as number) - (most ? (most[one] as number) + (most[other] as number) : 0)
      const end = from[wish + 1] as number
      let least = net
      let at = -1
      for (let j = from[wish] as number; j < end; j += 1) {
        const slot = slotAt[j] as number
        const price = (seat[x + slot] as number) + (seat[y + slot] as number) + (table[row + slot] as number)
        if (price < least) {
          least = price
          at = slot
        }
      }
      if (at < 0) continue
      total += net - least
      useSeat[x + at] = (useSeat[x + at] as number) + 1
      useSeat[y + at] = (useSeat[y + at] as number) + 1
      useTable[row + at] = (useTable[row + at] as number) + 1
      if (most) {
        useMost[one] = (useMost[one] as number) + 1
        useMost[other] = (useMost[other] as number) + 1
      }
    }
    for (let person = 0; person < people; person += 1) {
      const wide = delegates[person] as number
      for (let cell = person * slots; cell < (person + 1) * slots; cell += 1)
        total += wide * (seat[cell] as number)
    }
    // More than the rounding of a sum of so many terms, none of them negative, can have lost.
    return total * (1 + 1e-9)
  }

  private empty(): number {
    const { model, own, room, most, table, holders } = this
    const { slots, classes } = model
    this.useSeat.fill(0)
    this.useTable.fill(0)
    this.useMost.fill(0)
    let total = 0
    for (let i = 0; i < own.length; i += 1) total += (own[i] as number) * (room[i] as number)
    if (most)
      for (let person = 0; person < most.length; person += 1)
        total += (most[person] as number) * (model.most[person] as number)
    for (let row = 0; row < classes; row += 1)
      for (let slot = 0; slot < slots; slot += 1) {
        let sum = 0
        for (const holder of holders[row] ?? []) sum += own[holder * slots + slot] as number
        table[row * slots + slot] = sum
      }
    return total
  }

  private move(above: number): void {
    const { model, seat, own, room, most, useSeat, useTable, useMost, holders, widest } = this
    const { people, slots, classes, delegates } = model
    const asked = new Float64Array(classes * slots)
    for (let row = 0; row < classes; row += 1)
      for (const holder of holders[row] ?? [])
        for (let slot = 0; slot < slots; slot += 1)
          asked[holder * slots + slot] =
            (asked[holder * slots + slot] as number) + (useTable[row * slots + slot] as number)
    let norm = 0
    for (let person = 0; person < people; person += 1) {
      const wide = delegates[person] as number
      for (let cell = person * slots; cell < (person + 1) * slots; cell += 1) {
        const excess = (useSeat[cell] as number) - wide
        if (excess > 0 || (seat[cell] as number) > 0) norm += excess * excess
        else useSeat[cell] = wide
      }
    }
    for (let i = 0; i < own.length; i += 1) {
      const excess = (asked[i] as number) - (room[i] as number)
      if (excess > 0 || (own[i] as number) > 0) norm += (excess * excess) / widest
    }
    for (let person = 0; person < useMost.length; person += 1) {
      const excess = (useMost[person] as number) - (model.most[person] as number)
      if (excess > 0 || (most?.[person] as number) > 0) norm += excess * excess
    }
    if (norm === 0) return
    const step = (this.pace * above) / norm
    for (let person = 0; person < people; person += 1) {
      const wide = delegates[person] as number
      for (let cell = person * slots; cell < (person + 1) * slots; cell += 1) {
        const excess = (useSeat[cell] as number) - wide
        if (excess !== 0) seat[cell] = Math.max(0, (seat[cell] as number) + step * excess)
      }
    }
    for (let i = 0; i < own.length; i += 1)
      own[i] = Math.max(
        0,
        (own[i] as number) + (step * ((asked[i] as number) - (room[i] as number))) / widest,
      )
    if (most)
      for (let person = 0; person < people; person += 1) {
        const excess = (useMost[person] as number) - (model.most[person] as number)
        most[person] = Math.max(0, (most[person] as number) + step * excess)
      }
  }
}
