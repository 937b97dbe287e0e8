import { describe, expect, test } from 'vitest'
import { aScene, aTable, aWish } from '../../fixtures.ts'
import type { Placement } from '../../model.ts'
import { problemOf } from '../../ready/problem.ts'
import { changeOf, heldIn, startOf } from './task.ts'

const scene = aScene({ slots: 3, tables: [aTable('1'), aTable('2', { position: 2 })] })
const [one, two] = [scene.scholar(), scene.scholar()]
const [first, second] = [scene.firm(), scene.firm()]
const wishes = [aWish(one, first), aWish(one, second), aWish(two, first), aWish(two, second)]
const asked = problemOf(scene.rows([one, two, first, second], wishes))

/** The pair of a wish, in that slot at that table. */
const placed = (wish: number, slot: number, table: number, pinned = false): Placement => {
  const [pair, slotId, tableId] = [asked.pairs[wish], asked.slots[slot], asked.tables[table]]
  if (!pair || !slotId || !tableId) throw new Error('no such wish, slot or table')
  return { ...pair, slotId, tableId, pinned }
}
const slotsOf = (start: ReturnType<typeof startOf>) => start && [...start.slotOf]

describe('where a run starts from', () => {
  const draft = [placed(0, 0, 0, true), placed(1, 1, 0)]
  const best = { ms: 1000, placements: [placed(0, 2, 1), placed(1, 2, 0), placed(3, 0, 1)] }

  test('nothing drafted and nothing reached: from nothing', () => {
    expect(startOf(asked, [], 'whole', null)).toBeNull()
  })
  test('the draft, when no worker came to anything', () => {
    expect(slotsOf(startOf(asked, draft, 'whole', null))).toEqual([0, 1, -1, -1])
  })
  test('what a worker before had come to, with pins where the draft has them', () => {
    expect(slotsOf(startOf(asked, draft, 'whole', best))).toEqual([0, 2, -1, 0])
    expect([...heldIn(asked, draft, 'whole')]).toEqual([1, 0, 0, 0])
  })
  test('where only gaps are filled, all of the draft stays, and what was filled may still move', () => {
    expect(slotsOf(startOf(asked, draft, 'gaps', best))).toEqual([0, 1, -1, 0])
    expect([...heldIn(asked, draft, 'gaps')]).toEqual([1, 1, 0, 0])
  })
  test('what breaks a rule in the draft is not held', () => {
    expect([...heldIn(asked, [placed(0, 0, 0), placed(1, 0, 1)], 'gaps')]).toEqual([0, 0, 0, 0])
  })
})

test('what a plan changed in the draft is told: new, moved by slot or by table, dropped', () => {
  const before = [placed(0, 0, 0), placed(1, 1, 0), placed(2, 2, 1)]
  expect(changeOf(before, before)).toEqual({ added: 0, moved: 0, dropped: 0 })
  expect(changeOf(before, [placed(0, 0, 0, true), placed(1, 1, 1), placed(3, 0, 1)])).toEqual({
    added: 1,
    moved: 1,
    dropped: 1,
  })
})
