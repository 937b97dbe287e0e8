import { hash, type KeyObject, verify } from 'node:crypto'
import { canonical } from '../../log/canonical.ts'
import { fromBase58 } from './keys.ts'

type Json = Record<string, unknown>
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const asList = (value: unknown): unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value]

/** The first proof of the document that is of the one suite checked here. */
export const proofOf = (document: Json): Json | undefined =>
  asList(document.proof)
    .filter(isObject)
    .find((proof) => proof.type === 'DataIntegrityProof' && proof.cryptosuite === 'eddsa-jcs-2022')

const sha256 = (text: string) => hash('sha256', text, 'buffer')

/**
 * What an eddsa-jcs-2022 proof signs: the hash of the proof's own settings, then the hash of the document without
 * proofs, both in JCS. Null when the proof names another context than the document.
 * Source: W3C Data Integrity EdDSA Cryptosuites v1.0, section 3.3.
 */
export function signedBytes(document: Json, proof: Json): Buffer | null {
  const { proof: _proofs, ...unsecured } = document
  const { proofValue: _value, ...settings } = proof
  if (settings['@context'] !== undefined) {
    const own = asList(settings['@context'])
    const whole = asList(document['@context'])
    if (own.some((each, index) => canonical(each) !== canonical(whole[index]))) return null
    unsecured['@context'] = settings['@context']
  }
  return Buffer.concat([sha256(canonical(settings)), sha256(canonical(unsecured))])
}

export function proofHolds(document: Json, proof: Json, key: KeyObject): boolean {
  const text = typeof proof.proofValue === 'string' ? proof.proofValue : ''
  const signature = text.startsWith('z') ? fromBase58(text.slice(1)) : null
  const bytes = signedBytes(document, proof)
  if (signature?.length !== 64 || bytes === null || key.asymmetricKeyType !== 'ed25519') return false
  return verify(null, bytes, key, signature)
}
