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

function randomBytes(): Uint8Array<ArrayBuffer> {
  if (used === pool.length) {
    crypto.getRandomValues(pool)
    used = 0
  }
  used += 16
  return pool.slice(used - 16, used)
}

const hexOf = Array.from({ length: 256 }, (_none, byte) => byte.toString(16).padStart(2, '0'))

let last = 0
let counter = 0

/**
 * A new UUIDv7 (RFC 9562): 48 bits of milliseconds, a 12-bit counter, 62 random bits.
 * Ids made by one process sort in the order they were made, also within one millisecond.
 */
export function newId<Kind extends string>(): Id<Kind> {
  const bytes = randomBytes()
  const now = Math.floor(performance.timeOrigin + performance.now())
  if (now > last) {
    last = now
    counter = ((bytes[6] ?? 0) & 0x07) << 8
  } else {
    counter += 1
    if (counter > 0xfff) {
      last += 1
      counter = 0
    }
  }
  const view = new DataView(bytes.buffer)
  view.setUint16(0, Math.floor(last / 2 ** 32))
  view.setUint32(2, last % 2 ** 32)
  view.setUint16(6, 0x7000 | counter)
  view.setUint8(8, 0x80 | ((bytes[8] ?? 0) & 0x3f))
  let hex = ''
  for (const byte of bytes) hex += hexOf[byte]
  const text = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  return text as Id<Kind> // the bytes above are the shape that idOf() checks
}
