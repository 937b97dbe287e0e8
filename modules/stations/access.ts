import { type Actor, anyOf, everyone, hasRole, holdsAt, permissions } from '#kernel/access'
import type { Station } from './model.ts'

type About = Pick<Station, 'id'>

const host = hasRole('administrator', 'organiser')
const lead = (actor: Actor, { id }: About) => holdsAt(actor, id, 'station_lead')
const its = (actor: Actor, { id }: About) => holdsAt(actor, id, 'station_lead', 'station_staff')

export const may = permissions<About>()({
  /** The working page; the public page is for everybody. */
  view: anyOf<About>(host, hasRole('auditor'), its),
  edit: anyOf<About>(host, lead),
  staff: anyOf<About>(host, lead),
})

export const mayOpenStations = host
export const publicStations = everyone('stations are published, so that people find the one near them')
