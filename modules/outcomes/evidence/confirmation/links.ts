import type { Instant } from '#kernel/time'
import type { Keys } from '#platform/keys'
import { type Confirmation, ConfirmationId } from './model.ts'

const purpose = 'outcome_confirmation'

/** The link's token: opens one question to the other side until it is over; the record says whether it was used. */
export const confirmationToken = (keys: Keys, { id, until }: Pick<Confirmation, 'id' | 'until'>): string =>
  keys.token(purpose, id, until)

/** The question that a link opens; null when it is forged, of something else, or over. */
export function readConfirmationToken(keys: Keys, token: string, at: Instant): ConfirmationId | null {
  const read = ConfirmationId.safeParse(keys.readToken(purpose, token, at))
  return read.success ? read.data : null
}
