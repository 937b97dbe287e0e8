import type { Model } from './model.ts'
import { classesOf } from './relaxation.ts'

/** Heat at the start in parts of the mean worth, what it falls by, and the heat at which nothing moves any more. */
const [hot, cools, cold] = [0.09, 0.7, 1e-4]

/** The heat from which on prices tell well enough which slots are worth trying. */
const telling = 2e-2

/** The most of the last change that is taken again. */
const swing = 0.97

/**
 * An upper bound on the weight of any plan, by prices. Each person's slot, each slot's tables (of each class of kinds) and
 * each person's limit has a price ≥ 0. For any such prices no plan is worth more than
 *
 *   Σ limit × price  +  Σ over wishes of max(0, best over its slots of (worth − prices that it pays there)),
 *
 * because in a plan every placed wish pays its prices, and no limit is paid for more often than it allows: the
 * Lagrangian dual of the relaxation of relaxation.ts, whose least value is that of the linear programme.
 *
 * The prices are moved by Nesterov's accelerated gradients on that sum with its maxima made smooth: each wish is shared
 * out over its slots by the heat (Boltzmann), so that what is asked for anywhere changes by degrees and not by jumps. A
 * price's step is measured by what there is of it and what is asked for. The heat falls when the bound comes to rest.
 */
export class Bound {
  /** The least value found; each is a bound by itself, whatever the prices were. */
  best = Number.POSITIVE_INFINITY
  private readonly model: Model
  private readonly worth: Float64Array
  private readonly hasMost: boolean
  /** Where the prices of tables and of people's limits begin; before them come seats, those that some wish could take. */
  private readonly fromOwn: number
  private readonly fromMost: number
  /** By column (a wish in one of its slots): the seats of the two. */
  private readonly seatA: Int32Array
  private readonly seatB: Int32Array
  /** Price and what is asked for at it less what there is, side by side because they are read together. */
  private readonly board: Float32Array
  /** Prices of the last round, from which the next are drawn further the same way. */
  private readonly before: Float32Array
  private readonly limit: Float32Array
  private readonly holders: readonly (readonly number[])[]
  /** classes × slots, each the sum over the classes that hold it. */
  private readonly table: Float64Array
  private readonly askedTable: Float64Array
  private readonly share: Float64Array
  private readonly start: number
  private heat: number
  private stalled = 0
  private inertia = 1

  /** `worth` of each wish may be anything ≥ 0; the bound is on its sum. */
  constructor(model: Model, worth: Float64Array) {
    const { people, slots, classes, problem } = model
    this.model = model
    this.worth = worth
    const { holders, room } = classesOf(model)
    this.holders = holders
    this.hasMost = problem.most !== undefined
    const { seatA, seatB, wide } = seatsOf(model)
    this.seatA = seatA
    this.seatB = seatB
    this.fromOwn = wide.length
    this.fromMost = this.fromOwn + classes * slots
    const length = this.fromMost + (this.hasMost ? people : 0)
    this.board = new Float32Array(2 * length)
    this.before = new Float32Array(length)
    this.limit = new Float32Array(length)
    this.limit.set(wide)
    this.limit.set(room, this.fromOwn)
    if (this.hasMost) this.limit.set(model.most, this.fromMost)
    this.table = new Float64Array(classes * slots)
    this.askedTable = new Float64Array(classes * slots)
    this.share = new Float64Array(slots)
    let total = 0
    for (const each of worth) total += each
    this.start = (hot * total) / Math.max(1, worth.length)
    this.heat = this.start
  }

  /** Rounds of prices until the bound meets `target`, the worth of the best plan known. */
  run(rounds: number, target: number): void {
    for (let round = 0; round < rounds && this.best > target + 0.5 && !this.settled; round += 1) {
      const value = this.value()
      this.stalled = value < this.best * (1 - 1e-3) ? 0 : this.stalled + 1
      if (value < this.best) this.best = value
      if (this.stalled > 5) {
        this.heat *= cools
        this.stalled = 0
        this.inertia = 1
      }
      this.move()
    }
  }

  /** Further rounds would change next to nothing. */
  get settled(): boolean {
    return this.heat <= cold * this.start
  }

  /** The prices are good enough to search by. */
  get tells(): boolean {
    return this.heat <= telling * this.start
  }

  /** What a wish gains in one of its slots (a column): its worth less the prices that it pays there. */
  gain(wish: number, column: number): number {
    const { model, worth, before, hasMost, fromMost, fromOwn, holders, seatA, seatB } = this
    const { slots, a, b, classOf, slot } = model
    let gain =
      (worth[wish] as number) -
      (before[seatA[column] as number] as number) -
      (before[seatB[column] as number] as number)
    for (const holder of holders[classOf[wish] as number] ?? [])
      gain -= before[fromOwn + holder * slots + (slot[column] as number)] as number
    if (hasMost)
      gain -=
        (before[fromMost + (a[wish] as number)] as number) +
        (before[fromMost + (b[wish] as number)] as number)
    return gain
  }

  /** The bound at these prices, with who asks for what noted less what there is. */
  private value(): number {
    const { model, board, seatA, seatB, table, hasMost, fromMost, worth, share, askedTable, heat } = this
    const { slots, a, b, from, slot: slotAt, classOf, wishes } = model
    let total = this.open()
    // What is asked for less than this much is left out: e^−7 of a wish.
    const least = 7 * heat
    for (let wish = 0; wish < wishes; wish += 1) {
      if (worth[wish] === 0) continue
      const one = 2 * (fromMost + (a[wish] as number))
      const other = 2 * (fromMost + (b[wish] as number))
      const row = (classOf[wish] as number) * slots
      const net = (worth[wish] as number) - (hasMost ? (board[one] as number) + (board[other] as number) : 0)
      const start = from[wish] as number
      const end = from[wish + 1] as number
      let top = -least
      for (let j = start; j < end; j += 1) {
        const gain =
          net -
          (board[2 * (seatA[j] as number)] as number) -
          (board[2 * (seatB[j] as number)] as number) -
          (table[row + (slotAt[j] as number)] as number)
        share[j - start] = gain
        if (gain > top) top = gain
      }
      if (top <= -least) continue
      const floor = top > 0 ? top : 0
      total += floor
      let sum = Math.exp(-floor / heat)
      for (let j = start; j < end; j += 1) {
        const under = (share[j - start] as number) - floor
        const part = under > -least ? Math.exp(under / heat) : 0
        share[j - start] = part
        sum += part
      }
      let asked = 0
      for (let j = start; j < end; j += 1) {
        const part = (share[j - start] as number) / sum
        if (part === 0) continue
        const x = 2 * (seatA[j] as number) + 1
        const y = 2 * (seatB[j] as number) + 1
        const t = row + (slotAt[j] as number)
        asked += part
        board[x] = (board[x] as number) + part
        board[y] = (board[y] as number) + part
        askedTable[t] = (askedTable[t] as number) + part
      }
      if (!hasMost) continue
      board[one + 1] = (board[one + 1] as number) + asked
      board[other + 1] = (board[other + 1] as number) + asked
    }
    this.hold(1)
    // More than the rounding of a sum of so many terms, none of them negative, can have lost.
    return total * (1 + 1e-9)
  }

  /** What the limits cost at these prices; nobody has asked for anything yet. */
  private open(): number {
    const { board, limit, table, askedTable } = this
    let total = 0
    for (let i = 0; i < limit.length; i += 1) {
      const there = limit[i] as number
      total += there * (board[2 * i] as number)
      board[2 * i + 1] = -there
    }
    table.fill(0)
    askedTable.fill(0)
    this.hold(0)
    return total
  }

  /** Between a class's own tables and the classes that hold it: prices are summed up (0), what is asked for is handed on (1). */
  private hold(way: 0 | 1): void {
    const { board, table, askedTable, holders, fromOwn } = this
    const { slots } = this.model
    for (const [row, holding] of holders.entries())
      for (const holder of holding)
        for (let slot = 0; slot < slots; slot += 1) {
          const own = 2 * (fromOwn + holder * slots + slot)
          const here = row * slots + slot
          if (way === 0) table[here] = (table[here] as number) + (board[own] as number)
          else board[own + 1] = (board[own + 1] as number) + (askedTable[here] as number)
        }
  }

  private move(): void {
    const { board, before, limit, heat } = this
    const next = (1 + Math.sqrt(1 + 4 * this.inertia * this.inertia)) / 2
    const carry = Math.min(swing, (this.inertia - 1) / next)
    // Whether the prices have come to run against the slope: then they start anew from where they are.
    let against = 0
    for (let i = 0; i < limit.length; i += 1) {
      const over = board[2 * i + 1] as number
      const was = before[i] as number
      const measure = (limit[i] as number) + (over > 0 ? over / 2 : 0)
      const at = measure > 0 ? (board[2 * i] as number) + (heat * over) / measure : was
      const to = at > 0 ? at : 0
      against -= over * (to - was)
      before[i] = to
      const on = to + carry * (to - was)
      board[2 * i] = on > 0 ? on : 0
    }
    this.inertia = next
    if (against <= 0) return
    this.inertia = 1
    for (let i = 0; i < limit.length; i += 1) board[2 * i] = before[i] as number
  }
}

/** Numbers the seats (a person in a slot) that some wish could take, and says which two each column takes. */
function seatsOf({ people, slots, wishes, a, b, from, slot, delegates }: Model) {
  const number = new Int32Array(people * slots).fill(-1)
  const columns = from[wishes] as number
  const [seatA, seatB] = [new Int32Array(columns), new Int32Array(columns)]
  const used = new Uint8Array(people * slots)
  for (let wish = 0; wish < wishes; wish += 1)
    for (let j = from[wish] as number; j < (from[wish + 1] as number); j += 1) {
      seatA[j] = (a[wish] as number) * slots + (slot[j] as number)
      seatB[j] = (b[wish] as number) * slots + (slot[j] as number)
      used[seatA[j] as number] = 1
      used[seatB[j] as number] = 1
    }
  let seats = 0
  for (let seat = 0; seat < used.length; seat += 1) if (used[seat]) number[seat] = seats++
  const wide = new Float32Array(seats)
  for (let seat = 0; seat < used.length; seat += 1)
    if (used[seat]) wide[number[seat] as number] = delegates[Math.floor(seat / slots)] as number
  for (let j = 0; j < columns; j += 1) {
    seatA[j] = number[seatA[j] as number] as number
    seatB[j] = number[seatB[j] as number] as number
  }
  return { seatA, seatB, wide }
}
