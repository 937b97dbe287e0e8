import { type Actor, personIdOf } from '#kernel/access'
import { type Id, newId } from '#kernel/ids'
import type { Instant } from '#kernel/time'
import type { NewConsent } from '#modules/people'
import type { Change, Registration, Room } from '../model.ts'
import type { Verdict } from './model.ts'
import { consentText, type RegisterInput } from './wire.ts'

type Placed = Extract<Verdict, { kind: 'placed' }>

/** The registration that a request has become. */
export const registrationOf = (
  verdict: Placed,
  input: Pick<RegisterInput, 'key' | 'locale'>,
  personId: Id<'person'>,
  { gate }: Pick<Room, 'gate'>,
  at: Instant,
): Registration => ({
  id: verdict.revives?.id ?? newId<'registration'>(),
  eventId: gate.id,
  categoryId: verdict.categoryId,
  stationId: gate.stationId,
  personId,
  state: verdict.state,
  answers: verdict.answers,
  place: verdict.place,
  requestKey: input.key,
  invitationId: verdict.invitation?.id ?? null,
  locale: input.locale,
  linkSentAt: at,
  offeredUntil: null,
  createdAt: verdict.revives?.createdAt ?? at,
  decidedAt: verdict.state === 'admitted' ? at : null,
  endedAt: null,
  reason: null,
})

/** The receipts of what was agreed to on the form; staff who bring someone in agree to nothing in their name. */
export const consentsOf = (
  input: Pick<RegisterInput, 'byStaff' | 'consents'>,
  registration: Registration,
): NewConsent[] => {
  if (input.byStaff) return []
  const { personId, stationId, eventId } = registration
  const receipt = (purpose: string, recipient: string): NewConsent => ({
    personId,
    stationId,
    purpose,
    recipient,
    textVersion: consentText,
    about: { eventId, registrationId: registration.id },
  })
  const station = stationId === null ? 'host' : `station:${stationId}`
  return [
    receipt('registration', `event:${eventId}`),
    ...(input.consents.contact ? [receipt('contact', station)] : []),
  ]
}

/** Whoever comes back after it was over leaves a line of it. */
export const changeOf = (verdict: Placed, registration: Registration, actor: Actor, at: Instant): Change => ({
  id: newId<'registration_change'>(),
  registrationId: registration.id,
  stationId: registration.stationId,
  at,
  was: verdict.revives?.state ?? registration.state,
  became: registration.state,
  byKind: actor.kind,
  byPerson: personIdOf(actor),
  reason: null,
})
