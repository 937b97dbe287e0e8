import type { Readable } from 'node:stream'

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
  remove(hash: string): Promise<void>
}
