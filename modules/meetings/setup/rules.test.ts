import { describe, expect, test } from 'vitest'
import { instant, toLocal, zone } from '#kernel/time'
import { aBrokerage, aSlot, aTable } from '../fixtures.ts'
import { type Day, most, pairingOf, slotsOf, withSlots, withTables } from './rules.ts'
import { usualGroups } from './usual.ts'

const london = zone('Europe/London')
const event = {
  startsAt: instant('2019-06-12T13:00:00Z'),
  endsAt: instant('2019-06-12T17:00:00Z'),
  zone: london,
}
const day = (over: Partial<Day> = {}): Day => ({
  day: '2019-06-12',
  from: '09:00',
  until: '11:00',
  minutes: 20,
  gap: 5,
  pause: null,
  ...over,
})
const starts = (of: Day) => slotsOf(of, london).map(({ start }) => toLocal(start, london).slice(11))

describe('the slots of a day', () => {
  test.each<[string, Partial<Day>, string[]]>([
    ['with gaps', {}, ['09:00', '09:25', '09:50', '10:15', '10:40']],
    ['the last one ends with the day', { until: '09:45', gap: 5 }, ['09:00', '09:25']],
    ['none fits', { until: '09:10' }, []],
    [
      'none touches the pause, and after it they begin with its end',
      { until: '12:00', minutes: 30, gap: 0, pause: { from: '09:45', until: '10:40' } },
      ['09:00', '10:40', '11:10'],
    ],
    ['one alone', { until: '09:20', gap: 0 }, ['09:00']],
  ])('%s', (_name, over, expected) => expect(starts(day(over))).toEqual(expected))

  test('never more than a brokerage may have are made, whatever is asked', () => {
    expect(slotsOf(day({ from: '00:00', until: '23:59', minutes: 5, gap: 0 }), london).length).toBeLessThan(
      300,
    )
  })
})

describe('adding slots', () => {
  const brokerage = aBrokerage()
  const standing = [aSlot(instant('2019-06-12T08:10:00Z'))]
  const add = (over: Partial<Day>) => withSlots(brokerage, standing, slotsOf(day(over), london), event)

  test('an overlap is refused and says with which', () => {
    expect(() => add({})).toThrow(
      expect.objectContaining({
        code: 'meetings.slot_overlaps',
        details: { day: '2019-06-12', from: '09:10', until: '09:30' },
      }),
    )
  })
  test('what only touches is no overlap', () => {
    expect(add({ from: '09:30', until: '09:50' })).toHaveLength(1)
    expect(add({ from: '08:50', until: '09:10' })).toHaveLength(1)
  })
  test('another day than the event’s is refused, and so is nothing at all', () => {
    expect(() => add({ day: '2019-06-13' })).toThrow('kernel.invalid')
    expect(() => add({ until: '09:05' })).toThrow('kernel.invalid')
  })
})

describe('adding tables', () => {
  const kind = { place: { en: 'Hall', zh: '大厅' }, languages: ['zh'], onlineUrl: null }

  test('they take the next free numbers', () => {
    const made = withTables(aBrokerage(), [aTable('A2', { position: 7 })], { ...kind, prefix: 'A', count: 3 })
    expect(made.map(({ name, position }) => [name, position])).toEqual([
      ['A1', 8],
      ['A3', 9],
      ['A4', 10],
    ])
    expect(made[0]).toMatchObject(kind)
  })
  test('too many are refused', () => {
    const standing = Array.from({ length: most.tables }, (_none, index) => aTable(String(index)))
    expect(() => withTables(aBrokerage(), standing, { ...kind, prefix: '', count: 1 })).toThrow(
      'kernel.invalid',
    )
  })
})

test('the usual groups are whole: each meets another, lower id first', () => {
  const { groups, pairings } = usualGroups(aBrokerage())
  for (const { id } of groups) expect(pairings.some(({ a, b }) => a === id || b === id)).toBe(true)
  for (const { a, b } of pairings) expect(pairingOf(b, a)).toEqual({ a, b })
})
