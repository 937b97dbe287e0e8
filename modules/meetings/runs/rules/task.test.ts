import { describe, expect, test } from 'vitest'
import { newId } from '#kernel/ids'
import { type Instant, plus } from '#kernel/time'
import { aScene, aTable, aWish, now as noon } from '../../fixtures.ts'
import type { Meeting, Placement } from '../../model.ts'
import { problemOf } from '../../ready/problem.ts'
import { unfit } from './pins.ts'
import { changeOf, heldIn, settled, settledIn, startOf } from './task.ts'

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

describe('meetings beside the draft, of a party with two representatives', () => {
  const both = scene.firm({ representatives: 2 })
  const people = [one, two, scene.scholar(), both]
  const guests = people.slice(0, 3)
  const rows = scene.rows(
    people,
    guests.map((guest) => aWish(guest, both)),
  )
  const slotId = rows.setUp.slots[1]?.id ?? expect.fail('three slots')
  const early = rows.setUp.slots[0]?.startsAt ?? expect.fail('three slots')
  const agreed = (guest: (typeof people)[number], over: Partial<Meeting> = {}): Meeting => ({
    id: newId<'meeting'>(),
    brokerageId: rows.setUp.brokerage.id,
    stationId: null,
    ...(guest.id < both.id ? { a: guest.id, b: both.id } : { a: both.id, b: guest.id }),
    slotId,
    tableId: rows.setUp.tables[0]?.id ?? expect.fail('two tables'),
    startsAt: rows.setUp.slots[1]?.startsAt ?? early,
    endsAt: rows.setUp.slots[1]?.endsAt ?? early,
    state: 'booked',
    origin: 'market',
    proposedBy: guest.id,
    endedBy: null,
    holdUntil: null,
    message: '',
    sequence: 0,
    pinned: false,
    changedAt: noon,
    reason: null,
    ...over,
  })
  const before = plus(early, { hours: -1 })
  const busyOf = (standing: readonly Meeting[], at: Instant = before) =>
    settled(rows, standing, [], at).busy.filter(({ partyId }) => partyId === both.id).length

  test('with one of the two taken they can still meet then, with both they cannot', () => {
    expect(busyOf([agreed(one)])).toBe(0)
    expect(busyOf([agreed(one), agreed(two)])).toBe(1)
  })
  test('a meeting of the timetable is settled once it has begun, and not before', () => {
    const planned = agreed(one, { origin: 'plan', startsAt: early })
    expect(settledIn([planned], before)).toEqual([])
    expect(settledIn([planned], early)).toEqual([planned])
    const { setUp, meetings } = settled(rows, [planned], [], early)
    expect(setUp.tables.every(({ closed }) => closed.includes(rows.setUp.slots[0]?.id ?? slotId))).toBe(true)
    expect(meetings?.get(both.id)).toBe(1)
  })
  test('more placements than are left of them are told, and not left to the database', () => {
    const standing = [agreed(one)]
    const now = problemOf(settled(rows, standing, [], before))
    const place = (guest: (typeof people)[number], table: number): Placement => ({
      ...(guest.id < both.id ? { a: guest.id, b: both.id } : { a: both.id, b: guest.id }),
      slotId,
      tableId: rows.setUp.tables[table]?.id ?? expect.fail('two tables'),
      pinned: false,
    })
    const third = people[2] ?? expect.fail('three guests')
    const draft = [place(two, 1), place(third, 1)]
    const told = unfit(now, draft, standing).filter(({ about }) => about === 'person')
    expect(told).toMatchObject([{ about: 'person', who: both.id }])
    expect(unfit(now, draft.slice(0, 1), standing)).toEqual([])
  })
})
