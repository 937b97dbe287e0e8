import { hash, X509Certificate } from 'node:crypto'
import type { Actor } from '#kernel/access'
import { dateIn, type Instant, type PlainDate, zone } from '#kernel/time'
import { issuerGone, issuerKeysTaken, issuerNotProposed, issuerSamePerson } from '../../errors.ts'
import type { Change, Check, Outcome, OutcomeId } from '../../model.ts'
import { actorId, changed } from '../../rules/claim.ts'
import { checkCredential } from '../credential/check.ts'
import { fingerprintIn, readKey } from '../credential/keys.ts'
import type { Issuer, IssuerKey } from './model.ts'

function keyOf(text: string): IssuerKey | null {
  const print = fingerprintIn(text)
  if (print !== null) return { text, kind: 'fingerprint', fingerprint: print }
  const key = readKey(text)
  if (key === null) return null
  if (text.startsWith('-----BEGIN CERTIFICATE'))
    return { text, kind: 'certificate', fingerprint: hash('sha256', new X509Certificate(text).raw, 'hex') }
  return {
    text,
    kind: 'key',
    fingerprint: hash('sha256', key.export({ type: 'spki', format: 'der' }), 'hex'),
  }
}

const block = /-----BEGIN [A-Z ]+-----[\s\S]*?-----END [A-Z ]+-----/g

/**
 * The keys in what somebody pasted: PEM blocks anywhere, else one a line (Multikey, did:key, JWK, the SHA-256 fingerprint of a
 * certificate). The same one counts once. Null where there is none, or one that cannot be read.
 */
export function keysIn(pasted: string): IssuerKey[] | null {
  const lines = pasted.replace(block, '\n').split('\n')
  const texts = [...(pasted.match(block) ?? []), ...lines].map((text) => text.trim())
  const keys = new Map<string, IssuerKey>()
  for (const text of texts.filter((each) => each !== '')) {
    const key = keyOf(text)
    if (key === null) return null
    keys.set(key.fingerprint, key)
  }
  return keys.size === 0 ? null : [...keys.values()]
}

/** Whether its signature counts on a day, both ends of its validity included. */
export const isTrustedOn = (
  { state, validFrom, validUntil }: Pick<Issuer, 'state' | 'validFrom' | 'validUntil'>,
  day: PlainDate,
): boolean => state === 'trusted' && validFrom <= day && (validUntil === null || day <= validUntil)

/** A new one for the list. Refuses a key that somebody on it has already. */
export function propose(issuer: Issuer, list: readonly Issuer[]): Issuer {
  const taken = list.some(
    (other) =>
      other.state !== 'withdrawn' &&
      other.keys.some(({ fingerprint }) => issuer.keys.some((key) => key.fingerprint === fingerprint)),
  )
  if (taken) throw issuerKeysTaken()
  return issuer
}

/** A second organiser has compared the keys with their source. */
export function accept(issuer: Issuer, actor: Actor, at: Instant): Issuer {
  const by = actorId(actor)
  if (issuer.state !== 'proposed') throw issuerNotProposed()
  if (by === issuer.proposedBy) throw issuerSamePerson()
  return { ...issuer, state: 'trusted', acceptedBy: by, acceptedAt: at }
}

/** One is enough: a key that got lost must not wait for a second. */
export function withdraw(issuer: Issuer, reason: string, actor: Actor, at: Instant): Issuer {
  if (issuer.state === 'withdrawn') throw issuerGone()
  return { ...issuer, state: 'withdrawn', withdrawnBy: actorId(actor), withdrawnAt: at, reason }
}

/** What rested on an issuer that is no longer trusted is as strong as the document is. The earlier entries stay. */
export function lower(outcome: Outcome, reason: string, actor: Actor, at: Instant): Change {
  const sunk = (level: Outcome['level']) => (level === 'credentialed' ? 'documented' : level)
  const pending = outcome.pending && { ...outcome.pending, level: sunk(outcome.pending.level) }
  return changed(
    { ...outcome, level: sunk(outcome.level), pending },
    { kind: 'lowered', by: actorId(actor), at, reason },
  )
}

export type Read = { bytes: Uint8Array; mediaType: string; outcomeId: OutcomeId; at: Instant }
export type Judged = { checks: readonly Check[]; issuer: Issuer | null }

const needsKey = ['key', 'signature', 'trust']

/**
 * Checks a credential against the list and, where nobody on it signed it, against the key that the verifier pasted ('' is
 * none). The last check, `listed`, says whether the issuer is on the list: all others passed and this one not is a good
 * signature of somebody unknown.
 */
export function judge(
  { bytes, mediaType, outcomeId, at }: Read,
  list: readonly Issuer[],
  pasted: string,
): Judged {
  const trusted = list.filter((issuer) => isTrustedOn(issuer, dateIn(at, zone('UTC'))))
  const keys = trusted.flatMap((issuer) => issuer.keys.map(({ text }) => text))
  const first = checkCredential(bytes, mediaType, { keys, outcomeId, at })
  const issuer =
    trusted.find(
      (each) =>
        each.keys.some(({ text }) => text === first.key) && (each.did === null || each.did === first.issuer),
    ) ?? null
  if (issuer)
    return { checks: [...first.checks, { name: 'listed', passed: true, detail: first.issuer }], issuer }
  const { checks, issuer: unknown } =
    pasted === '' ? first : checkCredential(bytes, mediaType, { keys: [pasted], outcomeId, at })
  const known = pasted === '' ? checks.filter(({ name }) => !needsKey.includes(name)) : checks
  return {
    checks: [...known, { name: 'listed', passed: false, detail: unknown.slice(0, 300) }],
    issuer: null,
  }
}
