import type { Fact } from '#kernel/command'
import type { Instant } from '#kernel/time'
import type { Invitation, Registration, RegistrationState } from './model.ts'

/** What every fact about a registration carries. */
export type RegistrationFact = {
  registrationId: string
  eventId: string
  categoryId: string
  personId: string
  stationId: string | null
}

const names: Record<RegistrationState, string> = {
  pending: 'registration.received',
  admitted: 'registration.admitted',
  waiting: 'registration.waiting',
  offered: 'registration.offered',
  declined: 'registration.declined',
  cancelled: 'registration.cancelled',
  expired: 'registration.expired',
}

type About = Pick<Registration, 'id' | 'eventId' | 'categoryId' | 'personId' | 'stationId'>

const about = ({ id, eventId, categoryId, personId, stationId }: About): RegistrationFact => ({
  registrationId: id,
  eventId,
  categoryId,
  personId,
  stationId,
})

/** The state a registration has come into; an offer says until when it is kept. */
export const became = (
  registration: About & { state: RegistrationState; offeredUntil: Instant | null },
): Fact => ({
  name: names[registration.state],
  payload: {
    ...about(registration),
    ...(registration.offeredUntil === null ? {} : { offeredUntil: registration.offeredUntil }),
  },
})

/** Someone asked who is registered already: the link is sent again, to the address on record only. */
export const linkWanted = (registration: About): Fact => ({
  name: 'registration.link_wanted',
  payload: about(registration),
})

export const answersChanged = (registration: About): Fact => ({
  name: 'registration.changed',
  payload: about(registration),
})

export const invited = (
  invitation: Pick<Invitation, 'id' | 'eventId' | 'categoryId' | 'stationId'>,
): Fact => ({
  name: 'registration.invited',
  payload: {
    invitationId: invitation.id,
    eventId: invitation.eventId,
    categoryId: invitation.categoryId,
    stationId: invitation.stationId,
  },
})
