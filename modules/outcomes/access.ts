import { type Actor, anyOf, hasRole, holds, holdsAt, permissions, personIdOf, signedIn } from '#kernel/access'
import type { Outcome } from './model.ts'

type About = Pick<Outcome, 'stationId' | 'claimantId' | 'personId'>

const reader = hasRole('administrator', 'organiser', 'verifier', 'auditor')
const host = hasRole('administrator', 'organiser')
const itsStation = (actor: Actor, about: Pick<Outcome, 'stationId'>) =>
  holdsAt(actor, about.stationId, 'station_lead', 'station_staff')
const claimant = (actor: Actor, about: About) => personIdOf(actor) === about.claimantId
const itsPerson = (actor: Actor, about: About) =>
  personIdOf(actor) !== null && personIdOf(actor) === about.personId

export const may = permissions<About>()({
  view: anyOf<About>(reader, itsStation, claimant, itsPerson),
  addEvidence: anyOf<About>(host, itsStation, claimant, itsPerson),
  askConfirmation: anyOf<About>(host, itsStation, claimant),
  dispute: itsPerson,
  decide: anyOf<About>(hasRole('verifier'), host),
  correct: anyOf<About>(host, itsStation, claimant),
  withdraw: anyOf<About>(host, itsStation, claimant),
  verify: anyOf<About>(hasRole('verifier'), host, itsStation),
})

/** Hosts state for any station or none, station staff for their own, anybody but an auditor for nobody's station. */
export const mayState = (actor: Actor, stationId: Outcome['stationId']): boolean =>
  signedIn(actor, undefined) &&
  (host(actor, undefined) ||
    (stationId === null ? !holds(actor, 'auditor') : itsStation(actor, { stationId })))

/** Who keeps the list of issuers: one puts forward, another accepts. */
export const keepsIssuers = hasRole('administrator', 'organiser')

/** Who works with outcomes at all; desks and doors have nothing to do with what came of a summit. */
export const worksWithOutcomes = hasRole(
  'administrator',
  'organiser',
  'verifier',
  'auditor',
  'station_lead',
  'station_staff',
)
