import type { Locale } from '#kernel/i18n'
import { type Id, idOf } from '#kernel/ids'
import type { Instant } from '#kernel/time'
import type { OutcomeId } from '../../model.ts'

export type ConfirmationId = Id<'confirmation'>
export const ConfirmationId = idOf('confirmation')

/** The other side is asked once by a link; it answers yes or no, and the link is used up. */
export type Confirmation = {
  id: ConfirmationId
  outcomeId: OutcomeId
  stationId: Id<'station'> | null
  email: string
  name: string
  locale: Locale
  askedBy: Id<'person'>
  askedAt: Instant
  until: Instant
  factsHash: string
  answer: { at: Instant; said: 'confirmed' | 'denied'; name: string; note: string } | null
}
