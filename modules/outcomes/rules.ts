import { type Actor, holds, holdsAt, personIdOf } from '#kernel/access'
import { type FieldProblem, forbidden, invalid } from '#kernel/errors'
import { type Id, newId } from '#kernel/ids'
import type { Instant, PlainDate } from '#kernel/time'
import { beyondRole, isWithdrawn, needsEvidence, notHigher, ownClaim, ownStation } from './errors.ts'
import { type Change, type Evidence, type Level, levels, type Outcome, type Terms } from './model.ts'

export const rank = (level: Level): number => levels.indexOf(level)
export const reaches = (level: Level, floor: Level): boolean => rank(level) >= rank(floor)

export type Facts = Pick<
  Outcome,
  'editionId' | 'stationId' | 'terms' | 'title' | 'organisation' | 'personId' | 'happenedOn'
>

const actorId = (actor: Actor): Id<'person'> => {
  const id = personIdOf(actor)
  if (id === null) throw forbidden()
  return id
}

function checked(facts: Pick<Facts, 'happenedOn' | 'terms'>, today: PlainDate): void {
  const problems: FieldProblem[] = []
  if (facts.happenedOn > today) problems.push({ path: 'happenedOn', code: 'outcomes.field_future' })
  if (facts.terms.type === 'company' && facts.terms.registryNumber === '')
    problems.push({ path: 'registryNumber', code: 'kernel.field_required' })
  if (problems.length > 0) throw invalid(problems)
}

/** A new outcome stands at the lowest level, whoever says it. Refuses dates in the future. */
export function state(facts: Facts, actor: Actor, at: Instant, today: PlainDate, madeUp = false): Change {
  checked(facts, today)
  const by = actorId(actor)
  const outcome: Outcome = {
    ...facts,
    id: newId<'outcome'>(),
    level: 'stated',
    state: 'standing',
    claimantId: by,
    recordedAt: at,
    changedAt: at,
    madeUp,
  }
  return { outcome, entry: { kind: 'stated', outcome, by, at, reason: '', evidence: null }, isNew: true }
}

export function addEvidence(outcome: Outcome, evidence: Evidence, actor: Actor, at: Instant): Change {
  if (outcome.state === 'withdrawn') throw isWithdrawn()
  const next = { ...outcome, changedAt: at }
  return {
    outcome: next,
    entry: { kind: 'evidenced', outcome: next, by: actorId(actor), at, reason: '', evidence },
    isNew: false,
  }
}

/** The highest level a reader may give: stations witness, verifiers document. */
export function mayGive(actor: Actor, outcome: Pick<Outcome, 'stationId'>): Level | null {
  if (holds(actor, 'verifier')) return 'credentialed'
  if (
    holds(actor, 'organiser', 'administrator') ||
    holdsAt(actor, outcome.stationId, 'station_lead', 'station_staff')
  )
    return 'witnessed'
  return null
}

/**
 * Someone else vouches for an outcome. Refuses the claimant and whom it is about; above `witnessed` also staff of the
 * claimant's station; refuses a level that is not higher, and `documented` or more without evidence.
 */
export function verify(
  { outcome, evidence }: { outcome: Outcome; evidence: readonly Evidence[] },
  { level, reason }: { level: Level; reason: string },
  actor: Actor,
  at: Instant,
): Change {
  const by = actorId(actor)
  if (by === outcome.claimantId || by === outcome.personId) throw ownClaim()
  const most = mayGive(actor, outcome)
  if (most === null) throw forbidden()
  if (rank(level) > rank(most)) throw beyondRole(level)
  if (level !== 'witnessed' && holdsAt(actor, outcome.stationId, 'station_lead', 'station_staff'))
    throw ownStation()
  if (outcome.state === 'withdrawn') throw isWithdrawn()
  if (rank(level) <= rank(outcome.level)) throw notHigher(outcome.level)
  if (reaches(level, 'documented') && evidence.length === 0) throw needsEvidence()
  const next = { ...outcome, level, changedAt: at }
  return {
    outcome: next,
    entry: { kind: 'verified', outcome: next, by, at, reason, evidence: null },
    isNew: false,
  }
}

/** A correction is a new entry; what was vouched for was something else, so the level starts again. */
export function correct(
  outcome: Outcome,
  facts: Pick<Facts, 'title' | 'organisation' | 'happenedOn'> & { terms: Terms },
  reason: string,
  actor: Actor,
  at: Instant,
  today: PlainDate,
): Change {
  if (outcome.state === 'withdrawn') throw isWithdrawn()
  if (facts.terms.type !== outcome.terms.type)
    throw invalid([{ path: 'type', code: 'outcomes.field_type_stays' }])
  checked(facts, today)
  const next: Outcome = { ...outcome, ...facts, level: 'stated', changedAt: at }
  return {
    outcome: next,
    entry: { kind: 'corrected', outcome: next, by: actorId(actor), at, reason, evidence: null },
    isNew: false,
  }
}

export function withdraw(outcome: Outcome, reason: string, actor: Actor, at: Instant): Change {
  if (outcome.state === 'withdrawn') throw isWithdrawn()
  const next: Outcome = { ...outcome, state: 'withdrawn', changedAt: at }
  return {
    outcome: next,
    entry: { kind: 'withdrawn', outcome: next, by: actorId(actor), at, reason, evidence: null },
    isNew: false,
  }
}
