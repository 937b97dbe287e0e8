import { type Actor, anyOf, hasRole, organisationsOf, permissions, stationsOf } from '#kernel/access'
import type { Id } from '#kernel/ids'
import type { Filter } from './model.ts'

const everywhere = hasRole('administrator', 'organiser', 'verifier', 'auditor')
const ofStation = hasRole('station_lead', 'station_staff')

/** Hosts, verifiers and auditors look at everything; station staff at a station of theirs. */
export const may = permissions<Pick<Filter, 'stationId'>>()({
  look: (actor: Actor, { stationId }) =>
    everywhere(actor, undefined) ||
    (ofStation(actor, undefined) && stationId !== null && stationsOf(actor).includes(stationId)),
})

/** What is one organisation's: for hosts, verifiers and auditors, and for whoever acts for it. */
export const mayLookAt = (actor: Actor, organisationId: Id<'organisation'>): boolean =>
  everywhere(actor, undefined) || organisationsOf(actor).includes(organisationId)

/** Who looks after the checking itself. */
export const overseer = (actor: Actor): boolean => everywhere(actor, undefined)

export const reader = (actor: Actor): boolean => everywhere(actor, undefined) || ofStation(actor, undefined)
/** Who looks at the board of an organisation. */
export const enterprise = (actor: Actor): boolean =>
  anyOf(everywhere, hasRole('enterprise'))(actor, undefined)
export const anyReader = (actor: Actor): boolean => reader(actor) || enterprise(actor)
export const seesAll = (actor: Actor): boolean => everywhere(actor, undefined)
