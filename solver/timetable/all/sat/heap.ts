/**
 * Variables by falling activity; those that are not open may be in it and are skipped by who takes. Activities of those
 * inside stand beside them, so that finding a place reads one stretch of memory.
 */
export class Heap {
  private heap = new Int32Array(0)
  private worth = new Float64Array(0)
  private place = new Int32Array(0)
  size = 0

  grow(size: number): void {
    const heap = new Int32Array(size)
    heap.set(this.heap)
    this.heap = heap
    const worth = new Float64Array(size)
    worth.set(this.worth)
    this.worth = worth
    const place = new Int32Array(size).fill(-1)
    place.set(this.place)
    this.place = place
  }

  insert(variable: number, activity: Float64Array): void {
    if ((this.place[variable] as number) >= 0) return
    this.size += 1
    this.up(this.size - 1, variable, activity[variable] as number)
  }

  /** The variable has become more active. */
  raise(variable: number, activity: Float64Array): void {
    const place = this.place[variable] as number
    if (place >= 0) this.up(place, variable, activity[variable] as number)
  }

  /** All activities have become less, in the same order. */
  fall(activity: Float64Array): void {
    for (let at = 0; at < this.size; at += 1) this.worth[at] = activity[this.heap[at] as number] as number
  }

  /** Takes the most active; −1 = empty. */
  take(): number {
    if (this.size === 0) return -1
    const { heap, place } = this
    const top = heap[0] as number
    place[top] = -1
    this.size -= 1
    if (this.size > 0) this.down(heap[this.size] as number, this.worth[this.size] as number)
    return top
  }

  private up(from: number, variable: number, mine: number): void {
    const { heap, place, worth } = this
    let at = from
    while (at > 0) {
      const parent = (at - 1) >> 1
      const above = worth[parent] as number
      if (above >= mine) break
      const who = heap[parent] as number
      heap[at] = who
      worth[at] = above
      place[who] = at
      at = parent
    }
    heap[at] = variable
    worth[at] = mine
    place[variable] = at
  }

  private down(variable: number, mine: number): void {
    const { heap, place, worth, size } = this
    let at = 0
    for (;;) {
      let child = at * 2 + 1
      if (child >= size) break
      if (child + 1 < size && (worth[child + 1] as number) > (worth[child] as number)) child += 1
      const below = worth[child] as number
      if (below <= mine) break
      const who = heap[child] as number
      heap[at] = who
      worth[at] = below
      place[who] = at
      at = child
    }
    heap[at] = variable
    worth[at] = mine
    place[variable] = at
  }
}
