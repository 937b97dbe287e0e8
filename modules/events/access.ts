import { type Actor, anyOf, everyone, hasRole, holdsAt, permissions, personIdOf } from '#kernel/access'
import type { Event } from './model.ts'

type About = Pick<Event, 'stationId' | 'state' | 'proposedBy'>

const host = hasRole('administrator', 'organiser')
const reader = hasRole('administrator', 'organiser', 'auditor', 'registration_desk')
const itsStation = (actor: Actor, event: Pick<Event, 'stationId'>) =>
  holdsAt(actor, event.stationId, 'station_lead', 'station_staff')
const isPublic = (_actor: Actor, { state }: About) => state === 'released' || state === 'cancelled'
const proposer = (actor: Actor, { proposedBy }: About) =>
  proposedBy !== null && proposedBy === personIdOf(actor)

/** Hosts manage every event, station staff those of their station. */
export const mayManageEvent = (actor: Actor, event: Pick<Event, 'stationId'>): boolean =>
  host(actor, undefined) || itsStation(actor, event)

export const may = permissions<About>()({
  view: anyOf<About>(isPublic, reader, itsStation, proposer),
  manage: mayManageEvent,
  review: host,
  propose: proposer,
})

/** Who adds events at all: hosts, and the stations their own. */
export const mayAddEvents = hasRole('administrator', 'organiser', 'station_lead', 'station_staff')

export const mayOrganise = host
export const publicEvents = everyone('released events are published to be read by everybody')
