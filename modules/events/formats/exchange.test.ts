import { describe, expect, it } from 'vitest'
import { compareSchedules } from './compare.ts'
import {
  readSchedule,
  readScheduleJson,
  readScheduleXml,
  writeScheduleJson,
  writeScheduleXml,
} from './exchange.ts'
import { told } from './fixtures/comes-back.ts'
import { frabXml, pentabarfXml, pretalxJson } from './fixtures/samples.ts'
import { jsonProblems, schemasAreHere, xmlProblems } from './fixtures/schemas.ts'
import type { Event, Schedule } from './model.ts'
import { timesOf } from './times.ts'

const eventsOf = (schedule: Schedule) =>
  schedule.days.flatMap((day) => day.rooms.flatMap((room) => room.events))
function eventAt(schedule: Schedule, index: number): Event {
  const event = eventsOf(schedule)[index]
  if (!event) throw new Error(`no event ${index}`)
  return event
}

describe('an old frab export', () => {
  const { schedule, mended } = readScheduleXml(frabXml)

  it('is read with a list of what it bent', () => {
    expect(told(mended)).toEqual([
      'conference acronym acronym_form: HW19 > hw19',
      'event 7 duration duration_form: 0:60 > 01:00',
      'event 7 logo url_relative: /system/logos/7.png > https://harbour.example/system/logos/7.png',
      'event 7 recording.optout boolean_form: False > false',
      'event 7 guid guid_not_uuid: HOqeNIb6G7M4hYFKFRkCmQ > 1cea9e34-86fa-1bb3-3885-814a15190299',
      'event 7 id id_twice: 7 > 96165471',
      'event 7 slug slug_missing:  > hw19-7-coming_home_going_out',
      'event 7 slug slug_missing: null > hw19-96165471-night_session',
      'conference daysCount days_count: 3 > 2',
    ])
  })

  it('keeps the text as it was meant', () => {
    expect(eventAt(schedule, 0)).toMatchObject({
      title: 'Coming home & going out',
      subtitle: '',
      abstract: 'First line.\nSecond line.',
      description: '<p>Said & done</p>',
      persons: [
        { id: 11, name: 'Li Ming' },
        { id: 12, name: 'Zoë O’Hara' },
      ],
      recording: { license: 'cc-by', optout: false },
      links: [{ url: 'www.example.org/talk', title: 'More' }, { url: 'https://example.org/ok' }],
      extra: { was: { guid: 'HOqeNIb6G7M4hYFKFRkCmQ', duration: '0:60', logo: '/system/logos/7.png' } },
    })
  })

  it('keeps what it does not know', () => {
    expect(schedule.conference.extra?.elements).toEqual([{ name: 'venue', children: ['Old Harbour Hall'] }])
    const event = eventAt(schedule, 0)
    expect(event.persons[0]?.extra).toEqual({ attributes: { twitter: '@li' } })
    expect(event.extra?.elements).toEqual([
      {
        name: 'answers',
        children: [
          {
            name: 'answer',
            attributes: { question: '3', kind: 'text' },
            children: ['Vegetarian', { name: 'note' }],
          },
        ],
      },
    ])
  })

  it('keeps an empty room and the night after midnight', () => {
    expect(schedule.days[0]?.rooms[1]).toEqual({ name: '空房间', events: [] })
    expect(timesOf(eventAt(schedule, 1))).toEqual({
      startsAt: '2019-06-11T23:30:00.000Z',
      endsAt: '2019-06-12T01:00:00.000Z',
    })
  })
})

describe('a pentabarf export without dates, guids and zone', () => {
  const { schedule, mended } = readScheduleXml(pentabarfXml, { zone: 'Europe/Brussels' })

  it('gets its dates from day, clock and change of day', () => {
    expect(eventsOf(schedule).map((event) => [event.date, event.start, event.duration])).toEqual([
      ['2012-02-04T23:30:00+01:00', '23:30', '00:45:00'],
      ['2012-02-05T01:15:00+01:00', '01:15', '00:15'],
    ])
    expect(schedule.days[0]).toMatchObject({
      start: '2012-02-04T23:30:00+01:00',
      end: '2012-02-05T01:30:00+01:00',
    })
  })

  it('is UTC where nobody knows the zone', () => {
    const unknown = readScheduleXml(pentabarfXml)
    expect(eventAt(unknown.schedule, 0).date).toBe('2012-02-04T23:30:00Z')
    expect(told(unknown.mended)).toContain('conference timeZoneName zone_assumed: null > UTC')
  })

  it('reads HTML that nobody escaped as the markup it is', () => {
    expect(eventAt(schedule, 0)).toMatchObject({
      title: 'Late <em>show</em>',
      abstract: '<p>Come \u00a0 early</p>',
    })
    expect(mended.filter((mend) => mend.code === 'markup_in_text').map((mend) => mend.field)).toEqual([
      'title',
      'abstract',
    ])
  })

  it('gets ids and guids that are the same at every reading', () => {
    const again = readScheduleXml(pentabarfXml, { zone: 'Europe/Brussels' }).schedule
    expect(compareSchedules(schedule, again)).toEqual([])
    expect(eventsOf(schedule).map((event) => event.id)).toEqual([expect.any(Number), 4])
    expect(eventAt(schedule, 0).extra).toMatchObject({
      was: { id: -3, slug: 'keynotes_welcome' },
      within: { track: { attributes: { slug: 'main' } } },
    })
  })
})

describe('a pretalx export', () => {
  const { schedule, mended } = readScheduleJson(pretalxJson)

  it('is read with a list of what it bent', () => {
    expect(told(mended)).toEqual([
      'conference acronym acronym_form: port-2024 > port_2024',
      'event 5 duration duration_form: 1:02:30 > 26:30',
      'event 5 title text_translated: {"en":"A long one","zh":"漫长的一场"} > A long one',
      'event 5 abstract text_control: Windows line\r\nends here\u000bwith a vertical tab > Windows line\r\nends here with a vertical tab',
      'event 5 person 1 avatar url_relative: /media/li.png > https://cfp.example/media/li.png',
      'event 5 link 1 url url_form: https://example.org/a b > https://example.org/a%20b',
      'event 5 attachment 1 url url_relative: /media/slides.pdf > https://cfp.example/media/slides.pdf',
      'event 6 date date_no_offset: 2024-05-02T11:00:00 > 2024-05-02T11:00:00+08:00',
    ])
  })

  it('knows the rooms of the days by their guid', () => {
    expect(schedule.days[0]?.rooms.map((room) => [room.name, room.guid?.slice(-1)])).toEqual([
      ['1', '1'],
      ['2', '2'],
    ])
  })

  it('shows the public name and keeps the other', () => {
    expect(eventAt(schedule, 0).persons[0]).toMatchObject({ name: '李明', nameKeys: 'both' })
    expect(eventAt(schedule, 1).persons).toEqual([
      { name: 'Ann', fullName: 'Ann Full', nameKeys: 'both', id: 3 },
      { name: 'Nobody', nameKeys: 'public_name' },
    ])
  })
})

const samples = [
  ['frab', readScheduleXml(frabXml).schedule],
  ['pentabarf', readScheduleXml(pentabarfXml, { zone: 'Europe/Brussels' }).schedule],
  ['pretalx', readScheduleJson(pretalxJson).schedule],
] as const

describe.each(samples)('the schedule of %s', (_name, schedule) => {
  it.each([
    ['schedule.xml', (from: Schedule) => readScheduleXml(writeScheduleXml(from))],
    ['schedule.json', (from: Schedule) => readScheduleJson(writeScheduleJson(from))],
    [
      'both',
      (from: Schedule) =>
        readScheduleXml(writeScheduleXml(readScheduleJson(writeScheduleJson(from)).schedule)),
    ],
    ['a file of bytes', (from: Schedule) => readSchedule(Buffer.from(writeScheduleXml(from)))],
  ])('comes back from %s as it was', (_twin, through) => {
    const back = through(schedule)
    expect(compareSchedules(schedule, back.schedule)).toEqual([])
    expect(back.mended).toEqual([])
  })

  it.skipIf(!schemasAreHere)('is written as the schemas want it', async () => {
    expect(await xmlProblems([writeScheduleXml(schedule)])).toEqual([])
    expect(jsonProblems(writeScheduleJson(schedule))).toEqual([])
  })
})

describe('what is carried beside the strict form', () => {
  const written = writeScheduleXml(readScheduleXml(frabXml).schedule)

  it('gives way to whoever changed the file', () => {
    const changed = readScheduleXml(pentabarfXml).schedule
    const edited = writeScheduleXml(changed).replace(
      /<slug>port_days_2012-keynotes_welcome</,
      '<slug>port_days_2012-closing_words<',
    )
    expect(eventAt(readScheduleXml(edited).schedule, 0).slug).toBe('port_days_2012-closing_words')
  })

  it('is judged like everything else', () => {
    const forged = written
      .replace('"was":{', '"was":7,"x":{')
      .replace(
        '<version>',
        '<?haigui {"conference":{"title":{"as":"Harbour Week","is":{"a":[1]}},"tracks":{"as":[],"is":"x"}}}?><?haigui {?><version>',
      )
    const { schedule, mended } = readScheduleXml(forged)
    expect(schedule.conference).toMatchObject({ title: '{"a":[1]}', tracks: [{ name: 'x' }] })
    expect(told(mended)).toEqual([
      'file  carry_unreadable: { > null',
      'conference title text_form: {"a":[1]} > {"a":[1]}',
      'conference tracks list_form: x > 1',
    ])
  })

  it('can be lost, and a valid schedule is left', () => {
    const bare = written.replace(/<\?haigui .*\?>/g, '')
    expect(bare).not.toContain('haigui')
    expect(eventsOf(readScheduleXml(bare).schedule)).toHaveLength(2)
  })
})
