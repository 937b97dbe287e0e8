import { createHash } from 'node:crypto'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export const isUuid = (text: string): boolean => uuid.test(text)

/** The namespace of the ids made here. It must never change: the same file has to give the same guids for ever. */
const namespace = 'b1d3a1f6-5d0e-5c58-9a3e-6f0d7c1b2a49'

const dashed = (hex: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`

/** UUID version 5 (RFC 9562) of a name. */
export function uuidOf(name: string): string {
  const bytes = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest()
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return dashed(bytes.toString('hex'))
}

/**
 * The UUID in a text that is not one: the same 128 bits where they are only written differently (32 hex digits,
 * braces, urn:uuid:, or the 22 base64url characters of frab before 2015), else one made from the text.
 */
export function uuidFrom(text: string): string {
  const trimmed = text.trim()
  const hex = trimmed.replace(/^urn:uuid:/i, '').replace(/[{}\-\s]/g, '')
  if (/^[0-9a-f]{32}$/i.test(hex)) return dashed(hex.toLowerCase())
  if (/^[\w-]{21}[AQgw]$/.test(trimmed)) return dashed(Buffer.from(trimmed, 'base64url').toString('hex'))
  return uuidOf(`guid ${text}`)
}
