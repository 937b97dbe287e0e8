import type { Readable } from 'node:stream'
import type { Instant } from '#kernel/time'

/** The first and the last byte of a part, both in it. */
export type Part = { first: number; last: number }

export type Files = {
  /** Keeps bytes under their SHA-256 (hex), which is returned; the same bytes are kept once. */
  put(bytes: Uint8Array): Promise<string>
  /** Takes a file of the disk in, which is gone there afterwards. It is streamed: a film of gigabytes is never in memory. */
  take(path: string): Promise<{ hash: string; bytes: number }>
  /** The bytes of a hash, or a part of them, as a stream; throws when they are not there. */
  read(hash: string, part?: Part): Promise<Readable>
  bytes(hash: string): Promise<Uint8Array>
  has(hash: string): Promise<boolean>
  /** What lies there, in its place or set aside, and since when. What comes or goes meanwhile may be in it or not. */
  list(where: 'kept' | 'aside'): AsyncIterable<{ hash: string; since: Instant }>
  /**
   * Takes bytes out of their place: they are read as before, and the same bytes put now are kept anew, so that nothing put
   * while something is set aside is lost with it.
   */
  setAside(hash: string, at: Instant): Promise<void>
  /**
   * Back to their place. They stay set aside until the next time, so that whoever copies one place after the other, as a
   * backup does, finds them in one of the two.
   */
  takeBack(hash: string, at: Instant): Promise<void>
  /** What was set aside goes for good; what lies in its place stays. */
  remove(hash: string): Promise<void>
  /** What a killed process had only begun to write before a moment. */
  dropUnfinished(before: Instant): Promise<void>
}
