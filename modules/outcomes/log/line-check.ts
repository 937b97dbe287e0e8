import type { LogLine } from '../model.ts'
import { ChainCheck } from './chain.ts'
import { tree } from './seal.ts'
import type { Head } from './store.ts'
import { type Digest, Frontier, sameBytes } from './tree.ts'

/** Which line of the log is not as it was written: absent, changed since, or not following the one before. */
export type LineFault = { seq: number; fault: 'missing' | 'changed' | 'broken_link' }

/** Walks the log from its beginning, line by line, and stops at the first fault: leaves, old chain, tree. */
export class LineCheck {
  fault: LineFault | null = null
  readonly #frontier = new Frontier(tree)
  readonly #chain = new ChainCheck()
  #lastHash: string | null = null

  get count(): number {
    return this.#frontier.size
  }

  get root(): Digest {
    return this.#frontier.root()
  }

  /** False at the first fault and ever after. */
  add(line: LogLine): boolean {
    if (this.fault) return false
    const seq = this.count + 1
    const leaf = tree.leafOf(line.body)
    if (line.seq !== seq) this.fault = { seq, fault: 'missing' }
    else if (!sameBytes(leaf, line.leafHash)) this.fault = { seq, fault: 'changed' }
    else if (!this.#chain.add(line)) this.fault = { seq, fault: 'broken_link' }
    else {
      this.#frontier.add(leaf)
      this.#lastHash = line.hash
      return true
    }
    return false
  }

  /** The old chain has to end where it was noted. */
  chainEndsWith(noted: string): boolean {
    return this.#chain.endsWith(noted)
  }

  /** After the last line: the head that was noted elsewhere has to be reached: the tree's root, or the end of the old chain. */
  end(noted: Head): LineFault | null {
    const isRoot = noted.hash === Buffer.from(this.root).toString('hex')
    const isEnd = noted.seq === this.count && (isRoot || noted.hash === this.#lastHash)
    if (this.fault === null && !isEnd)
      this.fault = { seq: this.count + 1, fault: noted.seq > this.count ? 'missing' : 'broken_link' }
    return this.fault
  }
}
