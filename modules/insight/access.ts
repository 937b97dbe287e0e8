import { type Actor, hasRole, permissions, stationsOf } from '#kernel/access'
import type { Filter } from './model.ts'

const everywhere = hasRole('administrator', 'organiser', 'verifier', 'auditor')
const ofStation = hasRole('station_lead', 'station_staff')

/** Hosts, verifiers and auditors look at everything; station staff at a station of theirs. */
export const may = permissions<Pick<Filter, 'stationId'>>()({
  look: (actor: Actor, { stationId }) =>
    everywhere(actor, undefined) ||
    (ofStation(actor, undefined) && stationId !== null && stationsOf(actor).includes(stationId)),
})

/** Who looks after the checking itself. */
export const overseer = (actor: Actor): boolean => everywhere(actor, undefined)

export const reader = (actor: Actor): boolean => everywhere(actor, undefined) || ofStation(actor, undefined)
export const seesAll = (actor: Actor): boolean => everywhere(actor, undefined)
