/** Variables by falling activity; those that are not open may be in it and are skipped by who takes. */
export class Heap {
  private heap = new Int32Array(0)
  private place = new Int32Array(0)
  size = 0

  grow(size: number): void {
    const heap = new Int32Array(size)
    heap.set(this.heap)
    this.heap = heap
    const place = new Int32Array(size).fill(-1)
    place.set(this.place)
    this.place = place
  }

  insert(variable: number, activity: Float64Array): void {
    if ((this.place[variable] as number) >= 0) return
    this.heap[this.size] = variable
    this.place[variable] = this.size
    this.size += 1
    this.up(this.size - 1, activity)
  }

  /** The variable has become more active. */
  raise(variable: number, activity: Float64Array): void {
    const place = this.place[variable] as number
    if (place >= 0) this.up(place, activity)
  }

  /** Takes the most active; −1 = empty. */
  take(activity: Float64Array): number {
    if (this.size === 0) return -1
    const { heap, place } = this
    const top = heap[0] as number
    place[top] = -1
    this.size -= 1
    if (this.size > 0) {
      const last = heap[this.size] as number
      heap[0] = last
      place[last] = 0
      this.down(activity)
    }
    return top
  }

  private up(from: number, activity: Float64Array): void {
    const { heap, place } = this
    let at = from
    const variable = heap[at] as number
    const worth = activity[variable] as number
    while (at > 0) {
      const parent = (at - 1) >> 1
      const above = heap[parent] as number
      if ((activity[above] as number) >= worth) break
      heap[at] = above
      place[above] = at
      at = parent
    }
    heap[at] = variable
    place[variable] = at
  }

  private down(activity: Float64Array): void {
    const { heap, place, size } = this
    let at = 0
    const variable = heap[0] as number
    const worth = activity[variable] as number
    for (;;) {
      let child = at * 2 + 1
      if (child >= size) break
      if (
        child + 1 < size &&
        (activity[heap[child + 1] as number] as number) > (activity[heap[child] as number] as number)
      )
        child += 1
      const below = heap[child] as number
      if ((activity[below] as number) <= worth) break
      heap[at] = below
      place[below] = at
      at = child
    }
    heap[at] = variable
    place[variable] = at
  }
}
