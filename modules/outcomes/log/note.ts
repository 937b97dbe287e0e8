// Checkpoints as C2SP writes them (tlog-checkpoint in a signed note). No Node: the browser and the stand-alone
// verifier run this very file.
import type { Digest, Sha256 } from './tree.ts'

export type Checkpoint = { origin: string; size: number; root: Digest }

const encoder = new TextEncoder()

export const toBase64 = (bytes: Uint8Array): string => {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}
/** Null for what is not base64, or is written in another way than it would be: one value has one spelling. */
export function fromBase64(text: string): Uint8Array | null {
  try {
    const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))
    return toBase64(bytes) === text ? bytes : null
  } catch {
    return null
  }
}

/** What is signed: origin, size and root, each on a line. */
export const checkpointBody = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${toBase64(root)}\n`

/** The first four bytes of the hash of name and key tell which key it was; 1 stands for Ed25519. */
function keyId(sha256: Sha256, name: string, publicKey: Uint8Array): Uint8Array {
  const head = encoder.encode(`${name}\n`)
  const bytes = new Uint8Array(head.length + 1 + publicKey.length)
  bytes.set(head)
  bytes[head.length] = 1
  bytes.set(publicKey, head.length + 1)
  return sha256(bytes).subarray(0, 4)
}

const hexOf = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/** The public key as a verifier is given it: `name+id+base64(1, key)`. */
export function verifierKey(sha256: Sha256, name: string, publicKey: Uint8Array): string {
  return `${name}+${hexOf(keyId(sha256, name, publicKey))}+${toBase64(Uint8Array.of(1, ...publicKey))}`
}

export type VerifierKey = { name: string; id: Uint8Array; publicKey: Uint8Array }

/** Null when the text is no key of this kind, or its id is not that of its key. */
export function readVerifierKey(sha256: Sha256, text: string): VerifierKey | null {
  const match = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text.trim())
  const [, name = '', id = '', key = ''] = match ?? []
  const bytes = fromBase64(key)
  if (!match || bytes?.length !== 33 || bytes[0] !== 1) return null
  const publicKey = bytes.subarray(1)
  const own = keyId(sha256, name, publicKey)
  return hexOf(own) === id ? { name, id: own, publicKey } : null
}

/** A body with its signature: a signed note. */
export function signedNote(
  sha256: Sha256,
  body: string,
  key: { name: string; publicKey: Uint8Array; sign(bytes: Uint8Array): Uint8Array },
): string {
  const signature = key.sign(encoder.encode(body))
  const line = toBase64(Uint8Array.of(...keyId(sha256, key.name, key.publicKey), ...signature))
  return `${body}\n— ${key.name} ${line}\n`
}

export type ReadNote = Checkpoint & {
  signed: Uint8Array
  /** One for each line; a note may carry those of witnesses, too. */
  signatures: readonly { name: string; id: Uint8Array; signature: Uint8Array }[]
}

/** Takes a note apart. Null for what is none, or is no checkpoint. */
export function readNote(note: string): ReadNote | null {
  const cut = note.lastIndexOf('\n\n')
  const body = note.slice(0, cut + 1)
  const [origin = '', size = '', root = ''] = body.split('\n')
  const digest = fromBase64(root)
  if (cut < 0 || origin === '' || !/^(0|[1-9]\d{0,15})$/.test(size) || digest?.length !== 32) return null
  const signatures = note
    .slice(cut + 2)
    .split('\n')
    .flatMap((line) => {
      const [, name = '', text = ''] = /^— (\S+) (\S+)$/.exec(line) ?? []
      const bytes = fromBase64(text)
      return bytes && bytes.length > 4
        ? [{ name, id: bytes.subarray(0, 4), signature: bytes.subarray(4) }]
        : []
    })
  return { origin, size: Number(size), root: digest, signed: encoder.encode(body), signatures }
}
