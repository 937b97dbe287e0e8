const grown = (array: Int32Array, size: number): Int32Array<ArrayBuffer> => {
  const next = new Int32Array(Math.max(size, array.length * 2))
  next.set(array)
  return next
}

/**
 * Many short lists of numbers in one array, so that who reads them one after the other stays in one place in memory. A list
 * that outgrows its room moves to the end and gets twice as much.
 */
export class Lists {
  pool = new Int32Array(1 << 14)
  /** Where each list begins in the pool, and how many numbers it has. */
  at = new Int32Array(0)
  length = new Int32Array(0)
  private room = new Int32Array(0)
  private used = 0

  /** Makes room for so many lists. */
  grow(size: number): void {
    this.at = grown(this.at, size)
    this.length = grown(this.length, size)
    this.room = grown(this.room, size)
  }

  /** Adds a number to a list. What was read of `pool` before may be old afterwards. */
  add(list: number, number: number): void {
    const length = this.length[list] as number
    if (length === this.room[list]) this.move(list, length)
    this.pool[(this.at[list] as number) + length] = number
    this.length[list] = length + 1
  }

  private move(list: number, length: number): void {
    const from = this.at[list] as number
    const room = Math.max(8, 2 * length)
    if (this.used + room > this.pool.length) this.pool = grown(this.pool, this.used + room)
    this.pool.copyWithin(this.used, from, from + length)
    this.at[list] = this.used
    this.room[list] = room
    this.used += room
  }
}
