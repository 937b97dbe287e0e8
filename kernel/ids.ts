import { z } from 'zod'

declare const kind: unique symbol
/** A UUIDv7 that remembers whose id it is: an EventId does not fit where a PersonId is asked for. */
export type Id<Kind extends string> = string & { readonly [kind]: Kind }

const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export const isId = (text: string): boolean => shape.test(text)

/** A zod schema for ids of one kind. Anything that is not a UUID is refused as not found would be. */
export const idOf = <Kind extends string>(_kind: Kind) =>
  z.custom<Id<Kind>>((value) => typeof value === 'string' && shape.test(value), 'kernel.field_unknown')

// Asking the system for random bytes costs more than everything else here, so they are fetched for many ids at once.
const pool = new Uint8Array(16 * 256)
let used = pool.length

const hex = Array.from({ length: 256 }, (_none, byte) => byte.toString(16).padStart(2, '0'))
const hexAt = (place: number) => hex[pool[place] as number] // a place in the pool

let last = 0
let counter = 0

/** Goes to the next millisecond, or to the next number in this one; a new millisecond begins at the random `start`. */
function step(start: number) {
  const now = Math.floor(performance.timeOrigin + performance.now())
  if (now > last) {
    last = now
    counter = start
    return
  }
  counter += 1
  if (counter > 0xfff) {
    last += 1
    counter = 0
  }
}

/**
 * A new UUIDv7 (RFC 9562): 48 bits of milliseconds, a 12-bit counter, 62 random bits.
 * Ids made by one process sort in the order they were made, also within one millisecond.
 */
export function newId<Kind extends string>(): Id<Kind> {
  if (used === pool.length) {
    crypto.getRandomValues(pool)
    used = 0
  }
  const at = used
  used += 16
  step(((pool[at + 6] ?? 0) & 0x07) << 8)
  // A byte takes what is over 255 without its upper bits.
  for (let byte = 0; byte < 6; byte += 1) pool[at + byte] = last / 2 ** (40 - 8 * byte)
  pool[at + 6] = 0x70 | (counter >> 8)
  pool[at + 7] = counter
  pool[at + 8] = 0x80 | ((pool[at + 8] ?? 0) & 0x3f)
  const text =
    `${hexAt(at)}${hexAt(at + 1)}${hexAt(at + 2)}${hexAt(at + 3)}-${hexAt(at + 4)}${hexAt(at + 5)}` +
    `-${hexAt(at + 6)}${hexAt(at + 7)}-${hexAt(at + 8)}${hexAt(at + 9)}-${hexAt(at + 10)}${hexAt(at + 11)}` +
    `${hexAt(at + 12)}${hexAt(at + 13)}${hexAt(at + 14)}${hexAt(at + 15)}`
  return text as Id<Kind> // the bytes above are the shape that idOf() checks
}
