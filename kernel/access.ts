import type { Id } from './ids.ts'

/** What a person may do in the programme, given for the whole of it, one edition, or one station. */
export const roles = [
  'administrator',
  'organiser',
  'registration_desk',
  'check_in_crew',
  'station_lead',
  'station_staff',
  'verifier',
  'auditor',
  'enterprise',
] as const
export type Role = (typeof roles)[number]

/** A role held; station roles always name their station and `enterprise` its organisation, the others neither. */
export type Grant = {
  role: Role
  stationId: Id<'station'> | null
  organisationId?: Id<'organisation'> | null
}

/** Who is asking. A visitor has no account; the system runs jobs and says which. */
export type Actor =
  | { kind: 'visitor' }
  | { kind: 'person'; personId: Id<'person'>; grants: readonly Grant[] }
  | { kind: 'system'; job: string }

export const visitor: Actor = { kind: 'visitor' }
export const system = (job: string): Actor => ({ kind: 'system', job })

export const personIdOf = (actor: Actor): Id<'person'> | null =>
  actor.kind === 'person' ? actor.personId : null

/** Holds one of the roles anywhere. */
export const holds = (actor: Actor, ...wanted: readonly Role[]): boolean =>
  actor.kind === 'person' && actor.grants.some((grant) => wanted.includes(grant.role))

/** Holds one of the roles at exactly this station. */
export const holdsAt = (actor: Actor, stationId: Id<'station'> | null, ...wanted: readonly Role[]): boolean =>
  stationId !== null &&
  actor.kind === 'person' &&
  actor.grants.some((grant) => grant.stationId === stationId && wanted.includes(grant.role))

/** Host-side roles see every station; the rest see the stations of their grants. */
export const seesAllStations = (actor: Actor): boolean =>
  actor.kind === 'system' ||
  holds(actor, 'administrator', 'organiser', 'registration_desk', 'verifier', 'auditor')

export const stationsOf = (actor: Actor): readonly Id<'station'>[] =>
  actor.kind === 'person' ? actor.grants.flatMap((grant) => (grant.stationId ? [grant.stationId] : [])) : []

/** The organisations somebody acts for. */
export const organisationsOf = (actor: Actor): readonly Id<'organisation'>[] =>
  actor.kind === 'person'
    ? actor.grants.flatMap(({ organisationId }) => (organisationId ? [organisationId] : []))
    : []

/** Works for the house or one of its stations; whoever acts for an enterprise does not. */
export const isStaff = (actor: Actor): boolean =>
  actor.kind === 'person' && actor.grants.some(({ role }) => role !== 'enterprise')

export type Predicate<Subject> = (actor: Actor, subject: Subject) => boolean

export const anyOf =
  <Subject>(...predicates: readonly Predicate<Subject>[]): Predicate<Subject> =>
  (actor, subject) =>
    predicates.some((predicate) => predicate(actor, subject))

export const allOf =
  <Subject>(...predicates: readonly Predicate<Subject>[]): Predicate<Subject> =>
  (actor, subject) =>
    predicates.every((predicate) => predicate(actor, subject))

export const hasRole =
  (...wanted: readonly Role[]): Predicate<unknown> =>
  (actor) =>
    holds(actor, ...wanted)

export const signedIn: Predicate<unknown> = (actor) => actor.kind === 'person'

/** A table from verbs to named predicates; the same table guards commands and draws the buttons. */
export const permissions =
  <Subject>() =>
  <Verb extends string>(table: Record<Verb, Predicate<Subject>>) => {
    const allowed = (actor: Actor, subject: Subject): Record<Verb, boolean> => {
      const answer = {} as Record<Verb, boolean> // filled for every verb just below
      for (const verb of Object.keys(table) as Verb[]) answer[verb] = table[verb](actor, subject)
      return answer
    }
    return { ...table, allowed }
  }

/** An open door says why it is open; tools/taste counts these. */
export type Everyone = Predicate<unknown> & { readonly reason: string }
export const everyone = (reason: string): Everyone => Object.assign(() => true, { reason })
