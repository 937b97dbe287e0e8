import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import { newId } from '#kernel/ids'
import { type Instant, instant, isInstant } from '#kernel/time'

/** What signs tickets and statements: Ed25519. `kid` tells which key of the installation it was. */
export type SigningKey = {
  readonly kid: string
  /** The public half, raw 32 bytes in base64url: what a verifier without network needs. */
  readonly publicKey: string
  sign(bytes: Uint8Array): Uint8Array
}

export type Keys = {
  /** The current key for a purpose, made at the first asking. */
  signingKey(tx: Tx, purpose: string, at: Instant): Promise<SigningKey>
  /** Every public key ever used for a purpose, by kid, also retired ones: old tickets stay readable. */
  publicKeys(tx: Tx, purpose: string): Promise<ReadonlyMap<string, string>>
  /** Whether the secret is the one with which the keys of this database were sealed; true where there are none yet. */
  fits(tx: Tx): Promise<boolean>
  /** A signed link token: purpose, subject and end are bound; nothing in it is secret. */
  token(purpose: string, subject: string, until: Instant): string
  /** The subject of a token, or null when it is forged, of another purpose, or over. */
  readToken(purpose: string, token: string, at: Instant): string | null
  /** Encrypts a secret that has to be kept (AES-256-GCM). */
  seal(plain: string): string
  open(sealed: string): string
  /** A key of its own for another library, such as the one that signs in. */
  derive(purpose: string): string
}

const rawPublic = (key: KeyObject) => key.export({ format: 'jwk' }).x ?? ''

/** Checks an Ed25519 signature by the raw public key in base64url. */
export function verifySignature(publicKey: string, bytes: Uint8Array, signature: Uint8Array): boolean {
  const key = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: publicKey } })
  return signature.length === 64 && verify(null, bytes, key, signature)
}

export function openKeys(secret: string): Keys {
  const known = new Map<string, Buffer>()
  const derived = (purpose: string) => {
    const key = known.get(purpose) ?? Buffer.from(hkdfSync('sha256', secret, 'haigui', purpose, 32))
    known.set(purpose, key)
    return key
  }
  const sealing = derived('seal')
  const seal = (plain: string) => {
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', sealing, iv)
    const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
    return Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url')
  }
  const open = (sealed: string) => {
    const bytes = Buffer.from(sealed, 'base64url')
    const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, 12))
    decipher.setAuthTag(bytes.subarray(12, 28))
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
  }
  const mac = (purpose: string, text: string) =>
    createHmac('sha256', derived(`token:${purpose}`))
      .update(text)
      .digest()

  const keyOf = (row: { id: string; publicKey: string; sealed: string }): SigningKey => {
    const privateKey = createPrivateKey(open(row.sealed))
    return { kid: row.id, publicKey: row.publicKey, sign: (bytes) => sign(null, bytes, privateKey) }
  }
  const readCurrent = async (tx: Tx, purpose: string) => {
    const found = await sql<{ id: string; publicKey: string; sealed: string }>`
      select id, public_key as "publicKey", sealed_private_key as sealed
      from signing_key where purpose = ${purpose} and retired_at is null`.execute(tx)
    return found.rows[0]
  }

  return {
    signingKey: async (tx, purpose, at) => {
      let row = await readCurrent(tx, purpose)
      if (!row) {
        const pair = generateKeyPairSync('ed25519')
        const sealed = seal(pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
        // Two processes may make the first key at once: one row wins, and both read that one.
        await sql`insert into signing_key (id, purpose, public_key, sealed_private_key, created_at)
          values (${newId()}, ${purpose}, ${rawPublic(pair.publicKey)}, ${sealed}, ${at}) on conflict do nothing`.execute(
          tx,
        )
        row = await readCurrent(tx, purpose)
      }
      if (!row) throw new Error(`no signing key for ${purpose}`)
      return keyOf(row)
    },
    publicKeys: async (tx, purpose) => {
      const found = await sql<{ id: string; publicKey: string }>`
        select id, public_key as "publicKey" from signing_key where purpose = ${purpose}`.execute(tx)
      return new Map(found.rows.map((row) => [row.id, row.publicKey]))
    },
    fits: async (tx) => {
      const found = await sql<{ sealed: string }>`select sealed_private_key as sealed from signing_key
        order by created_at desc limit 1`.execute(tx)
      const [row] = found.rows
      try {
        if (row) open(row.sealed)
        return true
      } catch {
        return false // an authenticated cipher tells another key from the right one
      }
    },
    token: (purpose, subject, until) => {
      const text = `${Buffer.from(subject).toString('base64url')}.${Buffer.from(until).toString('base64url')}`
      return `${text}.${mac(purpose, text).toString('base64url')}`
    },
    readToken: (purpose, token, at) => {
      const [subject = '', until = '', tag = '', ...more] = token.split('.')
      const given = Buffer.from(tag, 'base64url')
      const right = mac(purpose, `${subject}.${until}`)
      if (more.length > 0 || given.length !== right.length || !timingSafeEqual(given, right)) return null
      // The last letter has bits that no byte uses: one token is one text, or a changed one would open as well.
      if (given.toString('base64url') !== tag) return null
      const end = Buffer.from(until, 'base64url').toString()
      return isInstant(end) && at < instant(end) ? Buffer.from(subject, 'base64url').toString() : null
    },
    seal,
    open,
    derive: (purpose) => derived(purpose).toString('hex'),
  }
}
