import { type Instant, plus } from '#kernel/time'
import type { Keys } from '#platform/keys'
import { InvitationId, RegistrationId } from './model.ts'

/** Long enough after the event for a receipt or a correction. */
const afterwards = { days: 90 }

/** The personal link's token: opens exactly one registration, without an account, until 90 days after the event. */
export const registrationToken = (keys: Keys, id: RegistrationId, endsAt: Instant): string =>
  keys.token('registration', id, plus(endsAt, afterwards))

/** The registration that a personal link opens; null when it is forged, of something else, or over. */
export function readRegistrationToken(keys: Keys, token: string, at: Instant): RegistrationId | null {
  const read = RegistrationId.safeParse(keys.readToken('registration', token, at))
  return read.success ? read.data : null
}

/** The token of an invitation's link. Using it up is the record's matter, not the token's. */
export const invitationToken = (keys: Keys, id: InvitationId, validUntil: Instant): string =>
  keys.token('invitation', id, validUntil)

/** The invitation that a link opens; null when it is forged, of something else, or over. */
export function readInvitationToken(keys: Keys, token: string, at: Instant): InvitationId | null {
  const read = InvitationId.safeParse(keys.readToken('invitation', token, at))
  return read.success ? read.data : null
}
