import { anyOf, hasRole, holdsAt, type Predicate, permissions } from '#kernel/access'
import type { Id } from '#kernel/ids'

/** All that a decision about places needs of its subject: whose event it is. */
export type OfStation = { stationId: Id<'station'> | null }

const host = hasRole('administrator', 'organiser')
const desk = hasRole('registration_desk')
const auditor = hasRole('auditor')
const stationLead: Predicate<OfStation> = (actor, { stationId }) => holdsAt(actor, stationId, 'station_lead')
const stationStaff: Predicate<OfStation> = (actor, { stationId }) =>
  holdsAt(actor, stationId, 'station_lead', 'station_staff')

/** Who may do what with the registrations of an event; the same table draws the buttons. */
export const may = permissions<OfStation>()({
  /** Categories: their form, quota and times. */
  setUp: anyOf(host, stationLead),
  /** The guest list and what each guest answered. */
  see: anyOf(host, desk, auditor, stationStaff),
  /** Approve, decline, cancel, offer, invite, bring in a list. */
  decide: anyOf(host, desk, stationStaff),
  /** Takes personal data out of the house. */
  export: anyOf(host, desk, stationLead),
})

export type May = ReturnType<typeof may.allowed>
