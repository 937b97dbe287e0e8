import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fewest, forecast } from './forecast.ts'

const past = (rows: readonly (readonly number[])[]) =>
  rows.map((steps, index) => ({ edition: String(2010 + index), steps }))

describe('the next edition', () => {
  test('of editions that never changed is the same again, and the interval is what chance alone makes', () => {
    const found = forecast(
      past([
        [600, 300, 30],
        [600, 300, 30],
        [600, 300, 30],
      ]),
    )
    expect(found?.growth).toBe(1)
    expect(found?.steps.map(({ point }) => point)).toEqual([600, 300, 30])
    expect(found?.steps[0]).toEqual({ point: 600, low: 600, high: 600 })
    const last = found?.steps[2]
    expect(last?.low).toBeLessThan(30)
    expect(last?.high).toBeGreaterThan(30)
  })

  test('goes on growing as it grew, and keeps the shares of all editions together', () => {
    const found = forecast(
      past([
        [100, 50],
        [200, 100],
        [400, 200],
      ]),
    )
    expect(found?.growth).toBeCloseTo(2)
    expect(found?.steps.map(({ point }) => point)).toEqual([800, 400])
    expect(found?.shares).toEqual([0.5])
  })

  test('can be asked for a number of registrations of one’s own', () => {
    const found = forecast(
      past([
        [100, 50],
        [200, 120],
        [400, 180],
      ]),
      1000,
    )
    expect(found?.given).toBe(true)
    expect(found?.steps[0]).toEqual({ point: 1000, low: 1000, high: 1000 })
    expect(found?.steps[1]?.point).toBe(500)
  })

  test('is not told from too few', () => {
    expect(
      forecast(
        past([
          [100, 50],
          [200, 100],
        ]),
      ),
    ).toBeNull()
    expect(
      forecast(
        past([
          [0, 0],
          [0, 0],
          [100, 50],
          [200, 100],
        ]),
      ),
    ).toBeNull()
    expect(fewest).toBe(3)
  })

  test('always lies within its interval, and no later step is more than the one before', () => {
    const row = fc
      .tuple(
        fc.integer({ min: 1, max: 5000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
      )
      .map(([first, a, b]) => [first, Math.round(first * a), Math.round(first * a * b)])
    fc.assert(
      fc.property(fc.array(row, { minLength: 3, maxLength: 12 }), (rows) => {
        const found = forecast(past(rows))
        for (const { low, point, high } of found?.steps ?? []) {
          expect(low).toBeLessThanOrEqual(point)
          expect(high).toBeGreaterThanOrEqual(point)
          expect(low).toBeGreaterThanOrEqual(0)
        }
        const points = found?.steps.map(({ point }) => point) ?? []
        for (const [index, point] of points.entries())
          if (index > 0) expect(point).toBeLessThanOrEqual(points[index - 1] ?? 0)
      }),
    )
  })
})
