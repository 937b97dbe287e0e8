import { type KeyObject, X509Certificate } from 'node:crypto'
import { type Instant, instant, msBetween } from '#kernel/time'
import type { Check, OutcomeId } from '../../model.ts'
import { proofHolds, proofOf } from './data-integrity.ts'
import { jwtHolds, readJwt } from './jwt.ts'
import { fingerprintIn, readKey, sameKey } from './keys.ts'
import { readPdfSignature } from './pdf.ts'

type Json = Record<string, unknown>

/** What a credential is checked against: public keys, certificates or their fingerprints, as people paste them. */
export type Against = { keys: readonly string[]; outcomeId: OutcomeId; at: Instant }

/** What was found; `key` is the one of those given that signed it, `issuer` whom it names itself. */
export type Checked = { checks: Check[]; key: string | null; issuer: string }
const unreadable: Checked = { checks: [{ name: 'form', passed: false, detail: '' }], key: null, issuer: '' }

/** The first of the keys that fits; those that cannot be read fit nothing. */
function signerAmong(keys: readonly string[], fits: (key: KeyObject) => boolean) {
  const read = keys.flatMap((text) => {
    const key = readKey(text)
    return key === null ? [] : [{ text, key }]
  })
  return { isReadable: read.length > 0, signer: read.find(({ key }) => fits(key))?.text ?? null }
}

const check = (name: string, passed: boolean, detail = ''): Check => ({
  name,
  passed,
  detail: detail.slice(0, 300),
})

const idOf = (value: unknown): string =>
  typeof value === 'string' ? value : String((value as Json | undefined)?.id ?? '')

/** Null when it is not said; undefined when what is said is no moment. */
function moment(value: unknown): Instant | null | undefined {
  if (value === undefined) return null
  try {
    return typeof value === 'string' ? instant(value) : undefined
  } catch {
    return undefined
  }
}

const epoch = instant('1970-01-01T00:00:00Z')

/** The rules of the VC data model 2.0 that hold for every credential, whichever way it is secured. */
function modelChecks(credential: Json, { outcomeId, at }: Against): Check[] {
  const contexts = [credential['@context']].flat()
  const types = [credential.type].flat()
  const from = moment(credential.validFrom)
  const until = moment(credential.validUntil)
  const subject = JSON.stringify(credential.credentialSubject ?? null)
  return [
    check(
      'model',
      contexts[0] === 'https://www.w3.org/ns/credentials/v2' &&
        types.includes('VerifiableCredential') &&
        idOf(credential.issuer) !== '' &&
        typeof credential.credentialSubject === 'object',
      idOf(credential.issuer),
    ),
    check(
      'dates',
      from !== undefined &&
        until !== undefined &&
        (from === null || from <= at) &&
        (until === null || at < until),
      [credential.validFrom, credential.validUntil].filter((each) => each !== undefined).join(' – '),
    ),
    check('subject', subject.includes(outcomeId)),
  ]
}

function vcChecks(text: string, against: Against): Checked {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    return unreadable
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return unreadable
  const credential = document as Json // an object, as was just seen
  const proof = proofOf(credential)
  const { isReadable, signer } = signerAmong(
    against.keys,
    (key) => proof !== undefined && proofHolds(credential, proof, key),
  )
  return {
    checks: [
      check('form', true, 'VC 2.0, eddsa-jcs-2022'),
      ...modelChecks(credential, against),
      check('key', isReadable),
      check('purpose', proof?.proofPurpose === 'assertionMethod', String(proof?.verificationMethod ?? '')),
      check('signature', signer !== null),
    ],
    key: signer,
    issuer: idOf(credential.issuer),
  }
}

function jwtChecks(text: string, against: Against): Checked {
  const jwt = readJwt(text)
  if (!jwt) return unreadable
  const { isReadable, signer } = signerAmong(against.keys, (key) => jwtHolds(text, key))
  const credential = (jwt.payload.vc as Json | undefined) ?? jwt.payload
  const seconds = msBetween(epoch, against.at) / 1000
  const inTime = ['nbf', 'exp'].every((name) => {
    const value = jwt.payload[name]
    if (value === undefined) return true
    return typeof value === 'number' && (name === 'nbf' ? value <= seconds : seconds < value)
  })
  return {
    checks: [
      check('form', true, `VC 2.0, JWT ${String(jwt.header.alg)}`),
      ...modelChecks(credential, against),
      check('times', inTime),
      check('key', isReadable),
      check('signature', signer !== null),
    ],
    key: signer,
    issuer: idOf(credential.issuer),
  }
}

/** A certificate is the signer's, or the one that issued the signer's; a key or a fingerprint is the signer's. */
function isTrusted(signer: X509Certificate, pasted: string): boolean {
  if (fingerprintIn(pasted) !== null) return fingerprintIn(signer.fingerprint256) === fingerprintIn(pasted)
  const key = readKey(pasted)
  if (key === null) return false
  if (sameKey(signer.publicKey, key)) return true
  if (!pasted.trim().startsWith('-----BEGIN CERTIFICATE')) return false
  const issuer = new X509Certificate(pasted.trim())
  return issuer.ca && signer.checkIssued(issuer) && signer.verify(issuer.publicKey)
}

function pdfChecks(bytes: Uint8Array, { keys, at }: Against): Checked {
  const found = readPdfSignature(bytes)
  if (!found) return unreadable
  const { certificate, subject } = found
  const [from, until] = found.validity
  const signer = keys.find((key) => isTrusted(certificate, key)) ?? null
  return {
    checks: [
      check('form', true, 'PDF, CMS detached'),
      check('covers', found.coversAll),
      check('digest', found.digestHolds),
      check('signature', found.signatureHolds, subject),
      check('dates', from <= at && at < until, `${from} – ${until}`),
      check('trust', signer !== null, certificate.fingerprint256),
    ],
    key: signer,
    issuer: subject,
  }
}

/** What our own code does not look at; said beside what it did. Ends of message keys. */
export const notChecked = {
  'application/vc': ['revocation', 'issuer'],
  'application/vc+jwt': ['revocation', 'issuer'],
  'application/pdf': ['chain', 'revocation', 'timestamp', 'content'],
} as const

function checksOf(bytes: Uint8Array, mediaType: string, against: Against): Checked {
  if (mediaType === 'application/pdf') return pdfChecks(bytes, against)
  const text = new TextDecoder().decode(bytes)
  return mediaType === 'application/vc+jwt' ? jwtChecks(text, against) : vcChecks(text, against)
}

/** Everything that is checked of a credential, one by one; the credential stands when all of it passed. */
export function checkCredential(bytes: Uint8Array, mediaType: string, against: Against): Checked {
  try {
    return checksOf(bytes, mediaType, against)
  } catch {
    return unreadable // a stranger wrote the file: `{"toString": 1}` for an id, or brackets ten thousand deep
  }
}
