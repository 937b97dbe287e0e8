import type { Known } from '../encode/index.ts'
import { leastOf, type Model } from '../model.ts'

/** What is worth how much beside a break: being above one's ceiling, a table too many, an order the wrong way round. */
export type Prices = { readonly over: number; table: number; order: number }

/**
 * A plan that is laid out and counted, flat. Nobody is ever in more meetings than they can be; tables and order may be
 * violated for a price, and `clean` says whether they are not.
 */
export class Board {
  readonly model: Model
  readonly slotOf: Int32Array
  /** Meetings of a person in a slot, with an idle slot before the first and after the last. */
  protected readonly count: Uint8Array
  protected readonly width: number
  /** Which meetings these are: `cells[base[p] + slot × cap + k]`. */
  protected readonly cells: Int32Array
  protected readonly base: Int32Array
  protected readonly runs: Int32Array
  protected readonly ceiling: Int32Array
  protected readonly load: Int32Array
  protected readonly room: Int32Array
  /** Rooms of each meeting but the first, which has all of them. */
  protected readonly others: readonly (readonly number[])[] | null
  /** What each meeting comes before (as it is) and after (as ~meeting). */
  protected readonly order: readonly Int32Array[] | null
  readonly prices: Prices
  /** Breaks of everybody, breaks over the ceilings, tables too many, orders the wrong way round. */
  breaks = 0
  excess = 0
  crowded = 0
  reversed = 0
  private state: number

  constructor(model: Model, known: readonly Known[], fairness: number, seed: number) {
    const { people, slots, meetings, delegates, rooms, precedes } = model
    this.model = model
    this.prices = { over: 4, table: 1, order: 1 }
    this.state = Math.imul(seed + 1, 2654435761) | 1
    this.slotOf = new Int32Array(meetings).fill(-1)
    this.width = slots + 2
    this.count = new Uint8Array(people * this.width)
    this.base = new Int32Array(people + 1)
    for (let person = 0; person < people; person += 1)
      this.base[person + 1] = (this.base[person] as number) + slots * (delegates[person] as number)
    this.cells = new Int32Array(this.base[people] as number).fill(-1)
    this.runs = new Int32Array(people)
    // Somebody stays at the least of all floors, so nobody may be further above it than fairness allows.
    const least = leastOf(known.map(({ floor }) => floor))
    this.ceiling = Int32Array.from(known, ({ ceiling }) => Math.min(ceiling, least + fairness))
    this.load = new Int32Array(rooms.length * slots)
    this.room = new Int32Array(rooms.length * slots)
    rooms.forEach(({ room }, index) => {
      this.room.set(room, index * slots)
    })
    const others: number[][] = Array.from({ length: meetings }, () => [])
    rooms.forEach((room, index) => {
      if (index > 0) for (const meeting of room.meetings) others[meeting]?.push(index)
    })
    this.others = rooms.length > 1 ? others : null
    const order: number[][] = Array.from({ length: meetings }, () => [])
    for (const [earlier, later] of precedes) {
      order[earlier]?.push(later)
      order[later]?.push(~earlier)
    }
    this.order = precedes.length > 0 ? order.map((list) => Int32Array.from(list)) : null
  }

  /** Below `most`, from a row that is the same for the same seed. */
  random(most: number): number {
    let state = this.state
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    this.state = state
    return (state >>> 0) % most
  }

  get cost(): number {
    const { over, table, order } = this.prices
    return this.breaks + over * this.excess + table * this.crowded + order * this.reversed
  }

  /** Whether the plan breaks no rule, if every meeting is placed. */
  get clean(): boolean {
    return this.excess === 0 && this.crowded === 0 && this.reversed === 0
  }

  /** Whether a person has a place for one more meeting in a slot. */
  open(person: number, slot: number): boolean {
    const cap = this.model.delegates[person] as number
    return (this.count[person * this.width + slot + 1] as number) < cap
  }

  busy(person: number, slot: number): boolean {
    return (this.count[person * this.width + slot + 1] as number) > 0
  }

  /** One of the person's meetings in a slot. */
  at(person: number, slot: number): number {
    const cap = this.model.delegates[person] as number
    return this.cells[(this.base[person] as number) + slot * cap] as number
  }

  breaksOf(person: number): number {
    return Math.max(0, (this.runs[person] as number) - 1)
  }

  protected sit(person: number, meeting: number, slot: number): void {
    const { count, cells, model } = this
    const cell = person * this.width + slot + 1
    const place = count[cell] as number
    cells[(this.base[person] as number) + slot * (model.delegates[person] as number) + place] = meeting
    count[cell] = place + 1
  }

  protected rise(person: number, meeting: number, slot: number): void {
    const { count, cells, model } = this
    const cell = person * this.width + slot + 1
    const start = (this.base[person] as number) + slot * (model.delegates[person] as number)
    const last = (count[cell] as number) - 1
    let place = start
    while (cells[place] !== meeting) place += 1
    cells[place] = cells[start + last] as number
    cells[start + last] = -1
    count[cell] = last
  }

  /** Puts a meeting where both people have a place. */
  put(meeting: number, slot: number): void {
    const { a, b } = this.model
    this.slotOf[meeting] = slot
    for (const person of [a[meeting] as number, b[meeting] as number]) this.sit(person, meeting, slot)
  }

  /** Takes a meeting out of its slot. */
  take(meeting: number): void {
    const { a, b } = this.model
    const slot = this.slotOf[meeting] as number
    for (const person of [a[meeting] as number, b[meeting] as number]) this.rise(person, meeting, slot)
    this.slotOf[meeting] = -1
  }

  /** Lays a whole plan. */
  lay(plan: Int32Array): void {
    this.count.fill(0)
    this.cells.fill(-1)
    for (let meeting = 0; meeting < plan.length; meeting += 1) {
      this.slotOf[meeting] = -1
      if ((plan[meeting] as number) >= 0) this.put(meeting, plan[meeting] as number)
    }
    this.tally()
  }

  /** Counts everything anew: after `put` and `take`. */
  tally(): void {
    const { model, slotOf, load, room, count, width, runs, ceiling } = this
    const { people, slots, rooms, precedes } = model
    load.fill(0)
    rooms.forEach(({ meetings }, index) => {
      for (const meeting of meetings) {
        const slot = slotOf[meeting] as number
        if (slot >= 0) load[index * slots + slot] = (load[index * slots + slot] as number) + 1
      }
    })
    this.crowded = 0
    for (let each = 0; each < load.length; each += 1)
      this.crowded += Math.max(0, (load[each] as number) - (room[each] as number))
    this.breaks = 0
    this.excess = 0
    for (let person = 0; person < people; person += 1) {
      let starts = 0
      for (let at = person * width + 1; at <= person * width + slots; at += 1)
        if (count[at] && !count[at - 1]) starts += 1
      runs[person] = starts
      const breaks = Math.max(0, starts - 1)
      this.breaks += breaks
      this.excess += Math.max(0, breaks - (ceiling[person] as number))
    }
    this.reversed = 0
    for (const [earlier, later] of precedes) {
      const [first, second] = [slotOf[earlier] as number, slotOf[later] as number]
      if (first >= 0 && second >= 0 && first >= second) this.reversed += 1
    }
  }
}
