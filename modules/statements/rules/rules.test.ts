import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Actor } from '#kernel/access'
import { newId } from '#kernel/ids'
import { instant, plainDate } from '#kernel/time'
import { levels } from '#modules/outcomes'
import { aCounted, aFigure, aMetric, aRate, aStatement } from '../fixtures.ts'
import type { Counted } from '../model.ts'
import {
  change,
  count,
  difference,
  rateOn,
  ratio,
  release,
  smallCell,
  suppressed,
  warningsFor,
} from './index.ts'

const rows: fc.Arbitrary<Counted[]> = fc.array(
  fc
    .record({
      low: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      own: fc.constantFrom('', '1', '2'),
      group: fc.option(fc.constantFrom('GB', 'CN', 'US')),
      level: fc.option(fc.constantFrom(...levels)),
      minor: fc.integer({ min: 0, max: 100_000 }),
    })
    .map(({ low, own, group, level, minor }) =>
      aCounted({ low, high: low + own, group, level, amount: { minor, currency: 'CNY' } }),
    ),
  { maxLength: 30 },
)

describe('a number', () => {
  test('is as many as its ids, between the two ends of its range, and its groups and levels never exceed it', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const result = count(aMetric({ by: 'country' }), all)
        expect(result.value).toBe(new Set(all.map(({ low }) => low)).size)
        expect(result.high).toBe(Math.max(result.value, new Set(all.map(({ high }) => high)).size))
        expect(result.basis.keys).toHaveLength(result.value)
        expect(result.groups.reduce((sum, { value }) => sum + value, 0)).toBeLessThanOrEqual(result.value)
        const byLevel = Object.values(result.evidence).reduce((sum, each) => sum + each, 0)
        expect(byLevel).toBeLessThanOrEqual(result.value)
      }),
    )
  })

  test('of money is the sum of its ids’ amounts', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const once = [...new Map(all.map((row) => [row.low, row])).values()].map((row) => ({
          ...row,
          high: row.low,
        }))
        const result = count(aMetric({ unit: 'money', currency: 'CNY' }), once)
        expect(result.value).toBe(once.reduce((sum, { amount }) => sum + (amount?.minor ?? 0), 0))
        expect(result.basis.amounts.reduce((sum, each) => sum + each, 0)).toBe(result.value)
      }),
    )
  })
})

describe('converting', () => {
  const rates = [
    aRate({ onDay: plainDate('2019-01-01'), rate: 8.5 }),
    aRate({ onDay: plainDate('2019-07-01'), rate: 8.72 }),
    aRate({ currency: 'JPY', onDay: plainDate('2019-01-01'), rate: 0.0635 }),
  ]
  test.each([
    { why: 'the newest rate up to the day', day: '2019-06-30', rate: 8.5 },
    { why: 'the rate of the very day', day: '2019-07-01', rate: 8.72 },
    { why: 'none before the first', day: '2018-12-31', rate: undefined },
  ])('$why', ({ day, rate }) => {
    expect(rateOn(rates, 'GBP', 'CNY', day)?.rate).toBe(rate)
  })

  test('an amount without a rate is left out and told; minor units are those of each currency', () => {
    const money = aMetric({ unit: 'money', currency: 'CNY' })
    const on = (low: string, minor: number, currency: string, day: string) =>
      aCounted({ low, high: low, amount: { minor, currency }, day: plainDate(day) })
    const result = count(
      money,
      [
        on('a', 100_00, 'GBP', '2019-08-01'),
        on('b', 5_000, 'JPY', '2019-08-01'),
        on('c', 1_00, 'CNY', '2019-08-01'),
        on('d', 9_99, 'GBP', '2018-01-01'),
      ],
      rates,
    )
    expect(result.value).toBe(872_00 + 317_50 + 1_00)
    expect(result.withoutRate).toBe(1)
    expect(result.rates.map(({ currency, onDay }) => `${currency} ${onDay}`)).toEqual([
      'GBP 2019-07-01',
      'JPY 2019-01-01',
    ])
  })
})

test.each([
  { why: 'a share of two ranges', unit: 'share' as const, of: [40, 50], per: [80, 100], is: [0.4, 0.625] },
  { why: 'a share is never more than all', unit: 'share' as const, of: [9, 12], per: [10, 10], is: [0.9, 1] },
  {
    why: 'money for each, in whole minor units',
    unit: 'money_each' as const,
    of: [1000, 1000],
    per: [3, 3],
    is: [333, 333],
  },
])('$why', ({ unit, of, per, is }) => {
  const range = ([low = 0, high = 0]: readonly number[]) => ({ low, high })
  const metric = {
    ...aMetric({}),
    kind: 'ratio' as const,
    unit,
    of: '',
    per: '',
    floor: null,
    by: 'none' as const,
  }
  expect(ratio(metric, range(of), range(per))).toEqual(range(is))
  const nobody = { low: 0, high: 0, empty: true }
  expect([ratio(metric, range(of), range([])), ratio(metric, range([]), range([]))]).toEqual([nobody, nobody])
  // A share of none is nought; what each cost is not known where no cost was written down.
  expect(ratio(metric, range([]), range(per))).toEqual(unit === 'share' ? range([]) : nobody)
})

describe('small groups', () => {
  const breakdown = fc
    .array(fc.integer({ min: 1, max: 30 }), { maxLength: 12 })
    .map((values) =>
      values.map((value, index) => ({ group: `g${index}`, value })).sort((a, b) => b.value - a.value),
    )

  test('the public never sees one, nor can it subtract one from the total', () => {
    fc.assert(
      fc.property(breakdown, (groups) => {
        const { shown, others } = suppressed(groups)
        const total = groups.reduce((sum, { value }) => sum + value, 0)
        for (const { value } of shown) expect(value).toBeGreaterThanOrEqual(smallCell)
        const left = total - shown.reduce((sum, { value }) => sum + value, 0)
        if (shown.length > 0) expect(others?.value ?? 0).toBe(left)
        else expect(others === null || others.value >= smallCell).toBe(true)
        if (shown.length > 0 && others) {
          expect(others.groups).toBeGreaterThan(1)
          expect(left).toBeGreaterThanOrEqual(smallCell)
        }
      }),
    )
  })

  test('nor by laying a part beside the whole it is a part of', () => {
    const nested = breakdown.chain((whole) =>
      fc.tuple(...whole.map(({ value }) => fc.integer({ min: 0, max: value }))).map((parts) => ({
        whole,
        part: whole.flatMap(({ group }, index) => {
          const value = parts[index] ?? 0
          return value === 0 ? [] : [{ group, value }]
        }),
      })),
    )
    fc.assert(
      fc.property(nested, ({ whole, part }) => {
        const outer = suppressed(whole)
        const inner = suppressed(part, [{ groups: whole, whole: true }])
        for (const { group, value } of inner.shown) {
          const wider = outer.shown.find((each) => each.group === group)
          if (!wider) continue
          const rest = wider.value - value
          expect(rest === 0 || rest >= smallCell, `${group}: ${rest}`).toBe(true)
        }
        if (inner.shown.length > 0 && inner.others) {
          const names = new Set(inner.shown.map(({ group }) => group))
          const wider = whole.reduce((sum, { group, value }) => sum + (names.has(group) ? 0 : value), 0)
          const rest = Math.abs(wider - inner.others.value)
          expect(rest === 0 || rest >= smallCell).toBe(true)
        }
      }),
    )
  })

  test('nor by waiting for the next statement', () => {
    fc.assert(
      fc.property(
        breakdown,
        fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 12, maxLength: 12 }),
        (then, more) => {
          const before = suppressed(then)
          const now = then.map(({ group, value }, index) => ({ group, value: value + (more[index] ?? 0) }))
          const after = suppressed(now, [{ groups: before.shown, whole: false }])
          for (const { group, value } of after.shown) {
            const earlier = before.shown.find((each) => each.group === group)
            if (earlier) expect([0, 5, 6]).toContain(value - earlier.value)
          }
        },
      ),
    )
  })
})

test('what changed by definition, by late data and by correction adds up to the whole difference', () => {
  const ids = fc.uniqueArray(fc.constantFrom(...'abcdefghij'))
  fc.assert(
    fc.property(ids, ids, fc.integer({ min: 0, max: 30 }), (then, again, now) => {
      const found = change(
        aFigure({ value: then.length }),
        { keys: then, amounts: [] },
        { value: again.length, keys: again, amounts: [] },
        { value: now },
      )
      expect(found.definition + found.late + found.correction).toBe(found.now - found.was)
      expect(found.late).toBe(again.filter((key) => !then.includes(key)).length)
      expect(found.correction + then.filter((key) => !again.includes(key)).length).toBe(0)
    }),
  )
})

test('an amount that was put right is a correction, not late', () => {
  const then = { keys: ['a', 'b'], amounts: [100, 200] }
  const again = { value: 330, keys: ['a', 'c'], amounts: [130, 200] }
  expect(change(aFigure({ value: 300 }), then, again, { value: 330 })).toMatchObject({
    definition: 0,
    late: 200,
    correction: -170,
  })
})

test.each([
  { why: 'the very same', again: ['a', 'b'], remembers: true, verdict: 'same' },
  {
    why: 'another id of a source that remembers',
    again: ['a', 'c'],
    remembers: true,
    verdict: 'unexplained',
  },
  { why: 'another id of a source that does not', again: ['a', 'c'], remembers: false, verdict: 'explained' },
])('counted again: $why is $verdict', ({ again, remembers, verdict }) => {
  const found = difference(
    aFigure({ value: 2 }),
    { keys: ['a', 'b'], amounts: [] },
    { value: again.length, keys: again, amounts: [] },
    remembers,
  )
  expect(found.verdict).toBe(verdict)
})

describe('the preview warns of', () => {
  const good = aFigure({ metric: 'posts', value: 40, evidence: { documented: 40 } })
  const paidTo = (count: number) =>
    aFigure({
      unit: 'money',
      formula: aMetric({ source: 'payments', unit: 'money' }),
      basis: { count, hash: '' },
    })
  test.each([
    { kind: 'definition_changed', figure: { ...good, version: 2 }, last: [good] },
    { kind: 'weak_evidence', figure: { ...good, evidence: { stated: 25, documented: 15 } }, last: [] },
    { kind: 'small_cell', figure: { ...good, unit: 'persons' as const, value: 3, high: 3 }, last: [] },
    { kind: 'small_cell', figure: paidTo(4), last: [] },
    { kind: 'wide_range', figure: { ...good, high: 60 }, last: [] },
    { kind: 'without_rate', figure: { ...good, withoutRate: 2 }, last: [] },
    { kind: 'left_out', figure: good, last: [good, aFigure({ metric: 'companies' })] },
  ])('$kind', ({ kind, figure, last }) => {
    expect(warningsFor([figure], last).map((each) => each.kind)).toEqual([kind])
  })
  test('nothing where nothing is the matter, nor of money that five received', () => {
    expect(warningsFor([good], [good])).toEqual([])
    expect(warningsFor([paidTo(5)], [])).toEqual([])
  })
})

const drafter = newId<'person'>()
const statement = aStatement({ draftedBy: drafter })
const organiser = (personId = newId<'person'>()): Actor => ({
  kind: 'person',
  personId,
  grants: [{ role: 'organiser', stationId: null }],
})
const at = instant('2019-09-02T00:00:00Z')

test.each([
  { why: 'a second person releases it', actor: organiser(), given: statement, code: null },
  {
    why: 'who drafted it does not',
    actor: organiser(drafter),
    given: statement,
    code: 'statements.needs_another',
  },
  {
    why: 'nobody releases it twice',
    actor: organiser(),
    given: { ...statement, state: 'released' as const },
    code: 'statements.already_released',
  },
])('$why', ({ actor, given, code }) => {
  const work = () => release(given, actor, at)
  if (code === null) expect(work().state).toBe('released')
  else expect(work).toThrow(code)
})
