import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Actor } from '#kernel/access'
import { newId } from '#kernel/ids'
import { instant } from '#kernel/time'
import { type Level, levels } from '#modules/outcomes'
import { metrics } from './metrics.ts'
import type { Material, Statement } from './model.ts'
import { countAll, figureOf, release, smallCell, suppressed } from './rules.ts'

const words = () => ({ title: { en: '', zh: '' }, definition: { en: '', zh: '' } })
const presence = fc.record({
  registrationId: fc.uuid(),
  personId: fc.constantFrom('p1', 'p2', 'p3', 'p4', 'p5', 'p6'),
  stationId: fc.constant(null),
  country: fc.option(fc.constantFrom('GB', 'CN', 'US', 'JP')),
})
const material: fc.Arbitrary<Material> = fc.record({
  registered: fc.array(presence),
  attendances: fc.array(presence),
  outcomes: fc.array(
    fc.record({
      id: fc.uuid(),
      type: fc.constantFrom('post', 'company', 'contract'),
      force: fc.constantFrom('intention', 'binding'),
      level: fc.constantFrom(...levels),
      stationId: fc.constant(null),
    }),
  ),
})

/** The same numbers counted again in the plainest way. */
const recount: Record<string, (all: Material) => number> = {
  registered_persons: ({ registered }) => new Set(registered.map((row) => row.personId)).size,
  attended_persons: ({ attendances }) => new Set(attendances.map((row) => row.personId)).size,
  attendances: ({ attendances }) => attendances.length,
  countries: ({ registered }) => new Set(registered.flatMap((row) => row.country ?? [])).size,
  posts: (all) => standing(all, 'post', 3),
  companies: (all) => standing(all, 'company', 3),
  contracts_binding: (all) => standing(all, 'contract', 3, 'binding'),
  contracts_intention: (all) => standing(all, 'contract', 1, 'intention'),
}
const standing = (all: Material, type: string, floor: number, force?: string) => {
  let count = 0
  for (const each of all.outcomes)
    if (
      each.type === type &&
      levels.indexOf(each.level as Level) >= floor &&
      (!force || each.force === force)
    )
      count += 1
  return count
}

test('every metric of the library is recounted here', () => {
  expect(metrics.map(({ id }) => id).sort()).toEqual(Object.keys(recount).sort())
})

test('a metric counts what a plain recount counts, and its number is as many as its records', () => {
  fc.assert(
    fc.property(material, (all) => {
      for (const { metric, counted } of countAll(all)) {
        const figure = figureOf(metric, counted, words)
        expect(figure.value).toBe(recount[metric.id]?.(all))
        expect(figure.value).toBe(counted.length)
      }
    }),
  )
})

test('the public never sees a small group, nor can it subtract one', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 12 }), (values) => {
      const breakdown = values
        .map((value, index) => ({ group: `g${index}`, value }))
        .sort((a, b) => b.value - a.value)
      const { shown, others } = suppressed(breakdown)
      const total = values.reduce((sum, value) => sum + value, 0)
      for (const { value } of shown) expect(value).toBeGreaterThanOrEqual(smallCell)
      const left = total - shown.reduce((sum, { value }) => sum + value, 0)
      expect(others?.value ?? 0).toBe(left)
      if (shown.length > 0 && others) {
        expect(others.groups).toBeGreaterThan(1)
        expect(left).toBeGreaterThanOrEqual(smallCell)
      }
    }),
  )
})

const drafter = newId<'person'>()
const statement: Statement = {
  id: newId<'statement'>(),
  editionId: newId<'edition'>(),
  number: 1,
  state: 'draft',
  cutAt: instant('2019-09-01T00:00:00Z'),
  body: '{}',
  hash: '',
  draftedBy: drafter,
  releasedBy: null,
  releasedAt: null,
}
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
