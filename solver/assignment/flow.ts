const none = -1
const far = Number.MAX_SAFE_INTEGER

/** A network in which the cheapest flow of the largest size is found, one shortest path after another. */
export function cheapestFlow(nodes: number, source: number, sink: number) {
  // Edge 2k and its reverse 2k + 1 stand side by side.
  const to: number[] = []
  const room: number[] = []
  const price: number[] = []
  const out: number[][] = Array.from({ length: nodes }, () => [])

  const half = (from: number, into: number, capacity: number, cost: number): number => {
    const at = to.length
    to.push(into)
    room.push(capacity)
    price.push(cost)
    out[from]?.push(at)
    return at
  }

  /** By which edge each node is reached most cheaply (Bellman and Ford, with a queue): prices of reverses are below 0. */
  const shortest = (): Int32Array | null => {
    const cost = new Float64Array(nodes).fill(far)
    const by = new Int32Array(nodes).fill(none)
    const waits = new Uint8Array(nodes)
    cost[source] = 0
    let line = [source]
    while (line.length > 0) {
      const next: number[] = []
      for (const node of line) {
        waits[node] = 0
        const here = cost[node] ?? far
        for (const edge of out[node] ?? []) {
          const into = to[edge] ?? none
          const there = here + (price[edge] ?? 0)
          if ((room[edge] ?? 0) === 0 || there >= (cost[into] ?? far)) continue
          cost[into] = there
          by[into] = edge
          if (waits[into] === 0) {
            waits[into] = 1
            next.push(into)
          }
        }
      }
      line = next
    }
    return cost[sink] === far ? null : by
  }

  return {
    edge(from: number, into: number, capacity: number, cost: number): number {
      const at = half(from, into, capacity, cost)
      half(into, from, 0, -cost)
      return at
    },
    /** Sends one unit after another until no more goes through; the whole cost is returned. */
    run(): number {
      let total = 0
      for (let by = shortest(); by !== null; by = shortest()) {
        for (let node = sink; node !== source; ) {
          const edge = by[node] ?? none
          room[edge] = (room[edge] ?? 0) - 1
          room[edge ^ 1] = (room[edge ^ 1] ?? 0) + 1
          total += price[edge] ?? 0
          node = to[edge ^ 1] ?? source
        }
      }
      return total
    },
    used: (edge: number): boolean => (room[edge ^ 1] ?? 0) > 0,
  }
}
