import type { Locale } from '#kernel/i18n'
import { type Id, idOf } from '#kernel/ids'
import type { Bilingual } from '#kernel/text'
import type { Instant, Zone } from '#kernel/time'
import type { Outcome, OutcomeId } from '../model.ts'

export type CeremonyId = Id<'ceremony'>
export const CeremonyId = idOf('ceremony')
export type SigningId = Id<'signing'>
export const SigningId = idOf('signing')
export type SideId = Id<'signing_side'>
export const SideId = idOf('signing_side')

/** Contracts are signed before everybody, one after the other. */
export type Ceremony = {
  id: CeremonyId
  editionId: Id<'edition'>
  eventId: Id<'event'> | null
  /** The edition's. */
  zone: Zone
  title: Bilingual
  state: 'open' | 'over'
  openedBy: Id<'person'>
  openedAt: Instant
}

/** Who signs for one of the two; `codes` is how many were sent, `tries` how often the last was mistyped. */
export type Side = {
  id: SideId
  which: 'first' | 'second'
  organisation: string
  name: string
  email: string
  locale: Locale
  codes: number
  codeUntil: Instant | null
  tries: number
  /** `documentHash` where a signed PDF was handed in. */
  signed: { at: Instant; name: string; documentHash: string | null; publish: boolean } | null
}

/** One contract in the queue: queued → signed when both sides have, or taken off. */
export type Signing = {
  id: SigningId
  ceremonyId: CeremonyId
  outcomeId: OutcomeId
  place: number
  factsHash: string
  queuedBy: Id<'person'>
  queuedAt: Instant
  until: Instant
  state: 'queued' | 'signed' | 'taken_off'
  signedAt: Instant | null
  sides: readonly [Side, Side]
}

/** A contract of the queue with the record that it is about. */
export type Contract = { signing: Signing; outcome: Outcome }
