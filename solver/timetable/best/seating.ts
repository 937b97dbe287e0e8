import type { Model } from './model.ts'

/**
 * How many tables of each kind are taken in each slot. With several kinds the meetings of a slot are matched to kinds by
 * augmenting paths over the kinds, so that a meeting is turned away only when no way of seating all of them exists.
 */
export class Tables {
  /** false = there is one kind, and more of it in each slot than could ever be filled. */
  readonly tight: boolean
  /** Meetings in each slot, in no order: `list[s × widest] …`, as many as `length[s]`. */
  readonly list: Int32Array
  readonly widest: number
  readonly length: Int32Array
  private readonly model: Model
  private readonly slotOf: Int32Array
  private readonly place: Int32Array
  /** slots × kinds: tables taken. */
  private readonly taken: Int32Array
  private readonly kindOf: Int32Array
  /** slots × kinds × classes: meetings of a class at tables of a kind. */
  private readonly by: Int32Array
  private readonly cameFrom: Int32Array
  private readonly queue: Int32Array

  constructor(model: Model, slotOf: Int32Array) {
    this.model = model
    this.slotOf = slotOf
    const { slots, kinds, classes, open, delegates, wishes } = model
    let seats = 0
    for (const wide of delegates) seats += wide
    let widest = 0
    let narrowest = Number.POSITIVE_INFINITY
    for (let slot = 0; slot < slots; slot += 1) {
      let here = 0
      for (let kind = 0; kind < kinds; kind += 1) here += open[slot * kinds + kind] as number
      widest = Math.max(widest, here)
      narrowest = Math.min(narrowest, here)
    }
    this.tight = kinds > 1 || narrowest < Math.min(seats >> 1, wishes)
    this.widest = Math.min(widest, wishes)
    this.list = new Int32Array(this.tight ? slots * this.widest : 0)
    this.place = new Int32Array(this.tight ? wishes : 0)
    this.length = new Int32Array(slots)
    this.taken = new Int32Array(slots * kinds)
    this.kindOf = new Int32Array(kinds > 1 ? wishes : 0)
    this.by = new Int32Array(kinds > 1 ? slots * kinds * classes : 0)
    this.cameFrom = new Int32Array(kinds)
    this.queue = new Int32Array(kinds)
  }

  /** The kind of table a placed meeting was matched to, as a code from 0 in the order of the tables. */
  kindAt(wish: number): number {
    return this.kindOf[wish] as number
  }

  /** The free kind at which a chain of changes of kind ends that begins with this class; −1 = none. Fills `cameFrom`. */
  private reach(slot: number, row: number): number {
    const { kinds, classes, does, open } = this.model
    const { taken, cameFrom, queue, by } = this
    cameFrom.fill(-2)
    let end = 0
    for (let kind = 0; kind < kinds; kind += 1)
      if (does[row * kinds + kind]) {
        cameFrom[kind] = -1
        queue[end++] = kind
      }
    for (let i = 0; i < end; i += 1) {
      const kind = queue[i] as number
      const cell = slot * kinds + kind
      if ((taken[cell] as number) < (open[cell] as number)) return kind
      for (let each = 0; each < classes; each += 1) {
        if (by[cell * classes + each] === 0) continue
        for (let to = 0; to < kinds; to += 1)
          if (cameFrom[to] === -2 && does[each * kinds + to]) {
            cameFrom[to] = kind
            queue[end++] = to
          }
      }
    }
    return -1
  }

  /** Whether a wish of this class finds a table in a slot. */
  hasRoom(row: number, slot: number): boolean {
    if (!this.tight) return true
    if (this.model.kinds > 1) return this.reach(slot, row) >= 0
    return (this.taken[slot] as number) < (this.model.open[slot] as number)
  }

  add(wish: number, slot: number): void {
    const at = this.length[slot] as number
    this.length[slot] = at + 1
    if (!this.tight) return
    this.list[slot * this.widest + at] = wish
    this.place[wish] = at
    if (this.model.kinds > 1) this.addKind(wish, slot, at)
    else this.taken[slot] = (this.taken[slot] as number) + 1
  }

  private addKind(wish: number, slot: number, others: number): void {
    const { kinds, classOf, does } = this.model
    const row = classOf[wish] as number
    let kind = this.reach(slot, row)
    if (kind < 0) throw new Error('a meeting was placed where no table is free')
    // Walk the chain back: on each step one meeting changes to the kind that has just become free.
    for (let before = this.cameFrom[kind] as number; before >= 0; before = this.cameFrom[kind] as number) {
      for (let i = 0; i < others; i += 1) {
        const other = this.list[slot * this.widest + i] as number
        if (this.kindOf[other] !== before || !does[(classOf[other] as number) * kinds + kind]) continue
        this.note(other, slot, -1)
        this.kindOf[other] = kind
        this.note(other, slot, 1)
        break
      }
      kind = before
    }
    this.kindOf[wish] = kind
    this.note(wish, slot, 1)
  }

  private note(wish: number, slot: number, change: number): void {
    const { kinds, classes, classOf } = this.model
    const cell = slot * kinds + (this.kindOf[wish] as number)
    this.taken[cell] = (this.taken[cell] as number) + change
    const by = cell * classes + (classOf[wish] as number)
    this.by[by] = (this.by[by] as number) + change
  }

  take(wish: number, slot: number): void {
    const last = (this.length[slot] as number) - 1
    this.length[slot] = last
    if (!this.tight) return
    const start = slot * this.widest
    const moved = this.list[start + last] as number
    const at = this.place[wish] as number
    this.list[start + at] = moved
    this.place[moved] = at
    if (this.model.kinds > 1) this.note(wish, slot, -1)
    else this.taken[slot] = (this.taken[slot] as number) - 1
  }

  /**
   * The meeting that would have to give up its table so that this wish could be in that slot once the first `n` of
   * `gone` have left: −1 = none has to, −2 = nobody may go. `pick` chooses where the look-out starts.
   */
  inTheWay(
    wish: number,
    slot: number,
    gone: Int32Array,
    n: number,
    pick: number,
    pinned: Uint8Array,
  ): number {
    const { model, slotOf, list } = this
    const row = model.classOf[wish] as number
    if (this.hasRoom(row, slot)) return -1
    let here = 0
    for (let i = 0; i < n; i += 1) if (slotOf[gone[i] as number] === slot) here += 1
    if (here > 0 && (model.kinds === 1 || this.withoutThem(gone, n, slot, row))) return -1
    const length = this.length[slot] as number
    const start = slot * this.widest
    const from = Math.floor(pick * length)
    let best = -2
    let looked = 0
    for (let i = 0; i < length && looked < 4; i += 1) {
      const other = list[start + ((from + i) % length)] as number
      if (pinned[other] || among(gone, n, other)) continue
      if (model.kinds > 1 && !this.opens(other, gone, n, slot, row)) continue
      looked += 1
      if (best < 0 || (model.value[other] as number) < (model.value[best] as number)) best = other
    }
    return best
  }

  /** Whether there is room once this meeting has left as well. */
  private opens(other: number, gone: Int32Array, n: number, slot: number, row: number): boolean {
    this.note(other, slot, -1)
    const open = this.withoutThem(gone, n, slot, row)
    this.note(other, slot, 1)
    return open
  }

  private withoutThem(gone: Int32Array, n: number, slot: number, row: number): boolean {
    for (let i = 0; i < n; i += 1)
      if (this.slotOf[gone[i] as number] === slot) this.note(gone[i] as number, slot, -1)
    const room = this.reach(slot, row) >= 0
    for (let i = 0; i < n; i += 1)
      if (this.slotOf[gone[i] as number] === slot) this.note(gone[i] as number, slot, 1)
    return room
  }
}

function among(gone: Int32Array, n: number, wish: number): boolean {
  for (let i = 0; i < n; i += 1) if (gone[i] === wish) return true
  return false
}
