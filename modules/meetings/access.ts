import { type Actor, anyOf, hasRole, permissions, personIdOf } from '#kernel/access'
import type { Id } from '#kernel/ids'
import { mayManageEvent } from '#modules/events'

/** All that a decision of the desk needs of its subject: whose event it is. */
export type OfStation = { stationId: Id<'station'> | null }

const manager = (actor: Actor, subject: OfStation) => mayManageEvent(actor, subject)

/** Who may do what at the desk of an event's meetings; the same table draws the buttons. */
export const may = permissions<OfStation>()({
  /** Phases, groups, slots, tables, parties, runs and releases. */
  manage: manager,
  /** What parties wrote and wished; wishes are not hidden from those who make the timetable. */
  see: anyOf(manager, hasRole('registration_desk', 'auditor')),
  /** Acts for somebody who stands at the counter: proposes, answers, cancels, says what took place. */
  serve: anyOf(manager, hasRole('registration_desk')),
})

export type May = ReturnType<typeof may.allowed>

/** A party's profile, availability and wishes are that person's own. */
export const isOwn = (actor: Actor, { personId }: { personId: Id<'person'> }): boolean =>
  personIdOf(actor) === personId
