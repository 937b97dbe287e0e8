import { type Actor, anyOf, hasRole, holdsAt, permissions, personIdOf, signedIn } from '#kernel/access'
import type { Id } from '#kernel/ids'
import type { Assignment, Round } from './model.ts'

type About = Pick<Round, 'stationId'>

const host = hasRole('administrator', 'organiser')
const reader = hasRole('administrator', 'organiser', 'auditor')
const lead = (actor: Actor, { stationId }: About) => holdsAt(actor, stationId, 'station_lead')
const itsStation = (actor: Actor, { stationId }: About) =>
  holdsAt(actor, stationId, 'station_lead', 'station_staff')

export const may = permissions<About>()({
  /** How far it is; scores are nobody's until it closes, whatever this says. */
  view: anyOf<About>(reader, itsStation),
  /** Sets up, opens, closes and decides: the host, and of a regional final its station's lead. */
  run: anyOf<About>(host, lead),
})

/** Who has the console's pages of judging at all. */
export const mayLook = hasRole('administrator', 'organiser', 'auditor', 'station_lead', 'station_staff')
export const mayMakeRounds = hasRole('administrator', 'organiser', 'station_lead')

const theJudge = (actor: Actor, { personId }: { personId: Id<'person'> }) => personIdOf(actor) === personId

/** A judge's own review: nobody reads, writes or steps back for somebody else. */
export const mayReview = permissions<Pick<Assignment, 'personId'>>()({ review: theJudge })

/** The judges' pages: whoever is signed in; what is there for them is the use cases' matter. */
export const maybeJudge = signedIn
