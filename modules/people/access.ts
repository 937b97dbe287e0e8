import {
  type Actor,
  anyOf,
  hasRole,
  holds,
  holdsAt,
  permissions,
  personIdOf,
  type Role,
} from '#kernel/access'
import type { Id } from '#kernel/ids'

/** A role at a place: what is given or taken back. */
export type Seat = { role: Role; stationId: Id<'station'> | null; organisationId?: Id<'organisation'> | null }

const administrator = (actor: Actor) => holds(actor, 'administrator')
/** An organiser gives every role but the one above. */
const organiser = (actor: Actor, { role }: Seat) => holds(actor, 'organiser') && role !== 'administrator'
/** A lead chooses the staff of the own station, and no second lead. */
const lead = (actor: Actor, { role, stationId }: Seat) =>
  role === 'station_staff' && holdsAt(actor, stationId, 'station_lead')

export const mayGive = anyOf<Seat>(administrator, organiser, lead)

/** Whose roles one sees is narrowed by row-level security: hosts all, leads those of the own station. */
export const maySeeRoles = hasRole('administrator', 'organiser', 'station_lead')

/** The record of a human is changed by that human alone. */
export const may = permissions<{ personId: Id<'person'> }>()({
  view: (actor, { personId }) => personIdOf(actor) === personId,
  change: (actor, { personId }) => personIdOf(actor) === personId,
})
