import { verifySignature } from '#platform/keys'
import type { Ports } from './check-export.ts'
import { sha256 } from './seal.ts'

/** The check of an export with Node's own SHA-256 and Ed25519. */
export const nodePorts: Ports = {
  sha256,
  verifyEd25519: async (publicKey, bytes, signature) =>
    verifySignature(Buffer.from(publicKey).toString('base64url'), bytes, signature),
}
