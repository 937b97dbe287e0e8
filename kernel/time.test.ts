import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as time from './time.ts'
import { instant, plainDate, zone } from './time.ts'

const london = zone('Europe/London')
const shanghai = zone('Asia/Shanghai')
const newYork = zone('America/New_York')
const opening = instant('2019-06-12T13:00:00Z')

describe('instant reads', () => {
  it.each([
    ['2019-06-12T13:00:00Z', '2019-06-12T13:00:00.000Z'],
    ['2019-06-12T14:00:00+01:00', '2019-06-12T13:00:00.000Z'],
    ['2019-06-12T14:00+0100', '2019-06-12T13:00:00.000Z'],
    ['2019-06-11T23:30:00.5-0330', '2019-06-12T03:00:00.500Z'],
    ['2019-06-12 13:00:00.123456+00', '2019-06-12T13:00:00.123Z'],
    ['2020-02-29t00:00:00z', '2020-02-29T00:00:00.000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ])('%s', (text, expected) => expect(instant(text)).toBe(expected))

  it.each([
    ['2019-06-12T13:00:00', 'a local time without its zone'],
    ['2019-06-12', 'a date'],
    ['2019-02-29T00:00:00Z', 'a day that year does not have'],
    ['2019-13-01T00:00:00Z', 'a thirteenth month'],
    ['2019-06-12T24:00:00Z', 'hour 24'],
    ['2019-06-12T13:60:00Z', 'minute 60'],
    ['2016-12-31T23:59:60Z', 'a leap second'],
    ['2019-06-12T13:00:00+25:00', 'an offset of no place'],
    ['9999-12-31T23:59:59-01:00', 'a year of five digits'],
    ['0000-01-01T00:00:00+01:00', 'a year before nought'],
    ['', 'nothing'],
    ['x'.repeat(100_000), 'noise'],
  ])('not %.30s: %s', (text) => {
    expect(() => instant(text)).toThrow(RangeError)
    expect(time.isInstant(text)).toBe(false)
  })

  it('knows its own shape from others', () => {
    expect(
      ['2019-06-12T13:00:00.000Z', '2019-06-12T13:00:00Z', '2019-02-30T00:00:00.000Z', 5].map(time.isInstant),
    ).toEqual([true, false, false, false])
  })
})

describe('moments and intervals', () => {
  it('add up', () => {
    expect(time.plus(opening, { days: 1, hours: -1, minutes: 30, seconds: 5, ms: 7 })).toBe(
      '2019-06-13T12:30:05.007Z',
    )
    expect(time.msBetween(opening, time.plus(opening, { minutes: 90 }))).toBe(5_400_000)
    expect(time.msBetween(time.plus(opening, { ms: 1 }), opening)).toBe(-1)
    expect(() => time.plus(opening, { days: 4_000_000 })).toThrow(RangeError)
  })

  const span = (from: number, to: number) => ({
    start: time.plus(opening, { hours: from }),
    end: time.plus(opening, { hours: to }),
  })
  it.each([
    [span(0, 2), span(1, 3), true, 'they share an hour'],
    [span(0, 1), span(1, 2), false, 'they only touch'],
    [span(0, 4), span(1, 2), true, 'one lies in the other'],
    [span(0, 1), span(2, 3), false, 'they are apart'],
    [span(1, 1), span(0, 2), false, 'one is empty'],
    [span(2, 0), span(0, 2), false, 'one runs backwards'],
  ])('%j and %j overlap: %s (%s)', (a, b, expected) => {
    expect([time.overlaps(a, b), time.overlaps(b, a)]).toEqual([expected, expected])
  })

  it('hold their start and not their end', () => {
    const hour = span(0, 1)
    expect(
      [hour.start, time.plus(hour.end, { ms: -1 }), hour.end].map((at) => time.contains(hour, at)),
    ).toEqual([true, true, false])
  })

  it('compare as text as they do as moments', () => {
    const moments = fc
      .date({
        min: new Date('0001-01-01T00:00:00Z'),
        max: new Date('9999-12-31T23:59:59Z'),
        noInvalidDate: true,
      })
      .map((date) => instant(date.toISOString()))
    fc.assert(
      fc.property(moments, moments, (a, b) => {
        expect(a < b).toBe(time.msBetween(a, b) > 0)
        expect(instant(a)).toBe(a)
      }),
    )
  })
})

describe('zones', () => {
  it.each([
    ['Europe/London', 'Europe/London'],
    ['europe/london', 'Europe/London'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['Europe/Kyiv', 'Europe/Kyiv'],
    ['UTC', 'UTC'],
  ])('%s is %s', (text, expected) => expect(zone(text)).toBe(expected))

  it.each([
    '+01:00',
    'GMT+1',
    'Mars/Olympus',
    '',
    'Europe/London; drop table',
    'x'.repeat(100_000),
    '../etc',
  ])('not %.30s', (text) => {
    expect(() => zone(text)).toThrow(RangeError)
    expect(time.isZone(text)).toBe(false)
  })

  it('lists each once, under its present name, and accepts what it lists', () => {
    const all = time.zones()
    expect(all).toEqual([...new Set(all)].sort())
    expect(all).toEqual(expect.arrayContaining(['UTC', 'Asia/Kolkata', 'Europe/Kyiv', 'Asia/Shanghai']))
    expect(all).not.toContain('Asia/Calcutta')
    expect(all.filter((id) => !time.isZone(id))).toEqual([])
  })

  it('an older name of a zone stays usable', () => expect(time.isZone('Asia/Chongqing')).toBe(true))
})

describe('wall clocks', () => {
  it.each<[string, time.Zone, 'gap' | 'overlap' | null, string, string]>([
    ['2019-06-12T14:00', london, null, '2019-06-12T13:00:00.000Z', 'summer time'],
    ['2019-01-12T14:00', london, null, '2019-01-12T14:00:00.000Z', 'winter time'],
    [
      '2019-03-31T01:30',
      london,
      'gap',
      '2019-03-31T01:30:00.000Z',
      'skipped: moves on by the gap, shows 02:30',
    ],
    ['2019-10-27T01:30', london, 'overlap', '2019-10-27T00:30:00.000Z', 'twice: the earlier is meant'],
    ['2019-10-27T02:00', london, null, '2019-10-27T02:00:00.000Z', 'just after the overlap'],
    ['2019-03-10T02:15', newYork, 'gap', '2019-03-10T07:15:00.000Z', 'elsewhere the clocks change earlier'],
    ['2019-06-26T09:00', shanghai, null, '2019-06-26T01:00:00.000Z', 'no summer time'],
    [
      '2011-12-30T10:00',
      zone('Pacific/Apia'),
      'gap',
      '2011-12-30T20:00:00.000Z',
      'a whole day that never was',
    ],
  ])('%s in %s (%s) is %s: %s', (local, place, problem, expected) => {
    expect(time.localTimeProblem(local, place)).toBe(problem)
    expect(time.fromLocal(local, place)).toBe(expected)
    if (problem === null) expect(time.toLocal(instant(expected), place)).toBe(local)
  })

  it.each(['2019-06-12', '2019-06-12T14:00Z', '2019-02-30T10:00', '2019-06-12T25:00', 'T14:00', ''])(
    'refuses %s',
    (local) => {
      expect(() => time.fromLocal(local, london)).toThrow(RangeError)
      expect(() => time.localTimeProblem(local, london)).toThrow(RangeError)
    },
  )

  it('there and back is the same moment, outside an overlap', () => {
    const minutes = fc
      .integer({ min: 0, max: 60 * 24 * 366 * 40 })
      .map((after) => time.plus(instant('1995-01-01T00:00Z'), { minutes: after }))
    fc.assert(
      fc.property(minutes, fc.constantFrom(...time.zones()), (at, place) => {
        const local = time.toLocal(at, place)
        if (time.localTimeProblem(local, place) === null) expect(time.fromLocal(local, place)).toBe(at)
        expect(instant(time.toOffsetIso(at, place))).toBe(at)
        expect(time.dateIn(at, place)).toBe(local.slice(0, 10))
        expect(time.toOffsetIso(at, place).slice(0, 16)).toBe(local)
      }),
    )
  })

  it('change at the very moment they are changed', () => {
    const summer = instant('2019-03-31T01:00:00Z')
    const moments = [time.plus(summer, { ms: -1 }), summer, time.plus(summer, { ms: 1 })]
    expect(moments.map((at) => time.toLocal(at, london).slice(11))).toEqual(['00:59', '02:00', '02:00'])
    expect(moments.map((at) => time.zoneLabel(london, at, 'en'))).toEqual([
      'London, GMT (UTC+0)',
      'London, BST (UTC+1)',
      'London, BST (UTC+1)',
    ])
  })

  it('are written with their offset', () => {
    expect(time.toOffsetIso(opening, london)).toBe('2019-06-12T14:00:00+01:00')
    expect(time.toOffsetIso(instant('2019-06-12T13:00:00.250Z'), shanghai)).toBe(
      '2019-06-12T21:00:00.250+08:00',
    )
    expect(time.toOffsetIso(opening, zone('UTC'))).toBe('2019-06-12T13:00:00+00:00')
    expect(time.offsetMinutes(opening, zone('Asia/Kolkata'))).toBe(330)
  })
})

describe('days', () => {
  it.each([
    ['2019-01-31', { months: 1 }, '2019-02-28'],
    ['2020-02-29', { years: 1 }, '2021-02-28'],
    ['2019-06-26', { years: 1, days: -2 }, '2020-06-24'],
    ['2019-12-31', { days: 1 }, '2020-01-01'],
    ['2019-06-26', {}, '2019-06-26'],
  ])('%s and %j is %s', (date, by, expected) => expect(time.shiftDate(plainDate(date), by)).toBe(expected))

  it.each(['2019-02-29', '2019-6-1', '20190601', '2019-06-31', '', '2019-06-26T00:00'])('not %s', (text) => {
    expect(() => plainDate(text)).toThrow(RangeError)
  })

  it('are counted over leap years', () => {
    expect(time.daysBetween(plainDate('2020-02-28'), plainDate('2020-03-01'))).toBe(2)
    expect(time.daysBetween(plainDate('2019-06-28'), plainDate('2019-06-26'))).toBe(-2)
  })

  it.each([
    ['1990-06-12', '2019-06-11', 28, 'the day before the birthday'],
    ['1990-06-12', '2019-06-12', 29, 'the birthday'],
    ['2000-02-29', '2019-02-28', 18, 'a leap day comes on 1 March'],
    ['2000-02-29', '2019-03-01', 19, 'a leap day comes on 1 March'],
    ['2019-06-12', '2019-06-12', 0, 'born today'],
  ])('born %s is on %s aged %i (%s)', (birth, date, age) => {
    expect(time.ageOn(plainDate(birth), plainDate(date))).toBe(age)
  })

  it('nobody has an age before birth', () => {
    expect(() => time.ageOn(plainDate('2019-06-13'), plainDate('2019-06-12'))).toThrow(RangeError)
  })

  it('differ between places at one moment', () => {
    const evening = instant('2019-06-12T16:30:00Z')
    expect([london, shanghai].map((place) => time.dateIn(evening, place))).toEqual([
      '2019-06-12',
      '2019-06-13',
    ])
  })
})
