import { anyOf, hasRole, holdsAt, type Predicate, permissions } from '#kernel/access'
import type { Id } from '#kernel/ids'

/** All that a decision about the desk's work needs of its subject: whose event it is. */
export type OfStation = { stationId: Id<'station'> | null }

const host = hasRole('administrator', 'organiser')
const counter = hasRole('registration_desk')
const auditor = hasRole('auditor')
const station: Predicate<OfStation> = (actor, { stationId }) =>
  holdsAt(actor, stationId, 'station_lead', 'station_staff')

/** Who may do what at the desk of an event's meetings; the same table draws the buttons. */
export const may = permissions<OfStation>()({
  /** The draft, runs, what was released, who came. */
  see: anyOf(host, counter, auditor, station),
  /** Runs, moves, pins, releases. */
  plan: anyOf(host, station),
  /** Acts for somebody who stands at the counter: proposes, answers, cancels, says what took place. */
  serve: anyOf(host, counter, station),
})

/** The first lock of the desk's doors, by who is asking alone. */
export const atDesk = hasRole(
  'administrator',
  'organiser',
  'registration_desk',
  'auditor',
  'station_lead',
  'station_staff',
)
