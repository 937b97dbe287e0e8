import { type Actor, holds, holdsAt, organisationsOf, personIdOf } from '#kernel/access'
import { forbidden } from '#kernel/errors'
import { dateIn, type Instant, type PlainDate, zone } from '#kernel/time'
import {
  beyondRole,
  byLinkOnly,
  foreignEvidence,
  isWithdrawn,
  needsCredential,
  needsEvidence,
  needsSecond,
  notHigher,
  ownClaim,
  ownOrganisation,
  ownStation,
} from '../errors.ts'
import type { Change, Evidence, EvidenceId, Level, Outcome } from '../model.ts'
import { actorId, changed } from './claim.ts'
import { levelOn, movesMoney, rank, reaches } from './level.ts'

/** The highest level a reader may give: stations and organisers witness, verifiers document. */
export function mayGive(actor: Actor, outcome: Pick<Outcome, 'stationId'>): Level | null {
  if (holds(actor, 'verifier')) return 'credentialed'
  if (
    holds(actor, 'organiser', 'administrator') ||
    holdsAt(actor, outcome.stationId, 'station_lead', 'station_staff')
  )
    return 'witnessed'
  return null
}

const byHand: readonly Level[] = ['witnessed', 'documented']

/** Levels that a reader could give by hand today: the other side's word and a credential have doors of their own. */
export function givable(actor: Actor, outcome: Outcome, today: PlainDate): Level[] {
  const by = personIdOf(actor)
  const most = mayGive(actor, outcome)
  if (most === null || by === null || outcome.state === 'withdrawn' || isOwn(actor, outcome)) return []
  const left = levelOn(outcome, today)
  return byHand.filter(
    (level) =>
      rank(level) > rank(left) &&
      rank(level) <= rank(most) &&
      (level === 'witnessed' || !(isOfItsStation(actor, outcome) || outcome.pending?.by === by)),
  )
}

/** Claimed by the reader, about the reader, or of an organisation that the reader acts for. */
const isOwn = (actor: Actor, outcome: Pick<Outcome, 'claimantId' | 'personId' | 'organisationId'>): boolean =>
  [outcome.claimantId, outcome.personId].includes(personIdOf(actor)) ||
  (outcome.organisationId !== null && organisationsOf(actor).includes(outcome.organisationId))

/** Works for the station that brought it, or for one where its claimant worked. */
export const isOfItsStation = (
  actor: Actor,
  { stationId, claimantStations }: Pick<Outcome, 'stationId' | 'claimantStations'>,
): boolean =>
  [stationId, ...claimantStations].some((station) => holdsAt(actor, station, 'station_lead', 'station_staff'))

/** What the evidence of a level has to be. `reliedOn` names what the verifier looked at; all of it when absent. */
function checkEvidence(
  level: Level,
  evidence: readonly Evidence[],
  { evidenceIds = null, passed = false }: Pick<Given, 'evidenceIds' | 'passed'>,
): void {
  if (evidenceIds?.some((id) => !evidence.some((each) => each.id === id))) throw foreignEvidence()
  const seen = evidenceIds === null ? evidence : evidence.filter(({ id }) => evidenceIds.includes(id))
  if (reaches(level, 'documented') && seen.length === 0) throw needsEvidence()
  if (level === 'credentialed' && !passed) throw needsCredential()
}

export type Given = {
  level: Level
  reason: string
  /** What the verifier looked at; all of it when absent. */
  evidenceIds?: readonly EvidenceId[] | null
  /** Our own code has just checked the credential, and all of it passed. */
  passed?: boolean
}

/**
 * Someone else vouches for an outcome. Refuses the claimant, whom it is about and who acts for its organisation; above `witnessed` also staff of the
 * claimant's station; refuses a level that is not higher, `confirmed` (only the other side gives it), `documented`
 * without evidence of this record and `credentialed` without a credential that has just passed. Where money moves, the first
 * verifier's word waits for a second, and the lower of the two is the level.
 */
export function verify(
  { outcome, evidence }: { outcome: Outcome; evidence: readonly Evidence[] },
  given: Given,
  actor: Actor,
  at: Instant,
): Change {
  const { level, reason } = given
  const by = actorId(actor)
  if (by === outcome.claimantId || by === outcome.personId) throw ownClaim()
  if (outcome.organisationId !== null && organisationsOf(actor).includes(outcome.organisationId))
    throw ownOrganisation()
  const most = mayGive(actor, outcome)
  if (most === null) throw forbidden()
  if (rank(level) > rank(most)) throw beyondRole(level)
  if (level === 'confirmed') throw byLinkOnly()
  if (level !== 'witnessed' && isOfItsStation(actor, outcome)) throw ownStation()
  if (outcome.state === 'withdrawn') throw isWithdrawn()
  // What has sunk may be given again: that is how a level is reconfirmed.
  const left = levelOn(outcome, dateIn(at, zone('UTC')))
  if (rank(level) <= rank(left)) throw notHigher(left)
  checkEvidence(level, evidence, given)
  if (!movesMoney(outcome.terms) || !reaches(level, 'documented'))
    // Somebody who was there says so while a document waits for its second verifier: the first one's word stays.
    return changed(
      { ...outcome, level, vouchedAt: at, pending: reaches(level, 'documented') ? null : outcome.pending },
      { kind: 'verified', by, at, reason },
    )
  if (outcome.pending === null)
    return changed({ ...outcome, pending: { level, by } }, { kind: 'vouched', by, at, reason })
  if (outcome.pending.by === by) throw needsSecond()
  const both = rank(level) < rank(outcome.pending.level) ? level : outcome.pending.level
  return changed(
    { ...outcome, level: both, vouchedAt: at, pending: null },
    { kind: 'verified', by, at, reason },
  )
}
