import { count } from './encode/count.ts'
import type { Encoding, Sink } from './encode/index.ts'

/** Comes from above: asks for fewer costs than the best plan has, by a count that is made when it is first needed. */
export class Above {
  private readonly sink: Sink
  private readonly encoding: Encoding
  private outputs: readonly number[] | null = null

  constructor(sink: Sink, encoding: Encoding) {
    this.sink = sink
    this.encoding = encoding
  }

  /** Assumptions under which at most this many costs are paid (over the floor). The first call must ask for the most. */
  assumptions(most: number): number[] {
    this.outputs ??= count(this.sink, this.encoding.costs, most + 1, 'up')
    const over = this.outputs[most]
    return over === undefined ? [] : [over ^ 1]
  }
}
