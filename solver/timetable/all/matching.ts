/**
 * Meetings into slots, so many in each as it has room for, by augmenting paths. What is asked first is kept: whether a
 * row could be elsewhere is then one path away.
 */
export class Fitter {
  private readonly slots: number
  private readonly seen: Uint8Array
  /** Rows in each slot now. */
  private readonly inside: number[][]
  private room: (slot: number) => number = () => 0
  private may: (row: number, slot: number) => boolean = () => false
  /** Slot of each row that has one. */
  slotOf = new Int32Array(0)

  constructor(slots: number) {
    this.slots = slots
    this.seen = new Uint8Array(slots)
    this.inside = Array.from({ length: slots }, () => [])
  }

  /** Gives null when all fit, else the rows of a proof that they do not: together they have too few slots (Hall). */
  fit(
    rows: number,
    room: (slot: number) => number,
    may: (row: number, slot: number) => boolean,
  ): readonly number[] | null {
    this.room = room
    this.may = may
    this.slotOf = new Int32Array(rows).fill(-1)
    for (const list of this.inside) list.length = 0
    for (let row = 0; row < rows; row += 1) {
      this.seen.fill(0)
      if (!this.place(row, -1)) return this.proof(row)
    }
    return null
  }

  /**
   * After a fit of all: null when all fit with this row in this slot, and they then stand so; else the rows of a proof
   * that they do not, and they stand as they did.
   */
  move(row: number, slot: number): readonly number[] | null {
    const { slotOf, inside, seen } = this
    const here = inside[slot] as number[]
    const had = slotOf[row] as number
    const left = inside[had] as number[]
    left.splice(left.indexOf(row), 1)
    slotOf[row] = slot
    if (here.length < this.room(slot)) {
      here.push(row)
      return null
    }
    // Whoever has to go: of all but this one row only they have no slot then, so any other way begins with them, too.
    const other = here.pop() as number
    here.push(row)
    seen.fill(0)
    if (this.place(other, row)) return null
    const proof = this.proof(other)
    here.pop()
    here.push(other)
    left.push(row)
    slotOf[row] = had
    return proof
  }

  /** Whether a row finds a slot, where `fixed` stays where it is. */
  private place(row: number, fixed: number): boolean {
    const { slots, seen, inside, slotOf } = this
    for (let slot = 0; slot < slots; slot += 1) {
      if (seen[slot] || !this.may(row, slot)) continue
      const room = this.room(slot)
      if (room === 0) continue
      seen[slot] = 1
      const list = inside[slot] as number[]
      let free = list.length < room ? list.length : -1
      for (let at = 0; free < 0 && at < list.length; at += 1)
        if (list[at] !== fixed && this.place(list[at] as number, fixed)) free = at
      if (free < 0) continue
      list[free] = row
      slotOf[row] = slot
      return true
    }
    return false
  }

  /** Every slot seen is full, and all who sit there could only move to slots that are seen: too many for them. */
  private proof(row: number): readonly number[] {
    const tooMany = new Set([row])
    for (let slot = 0; slot < this.slots; slot += 1)
      if (this.seen[slot]) for (const each of this.inside[slot] as number[]) tooMany.add(each)
    return [...tooMany].sort((left, right) => left - right)
  }
}
