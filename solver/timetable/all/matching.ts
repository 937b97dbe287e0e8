/**
 * Meetings into slots, at most `room[slot]` in each: augmenting paths. `may(row, slot)` says which slots a row can have.
 * Gives the slot of each row, or the rows of a proof that it cannot be done: together they have too few slots (Hall).
 */
export type Fit =
  | { readonly slotOf: Int32Array; readonly tooMany: null }
  | { readonly tooMany: readonly number[] }

export class Fitter {
  private readonly slots: number
  private readonly seen: Uint8Array
  /** Rows in each slot now. */
  private readonly inside: number[][]

  constructor(slots: number) {
    this.slots = slots
    this.seen = new Uint8Array(slots)
    this.inside = Array.from({ length: slots }, () => [])
  }

  /** `forced` = one row that has to have one slot, [row, slot]. */
  fit(
    rows: number,
    room: (slot: number) => number,
    may: (row: number, slot: number) => boolean,
    forced: readonly [number, number] | null,
  ): Fit {
    const { slots, seen, inside } = this
    for (const list of inside) list.length = 0
    const slotOf = new Int32Array(rows).fill(-1)
    const can = (row: number, slot: number) =>
      forced !== null && row === forced[0] ? slot === forced[1] : may(row, slot)
    const place = (row: number): boolean => {
      for (let slot = 0; slot < slots; slot += 1) {
        if (seen[slot] || !can(row, slot) || room(slot) === 0) continue
        seen[slot] = 1
        const list = inside[slot] as number[]
        let free = list.length < room(slot) ? list.length : -1
        for (let at = 0; free < 0 && at < list.length; at += 1) if (place(list[at] as number)) free = at
        if (free < 0) continue
        list[free] = row
        slotOf[row] = slot
        return true
      }
      return false
    }
    const order = forced === null ? [] : [forced[0]]
    for (let row = 0; row < rows; row += 1) if (forced === null || row !== forced[0]) order.push(row)
    for (const row of order) {
      seen.fill(0)
      if (place(row)) continue
      // Every slot seen is full, and all who sit there could only move to slots that are seen: too many for them.
      const tooMany = [row]
      for (let slot = 0; slot < slots; slot += 1) if (seen[slot]) tooMany.push(...(inside[slot] as number[]))
      return { tooMany: [...new Set(tooMany)].sort((left, right) => left - right) }
    }
    return { slotOf, tooMany: null }
  }
}
