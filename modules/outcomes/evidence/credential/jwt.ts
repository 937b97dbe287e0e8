import { type KeyObject, verify } from 'node:crypto'

const algorithms: Readonly<Record<string, { type: string; hash: string | null; curve?: string }>> = {
  EdDSA: { type: 'ed25519', hash: null },
  Ed25519: { type: 'ed25519', hash: null },
  ES256: { type: 'ec', hash: 'sha256', curve: 'prime256v1' },
  ES384: { type: 'ec', hash: 'sha384', curve: 'secp384r1' },
}

export type Jwt = { header: Record<string, unknown>; payload: Record<string, unknown> }

const read = (part: string | undefined): Record<string, unknown> | null => {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>) // an object, as was just seen
      : null
  } catch {
    return null
  }
}

/** The parts of a compact JWT; null when it is none. */
export function readJwt(text: string): Jwt | null {
  const parts = text.trim().split('.')
  const [header, payload] = [read(parts[0]), read(parts[1])]
  return parts.length === 3 && header && payload ? { header, payload } : null
}

/** Whether the key signed it. The algorithm has to be one of ours and fit the key: a token never chooses alone. */
export function jwtHolds(text: string, key: KeyObject): boolean {
  const [header = '', payload = '', signature = ''] = text.trim().split('.')
  const algorithm = algorithms[String(read(header)?.alg)]
  if (!algorithm || key.asymmetricKeyType !== algorithm.type) return false
  if (algorithm.curve !== undefined && key.asymmetricKeyDetails?.namedCurve !== algorithm.curve) return false
  const bytes = Buffer.from(`${header}.${payload}`)
  const given = Buffer.from(signature, 'base64url')
  return algorithm.hash === null
    ? given.length === 64 && verify(null, bytes, key, given)
    : verify(algorithm.hash, bytes, { key, dsaEncoding: 'ieee-p1363' }, given)
}
