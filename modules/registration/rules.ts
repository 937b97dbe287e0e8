import { type Instant, plus } from '#kernel/time'
import * as errors from './errors.ts'
import type { Category, Registration, RegistrationState, Room } from './model.ts'

/** What may follow what. Everything else is refused; a property test walks it. */
export const steps: Readonly<Record<RegistrationState, readonly RegistrationState[]>> = {
  pending: ['admitted', 'waiting', 'declined', 'cancelled'],
  admitted: ['declined', 'cancelled'],
  waiting: ['admitted', 'offered', 'declined', 'cancelled'],
  offered: ['admitted', 'declined', 'cancelled', 'expired'],
  declined: ['pending', 'admitted', 'waiting'],
  cancelled: ['pending', 'admitted', 'waiting'],
  expired: ['pending', 'admitted', 'waiting'],
}

export const mayBecome = (was: RegistrationState, next: RegistrationState): boolean =>
  steps[was].includes(next)

const ended: readonly RegistrationState[] = ['declined', 'cancelled', 'expired']

/** The registration after one step. Refuses a step that the picture of the states does not have. */
export function step(
  registration: Registration,
  next: RegistrationState,
  at: Instant,
  more: { reason?: string | null; offeredUntil?: Instant } = {},
): Registration {
  if (!mayBecome(registration.state, next)) throw errors.noSuchStep(registration.state)
  return {
    ...registration,
    state: next,
    offeredUntil: next === 'offered' ? (more.offeredUntil ?? null) : null,
    decidedAt: at,
    endedAt: ended.includes(next) ? at : null,
    reason: more.reason ?? null,
  }
}

/** Until when an offer made now is kept: never past the beginning of the event. Null when it is too late to offer. */
export function offerEnd(
  category: Pick<Category, 'offerHours'>,
  startsAt: Instant,
  at: Instant,
): Instant | null {
  if (at >= startsAt) return null
  const end = plus(at, { hours: category.offerHours })
  return end < startsAt ? end : startsAt
}

/** Places left in a category: its own and the event's, whichever is less. Infinity when neither is limited. */
export const placesLeft = (
  room: Pick<Room, 'capacity' | 'taken'>,
  category: Pick<Category, 'quota' | 'taken'>,
): number =>
  Math.min(
    room.capacity === null ? Number.POSITIVE_INFINITY : room.capacity - room.taken,
    category.quota === null ? Number.POSITIVE_INFINITY : category.quota - category.taken,
  )

/** Whether a category takes requests at a moment, as the public page shows it. */
export type Opening = 'open' | 'not_yet' | 'closed'
export function openingOf(category: Pick<Category, 'state' | 'opensAt' | 'closesAt'>, at: Instant): Opening {
  if (category.state !== 'open') return 'closed'
  if (category.opensAt !== null && at < category.opensAt) return 'not_yet'
  if (category.closesAt !== null && at >= category.closesAt) return 'closed'
  return 'open'
}
