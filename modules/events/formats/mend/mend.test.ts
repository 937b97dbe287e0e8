import { describe, expect, it } from 'vitest'
import type { Json } from '../json/value.ts'
import { clockIn, durationOf, minutesIn } from './clock.ts'
import { isUuid, uuidFrom, uuidOf } from './guid.ts'
import { momentOf, offsetAt, saidIn } from './moments.ts'
import { acronymFits, acronymFrom, slugFits, slugFrom } from './slugs.ts'
import { isUri, isWebUrl, webUrlIn } from './urls.ts'
import { usualName, zoneIn } from './zones.ts'

describe('durations', () => {
  it.each<[Json, boolean, number | undefined, string]>([
    ['00:30', false, 30, 'as they should be'],
    ['0:60', false, 60, 'sixty minutes are an hour'],
    ['1:75', false, 135, 'minutes may overflow'],
    ['00:25:00', false, 25, 'hours, minutes, seconds'],
    ['1:02:30', true, 1590, 'days, hours, minutes of pretalx'],
    ['00:45:00', true, 45, 'pretalx never writes no days'],
    ['2:00:00:00', false, 2880, 'four parts begin with days'],
    ['48:00', false, 2880, 'more than a day'],
    ['1 day, 2:30:00', false, 1590, 'as Python says it'],
    ['PT1H30M', false, 90, 'ISO 8601'],
    ['P1DT2H', false, 1560, 'ISO 8601 with days'],
    ['45', false, 45, 'minutes in text'],
    [45, false, 45, 'minutes'],
    [-5, false, undefined, 'not backwards'],
    ['9999999:00', false, undefined, 'not for ever'],
    ['soon', false, undefined, 'not in words'],
    ['P', false, undefined, 'not empty'],
    [':', false, undefined, 'not without numbers'],
    [null, false, undefined, 'not at all'],
  ])('%j %j is %j minutes: %s', (said, daysFirst, minutes) => {
    expect(minutesIn(said, daysFirst)).toBe(minutes)
  })

  it.each([
    [5, '00:05'],
    [60, '01:00'],
    [7200, '120:00'],
  ])('%i minutes are written %s', (minutes, text) => {
    expect(durationOf(minutes)).toBe(text)
  })
})

describe('clocks', () => {
  it.each<[Json, { time: string; days: number } | undefined]>([
    ['9:05', { time: '09:05', days: 0 }],
    ['09:05:30', { time: '09:05', days: 0 }],
    ['9h05', { time: '09:05', days: 0 }],
    ['25:30', { time: '01:30', days: 1 }],
    ['12:75', undefined],
    ['noon', undefined],
    [900, undefined],
  ])('%j', (said, clock) => {
    expect(clockIn(said)).toEqual(clock)
  })
})

describe('moments', () => {
  it.each<[string, string | undefined, string]>([
    ['2014-12-27T11:00:00+01:00', '2014-12-27 11:00:00 +01:00', 'the usual form'],
    ['2014-12-27T11:00:00Z', '2014-12-27 11:00:00 Z', 'UTC'],
    ['2014-12-27 11:00:00 +0100', '2014-12-27 11:00:00 +01:00', 'as Ruby writes it'],
    ['2014-12-27 11:00:00 UTC', '2014-12-27 11:00:00 Z', 'UTC by name'],
    ['2014-12-27T11:00', '2014-12-27 11:00:00 -', 'no offset'],
    ['2014-12-27T11:00:00.25+01', '2014-12-27 11:00:00.25 +01:00', 'parts of a second'],
    ['2014-12-27T24:00:00Z', '2014-12-28 00:00:00 Z', 'midnight at the end'],
    ['2014-12-27T23:59:60Z', '2014-12-27 23:59:59 Z', 'a leap second has no place in XML'],
    ['2014-12-27', '2014-12-27 - -', 'a date alone'],
    ['2014-12-27T11:00:00+15:00', '2014-12-27 11:00:00 -', 'no place is fifteen hours ahead'],
    ['2014-02-30T11:00:00Z', undefined, 'no such day'],
    ['2014-12-27T25:00:00Z', undefined, 'no such hour'],
    ['0000-01-01', undefined, 'no such year in XML'],
    ['27.12.2014', undefined, 'which way round?'],
  ])('%s', (text, expected) => {
    const said = saidIn(text)
    expect(said && `${said.date} ${said.time ?? '-'} ${said.offset ?? '-'}`).toBe(expected)
  })

  it.each([
    ['Europe/London', '2019-06-12', '14:00:00', '+01:00', 'summer'],
    ['Europe/London', '2019-12-12', '14:00:00', '+00:00', 'winter'],
    ['Asia/Kolkata', '2019-06-12', '14:00:00', '+05:30', 'half an hour'],
    ['America/St_Johns', '2019-06-12', '14:00:00', '-02:30', 'half an hour west'],
    ['Europe/London', '2019-03-31', '01:30:00', '+00:00', 'a time that is skipped'],
    ['Asia/Shanghai', '1890-01-01', '12:00:00', '+08:05', 'local mean time, seconds cut'],
  ])('%s on %s at %s is %s: %s', (place, date, time, offset) => {
    const zone = zoneIn(place)
    const desk = { notation: 'any' as const, mended: [], daysFirst: false, ...(zone ? { zone } : {}) }
    expect(momentOf({ date, time, offset: offsetAt(desk, date, time) })).toBe(`${date}T${time}${offset}`)
  })
})

describe('zones', () => {
  it.each([
    ['europe/berlin', 'Europe/Berlin'],
    ['Berlin', 'Europe/Berlin'],
    ['New York', 'America/New_York'],
    ['+01:00', undefined],
    ['Atlantis', undefined],
    ['', undefined],
  ])('%j is %j', (said, zone) => {
    expect(zoneIn(said)).toBe(zone)
  })

  it('an old name has a usual one', () => {
    const old = zoneIn('US/Eastern')
    expect(old && usualName(old)).toBe('America/New_York')
  })
})

describe('guids', () => {
  it.each([
    ['5bb5e5fa5b7c4c3a9e0c6c9ef2d1b0aa', '5bb5e5fa-5b7c-4c3a-9e0c-6c9ef2d1b0aa', 'digits alone'],
    [
      '{5BB5E5FA-5B7C-4C3A-9E0C-6C9EF2D1B0AA}',
      '5bb5e5fa-5b7c-4c3a-9e0c-6c9ef2d1b0aa',
      'as Windows writes it',
    ],
    ['urn:uuid:5bb5e5fa-5b7c-4c3a-9e0c-6c9ef2d1b0aa', '5bb5e5fa-5b7c-4c3a-9e0c-6c9ef2d1b0aa', 'as a name'],
    ['HOqeNIb6G7M4hYFKFRkCmQ', '1cea9e34-86fa-1bb3-3885-814a15190299', 'the 16 bytes of frab in base64url'],
    ['event-7', uuidOf('guid event-7'), 'anything else by name'],
  ])('%s is %s: %s', (text, guid) => {
    expect(uuidFrom(text)).toBe(guid)
    expect(isUuid(guid)).toBe(true)
  })

  it('made from a name is version 5, and for ever the same', () => {
    expect(uuidOf('x')).toBe('c6eebeb3-a4ce-54a6-8d1a-0ac52dad0922')
    expect(uuidOf('x')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(uuidOf('x')).not.toBe(uuidOf('y'))
  })
})

describe('slugs and acronyms', () => {
  it.each([
    ['Camp2019-10386-opening_ceremony', 'camp2019', 'camp2019-10386-opening_ceremony'],
    ['keynotes_welcome', 'port2019', 'port2019-keynotes_welcome'],
    ['Zoë & Straße!', 'port2019', 'port2019-zoe_strasse'],
    ['ab', 'port2019', 'port2019-7-ab'],
    ['海归', 'port2019', 'port2019-event-7'],
    ['', 'rc3', 'rc3_-event-7'],
  ])('%j of %s is %s', (text, acronym, slug) => {
    expect(slugFrom(text, acronym, 7)).toBe(slug)
    expect(slugFits.xml(slug) && slugFits.json(slug)).toBe(true)
  })

  it.each([
    ['Camp2019', 'camp2019'],
    ['rc3', 'rc3_2020'],
    ['divoc-ptt', 'divoc_ptt'],
    ['海创周', 'conference_2020'],
  ])('%s is %s', (text, acronym) => {
    expect(acronymFrom(text, '2020')).toBe(acronym)
    expect(acronymFits.xml(acronym) && acronymFits.json(acronym)).toBe(true)
  })
})

describe('addresses', () => {
  const base = 'https://host.example/2019/'
  it.each([
    ['https://a.example/x?y=1#z', 'https://a.example/x?y=1#z'],
    [' https://a.example/a b ', 'https://a.example/a%20b'],
    ['https://a.example/50%', 'https://a.example/50%25'],
    ['https://a.example/ü#a#b', 'https://a.example/%C3%BC#a%23b'],
    ['https://müller.example/', 'https://xn--mller-kva.example/'],
    ['HTTP://A.example', 'http://a.example/'],
    ['nymtech.example', 'http://nymtech.example'],
    ['//a.example/x', 'https://a.example/x'],
    ['/system/7.png?1', 'https://host.example/system/7.png?1'],
    ['slides.pdf', 'https://host.example/2019/slides.pdf'],
    ['mailto:a@b.example', undefined],
    ['javascript:alert(1)', undefined],
    ['http://', undefined],
    ['', undefined],
    [`https://a.example/${'x'.repeat(9000)}`, undefined],
  ])('%j is %j', (text, url) => {
    expect(webUrlIn(text, base)).toBe(url)
    if (url) expect(isWebUrl(url)).toBe(true)
  })

  it.each([
    ['mailto:a@b.example', true],
    ['urn:uuid:5bb5e5fa-5b7c-4c3a-9e0c-6c9ef2d1b0aa', true],
    ['/path', false],
    ['a b:c', false],
    ['https://', false],
  ])('%s is a URI: %s', (text, is) => {
    expect(isUri(text)).toBe(is)
  })
})
