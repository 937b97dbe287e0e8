import { Refusal } from '#kernel/errors'
import type { RegistrationState } from '../model.ts'
import type { Told } from './model.ts'

/** No ticket before there is a place, and none after it was given back. */
export const noTicketYet = (state: RegistrationState) =>
  state === 'cancelled' || state === 'declined' || state === 'expired'
    ? new Refusal('gone', 'doorway.ticket_over')
    : new Refusal('conflict', 'doorway.ticket_not_yet')

export const linkBroken = () => new Refusal('gone', 'doorway.link_broken')

const notLetIn: Record<Exclude<Told, 'admitted' | 'again'>, string> = {
  unknown: 'doorway.unknown',
  forged: 'doorway.forged',
  other_event: 'doorway.other_event',
  cancelled: 'doorway.cancelled',
  not_admitted: 'doorway.not_admitted',
  undone: 'doorway.undone',
}

/** Why somebody at the door is not let in, for whoever stands there. */
export const notIn = (told: Exclude<Told, 'admitted' | 'again'>) => new Refusal('conflict', notLetIn[told])

export const notInYet = () => new Refusal('conflict', 'doorway.not_in_yet')
export const noBadges = () => new Refusal('conflict', 'doorway.no_badges')
