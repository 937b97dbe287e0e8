import { expect, test } from 'vitest'
import type { Actor, Role } from '#kernel/access'
import { Refusal } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { instant, plainDate } from '#kernel/time'
import { anOutcome } from '../fixtures.ts'
import { type Evidence, type Level, noLinks } from '../model.ts'
import { actorId, checkDay, correct, state, withdraw } from './claim.ts'
import { levelOn } from './level.ts'
import { givable, verify } from './verify.ts'

const at = instant('2019-08-01T08:00:00Z')
const today = plainDate('2019-08-01')
const london = newId<'station'>()
const boston = newId<'station'>()
const claimant = newId<'person'>()
const about = newId<'person'>()
const outcome = anOutcome({ stationId: london, claimantId: claimant, personId: about })

const who = (role: Role, stationId: typeof london | null = null, personId = newId<'person'>()): Actor => ({
  kind: 'person',
  personId,
  grants: [{ role, stationId }],
})
const paper: Evidence = {
  id: newId<'evidence'>(),
  outcomeId: outcome.id,
  stationId: london,
  name: 'contract',
  addedBy: claimant,
  addedAt: at,
  kind: 'link',
  link: 'https://example.org',
}

const contract = { type: 'contract', force: 'binding', amount: { minor: 100, currency: 'CNY' } } as const

const codeOf = (work: () => unknown): string => {
  try {
    work()
    return 'done'
  } catch (error) {
    if (error instanceof Refusal) return error.fields[0]?.code ?? error.code
    throw error
  }
}

const rows: { why: string; actor: Actor; level: Level; evidence: Evidence[]; answer: string }[] = [
  {
    why: 'a verifier with a document documents',
    actor: who('verifier'),
    level: 'documented',
    evidence: [paper],
    answer: 'done',
  },
  {
    why: 'a verifier without one does not',
    actor: who('verifier'),
    level: 'documented',
    evidence: [],
    answer: 'outcomes.needs_evidence',
  },
  {
    why: 'the claimant never, whatever the role',
    actor: who('verifier', null, claimant),
    level: 'documented',
    evidence: [paper],
    answer: 'outcomes.own_claim',
  },
  {
    why: 'nor the person it is about',
    actor: who('verifier', null, about),
    level: 'witnessed',
    evidence: [],
    answer: 'outcomes.own_claim',
  },
  {
    why: 'its station witnesses',
    actor: who('station_staff', london),
    level: 'witnessed',
    evidence: [],
    answer: 'done',
  },
  {
    why: 'its station does not document',
    actor: who('station_lead', london),
    level: 'documented',
    evidence: [paper],
    answer: 'outcomes.beyond_role',
  },
  {
    why: 'another station does nothing',
    actor: who('station_lead', boston),
    level: 'witnessed',
    evidence: [],
    answer: 'kernel.forbidden',
  },
  {
    why: 'an organiser witnesses',
    actor: who('organiser'),
    level: 'witnessed',
    evidence: [],
    answer: 'done',
  },
  {
    why: 'an organiser does not document',
    actor: who('organiser'),
    level: 'documented',
    evidence: [paper],
    answer: 'outcomes.beyond_role',
  },
  {
    why: 'an auditor changes nothing',
    actor: who('auditor'),
    level: 'witnessed',
    evidence: [],
    answer: 'kernel.forbidden',
  },
  {
    why: 'a level is never given twice',
    actor: who('verifier'),
    level: 'stated',
    evidence: [],
    answer: 'outcomes.not_higher',
  },
]

test.each(rows)('$why', ({ actor, level, evidence, answer }) => {
  expect(codeOf(() => verify({ outcome, evidence }, { level, reason: 'seen' }, actor, at))).toBe(answer)
})

test('what is offered is what would be taken, whoever asks and however far a record has come', () => {
  const first = who('verifier')
  const asking = [...rows.map(({ actor }) => actor), first, who('auditor')]
  for (const level of ['stated', 'witnessed', 'confirmed', 'documented'] as const)
    for (const pending of [null, { level: 'documented' as const, by: actorId(first) }])
      for (const actor of asking) {
        const record = { ...outcome, terms: contract, level, pending }
        const given = { outcome: record, evidence: [paper] }
        const taken = (['witnessed', 'documented'] as const).filter(
          (each) => codeOf(() => verify(given, { level: each, reason: 'x' }, actor, at)) === 'done',
        )
        expect(givable(actor, record, today)).toEqual(taken)
      }
})

test('who was there says so without undoing the first of two verifiers', () => {
  const pending = { level: 'documented' as const, by: newId<'person'>() }
  const record = { ...outcome, terms: contract, pending }
  const given = { outcome: record, evidence: [paper] }
  const seen = verify(given, { level: 'witnessed', reason: 'x' }, who('station_staff', london), at).outcome
  expect([seen.level, seen.pending]).toEqual(['witnessed', pending])
  const both = verify({ ...given, outcome: seen }, { level: 'documented', reason: 'x' }, who('verifier'), at)
  expect([both.outcome.level, both.outcome.pending]).toEqual(['documented', null])
})

test('a day long before the summit is a slip of the year', () => {
  const edition = { startsOn: plainDate('2019-07-04') }
  expect(codeOf(() => checkDay(plainDate('2017-07-03'), edition))).toBe('outcomes.field_too_early')
  expect(codeOf(() => checkDay(plainDate('2017-07-04'), edition))).toBe('done')
})

test('a verifier who is also staff of the station that brought it cannot document', () => {
  const both: Actor = {
    kind: 'person',
    personId: newId<'person'>(),
    grants: [
      { role: 'verifier', stationId: null },
      { role: 'station_staff', stationId: london },
    ],
  }
  expect(
    codeOf(() => verify({ outcome, evidence: [paper] }, { level: 'documented', reason: 'x' }, both, at)),
  ).toBe('outcomes.own_station')
})

test('a day that has not come is refused, today is not', () => {
  const facts = {
    editionId: outcome.editionId,
    stationId: null,
    terms: outcome.terms,
    title: 'x',
    organisation: '',
    ...noLinks,
  }
  expect(
    codeOf(() => state({ ...facts, happenedOn: plainDate('2019-08-02') }, who('organiser'), at, today)),
  ).toBe('outcomes.field_future')
  expect(codeOf(() => state({ ...facts, happenedOn: today }, who('organiser'), at, today))).toBe('done')
})

test('a correction starts the ladder again and keeps who claimed it', () => {
  const documented = { ...outcome, level: 'documented' as const }
  const { outcome: next, entries } = correct(
    documented,
    { ...documented, title: 'another' },
    'typing error',
    who('organiser'),
    at,
    today,
  )
  expect(next).toMatchObject({ level: 'stated', claimantId: claimant, title: 'another' })
  expect(entries.map(({ kind }) => kind)).toEqual(['corrected'])
})

test('what was withdrawn is never changed again', () => {
  const gone = withdraw(outcome, 'was a mistake', who('organiser'), at).outcome
  for (const work of [
    () => withdraw(gone, 'again', who('organiser'), at),
    () => correct(gone, gone, 'x', who('organiser'), at, today),
    () =>
      verify({ outcome: gone, evidence: [paper] }, { level: 'documented', reason: 'x' }, who('verifier'), at),
  ])
    expect(codeOf(work)).toBe('outcomes.is_withdrawn')
})

test.each([
  {
    why: 'a post holds its level for eighteen months',
    terms: { type: 'post', form: 'full_time' },
    day: '2021-01-31',
    left: 'documented',
  },
  {
    why: 'then it sinks by one',
    terms: { type: 'post', form: 'full_time' },
    day: '2021-02-01',
    left: 'confirmed',
  },
  { why: 'and again', terms: { type: 'company', registryNumber: '1' }, day: '2022-08-01', left: 'witnessed' },
  {
    why: 'never below stated',
    terms: { type: 'company', registryNumber: '1' },
    day: '2059-08-01',
    left: 'stated',
  },
  {
    why: 'an intention sinks, too',
    terms: { type: 'contract', force: 'intention', amount: null },
    day: '2021-02-01',
    left: 'confirmed',
  },
  {
    why: 'what was done on one day stays',
    terms: { type: 'contract', force: 'binding', amount: null },
    day: '2059-08-01',
    left: 'documented',
  },
  {
    why: 'a short stay is over and stays as it was',
    terms: { type: 'post', form: 'short_stay' },
    day: '2059-08-01',
    left: 'documented',
  },
] as const)('$why', ({ terms, day, left }) => {
  const vouchedAt = instant('2019-08-01T08:00:00Z')
  expect(levelOn({ terms, level: 'documented', vouchedAt }, plainDate(day))).toBe(left)
})

test('a verifier from the claimant’s own station cannot document, though the record names no station', () => {
  const claimed = { ...outcome, stationId: null, claimantStations: [boston] }
  const both: Actor = {
    kind: 'person',
    personId: newId<'person'>(),
    grants: [
      { role: 'verifier', stationId: null },
      { role: 'station_staff', stationId: boston },
    ],
  }
  expect(
    codeOf(() =>
      verify({ outcome: claimed, evidence: [paper] }, { level: 'documented', reason: 'x' }, both, at),
    ),
  ).toBe('outcomes.own_station')
})
