import {
  type Actor,
  anyOf,
  everyone,
  hasRole,
  holdsAt,
  organisationsOf,
  permissions,
  personIdOf,
} from '#kernel/access'
import type { PolicyClaim } from './model.ts'

type About = Pick<PolicyClaim, 'stationId' | 'personId' | 'organisationId'>

const host = hasRole('administrator', 'organiser')
const reader = hasRole('administrator', 'organiser', 'auditor', 'verifier')
const itsStation = (actor: Actor, { stationId }: About) =>
  holdsAt(actor, stationId, 'station_lead', 'station_staff')
const itsPerson = (actor: Actor, { personId }: About) => personId !== null && personIdOf(actor) === personId
const itsOrganisation = (actor: Actor, { organisationId }: About) =>
  organisationId !== null && organisationsOf(actor).includes(organisationId)

/** Policies are published. */
export const publicPolicies = everyone('what the host city offers is for everybody to read')

/** Money is decided and written down by the house; that two of them are needed is the rules' to say. */
export const may = permissions<About>()({
  view: anyOf<About>(reader, itsStation, itsPerson, itsOrganisation),
  decide: host,
  pay: host,
  withdraw: anyOf<About>(host, itsStation, itsPerson),
})

export const keepsPolicies = host

/** The house for anybody, a station's staff through their station, and everybody for themselves. */
export const mayAsk = (actor: Actor, about: About): boolean =>
  host(actor, undefined) || itsStation(actor, about) || (itsPerson(actor, about) && about.stationId === null)

/** Who works with claims at a desk. */
export const readsClaims = hasRole(
  'administrator',
  'organiser',
  'auditor',
  'verifier',
  'station_lead',
  'station_staff',
)
/** Who writes down claims for others. */
export const asksForOthers = hasRole('administrator', 'organiser', 'station_lead', 'station_staff')
