import { count } from './encode/count.ts'
import type { Encoding, Sink } from './encode/index.ts'
import type { Found } from './task.ts'

/**
 * All costs in one count, made when it is first needed: "at most so many breaks" is one assumption, asked from either
 * end. More than the best plan has is never asked.
 */
export class Total {
  private readonly sink: Sink
  private readonly encoding: Encoding
  private readonly found: Found
  private outputs: readonly number[] | null = null

  constructor(sink: Sink, encoding: Encoding, found: Found) {
    this.sink = sink
    this.encoding = encoding
    this.found = found
  }

  /** What is assumed when there are to be at most so many breaks in all; nothing where that says nothing. */
  atMost(breaks: number): number[] {
    const { costs, floor } = this.encoding
    const most = breaks - floor
    if (most === 0) return costs.map((lit) => lit ^ 1)
    this.outputs ??= count(this.sink, costs, Math.min(costs.length, this.found.breaks - floor), 'up')
    const over = this.outputs[most]
    return over === undefined ? [] : [over ^ 1]
  }
}
