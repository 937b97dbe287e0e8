import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newId } from '#kernel/ids'
import { type Instant, instant, plus } from '#kernel/time'
import { aDoor, aHolder, aScan } from './fixtures.ts'
import type { ReadScan } from './model.ts'
import { boundedAt, type Door, doorsInOrder, merge, verdictOf } from './rules.ts'

const received = instant('2019-06-12T18:00:00Z')
const noon = instant('2019-06-12T12:00:00Z')
const eventId = newId<'event'>()

describe('the verdict on one scan', () => {
  const before = plus(noon, { hours: -1 })
  const after = plus(noon, { hours: 1 })
  test.each([
    ['a good ticket of an admitted guest', {}, {}, 'good'],
    ['a broken signature, whoever it names', { proof: 'forged' }, {}, 'forged'],
    ['another QR code', { proof: 'no_ticket', serial: null }, {}, 'unknown'],
    ['a ticket of another event', { ticketEventId: newId<'event'>() }, {}, 'other_event'],
    ['the place was given back before', {}, { state: 'cancelled', endedAt: before }, 'cancelled'],
    ['the place is given back later: they were there', {}, { state: 'cancelled', endedAt: after }, 'good'],
    ['staff said no before', {}, { state: 'declined', endedAt: before }, 'cancelled'],
    ['still in line', {}, { state: 'waiting' }, 'not_admitted'],
    ['the ticket was replaced', {}, { revokedAt: before }, 'cancelled'],
    ['the ticket is replaced later', {}, { revokedAt: after }, 'good'],
  ] as const)('%s', (_why, scan, holder, verdict) => {
    const read = aScan({ ticketEventId: eventId, at: noon, ...scan })
    expect(verdictOf(read, eventId, aHolder(holder), noon)).toBe(verdict)
  })

  test('a well signed ticket that nobody holds is unknown', () => {
    expect(verdictOf(aScan({ ticketEventId: eventId }), eventId, undefined, noon)).toBe('unknown')
  })
})

test.each([
  ['as told', '2019-06-12T12:00:00Z', '2019-06-12T12:00:00Z'],
  ['a clock in the last century: when the ticket was made', '1999-01-01T00:00:00Z', '2019-05-02T09:00:00Z'],
  ['a clock in the future: when it was heard of', '2031-01-01T00:00:00Z', '2019-06-12T18:00:00Z'],
])('the moment of a scan is bounded: %s', (_why, told, at) => {
  expect(boundedAt(instant(told), instant('2019-05-02T09:00:00Z'), received)).toBe(instant(at))
})

test('the first one is in, the second is told since when, a repeated one changes nothing', () => {
  const holder = aHolder()
  const first = aScan({ serial: holder.serial, at: noon })
  const second = aScan({ serial: holder.serial, at: plus(noon, { minutes: 5 }), device: 'door-2' })
  const merged = merge(aDoor([holder]), [second, first, first], received)
  expect(merged.scans).toHaveLength(2)
  expect(merged.answers).toMatchObject([
    { id: second.id, told: 'again', since: noon },
    { id: first.id, told: 'admitted', since: noon },
    { id: first.id, told: 'admitted', since: noon },
  ])
  expect(merged.arrived.map(({ scanId }) => scanId)).toEqual([first.id])
})

test('of two scans in one millisecond the device decides, then its counter', () => {
  const holder = aHolder()
  const scans = [
    aScan({ serial: holder.serial, at: noon, device: 'b', counter: 1 }),
    aScan({ serial: holder.serial, at: noon, device: 'a', counter: 9 }),
    aScan({ serial: holder.serial, at: noon, device: 'a', counter: 8 }),
  ]
  expect(merge(aDoor([holder]), scans, received).attendances[0]?.scanId).toBe(scans[2]?.id)
})

/** The record after one batch, as the store would read it for the next one. */
function after(door: Door, merged: ReturnType<typeof merge>): Door {
  return {
    ...door,
    kept: new Map([...door.kept, ...merged.scans.map((scan) => [scan.scanId, scan] as const)]),
    attendances: new Map([
      ...door.attendances,
      ...merged.attendances.map((attendance) => [attendance.registrationId, attendance] as const),
    ]),
  }
}

test('any order, any repetition and any cut into batches of the same scans gives the same record', () => {
  const holders = [
    aHolder(),
    aHolder(),
    aHolder({ state: 'cancelled', endedAt: plus(noon, { minutes: 3 }) }),
    aHolder({ state: 'waiting' }),
  ]
  const start = aDoor(holders)
  const moment = fc.integer({ min: 0, max: 6 }).map((minutes): Instant => plus(noon, { minutes }))
  const scan = fc.record({
    at: moment,
    device: fc.constantFrom('door-1', 'door-2', 'door-3'),
    counter: fc.integer({ min: 1, max: 3 }),
    holder: fc.integer({ min: 0, max: 4 }),
    proof: fc.constantFrom<ReadScan['proof']>('good', 'good', 'good', 'forged'),
  })
  const scansArbitrary = fc
    .array(scan, { minLength: 1, maxLength: 25 })
    .map((list) =>
      list.map(({ holder, ...rest }) =>
        aScan({ ...rest, serial: holders[holder]?.serial ?? aHolder().serial }),
      ),
    )
  const deliveries = scansArbitrary.chain((scans) => {
    const shuffled = fc
      .shuffledSubarray(scans, { minLength: scans.length, maxLength: scans.length })
      .chain((order) => fc.tuple(fc.constant(order), fc.subarray(scans), fc.integer({ min: 1, max: 7 })))
    return fc.tuple(fc.constant(scans), shuffled)
  })
  fc.assert(
    fc.property(deliveries, ([scans, [order, repeated, size]]) => {
      const whole = after(start, merge(start, scans, received))
      let piecemeal = start
      const arrivals: string[] = []
      const all = [...order, ...repeated]
      for (let from = 0; from < all.length; from += size) {
        const merged = merge(piecemeal, all.slice(from, from + size), received)
        arrivals.push(...merged.arrived.map(({ registrationId }) => registrationId))
        piecemeal = after(piecemeal, merged)
      }
      const sorted = (door: Door) => ({
        kept: [...door.kept.values()].sort((a, b) => (a.scanId < b.scanId ? -1 : 1)),
        in: [...door.attendances.values()].sort((a, b) => (a.scanId < b.scanId ? -1 : 1)),
      })
      expect(sorted(piecemeal)).toEqual(sorted(whole))
      expect(arrivals.length).toBe(new Set(arrivals).size)
      expect(piecemeal.kept.size).toBe(scans.length)
    }),
  )
})

describe('the doors one works at', () => {
  const event = (name: string, begins: number, ends: number) => ({
    name,
    startsAt: plus(noon, { hours: begins }),
    endsAt: plus(noon, { hours: ends }),
  })
  const names = (list: readonly { name: string }[]) => list.map(({ name }) => name)
  test('what is not over for half a day stands first, the next first; then what was, the last first', () => {
    const { ahead, before } = doorsInOrder(
      [
        event('last week', -170, -168),
        event('over at midnight, to the moment', -16, -12),
        event('tonight', 6, 9),
        event('over an hour ago', -3, -1),
        event('going on', -1, 1),
      ],
      noon,
    )
    expect(names(ahead)).toEqual(['over an hour ago', 'going on', 'tonight'])
    expect(names(before)).toEqual(['over at midnight, to the moment', 'last week'])
  })
  test('of what is long over the last ten', () => {
    const years = Array.from({ length: 30 }, (_, index) => event(`${index}`, -30 - index, -29 - index))
    expect(names(doorsInOrder(years, noon).before)).toEqual(names(years.slice(0, 10)))
  })
})
