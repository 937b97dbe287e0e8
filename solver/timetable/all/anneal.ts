import type { Known } from './encode/index.ts'
import type { Model } from './model.ts'

/** Runs of busy slots in a mask, one bit a slot. */
function runs(mask: number): number {
  let starts = mask & ~(mask << 1)
  let count = 0
  while (starts !== 0) {
    starts &= starts - 1
    count += 1
  }
  return count
}

const over = 4
const warmest = 0.9
const coldest = 0.12

/**
 * Makes a plan better by Kempe chains: one meeting goes from one slot to another, whom that displaces goes the other way,
 * and so on, so that nobody is ever in two meetings. What tables, sessions or order forbid is not done; breaks may grow
 * for a while (simulated annealing, warm again each round). Only for days of up to 31 slots with people who are one.
 */
export class Annealer {
  private readonly model: Model
  private readonly known: readonly Known[]
  private readonly at: Int32Array
  private readonly busy: Int32Array
  private readonly load: Int32Array
  private readonly before: number[][]
  private readonly after: number[][]
  private readonly mark: Int32Array
  private marks = 0
  private readonly chain: number[] = []
  private readonly slotOf: Int32Array
  private state: number
  private cost = 0
  private moves = 0
  private readonly round: number
  /** The best plan so far and its breaks. */
  best: Int32Array
  breaks: number

  static fits(model: Model): boolean {
    return model.slots <= 31 && model.rooms.length === 1 && model.delegates.every((cap) => cap === 1)
  }

  constructor(model: Model, known: readonly Known[], plan: Int32Array, breaks: number, seed: number) {
    this.model = model
    this.known = known
    this.slotOf = plan.slice()
    this.best = plan.slice()
    this.breaks = breaks
    this.state = (seed * 2654435761) | 1
    this.round = Math.max(100_000, model.meetings * model.slots * 60)
    this.at = new Int32Array(model.people * model.slots)
    this.busy = new Int32Array(model.people)
    this.load = new Int32Array(model.slots)
    this.mark = new Int32Array(model.meetings)
    this.before = Array.from({ length: model.meetings }, () => [])
    this.after = Array.from({ length: model.meetings }, () => [])
    for (const [earlier, later] of model.precedes) {
      this.before[later]?.push(earlier)
      this.after[earlier]?.push(later)
    }
    this.lay()
  }

  private lay(): void {
    const { model, at, busy, load, slotOf } = this
    at.fill(-1)
    busy.fill(0)
    load.fill(0)
    for (let meeting = 0; meeting < model.meetings; meeting += 1)
      this.put(meeting, slotOf[meeting] as number, true)
    for (let meeting = 0; meeting < model.meetings; meeting += 1)
      load[slotOf[meeting] as number] = (load[slotOf[meeting] as number] as number) + 1
    this.cost = 0
    for (let person = 0; person < model.people; person += 1) this.cost += this.price(person)
  }

  private random(most: number): number {
    this.state ^= this.state << 13
    this.state ^= this.state >>> 17
    this.state ^= this.state << 5
    return (this.state >>> 0) % most
  }

  private put(meeting: number, slot: number, here: boolean): void {
    const { model, at, busy } = this
    const { slots } = model
    const [a, b] = [model.a[meeting] as number, model.b[meeting] as number]
    if (here) {
      at[a * slots + slot] = meeting
      at[b * slots + slot] = meeting
      busy[a] = (busy[a] as number) | (1 << slot)
      busy[b] = (busy[b] as number) | (1 << slot)
    } else {
      at[a * slots + slot] = -1
      at[b * slots + slot] = -1
      busy[a] = (busy[a] as number) & ~(1 << slot)
      busy[b] = (busy[b] as number) & ~(1 << slot)
    }
  }

  private price(person: number): number {
    const breaks = Math.max(0, runs(this.busy[person] as number) - 1)
    const { ceiling } = this.known[person] as Known
    return breaks > ceiling ? breaks + over * (breaks - ceiling) : breaks
  }

  /** Collects who has to move when a meeting changes between two slots; false = somebody must not. */
  private gather(meeting: number, from: number, to: number): boolean {
    const { model, at, chain, mark, slotOf } = this
    const { slots, a, b, may } = model
    this.marks += 1
    chain.length = 0
    chain.push(meeting)
    mark[meeting] = this.marks
    let gain = 0
    for (let next = 0; next < chain.length; next += 1) {
      const each = chain[next] as number
      const goes = slotOf[each] === from ? to : from
      if (!may[each * slots + goes]) return false
      gain += goes === to ? 1 : -1
      for (let side = 0; side < 2; side += 1) {
        const person = (side === 0 ? a[each] : b[each]) as number
        const sits = at[person * slots + goes] as number
        if (sits >= 0 && mark[sits] !== this.marks) {
          mark[sits] = this.marks
          chain.push(sits)
        }
      }
    }
    const { room } = model.rooms[0] as { room: Int32Array }
    if ((this.load[to] as number) + gain > (room[to] as number)) return false
    if ((this.load[from] as number) - gain > (room[from] as number)) return false
    return this.ordered(from, to)
  }

  /** Whether the rules of order hold after the move. */
  private ordered(from: number, to: number): boolean {
    if (this.model.precedes.length === 0) return true
    const { slotOf, mark, marks, chain } = this
    const then = (meeting: number) => {
      const slot = slotOf[meeting] as number
      if (mark[meeting] !== marks) return slot
      return slot === from ? to : from
    }
    for (const meeting of chain) {
      const slot = then(meeting)
      for (const earlier of this.before[meeting] as number[]) if (then(earlier) >= slot) return false
      for (const later of this.after[meeting] as number[]) if (then(later) <= slot) return false
    }
    return true
  }

  private swap(from: number, to: number): void {
    const { chain, slotOf, load } = this
    for (const each of chain) this.put(each, slotOf[each] as number, false)
    for (const each of chain) {
      const [was, goes] = slotOf[each] === from ? [from, to] : [to, from]
      slotOf[each] = goes
      load[was] = (load[was] as number) - 1
      load[goes] = (load[goes] as number) + 1
      this.put(each, goes, true)
    }
  }

  private chainPrice(): number {
    const { chain, model } = this
    let sum = 0
    // A person in two meetings of the chain is counted twice before and after alike: their slots do not change.
    for (const each of chain) sum += this.price(model.a[each] as number) + this.price(model.b[each] as number)
    return sum
  }

  /** Tries so many moves; true = the best plan is better than it was. */
  run(moves: number): boolean {
    const { model, slotOf } = this
    const had = this.breaks
    for (let move = 0; move < moves && model.meetings > 0; move += 1) {
      const part = (this.moves % this.round) / this.round
      if (part === 0 && this.moves > 0) {
        slotOf.set(this.best)
        this.lay()
      }
      this.moves += 1
      const meeting = this.random(model.meetings)
      const from = slotOf[meeting] as number
      const to = this.random(model.slots)
      if (to === from || !this.gather(meeting, from, to)) continue
      const priceBefore = this.chainPrice()
      this.swap(from, to)
      const more = this.chainPrice() - priceBefore
      const heat = warmest * (coldest / warmest) ** part
      if (more > 0 && this.random(1 << 20) >= Math.exp(-more / heat) * (1 << 20)) {
        this.swap(to, from)
        continue
      }
      this.cost += more
      if (this.cost < this.breaks && this.fair()) {
        this.breaks = this.cost
        this.best.set(slotOf)
      }
    }
    return this.breaks < had
  }

  /** Whether nobody has more breaks than they may. */
  private fair(): boolean {
    for (let person = 0; person < this.model.people; person += 1)
      if (runs(this.busy[person] as number) - 1 > (this.known[person] as Known).ceiling) return false
    return true
  }
}
