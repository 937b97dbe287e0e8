import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newId } from '#kernel/ids'
import { type Instant, instant, plus } from '#kernel/time'
import { refused } from '../../../../tools/test/refused.ts'
import { aScene, aTable, aWish } from '../../fixtures.ts'
import type { Meeting, Placement } from '../../model.ts'
import { problemOf } from '../../ready/problem.ts'
import { planOf } from '../../runs/rules/task.ts'
import type { Seat } from '../model.ts'
import { hasRoom, judge, openPlaces, tableIn } from './board.ts'
import { byParty, difference, isNothing } from './difference.ts'
import { isPlannable, mustBePlannable } from './phase.ts'
import { seatsFor, type ToSeat } from './seats.ts'

const scene = aScene({ slots: 3, tables: [aTable('1'), aTable('2', { position: 2 })] })
const [one, two] = [scene.scholar(), scene.scholar()]
const [first, second] = [scene.firm(), scene.firm()]
const [slotA, slotB, slotC] = scene.setUp.slots
const [tableA, tableB] = scene.setUp.tables
if (!slotA || !slotB || !slotC || !tableA || !tableB) throw new Error('three slots and two tables')
const at = instant('2019-06-01T09:00:00Z')
type Ids = Pick<Placement, 'a' | 'b'>
const pair = (x: { id: Ids['a'] }, y: { id: Ids['a'] }): Ids =>
  x.id < y.id ? { a: x.id, b: y.id } : { a: y.id, b: x.id }
const placed = (of: Ids, slot = slotA, table = tableA, pinned = false): Placement => ({
  ...of,
  slotId: slot.id,
  tableId: table.id,
  pinned,
})
const standing = (of: Ids, over: Partial<Meeting> = {}): Meeting => ({
  id: newId<'meeting'>(),
  brokerageId: scene.setUp.brokerage.id,
  stationId: null,
  ...of,
  slotId: slotA.id,
  tableId: tableA.id,
  startsAt: slotA.startsAt,
  endsAt: slotA.endsAt,
  state: 'booked',
  origin: 'plan',
  proposedBy: null,
  endedBy: null,
  holdUntil: null,
  message: '',
  sequence: 0,
  pinned: false,
  changedAt: at,
  reason: null,
  ...over,
})

describe('from what stands to the draft', () => {
  const own = pair(one, first)
  const moved = { startsAt: plus(slotA.startsAt, { days: 1 }), endsAt: plus(slotA.endsAt, { days: 1 }) }
  test.each([
    ['nothing stood: it is new', [placed(own)], [], 'added'],
    ['the same place: it stays', [placed(own)], [standing(own)], 'kept'],
    ['another slot', [placed(own, slotB)], [standing(own)], 'moved'],
    ['another table in the same slot', [placed(own, slotA, tableB)], [standing(own)], 'moved'],
    ['the slot itself was shifted since', [placed(own)], [standing(own, moved)], 'moved'],
    ['a pin alone changes nothing for anybody', [placed(own, slotA, tableA, true)], [standing(own)], 'kept'],
    ['not in the draft any more', [], [standing(own)], 'dropped'],
    [
      'the two agreed by themselves: it is not the draft’s to drop',
      [],
      [standing(own, { origin: 'market' })],
      'kept',
    ],
    ['nor to move', [placed(own, slotB)], [standing(own, { origin: 'offer' })], 'kept'],
  ] as const)('%s', (_why, placements, meetings, expected) => {
    const change = difference(placements, meetings, scene.setUp.slots, scene.setUp.brokerage.begins.profile)
    const counts = { added: 0, moved: 0, dropped: 0, kept: 0, [expected]: 1 }
    expect(Object.fromEntries(Object.entries(change).map(([key, list]) => [key, list.length]))).toEqual(
      counts,
    )
    expect(isNothing(change)).toBe(expected === 'kept')
    expect(
      byParty(change)
        .map(({ partyId }) => partyId)
        .sort(),
    ).toEqual(expected === 'kept' ? [] : [own.a, own.b])
  })
})

describe('a timetable is worked on', () => {
  const { begins } = scene.setUp.brokerage
  test.each([
    ['before wishes', plus(begins.wish, { minutes: -1 }), 'timetable.too_early'],
    ['from the first wish', begins.wish, 'done'],
    ['while it is live', begins.live, 'done'],
    ['to the last minute', plus(begins.done, { minutes: -1 }), 'done'],
    ['not afterwards', begins.done, 'timetable.is_over'],
  ] as [string, Instant, string][])('%s', (_why, moment, code) => {
    expect(refused(() => mustBePlannable(scene.setUp.brokerage, moment))).toBe(code)
    expect(isPlannable(scene.setUp.brokerage, moment)).toBe(code === 'done')
  })
})

describe('moves by hand', () => {
  const wishes = [aWish(one, first), aWish(one, second), aWish(two, first)]
  const busy = [{ partyId: two.id, slotId: slotC.id }]
  const asked = problemOf(scene.rows([one, two, first, second], wishes, busy))
  const wishOf = (of: Ids) => asked.pairs.findIndex(({ a, b }) => a === of.a && b === of.b)
  const draft = (...placements: Placement[]) => {
    const { slotOf, tableOf, pinned } = planOf(asked, placements)
    return { problem: asked.problem, plan: { slotOf, tableOf }, pinned }
  }
  const abouts = (of: Ids, slot: number, table: number, ...placements: Placement[]) =>
    judge(draft(...placements), { wish: wishOf(of), slot, table }).broken.map(({ about }) => about)

  test.each([
    ['a free slot and table', pair(one, first), 0, 0, [], []],
    ['the person sits elsewhere then', pair(one, second), 0, 1, [placed(pair(one, first))], ['person']],
    ['the table is taken then', pair(two, first), 1, 0, [placed(pair(one, second), slotB)], ['table']],
    ['the person cannot meet then', pair(two, first), 2, 0, [], ['away']],
    [
      'it is pinned where it is',
      pair(one, first),
      1,
      0,
      [placed(pair(one, first), slotA, tableA, true)],
      ['pinned'],
    ],
  ] as const)('%s', (_why, of, slot, table, placements, expected) => {
    expect(abouts(of, slot, table, ...placements)).toEqual(expected)
  })
  test('what only makes it worse is warned of, and allowed', () => {
    const judged = judge(draft(placed(pair(one, first)), placed(pair(one, second), slotB)), {
      wish: wishOf(pair(one, second)),
      slot: 2,
      table: 0,
    })
    expect(judged).toMatchObject({ broken: [] })
    expect(judged.warned).toContain('breaks')
  })
  test('the own table where it can stay, else the first that is free', () => {
    const plan = draft(placed(pair(one, second), slotA, tableB), placed(pair(two, first), slotB, tableB))
    expect(tableIn(plan, wishOf(pair(one, second)), 2)).toBe(1)
    expect(tableIn(plan, wishOf(pair(one, second)), 1)).toBe(0)
  })
  test('there is room exactly where there is an open place, and an open place breaks no rule', () => {
    const places = fc.array(
      fc.record({ wish: fc.nat(2), slot: fc.nat(2), table: fc.nat(1), pinned: fc.boolean() }),
      { maxLength: 3 },
    )
    fc.assert(
      fc.property(places, fc.nat(2), (chosen, wish) => {
        const placements = chosen.flatMap(({ wish: of, slot, table, pinned }) => {
          const found = asked.pairs[of]
          const [inSlot, onTable] = [scene.setUp.slots[slot], scene.setUp.tables[table]]
          return found && inSlot && onTable ? [placed(found, inSlot, onTable, pinned)] : []
        })
        const plan = { ...draft(...placements), pinned: new Uint8Array(3) }
        const open = openPlaces(plan, wish)
        expect(hasRoom(plan, wish)).toBe(open.length > 0)
        for (const [slot, table] of open) expect(judge(plan, { wish, slot, table }).broken).toEqual([])
      }),
    )
  })
})

describe('who sits where', () => {
  const stage = {
    parties: [
      { ...one, lanes: ['one'] },
      { ...first, lanes: ['first', 'first’s second'] },
      { ...two, lanes: ['two'] },
    ],
    tables: [
      { ...tableA, lane: 'table 1' },
      { ...tableB, lane: 'table 2' },
    ],
  }
  const meeting = (of: Ids, slot = slotA, table = tableA): ToSeat => ({
    id: newId<'meeting'>(),
    ...of,
    slotId: slot.id,
    tableId: table.id,
  })
  const lanes = (meetings: ToSeat[], taken: Seat[] = []) =>
    seatsFor(meetings, taken, stage)
      .map(({ lane }) => lane)
      .sort()
  test('both parties and the table', () =>
    expect(lanes([meeting(pair(one, first))])).toEqual(['first', 'one', 'table 1']))
  test('a second representative comes where the first sits already', () =>
    expect(lanes([meeting(pair(one, first)), meeting(pair(two, first), slotA, tableB)])).toEqual([
      'first',
      'first’s second',
      'one',
      'table 1',
      'table 2',
      'two',
    ]))
  test('a taken seat of another slot is in nobody’s way', () => {
    const taken = [{ meetingId: newId<'meeting'>(), lane: 'first', slotId: slotB.id }]
    expect(lanes([meeting(pair(one, first))], taken)).toEqual(['first', 'one', 'table 1'])
  })
  test('where nobody is free the first is named, so that the database refuses it by its rule', () => {
    const taken = [{ meetingId: newId<'meeting'>(), lane: 'one', slotId: slotA.id }]
    expect(lanes([meeting(pair(one, first))], taken)).toContain('one')
  })
})
