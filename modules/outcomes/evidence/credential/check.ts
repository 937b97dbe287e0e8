import { X509Certificate } from 'node:crypto'
import { type Instant, instant, msBetween } from '#kernel/time'
import type { Check, OutcomeId } from '../../model.ts'
import { proofHolds, proofOf } from './data-integrity.ts'
import { jwtHolds, readJwt } from './jwt.ts'
import { readKey, sameKey } from './keys.ts'
import { readPdfSignature } from './pdf.ts'

type Json = Record<string, unknown>

/** What a credential is checked against. `issuerKey` is what the verifier pasted and vouches for. */
export type Against = { issuerKey: string; outcomeId: OutcomeId; at: Instant }

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

function vcChecks(text: string, against: Against): Check[] {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    return [check('form', false)]
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document))
    return [check('form', false)]
  const credential = document as Json // an object, as was just seen
  const proof = proofOf(credential)
  const key = readKey(against.issuerKey)
  return [
    check('form', true, 'VC 2.0, eddsa-jcs-2022'),
    ...modelChecks(credential, against),
    check('key', key !== null),
    check('purpose', proof?.proofPurpose === 'assertionMethod', String(proof?.verificationMethod ?? '')),
    check('signature', proof !== undefined && key !== null && proofHolds(credential, proof, key)),
  ]
}

function jwtChecks(text: string, against: Against): Check[] {
  const jwt = readJwt(text)
  if (!jwt) return [check('form', false)]
  const key = readKey(against.issuerKey)
  const credential = (jwt.payload.vc as Json | undefined) ?? jwt.payload
  const seconds = msBetween(epoch, against.at) / 1000
  const inTime = ['nbf', 'exp'].every((name) => {
    const value = jwt.payload[name]
    if (value === undefined) return true
    return typeof value === 'number' && (name === 'nbf' ? value <= seconds : seconds < value)
  })
  return [
    check('form', true, `VC 2.0, JWT ${String(jwt.header.alg)}`),
    ...modelChecks(credential, against),
    check('times', inTime),
    check('key', key !== null),
    check('signature', key !== null && jwtHolds(text, key)),
  ]
}

/** A pasted certificate is the signer's, or the one that issued the signer's; a pasted key is the signer's. */
function isTrusted(signer: X509Certificate, pasted: string): boolean {
  const key = readKey(pasted)
  if (key === null) return false
  if (sameKey(signer.publicKey, key)) return true
  if (!pasted.trim().startsWith('-----BEGIN CERTIFICATE')) return false
  const issuer = new X509Certificate(pasted.trim())
  return issuer.ca && signer.checkIssued(issuer) && signer.verify(issuer.publicKey)
}

function pdfChecks(bytes: Uint8Array, { issuerKey, at }: Against): Check[] {
  const found = readPdfSignature(bytes)
  if (!found) return [check('form', false)]
  const { certificate } = found
  const [from, until] = [certificate.validFromDate, certificate.validToDate].map((day) =>
    instant(day.toISOString()),
  )
  return [
    check('form', true, 'PDF, CMS detached'),
    check('covers', found.coversAll),
    check('digest', found.digestHolds),
    check('signature', found.signatureHolds, certificate.subject.replaceAll('\n', ', ')),
    check(
      'dates',
      from !== undefined && until !== undefined && from <= at && at < until,
      `${from} – ${until}`,
    ),
    check('trust', isTrusted(certificate, issuerKey), certificate.fingerprint256),
  ]
}

/** What our own code does not look at; said beside what it did. Ends of message keys. */
export const notChecked = {
  'application/vc': ['revocation', 'issuer'],
  'application/vc+jwt': ['revocation', 'issuer'],
  'application/pdf': ['chain', 'revocation', 'timestamp', 'content'],
} as const

/** Everything that is checked of a credential, one by one; the credential stands when all of it passed. */
export function checkCredential(bytes: Uint8Array, mediaType: string, against: Against): Check[] {
  if (mediaType === 'application/pdf') return pdfChecks(bytes, against)
  const text = new TextDecoder().decode(bytes)
  return mediaType === 'application/vc+jwt' ? jwtChecks(text, against) : vcChecks(text, against)
}
