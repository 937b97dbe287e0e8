// Runs in Node and in the browser: a door without network decides with this very code and the public keys alone.
import type { Id } from '#kernel/ids'
import { fromBase45, toBase45 } from './base45.ts'
import { type Serial, serialBytes, serialOf } from './serial.ts'

/**
 * What is signed, 29 bytes: version (1), short key id (4), event (16), serial (8). The signature follows, 64 bytes,
 * and the whole stands in the QR code as `HG1:` and base45: 144 characters, 41 × 41 modules.
 */
const version = 1
const mark = 'HG1:'
const signedLength = 29
const length = signedLength + 64

export type Ticket = { eventId: Id<'event'>; serial: Serial }

/** A code that has the shape of a ticket; nothing is proven before its signature is. */
export type ReadTicket = Ticket & {
  key: string
  signed: Uint8Array<ArrayBuffer>
  signature: Uint8Array<ArrayBuffer>
}

/** Short key id → public key, raw 32 bytes in base64url. */
export type TicketKeys = Readonly<Record<string, string>>

export type Checked =
  | { kind: 'good'; ticket: Ticket }
  | { kind: 'forged'; ticket: Ticket | null }
  | { kind: 'no_ticket' }

/** The random tail of the key's id: enough to pick the key, the signature decides. */
export const shortKey = (kid: string): string => kid.slice(-8)

export const shortKeys = (keys: ReadonlyMap<string, string>): TicketKeys =>
  Object.fromEntries([...keys].map(([kid, publicKey]) => [shortKey(kid), publicKey]))

const hexBytes = (hex: string) =>
  Uint8Array.from({ length: hex.length / 2 }, (_, at) => Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16))
const hexOf = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

export function bytesToSign(ticket: Ticket, kid: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(signedLength)
  bytes[0] = version
  bytes.set(hexBytes(shortKey(kid)), 1)
  bytes.set(hexBytes(ticket.eventId.replaceAll('-', '')), 5)
  bytes.set(serialBytes(ticket.serial), 21)
  return bytes
}

/** The text of the QR code. `sign` is Ed25519 over the bytes given to it. */
export function writeTicket(
  ticket: Ticket,
  key: { kid: string; sign(bytes: Uint8Array): Uint8Array },
): string {
  const signed = bytesToSign(ticket, key.kid)
  const whole = new Uint8Array(length)
  whole.set(signed)
  whole.set(key.sign(signed), signedLength)
  return mark + toBase45(whole)
}

/** Takes a code apart. Null when it is not a ticket of this house at all: another QR code, a typed name. */
export function readTicket(code: string): ReadTicket | null {
  // An odd number of bytes ends in a digit, so trimming cannot take a blank of the code itself.
  const text = code.trim()
  const bytes = text.startsWith(mark) ? fromBase45(text.slice(mark.length)) : null
  if (bytes === null || bytes.length !== length || bytes[0] !== version) return null
  const serial = serialOf(bytes.subarray(21, signedLength))
  if (serial === null) return null
  const hex = hexOf(bytes.subarray(5, 21))
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)]
  return {
    key: hexOf(bytes.subarray(1, 5)),
    eventId: parts.join('-') as Id<'event'>, // 16 bytes in the shape of an id; the signature tells whether it is one
    serial,
    signed: bytes.slice(0, signedLength),
    signature: bytes.slice(signedLength),
  }
}

const imported = new Map<string, Promise<CryptoKey>>()

function keyOf(publicKey: string): Promise<CryptoKey> {
  const known = imported.get(publicKey)
  if (known) return known
  const made = crypto.subtle.importKey(
    'jwk',
    { kty: 'OKP', crv: 'Ed25519', x: publicKey },
    { name: 'Ed25519' },
    false,
    ['verify'],
  )
  imported.set(publicKey, made)
  return made
}

/** Whether a scanned code is a ticket that this installation has signed. Says nothing about its event or its guest. */
export async function checkTicket(code: string, keys: TicketKeys): Promise<Checked> {
  const read = readTicket(code)
  if (read === null)
    return code.trim().startsWith(mark) ? { kind: 'forged', ticket: null } : { kind: 'no_ticket' }
  const ticket = { eventId: read.eventId, serial: read.serial }
  const publicKey = Object.hasOwn(keys, read.key) ? keys[read.key] : undefined
  if (publicKey === undefined) return { kind: 'forged', ticket }
  const good = await crypto.subtle.verify('Ed25519', await keyOf(publicKey), read.signature, read.signed)
  return good ? { kind: 'good', ticket } : { kind: 'forged', ticket }
}
