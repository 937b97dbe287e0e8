import { type Actor, anyOf, everyone, hasRole, permissions } from '#kernel/access'
import type { Id } from '#kernel/ids'
import { mayManageEvent } from '#modules/events'

/** All that a decision about a roadshow asks of it: whose event it is. */
export type OfStation = { stationId: Id<'station'> | null }

const manager = (actor: Actor, subject: OfStation) => mayManageEvent(actor, subject)

/** Who may do what; the same table draws the buttons. What the hall does is decided by being checked in. */
export const may = permissions<OfStation>()({
  /** The order, the clock, what is let through, closing and revealing. */
  host: manager,
  /** The desk's pages, without its buttons. */
  see: anyOf(manager, hasRole('registration_desk', 'auditor')),
})

export type May = ReturnType<typeof may.allowed>

export const inTheHall = everyone(
  'who is in the hall shows it by account, personal link or ticket; the use case asks the check-in',
)
export const publicScreen = everyone('what runs on a screen of a released event is seen by whoever is there')
