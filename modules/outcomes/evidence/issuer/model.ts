import { type Id, idOf } from '#kernel/ids'
import type { Bilingual } from '#kernel/text'
import type { Instant, PlainDate } from '#kernel/time'

export type IssuerId = Id<'issuer'>
export const IssuerId = idOf('issuer')

/** What an issuer signs with, as it was given; `fingerprint` is SHA-256 in hex, of the key (SPKI) or of the certificate. */
export type IssuerKey = { text: string; kind: 'key' | 'certificate' | 'fingerprint'; fingerprint: string }

/** Whose credentials prove something: proposed by one organiser, trusted once another has accepted it. */
export type Issuer = {
  id: IssuerId
  name: Bilingual
  /** The DID or address that its credentials name; without one its keys alone say who it is. */
  did: string | null
  keys: readonly IssuerKey[]
  /** Where the keys were taken from. */
  source: string
  validFrom: PlainDate
  validUntil: PlainDate | null
  state: 'proposed' | 'trusted' | 'withdrawn'
  proposedBy: Id<'person'>
  proposedAt: Instant
  acceptedBy: Id<'person'> | null
  acceptedAt: Instant | null
  withdrawnBy: Id<'person'> | null
  withdrawnAt: Instant | null
  reason: string | null
  madeUp: boolean
}
