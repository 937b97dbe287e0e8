import type { Known } from '../encode/index.ts'
import type { Model } from '../model.ts'
import { Board } from './board.ts'

/**
 * Moves on a board. A meeting changes slot by a Kempe chain: whom it displaces goes the other way, and so on. Only the
 * two people at the ends of the chain change their busy slots, so what it costs is known without looking at anybody else.
 */
export class Chains extends Board {
  private readonly mark: Int32Array
  private marks = 0
  /** The chain that `gather` found last. */
  private readonly chain: Int32Array
  private chained = 0
  private from = 0
  private to = 0
  private readonly gains: Int32Array
  private ends = 0
  private readonly endWho = new Int32Array(2)
  private readonly endTo = new Int32Array(2)
  private moreBreaks = 0
  private moreExcess = 0
  private moreCrowded = 0
  private moreReversed = 0

  constructor(model: Model, known: readonly Known[], fairness: number, seed: number) {
    super(model, known, fairness, seed)
    this.mark = new Int32Array(model.meetings)
    this.chain = new Int32Array(model.meetings + 1)
    this.gains = new Int32Array(model.rooms.length)
  }

  /**
   * Who has to move when a meeting goes from its slot to another, and what that costs; null = somebody must not.
   * Nothing is changed until `swap`.
   */
  gather(meeting: number, to: number): number | null {
    const { model, slotOf, chain, mark, count, width, cells, base, gains } = this
    const { a, b, may, slots, delegates } = model
    const from = slotOf[meeting] as number
    if (!may[meeting * slots + to]) return null
    this.marks += 1
    const { marks } = this
    this.from = from
    this.to = to
    chain[0] = meeting
    mark[meeting] = marks
    let size = 1
    let gain = 1
    let ends = 0
    walk: for (let side = 0; side < 2; side += 1) {
      let person = (side === 0 ? a[meeting] : b[meeting]) as number
      let target = to
      for (;;) {
        const cap = delegates[person] as number
        const here = count[person * width + target + 1] as number
        if (here < cap) {
          this.endWho[ends] = person
          this.endTo[ends] = target
          ends += 1
          break
        }
        const start = (base[person] as number) + target * cap
        let victim = cells[start] as number
        if (cap > 1) {
          const turn = this.random(cap)
          for (let each = 0; each < cap; each += 1) {
            victim = cells[start + ((turn + each) % cap)] as number
            if (mark[victim] !== marks) break
          }
        }
        if (mark[victim] === marks) {
          // The chain has come back to where it began.
          if (cap === 1 && victim === meeting && side === 0) break walk
          return null
        }
        const goes = target === to ? from : to
        if (!may[victim * slots + goes]) return null
        mark[victim] = marks
        chain[size] = victim
        size += 1
        gain += goes === to ? 1 : -1
        person = (a[victim] as number) + (b[victim] as number) - person
        target = goes
      }
    }
    if (ends === 2 && this.endWho[0] === this.endWho[1]) return null
    this.ends = ends
    this.chained = size
    gains[0] = gain
    return this.weigh()
  }

  private weigh(): number {
    const { from, to, ends, endWho, endTo, prices, ceiling, runs } = this
    this.moreBreaks = 0
    this.moreExcess = 0
    for (let end = 0; end < ends; end += 1) {
      const person = endWho[end] as number
      const arrives = endTo[end] as number
      const was = Math.max(0, (runs[person] as number) - 1)
      const is = Math.max(
        0,
        (runs[person] as number) - 1 + this.moreRuns(person, from + to - arrives, arrives),
      )
      const most = ceiling[person] as number
      this.moreBreaks += is - was
      this.moreExcess += Math.max(0, is - most) - Math.max(0, was - most)
    }
    this.moreCrowded = this.crowd(0)
    if (this.others) {
      this.countOthers()
      for (let each = 1; each < this.gains.length; each += 1) this.moreCrowded += this.crowd(each)
    }
    this.moreReversed = this.order ? this.turned() : 0
    return (
      this.moreBreaks +
      prices.over * this.moreExcess +
      prices.table * this.moreCrowded +
      prices.order * this.moreReversed
    )
  }

  private moreRuns(person: number, leaves: number, arrives: number): number {
    const { count, width } = this
    const row = person * width + 1
    let more = 0
    const left = count[row + leaves] === 1
    if (left) more -= 1 - (count[row + leaves - 1] ? 1 : 0) - (count[row + leaves + 1] ? 1 : 0)
    if (count[row + arrives] === 0) {
      const before = count[row + arrives - 1] && !(left && arrives - 1 === leaves) ? 1 : 0
      const after = count[row + arrives + 1] && !(left && arrives + 1 === leaves) ? 1 : 0
      more += 1 - before - after
    }
    return more
  }

  private crowd(index: number): number {
    const gain = this.gains[index] as number
    if (gain === 0) return 0
    const { load, room, from, to } = this
    const { slots } = this.model
    const [x, y] = [index * slots + from, index * slots + to]
    const overX = (load[x] as number) - (room[x] as number)
    const overY = (load[y] as number) - (room[y] as number)
    return Math.max(0, overX - gain) - Math.max(0, overX) + Math.max(0, overY + gain) - Math.max(0, overY)
  }

  private countOthers(): void {
    const { gains, chain, chained, others, slotOf, from } = this
    gains.fill(0, 1)
    for (let each = 0; each < chained; each += 1) {
      const meeting = chain[each] as number
      const gain = slotOf[meeting] === from ? 1 : -1
      for (const index of (others as readonly (readonly number[])[])[meeting] as readonly number[])
        gains[index] = (gains[index] as number) + gain
    }
  }

  private turned(): number {
    const { chain, chained, slotOf, mark, marks, from, to } = this
    const order = this.order as readonly Int32Array[]
    let twice = 0
    for (let each = 0; each < chained; each += 1) {
      const meeting = chain[each] as number
      const was = slotOf[meeting] as number
      const is = from + to - was
      const list = order[meeting] as Int32Array
      for (let at = 0; at < list.length; at += 1) {
        const rule = list[at] as number
        const other = rule < 0 ? ~rule : rule
        const otherWas = slotOf[other] as number
        if (otherWas < 0) continue
        const within = mark[other] === marks
        const otherIs = within ? from + to - otherWas : otherWas
        const wrongWas = rule < 0 ? was <= otherWas : was >= otherWas
        const wrongIs = rule < 0 ? is <= otherIs : is >= otherIs
        // A rule between two of the chain is met twice.
        if (wrongWas !== wrongIs) twice += (wrongIs ? 1 : -1) * (within ? 1 : 2)
      }
    }
    return twice / 2
  }

  /** Does what `gather` found. */
  swap(): void {
    const { chain, chained, slotOf, model, runs, from, to, load, gains } = this
    const { a, b, slots } = model
    for (let end = 0; end < this.ends; end += 1) {
      const person = this.endWho[end] as number
      const arrives = this.endTo[end] as number
      runs[person] = (runs[person] as number) + this.moreRuns(person, from + to - arrives, arrives)
    }
    for (let each = 0; each < chained; each += 1) {
      const meeting = chain[each] as number
      const slot = slotOf[meeting] as number
      this.rise(a[meeting] as number, meeting, slot)
      this.rise(b[meeting] as number, meeting, slot)
    }
    for (let each = 0; each < chained; each += 1) {
      const meeting = chain[each] as number
      const slot = from + to - (slotOf[meeting] as number)
      slotOf[meeting] = slot
      this.sit(a[meeting] as number, meeting, slot)
      this.sit(b[meeting] as number, meeting, slot)
    }
    for (let index = 0; index < gains.length; index += 1) {
      const gain = gains[index] as number
      load[index * slots + from] = (load[index * slots + from] as number) - gain
      load[index * slots + to] = (load[index * slots + to] as number) + gain
    }
    this.breaks += this.moreBreaks
    this.excess += this.moreExcess
    this.crowded += this.moreCrowded
    this.reversed += this.moreReversed
  }
}
