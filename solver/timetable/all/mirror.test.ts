import { describe, expect, it } from 'vitest'
import { brokerage } from '../fixtures.ts'
import { problemOf } from '../formats/instance.ts'
import type { Problem } from '../index.ts'
import { foldMirror } from './mirror.ts'
import { modelOf } from './model.ts'

const day = problemOf(brokerage('plain', 2, { hosts: 6, guests: 6, slots: 5, meetings: 20, use: 0.8 }))
/** Slots that are taken away when a day is folded. */
function folded(problem: Problem): number {
  const model = modelOf(problem)
  const sum = () => model.may.reduce((total, may) => total + may, 0)
  const before = sum()
  foldMirror(model)
  return before - sum()
}

describe('a day that is as good backwards', () => {
  it('leaves one meeting the first half and the middle', () => {
    expect(folded(day)).toBe(2)
  })

  it.each<[string, Partial<Problem>]>([
    ['somebody comes late', { free: day.free.map((free, cell) => (cell === 0 ? 0 : free)) }],
    ['a table is closed at the end', { tables: [{ kind: 0, closed: [4] }, ...day.tables.slice(1)] }],
    ['a meeting comes before another', { precedes: [[0, 1]] }],
  ])('is not one in which %s', (_why, more) => {
    expect(folded({ ...day, ...more })).toBe(0)
  })
})
