import { type Id, idOf } from '#kernel/ids'
import type { Locale } from '#kernel/locale'
import type { Bilingual } from '#kernel/text'
import type { Instant } from '#kernel/time'
import type { Question } from './questions/model.ts'

export type { Bilingual } from '#kernel/text'

export type CategoryId = Id<'category'>
export const CategoryId = idOf('category')
export type RegistrationId = Id<'registration'>
export const RegistrationId = idOf('registration')
export type InvitationId = Id<'invitation'>
export const InvitationId = idOf('invitation')

export const registrationStates = [
  'pending',
  'admitted',
  'waiting',
  'offered',
  'declined',
  'cancelled',
  'expired',
] as const
/**
 * pending: staff will decide · admitted: has a place · waiting: in line · offered: a place is kept until a moment ·
 * declined: staff said no · cancelled: given back · expired: the offer was not taken.
 */
export type RegistrationState = (typeof registrationStates)[number]

/** These two keep a place from anybody else; the database counts the same two. */
export const holdsPlace = (state: RegistrationState): boolean => state === 'admitted' || state === 'offered'
/** Over: the person may ask again, unless it was declined. */
export const isOver = (state: RegistrationState): boolean =>
  state === 'declined' || state === 'cancelled' || state === 'expired'

export type CategoryState = 'draft' | 'open' | 'closed'

/** A way to attend an event: who it is for, what it asks, how many, and until when. */
export type Category = {
  id: CategoryId
  eventId: Id<'event'>
  stationId: Id<'station'> | null
  name: Bilingual
  about: Bilingual
  form: readonly Question[]
  /** Most places; null: as many as the event itself has. */
  quota: number | null
  /** Places held now, counted by the database. */
  taken: number
  /** Staff decide about each request. */
  approval: boolean
  invitationOnly: boolean
  waitingList: boolean
  /** A freed place is offered to the first in line at once; otherwise staff offer it. */
  autoOffer: boolean
  /** How long an offer is kept. */
  offerHours: number
  opensAt: Instant | null
  closesAt: Instant | null
  position: number
  state: CategoryState
}

/** What is asked of a category before it has a record of its own. */
export type CategoryDraft = Omit<Category, 'id' | 'eventId' | 'stationId' | 'taken' | 'position' | 'form'>

export type Answer = string | number | boolean | readonly string[]
/** By question id; a question that was not asked has none. */
export type Answers = Readonly<Record<string, Answer>>

export type Registration = {
  id: RegistrationId
  eventId: Id<'event'>
  categoryId: CategoryId
  stationId: Id<'station'> | null
  personId: Id<'person'>
  state: RegistrationState
  answers: Answers
  /** Order of arrival at the event. */
  place: number
  requestKey: string
  invitationId: InvitationId | null
  locale: Locale
  /** When the mail with the personal link was last asked for. */
  linkSentAt: Instant
  offeredUntil: Instant | null
  createdAt: Instant
  decidedAt: Instant | null
  endedAt: Instant | null
  reason: string | null
}

/** A change of a registration's state after it was made, kept for ever. */
export type Change = {
  id: Id<'registration_change'>
  registrationId: RegistrationId
  stationId: Id<'station'> | null
  at: Instant
  was: RegistrationState
  became: RegistrationState
  byKind: 'visitor' | 'person' | 'system'
  byPerson: Id<'person'> | null
  reason: string | null
}

export type Invitation = {
  id: InvitationId
  eventId: Id<'event'>
  categoryId: CategoryId
  stationId: Id<'station'> | null
  email: string
  name: { latinGiven: string; latinFamily: string; han: string }
  locale: Locale
  validUntil: Instant
  invitedBy: Id<'person'> | null
  createdAt: Instant
  usedAt: Instant | null
  withdrawnAt: Instant | null
}

/** What of an event decides about places. */
export type Gate = {
  id: Id<'event'>
  stationId: Id<'station'> | null
  state: string
  startsAt: Instant
  endsAt: Instant
}

/** An event's places as they stand under the lock. */
export type Room = {
  gate: Gate
  /** Of the whole event; null: no limit beside the categories' quotas. */
  capacity: number | null
  taken: number
  /** The next order of arrival. */
  nextPlace: number
  categories: readonly (Category & { someoneWaits: boolean })[]
}
