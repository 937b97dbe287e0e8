import { describe, expect, it } from 'vitest'
import { readScheduleJson } from '../exchange.ts'
import { type Bend, bent, conference, event } from '../fixtures/bent.ts'
import { comesBack, told } from '../fixtures/comes-back.ts'

const five = 'event 5'
const secondGuid = expect.stringMatching(/^event 6 guid guid_missing: null > [0-9a-f-]{36}$/)

describe('bends of schedule.json', () => {
  it.each<[string, Bend, unknown[]]>([
    ['none', {}, []],
    ['an id in quotes', { event: { id: '5' } }, [`${five} id id_form: 5 > 5`]],
    ['an id below one', { event: { id: -5 } }, ['event -5 id id_form: -5 > 13957110']],
    [
      'no id',
      { event: { id: null } },
      ['event 0d4f7f66-26b2-5d3b-8b8c-1f0f4f3a6f10 id id_missing: null > 13957110'],
    ],
    ['no guid', { second: {} }, [secondGuid]],
    [
      'a guid twice',
      { second: { guid: '0D4F7F66-26B2-5D3B-8B8C-1F0F4F3A6F10' } },
      [expect.stringContaining('event 6 guid guid_twice: 0D4F7F66')],
    ],
    [
      'a slug twice',
      { second: { slug: 'port-5-talk' } },
      [secondGuid, 'event 6 slug slug_twice: port-5-talk > port-5-talk-6'],
    ],
    ['no slug', { event: { slug: null } }, [`${five} slug slug_missing: null > port-5-a_talk`]],
    [
      'no duration but an end',
      { event: { duration: null, end: '2019-06-12T11:15:00+01:00' } },
      [`${five} duration duration_missing: null > 01:15`],
    ],
    ['no duration at all', { event: { duration: '' } }, [`${five} duration duration_missing: null > 00:05`]],
    ['no start', { event: { start: null } }, [`${five} start start_missing: null > 10:00`]],
    ['a start without nought', { event: { start: '9:5' } }, [`${five} start start_form: 9:5 > 09:05`]],
    [
      'a date of no calendar',
      { event: { date: '2019-02-31T10:00:00Z' } },
      [
        `${five} date date_unreadable: 2019-02-31T10:00:00Z > null`,
        `${five} date date_missing: null > 2019-06-12T10:00:00+01:00`,
      ],
    ],
    [
      'a date without colon',
      { event: { date: '2019-06-12 10:00:00 +0100' } },
      [`${five} date date_form: 2019-06-12 10:00:00 +0100 > 2019-06-12T10:00:00+01:00`],
    ],
    ['a title that is a number', { event: { title: 1984 } }, [`${five} title text_form: 1984 > 1984`]],
    ['no title', { event: { title: null } }, [`${five} title text_missing: null > `]],
    ['a code in small letters', { event: { code: 'abc' } }, [`${five} code code_form: abc > null`]],
    ['a person as text', { event: { persons: ['Li Ming', 7] } }, [`${five} persons.1 unreadable: 7 > null`]],
    [
      'a single person',
      { event: { persons: { name: 'Li Ming' } } },
      [`${five} persons list_form: {"name":"Li Ming"} > 1`],
    ],
    [
      'a person with a word as id',
      { event: { persons: [{ id: 'x', public_name: 'Li' }] } },
      [`${five} person 1 id number_form: x > null`],
    ],
    ['a person of 2013', { event: { persons: [{ id: 1, full_public_name: 'Li' }] } }, []],
    ['links as text', { event: { links: ['https://a.example/'] } }, []],
    [
      'a link to nowhere',
      { event: { links: [{ url: 'see the wiki', title: 'x' }] } },
      [`${five} link 1 url url_unusable: see the wiki > null`],
    ],
    [
      'an address that is a path',
      { event: { url: '/talk/5' }, schedule: { base_url: 'https://port.example/2019/' } },
      [`${five} url url_relative: /talk/5 > https://port.example/talk/5`],
    ],
    [
      'an opt-out as text',
      { event: { do_not_record: 'yes' } },
      [`${five} recording.optout boolean_form: yes > true`],
    ],
    [
      'a room that is none',
      { event: { room: { en: 'Hall', de: 'Saal' } } },
      [`${five} room text_translated: {"en":"Hall","de":"Saal"} > Hall`],
    ],
    [
      'events that are none',
      { day: { rooms: { Hall: [event, 'break'], Attic: null } } },
      ['day 1 room Hall events.1 unreadable: break > null'],
    ],
    [
      'rooms as a list',
      {
        day: {
          rooms: [
            { name: 'Hall', events: [event] },
            { events: [], floor: 2 },
          ],
        },
      },
      ['day 1 rooms rooms_form: null > null', 'day 1 room ? name room_unnamed: null > '],
    ],
    [
      'rooms twice',
      {
        day: {
          rooms: [
            { name: 'Hall', events: [event] },
            { name: 'Hall', events: [] },
          ],
        },
      },
      ['day 1 rooms rooms_form: null > null', 'day 1 room Hall rooms room_twice: Hall > Hall'],
    ],
    ['days from nought', { day: { index: 0 } }, ['day 0 index day_index: 0 > 1']],
    ['a day without date', { day: { date: null } }, ['day 1 date date_missing: null > 2019-06-12']],
    [
      'a day without edges',
      { day: { day_start: null, day_end: '' } },
      [
        'day 1 start date_missing: null > 2019-06-12T10:00:00+01:00',
        'day 1 end date_missing: null > 2019-06-12T10:30:00+01:00',
      ],
    ],
    [
      'a day with clocks for edges',
      { day: { day_start: '9:00', day_end: '26:00' } },
      [
        'day 1 start date_form: 9:00 > 2019-06-12T09:00:00+01:00',
        'day 1 end date_form: 26:00 > 2019-06-13T02:00:00+01:00',
      ],
    ],
    ['a wrong number of days', { conference: { daysCount: 4 } }, ['conference daysCount days_count: 4 > 1']],
    [
      'no conference to speak of',
      { conference: { acronym: null, title: null, start: null, end: 'soon', timeslot_duration: null } },
      [
        'conference acronym acronym_missing: null > conference_2019',
        'conference timeslotDuration duration_missing: null > 00:05',
        'conference title text_missing: null > conference_2019',
        'conference start date_missing: null > 2019-06-12',
        'conference end date_unreadable: soon > null',
        'conference end date_missing: null > 2019-06-12',
      ],
    ],
    [
      'an unknown zone',
      { conference: { time_zone_name: 'Atlantis' } },
      ['conference timeZoneName zone_unknown: Atlantis > null'],
    ],
    [
      'a zone by city',
      { conference: { time_zone_name: 'London' } },
      ['conference timeZoneName zone_form: London > Europe/London'],
    ],
    [
      'a room without guid',
      { conference: { rooms: [{ name: 'Hall', capacity: '80' }] } },
      [expect.stringContaining('room 1 guid guid_missing: null > '), 'room 1 capacity number_form: 80 > 80'],
    ],
    ['rooms in the wrong place', { schedule: { rooms: [{ name: 'Hall' }] } }, []],
    ['a version that is a number', { schedule: { version: 1.5 } }, ['schedule version text_form: 1.5 > 1.5']],
    ['half a sign', { event: { title: 'a\ud800b' } }, ['schedule  text_control: null > \ufffd']],
  ])('%s', async (_what, bend, expected) => {
    const { schedule, mended } = readScheduleJson(bent(bend))
    expect(told(mended)).toEqual(expected)
    await comesBack(schedule)
  })

  it('the outermost level is missing', async () => {
    const { schedule, mended } = readScheduleJson(
      JSON.stringify({ generator: 'hand', version: '1', conference }),
    )
    expect(told(mended)).toEqual(['schedule  schedule_unwrapped: null > null'])
    expect(schedule.generator).toEqual({ name: 'hand' })
    await comesBack(schedule)
  })
})
