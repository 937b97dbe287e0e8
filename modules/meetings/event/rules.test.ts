import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newId } from '#kernel/ids'
import { durationMs, instant, msBetween, plus, toLocal, zone } from '#kernel/time'
import { aScene, aTable, now } from '../fixtures.ts'
import { phases, type SetUp } from '../model.ts'
import { closed, copied } from './rules.ts'

const london = zone('Europe/London')
const scene = aScene({ slots: 3 })
const shut = scene.setUp.slots[1]
if (!shut) throw new Error('three slots')
const setUp = {
  ...scene.setUp,
  brokerage: { ...scene.setUp.brokerage, release: 4, closedAt: now },
  tables: [aTable('1', { closed: [shut.id] }), aTable('Online', { onlineUrl: 'https://meet.example.org/a' })],
}
const copy = (days: number) => {
  const event = { id: newId<'event'>(), stationId: newId<'station'>(), zone: london }
  return { event, made: copied(setUp, event, days, plus(now, { days: 1 })) }
}

test('everything set up comes along under ids of its own: nothing of the copy leads back to the original', () => {
  const { event, made } = copy(364)
  const idsOf = ({ brokerage, groups, slots, tables, pairings }: SetUp) =>
    [brokerage, ...groups, ...slots, ...tables]
      .map(({ id }) => String(id))
      .concat(pairings.flatMap(({ a, b }) => [a, b]))
      .concat(tables.flatMap((table) => table.closed))
  const before = new Set(idsOf(setUp))
  expect(idsOf(made).filter((id) => before.has(id))).toEqual([])
  expect(made.brokerage).toMatchObject({
    eventId: event.id,
    stationId: event.stationId,
    release: 0,
    closedAt: null,
  })
  expect(made.groups.map(({ name, mostMeetings }) => [name, mostMeetings])).toEqual(
    setUp.groups.map(({ name, mostMeetings }) => [name, mostMeetings]),
  )
  // Who meets whom, and which table is closed when, speak of the copy's own groups and slots.
  const own = new Set(made.groups.map(({ id }) => id))
  expect(made.pairings.every(({ a, b }) => own.has(a) && own.has(b) && a !== b)).toBe(true)
  expect(made.tables.map(({ name, closed: off, onlineUrl }) => [name, off, onlineUrl])).toEqual([
    ['1', [made.slots[1]?.id], null],
    ['Online', [], 'https://meet.example.org/a'],
  ])
})

test('clocks of the place stay what they are, also over a change of summer time; lengths and order stay', () => {
  fc.assert(
    fc.property(fc.integer({ min: -800, max: 800 }), (days) => {
      const { made } = copy(days)
      for (const [index, slot] of made.slots.entries()) {
        const was = setUp.slots[index]
        if (!was) throw new Error('as many slots as before')
        expect(toLocal(slot.startsAt, london).slice(11)).toBe(toLocal(was.startsAt, london).slice(11))
        expect(msBetween(slot.startsAt, slot.endsAt)).toBe(durationMs({ minutes: 20 }))
      }
      const { begins } = made.brokerage
      for (const phase of phases)
        expect(toLocal(begins[phase], london).slice(11)).toBe(
          toLocal(setUp.brokerage.begins[phase], london).slice(11),
        )
      expect([...phases].sort((a, b) => (begins[a] < begins[b] ? -1 : 1))).toEqual([...phases])
    }),
  )
})

test('an event that is off closes its meetings once', () => {
  const open = { ...setUp.brokerage, closedAt: null }
  const first = closed(open, now)
  expect(first).toMatchObject({ closedAt: now, changedAt: now })
  expect(closed(first, instant('2019-06-01T00:00:00Z'))).toBe(first)
})
