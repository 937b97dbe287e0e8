import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Span, survivalAt, survivalOf } from './survival.ts'

// Remission of leukaemia under 6-mercaptopurine, in weeks (Freireich et al., Blood 21, 1963); + means last seen.
// Estimates and errors: Cox and Oakes, Analysis of Survival Data (1984); Collett, Modelling Survival Data.
const leukaemia: Span[] = '6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+'
  .split(' ')
  .map((text) => ({ months: Number.parseInt(text, 10), ended: !text.endsWith('+') }))

test('the textbook’s example gives the textbook’s estimates and errors', () => {
  const rounded = survivalOf(leukaemia).map(({ months, atRisk, ended, survival, error }) => [
    months,
    atRisk,
    ended,
    survival.toFixed(3),
    error.toFixed(4),
  ])
  expect(rounded).toEqual([
    [6, 21, 3, '0.857', '0.0764'],
    [7, 17, 1, '0.807', '0.0869'],
    [10, 15, 1, '0.753', '0.0963'],
    [13, 12, 1, '0.690', '0.1068'],
    [16, 11, 1, '0.627', '0.1141'],
    [22, 7, 1, '0.538', '0.1282'],
    [23, 6, 1, '0.448', '0.1346'],
  ])
})

const spans = fc.array(fc.record({ months: fc.integer({ min: 0, max: 60 }), ended: fc.boolean() }), {
  maxLength: 80,
})

test('the curve only falls, its band lies around it, and nothing leaves 0 to 1', () => {
  fc.assert(
    fc.property(spans, (given) => {
      let before = 1
      for (const { survival, low, high, error } of survivalOf(given)) {
        expect(survival).toBeLessThanOrEqual(before)
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
        expect(low).toBeLessThanOrEqual(survival + 1e-12)
        expect(high).toBeGreaterThanOrEqual(survival - 1e-12)
        expect(Number.isFinite(error)).toBe(true)
        before = survival
      }
    }),
  )
})

test('where all are watched to the end it is the plain share that is left', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 60 }), (ends) => {
      const all = ends.map((months) => ({ months, ended: true }))
      for (const { months, survival } of survivalOf(all))
        expect(survival).toBeCloseTo(ends.filter((end) => end > months).length / ends.length, 9)
    }),
  )
})

test('beyond the last that was watched nothing is said', () => {
  expect(survivalAt(leukaemia, 36)).toBeNull()
  expect(survivalAt(leukaemia, 12)).toMatchObject({ atRisk: 12, survival: expect.closeTo(0.753, 3) })
  expect(survivalAt([{ months: 8, ended: false }], 6)).toMatchObject({ survival: 1, atRisk: 1 })
})
