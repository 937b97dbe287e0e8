import { describe, expect, it } from 'vitest'
import * as time from '../time.ts'
import { instant, plainDate, zone } from '../time.ts'

const london = zone('Europe/London')
const shanghai = zone('Asia/Shanghai')
const newYork = zone('America/New_York')
const tokyo = zone('Asia/Tokyo')
const opening = instant('2019-06-12T13:00:00Z')

describe('formats', () => {
  it.each([
    ['full', 'Wednesday, 12 June 2019, 14:00', '2019年6月12日星期三 14:00'],
    ['date', '12 June 2019', '2019年6月12日'],
    ['time', '14:00', '14:00'],
    ['short', '12 Jun 2019, 14:00', '2019年6月12日 14:00'],
    ['day', 'Wed 12 June', '6月12日周三'],
  ] as const)('%s', (style, en, zh) => {
    expect([
      time.formatInstant(opening, london, 'en', style),
      time.formatInstant(opening, london, 'zh', style),
    ]).toEqual([en, zh])
  })

  it.each([
    [
      '13:00',
      '15:30',
      'Wednesday, 12 June 2019, 14:00–16:30',
      '2019年6月12日星期三 14:00–16:30',
      'the date once',
    ],
    [
      '18:00',
      '23:00',
      'Wednesday, 12 June 2019, 19:00–24:00',
      '2019年6月12日星期三 19:00–24:00',
      'midnight ends the day',
    ],
    ['13:00', '13:00', 'Wednesday, 12 June 2019, 14:00', '2019年6月12日星期三 14:00', 'no length'],
    [
      '18:00',
      '23:30',
      'Wednesday, 12 June 2019, 19:00 – Thursday, 13 June 2019, 00:30',
      '2019年6月12日星期三 19:00至2019年6月13日星期四 00:30',
      'past midnight in the place',
    ],
  ])('from %s to %s UTC', (from, to, en, zh) => {
    const interval = { start: instant(`2019-06-12T${from}Z`), end: instant(`2019-06-12T${to}Z`) }
    expect([
      time.formatInterval(interval, london, 'en'),
      time.formatInterval(interval, london, 'zh'),
    ]).toEqual([en, zh])
  })

  it.each([
    ['2019-06-26', '2019-06-28', '26–28 June 2019', '2019年6月26日至28日'],
    ['2019-06-28', '2019-07-02', '28 June – 2 July 2019', '2019年6月28日至7月2日'],
    ['2019-12-30', '2020-01-02', '30 December 2019 – 2 January 2020', '2019年12月30日至2020年1月2日'],
    ['2019-06-26', '2019-06-26', '26 June 2019', '2019年6月26日'],
  ])('%s to %s', (first, last, en, zh) => {
    const range = [plainDate(first), plainDate(last)] as const
    expect([time.formatDateRange(...range, 'en'), time.formatDateRange(...range, 'zh')]).toEqual([en, zh])
  })

  it('dates', () => {
    const date = plainDate('2019-06-26')
    expect(time.formatDate(date, 'en', 'full')).toBe('Wednesday, 26 June 2019')
    expect(time.formatDate(date, 'zh', 'full')).toBe('2019年6月26日星期三')
    expect(time.formatDate(date, 'en', 'short')).toBe('26 Jun 2019')
  })

  it.each([
    [0, '0 min', '0分钟'],
    [45, '45 min', '45分钟'],
    [90, '1 h 30 min', '1小时30分钟'],
    [1440, '1 day', '1天'],
    [2 * 1440 + 180, '2 days 3 h', '2天3小时'],
  ])('%i minutes', (minutes, en, zh) => {
    expect([time.formatDuration(minutes, 'en'), time.formatDuration(minutes, 'zh')]).toEqual([en, zh])
  })

  it.each([
    [london, '2019-06-12', 'London, BST (UTC+1)', '伦敦时间（UTC+1）'],
    [london, '2019-01-12', 'London, GMT (UTC+0)', '伦敦时间（UTC+0）'],
    [newYork, '2019-06-12', 'New York, EDT (UTC−4)', '纽约时间（UTC−4）'],
    [shanghai, '2019-06-12', 'Beijing time (UTC+8)', '北京时间（UTC+8）'],
    [tokyo, '2019-06-12', 'Tokyo (UTC+9)', '东京时间（UTC+9）'],
    [zone('Asia/Kolkata'), '2019-06-12', 'Kolkata (UTC+5:30)', '印度时间（UTC+5:30）'],
    [zone('America/St_Johns'), '2019-01-12', 'St Johns (UTC−3:30)', '圣约翰斯时间（UTC−3:30）'],
    [zone('UTC'), '2019-06-12', 'UTC', '协调世界时（UTC）'],
  ] as const)('%s on %s', (place, day, en, zh) => {
    const at = instant(`${day}T12:00:00Z`)
    expect([time.zoneLabel(place, at, 'en'), time.zoneLabel(place, at, 'zh')]).toEqual([en, zh])
  })

  it('every zone has a label in both languages', () => {
    for (const place of time.zones()) {
      expect(time.zoneLabel(place, opening, 'en')).toMatch(/UTC/)
      expect(time.zoneLabel(place, opening, 'zh')).toMatch(/UTC.*）$/)
    }
  })
})
