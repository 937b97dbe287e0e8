import { type Actor, anyOf, everyone, hasRole, holdsAt, permissions, personIdOf } from '#kernel/access'
import type { Id } from '#kernel/ids'
import type { Call, Project } from './model.ts'

type AboutCall = Pick<Call, 'stationId' | 'state'>
type About = Pick<Project, 'stationId' | 'entrantId'> & { team: readonly Id<'person'>[] }

const host = hasRole('administrator', 'organiser')
const reader = hasRole('administrator', 'organiser', 'auditor')
const itsStation = (actor: Actor, about: { stationId: Id<'station'> | null }) =>
  holdsAt(actor, about.stationId, 'station_lead', 'station_staff')
const entrant = (actor: Actor, { entrantId }: Pick<Project, 'entrantId'>) => personIdOf(actor) === entrantId
const team = (actor: Actor, about: About) => {
  const person = personIdOf(actor)
  return person !== null && about.team.includes(person)
}

export const mayCall = permissions<AboutCall>()({
  view: anyOf<AboutCall>((_actor, { state }) => state !== 'draft', reader, itsStation),
  setUp: anyOf<AboutCall>(host, itsStation),
  /** The station's queue of what came in. */
  desk: anyOf<AboutCall>(reader, itsStation),
})

/** Whether there is any call that somebody may set up: hosts, and staff of a station. */
export const maySetUpSome = (actor: Actor): boolean =>
  host(actor, undefined) || hasRole('station_lead', 'station_staff')(actor, undefined)

export const may = permissions<About>()({
  view: anyOf<About>(reader, itsStation, entrant, team),
  edit: anyOf<About>(entrant, team),
  /** Sends in, declares, agrees to what is shown, withdraws. */
  answerFor: entrant,
  decide: anyOf<About>(host, itsStation),
  /** From the contest on, the host decides. */
  decideContest: host,
})

/** What the exhibition puts forward. */
export const mayList = host

export const publicCalls = everyone('open calls are published, so that founders find them')
export const publicShow = everyone('the show is public, as far as each project agreed')
