import { count } from './encode/count.ts'
import type { Encoding, Sink } from './encode/index.ts'
import type { Search } from './sat/search.ts'

/** A count of literals that were once found not to be all false: how many of them may be true by now. */
type Relaxed = { readonly outputs: readonly number[]; allowed: number }

/**
 * Comes from below (OLL: Andres, Kaufmann, Matheis, Schaub 2012): assumes that no cost is paid; each proof that some
 * of these cannot all be avoided lifts the bound by one and allows one of them. The first plan is then the best.
 */
export class Below {
  private readonly search: Search
  private readonly sink: Sink
  private readonly open: Set<number>
  private readonly relaxed = new Map<number, Relaxed>()
  /** Costs that no plan avoids, proved so far. */
  lower = 0

  constructor(search: Search, sink: Sink, encoding: Encoding) {
    this.search = search
    this.sink = sink
    this.open = new Set(encoding.costs.map((lit) => lit ^ 1))
  }

  /** What is assumed now: all of it together is "as few costs as the bound says". */
  assumptions(): number[] {
    return [...this.open]
  }

  /** Takes in the core that the search has just found. */
  learn(): void {
    const { core } = this.search
    this.lower += 1
    for (const lit of core) this.open.delete(lit)
    const [first] = core
    if (core.length === 1 && first !== undefined) this.sink.add([first ^ 1])
    else {
      // At least one of them is paid: that is in the bound. The second costs again.
      const outputs = count(
        this.sink,
        core.map((lit) => lit ^ 1),
        core.length,
        'up',
      )
      this.sink.add([outputs[0] as number])
      this.allow({ outputs, allowed: 1 })
    }
    for (const lit of core) {
      const count = this.relaxed.get(lit)
      if (count) this.allow({ outputs: count.outputs, allowed: count.allowed + 1 })
    }
  }

  private allow({ outputs, allowed }: Relaxed): void {
    const next = outputs[allowed]
    if (next === undefined) return
    this.open.add(next ^ 1)
    this.relaxed.set(next ^ 1, { outputs, allowed })
  }
}
