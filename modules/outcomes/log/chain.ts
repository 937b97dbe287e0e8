import { hash as digest } from 'node:crypto'
import type { LogLine } from '../model.ts'

// Entries from before the Merkle log: each carries the hash of the one before. They are still checked, none is added.

/** What stands before the first entry. */
export const beginning = '0'.repeat(64)

/** The hash of an entry: its place, the hash before it and its exact body, each on a line of its own. */
export const hashOf = (seq: number, previousHash: string, body: string): string =>
  digest('sha256', `haigui ledger 1\n${seq}\n${previousHash}\n${body}`, 'hex')

/**
 * Walks the old entries from their beginning and stops at the first that does not follow the one before, or whose body
 * is not what was hashed. Entries of the Merkle log have no hash of a chain and are passed over; none may come before
 * the chain's end.
 */
export class ChainCheck {
  #hash = beginning
  #over = false

  /** False at the first fault. */
  add({ seq, body, previousHash, hash }: LogLine): boolean {
    if (hash === null || previousHash === null) {
      this.#over = true
      return true
    }
    if (this.#over || previousHash !== this.#hash || hashOf(seq, previousHash, body) !== hash) return false
    this.#hash = hash
    return true
  }

  /** The end of the chain has to be the one that was noted. */
  endsWith(noted: string): boolean {
    return this.#hash === noted
  }
}
