import { type Actor, personIdOf, stationsOf } from '#kernel/access'
import { type FieldProblem, forbidden, invalid } from '#kernel/errors'
import { type Id, newId } from '#kernel/ids'
import { dateIn, type Instant, type PlainDate, shiftDate } from '#kernel/time'
import type { Edition } from '#modules/programme'
import { isWithdrawn, nothingLinked } from '../errors.ts'
import type { Change, EntryDraft, Evidence, Links, Outcome, Terms } from '../model.ts'

export type Facts = Links &
  Pick<Outcome, 'editionId' | 'stationId' | 'terms' | 'title' | 'organisation' | 'happenedOn'>

export const actorId = (actor: Actor): Id<'person'> => {
  const id = personIdOf(actor)
  if (id === null) throw forbidden()
  return id
}

/** A change of a record that stands, as one entry about its new form. */
export const changed = (
  outcome: Outcome,
  entry: Pick<EntryDraft, 'kind' | 'by' | 'at'> & Partial<Pick<EntryDraft, 'reason' | 'evidence' | 'name'>>,
): Change => {
  const next = { ...outcome, changedAt: entry.at }
  return {
    outcome: next,
    entries: [{ reason: '', evidence: null, ...entry, outcome: next }],
    isNew: false,
  }
}

/** What a type cannot do without. The form's fields carry the names. */
const required = (terms: Terms): readonly string[] => {
  if (terms.type === 'company') return terms.registryNumber === '' ? ['registryNumber'] : []
  if (terms.type === 'patent')
    return [...(terms.office === '' ? ['office'] : []), ...(terms.number === '' ? ['number'] : [])]
  if (terms.type === 'award') return terms.awardedBy === '' ? ['awardedBy'] : []
  if (terms.type === 'landing') return terms.place === '' ? ['place'] : []
  return []
}

export const lacking = (terms: Terms): FieldProblem[] =>
  required(terms).map((path) => ({ path, code: 'kernel.field_required' }))

const future: FieldProblem = { path: 'happenedOn', code: 'outcomes.field_future' }
const early: FieldProblem = { path: 'happenedOn', code: 'outcomes.field_too_early' }

/** What comes of a summit cannot lie years before it: such a day is a slip of the year. */
const isSlip = (happenedOn: PlainDate, { startsOn }: Pick<Edition, 'startsOn'>) =>
  happenedOn < shiftDate(startsOn, { years: -2 })

export function checkDay(happenedOn: PlainDate, edition: Pick<Edition, 'startsOn'>): void {
  if (isSlip(happenedOn, edition)) throw invalid([early])
}

/** What is wrong with a day, for a form that tells it together with what else it refuses. */
export const dayProblems = (
  happenedOn: PlainDate,
  edition: Pick<Edition, 'startsOn' | 'zone'>,
  at: Instant,
): FieldProblem[] => [
  ...(isSlip(happenedOn, edition) ? [early] : []),
  ...(happenedOn > dateIn(at, edition.zone) ? [future] : []),
]

function checked(facts: Pick<Facts, 'happenedOn' | 'terms'>, today: PlainDate): void {
  const problems = lacking(facts.terms)
  if (facts.happenedOn > today) problems.push(future)
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
    vouchedAt: at,
    pending: null,
    state: 'standing',
    disputed: false,
    claimantId: by,
    claimantStations: [...stationsOf(actor)],
    lastSeenOn: facts.happenedOn,
    endedOn: null,
    lostOn: null,
    recordedAt: at,
    changedAt: at,
    madeUp,
  }
  return { ...changed(outcome, { kind: 'stated', by, at }), isNew: true }
}

export function addEvidence(outcome: Outcome, evidence: Evidence, actor: Actor, at: Instant): Change {
  if (outcome.state === 'withdrawn') throw isWithdrawn()
  return changed(outcome, { kind: 'evidenced', by: actorId(actor), at, evidence })
}

/** A correction is a new entry; what was vouched for was something else, so the level starts again. */
export function correct(
  outcome: Outcome,
  facts: Pick<Facts, 'title' | 'organisation' | 'happenedOn'> & { terms: Terms } & Partial<Links>,
  reason: string,
  actor: Actor,
  at: Instant,
  today: PlainDate,
): Change {
  if (outcome.state === 'withdrawn') throw isWithdrawn()
  if (facts.terms.type !== outcome.terms.type)
    throw invalid([{ path: 'type', code: 'outcomes.field_type_stays' }])
  checked(facts, today)
  const next: Outcome = { ...outcome, ...facts, level: 'stated', vouchedAt: at, pending: null }
  return changed(next, { kind: 'corrected', by: actorId(actor), at, reason })
}

/** What it came from, said later. Facts and level stay; nothing that changes is no entry. */
export function link(
  outcome: Outcome,
  links: Omit<Links, 'personId'>,
  reason: string,
  actor: Actor,
  at: Instant,
): Change {
  if (outcome.state === 'withdrawn') throw isWithdrawn()
  const isSame = (Object.keys(links) as (keyof typeof links)[]).every((name) => outcome[name] === links[name])
  if (isSame) throw nothingLinked()
  return changed({ ...outcome, ...links }, { kind: 'linked', by: actorId(actor), at, reason })
}

export function withdraw(outcome: Outcome, reason: string, actor: Actor, at: Instant): Change {
  if (outcome.state === 'withdrawn') throw isWithdrawn()
  return changed(
    { ...outcome, state: 'withdrawn', disputed: false },
    { kind: 'withdrawn', by: actorId(actor), at, reason },
  )
}
