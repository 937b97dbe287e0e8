import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto'

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

/** Base58 as Bitcoin writes it, which multibase calls `z`. Null for any other sign, or more than 200 of them. */
export function fromBase58(text: string): Uint8Array | null {
  if (text.length > 200) return null
  let value = 0n
  for (const sign of text) {
    const digit = alphabet.indexOf(sign)
    if (digit < 0) return null
    value = value * 58n + BigInt(digit)
  }
  const leading = /^1*/.exec(text)?.[0].length ?? 0
  const hex = value === 0n ? '' : value.toString(16)
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex')
  return Buffer.concat([Buffer.alloc(leading), bytes])
}

export function toBase58(bytes: Uint8Array): string {
  let value = BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`)
  let text = ''
  while (value > 0n) {
    text = alphabet[Number(value % 58n)] + text
    value /= 58n
  }
  for (const byte of bytes) {
    if (byte !== 0) break
    text = `1${text}`
  }
  return text
}

const ed25519 = (raw: Uint8Array): KeyObject =>
  createPublicKey({
    format: 'jwk',
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(raw).toString('base64url') },
  })

/** A Multikey such as `z6Mk…`: base58 of the code of Ed25519 (0xed01) and 32 bytes. */
function multikey(text: string): KeyObject | null {
  const bytes = text.startsWith('z') ? fromBase58(text.slice(1)) : null
  return bytes?.length === 34 && bytes[0] === 0xed && bytes[1] === 0x01 ? ed25519(bytes.subarray(2)) : null
}

export const multikeyOf = (key: KeyObject): string =>
  `z${toBase58(Buffer.concat([Buffer.from([0xed, 0x01]), Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url')]))}`

/**
 * The public key that somebody pasted: a Multikey, a did:key, a JWK, or PEM of a key or certificate.
 * Null when it is none of these, or of a kind that is not checked here (Ed25519, P-256, P-384, RSA of 2048 bits or more).
 */
export function readKey(pasted: string): KeyObject | null {
  const text = pasted.trim()
  try {
    const key = keyIn(text)
    if (key?.asymmetricKeyType === 'rsa')
      return (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048 ? key : null
    return key && ['ed25519', 'ec'].includes(key.asymmetricKeyType ?? '') ? key : null
  } catch {
    return null
  }
}

function keyIn(text: string): KeyObject | null {
  if (text.includes('PRIVATE KEY')) return null
  if (text.startsWith('-----BEGIN CERTIFICATE')) return new X509Certificate(text).publicKey
  if (text.startsWith('-----BEGIN')) return createPublicKey(text)
  if (text.startsWith('{')) return createPublicKey({ format: 'jwk', key: JSON.parse(text) })
  return multikey(text.replace(/^did:key:/, '').replace(/#.*$/, ''))
}

/** SHA-256 of a certificate as people write it: 64 hex digits, with or without colons. In lower case; null for anything else. */
export function fingerprintIn(text: string): string | null {
  const plain = text.replace(/[\s:]/g, '').toLowerCase()
  return /^[0-9a-f]{64}$/.test(plain) ? plain : null
}

export const sameKey = (a: KeyObject, b: KeyObject): boolean => a.equals(b)
