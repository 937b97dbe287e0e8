import type { Model } from './model.ts'
import { Tables } from './seating.ts'

/**
 * A plan in the making: who sits in which of their seats in each slot, and how many tables are taken. Every plan that
 * it stands for is valid: `place` is only called where `obstacles` has found nothing, or once what it found has gone.
 */
export class State {
  readonly model: Model
  readonly slotOf: Int32Array
  /** The wish in each seat, −1 = free. */
  readonly sits: Int32Array
  /** Placed meetings of each person. */
  readonly count: Int32Array
  readonly tables: Tables
  /** 1 = stays where it is. */
  readonly pinned: Uint8Array
  /** What `obstacles` found: the wishes that would have to go. */
  readonly found = new Int32Array(64)

  constructor(model: Model) {
    this.model = model
    this.slotOf = new Int32Array(model.wishes).fill(-1)
    this.sits = new Int32Array(model.seats).fill(-1)
    this.count = new Int32Array(model.people)
    this.pinned = new Uint8Array(model.wishes)
    this.tables = new Tables(model, this.slotOf)
  }

  /** The wish that is easiest to do without in a person's slot, −1 when a seat is free, −2 when nobody may go. */
  private weakest(person: number, slot: number, wish: number): number {
    const { model, sits, pinned } = this
    const wide = model.delegates[person] as number
    const start = (model.seat[person] as number) + slot * wide
    if (wide === 1) {
      const other = sits[start] as number
      if (other < 0 || other === wish) return -1
      return pinned[other] ? -2 : other
    }
    let weakest = -2
    for (let i = start; i < start + wide; i += 1) {
      const other = sits[i] as number
      if (other < 0 || other === wish) return -1
      if (pinned[other]) continue
      if (weakest < 0 || (model.value[other] as number) < (model.value[weakest] as number)) weakest = other
    }
    return weakest
  }

  /** The person's meeting that is easiest to do without, in any slot; −2 when nobody may go. */
  private weakestOf(person: number, wish: number): number {
    const { model, slotOf, pinned } = this
    let weakest = -2
    for (let i = model.first[person] as number; i < (model.first[person + 1] as number); i += 1) {
      const other = model.mine[i] as number
      if (other === wish || (slotOf[other] as number) < 0 || pinned[other]) continue
      if (weakest < 0 || (model.value[other] as number) < (model.value[weakest] as number)) weakest = other
    }
    return weakest
  }

  /**
   * Which wishes would have to go for this one to be in that slot: their number, in `found`; −1 = it cannot be.
   * `pick`, from 0 to below 1, chooses among the many that could give up their table.
   */
  obstacles(wish: number, slot: number, pick: number): number {
    const { model, found, slotOf } = this
    const a = model.a[wish] as number
    const b = model.b[wish] as number
    const one = this.weakest(a, slot, wish)
    if (one === -2) return -1
    const other = this.weakest(b, slot, wish)
    if (other === -2) return -1
    let n = 0
    if (one >= 0) found[n++] = one
    if (other >= 0 && other !== one) found[n++] = other
    if ((slotOf[wish] as number) < 0) {
      n = this.overMost(a, wish, n)
      if (n >= 0) n = this.overMost(b, wish, n)
      if (n < 0) return -1
    }
    if (model.order.length > 0) n = this.outOfOrder(wish, slot, n)
    if (n < 0 || !this.tables.tight) return n
    const gone = this.tables.inTheWay(wish, slot, found, n, pick, this.pinned)
    if (gone === -2) return -1
    if (gone >= 0) found[n++] = gone
    return n
  }

  /** A person at their most has to lose a meeting, unless one of those found is theirs anyway. */
  private overMost(person: number, wish: number, n: number): number {
    const { model, found } = this
    if ((this.count[person] as number) < (model.most[person] as number)) return n
    for (let i = 0; i < n; i += 1) {
      const gone = found[i] as number
      if (model.a[gone] === person || model.b[gone] === person) return n
    }
    const gone = this.weakestOf(person, wish)
    if (gone < 0) return -1
    found[n] = gone
    return n + 1
  }

  private outOfOrder(wish: number, slot: number, before: number): number {
    const { model, found, slotOf, pinned } = this
    let n = before
    for (let i = model.orderFrom[wish] as number; i < (model.orderFrom[wish + 1] as number); i += 1) {
      const coded = model.order[i] as number
      const partner = Math.abs(coded) - 1
      const at = slotOf[partner] as number
      if (at < 0 || (coded > 0 ? slot < at : at < slot)) continue
      if (pinned[partner] || n >= 60) return -1
      if (found.subarray(0, n).indexOf(partner) < 0) found[n++] = partner
    }
    return n
  }

  private sit(person: number, slot: number, from: number, to: number): void {
    const wide = this.model.delegates[person] as number
    let i = (this.model.seat[person] as number) + slot * wide
    while (this.sits[i] !== from) i += 1
    this.sits[i] = to
  }

  place(wish: number, slot: number): void {
    const a = this.model.a[wish] as number
    const b = this.model.b[wish] as number
    this.sit(a, slot, -1, wish)
    this.sit(b, slot, -1, wish)
    this.count[a] = (this.count[a] as number) + 1
    this.count[b] = (this.count[b] as number) + 1
    this.slotOf[wish] = slot
    this.tables.add(wish, slot)
  }

  remove(wish: number): void {
    const slot = this.slotOf[wish] as number
    const a = this.model.a[wish] as number
    const b = this.model.b[wish] as number
    this.tables.take(wish, slot)
    this.sit(a, slot, wish, -1)
    this.sit(b, slot, wish, -1)
    this.count[a] = (this.count[a] as number) - 1
    this.count[b] = (this.count[b] as number) - 1
    this.slotOf[wish] = -1
  }

  /** Whether a person has a seat free in a slot. */
  hasSeat(person: number, slot: number): boolean {
    const wide = this.model.delegates[person] as number
    const start = (this.model.seat[person] as number) + slot * wide
    for (let i = start; i < start + wide; i += 1) if ((this.sits[i] as number) < 0) return true
    return false
  }

  /** Takes over a valid plan in place of what stood. */
  copy(slotOf: Int32Array): void {
    for (let wish = 0; wish < this.model.wishes; wish += 1)
      if ((this.slotOf[wish] as number) >= 0 && this.slotOf[wish] !== slotOf[wish]) this.remove(wish)
    for (let wish = 0; wish < this.model.wishes; wish += 1)
      if ((slotOf[wish] as number) >= 0 && (this.slotOf[wish] as number) < 0)
        this.place(wish, slotOf[wish] as number)
  }
}
