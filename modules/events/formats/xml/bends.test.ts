import { describe, expect, it } from 'vitest'
import { readScheduleXml } from '../exchange.ts'
import { comesBack, told } from '../fixtures/comes-back.ts'

const five = 'event 5'

const xml = (
  inside: string,
  about = '<acronym>port</acronym><title>Port</title><days>1</days><timeslot_duration>00:05</timeslot_duration><start>2019-06-12</start><end>2019-06-12</end>',
) =>
  `<schedule><version>1</version><conference>${about}</conference><day index="1" date="2019-06-12" start="2019-06-12T09:00:00Z" end="2019-06-12T18:00:00Z">${inside}</day></schedule>`

const xmlEvent = (inside: string, attributes = 'id="5" guid="0d4f7f66-26b2-5d3b-8b8c-1f0f4f3a6f10"') =>
  `<event ${attributes}><date>2019-06-12T10:00:00Z</date><start>10:00</start><duration>00:30</duration><room>Hall</room><slug>port-5-talk</slug><title>A</title><type/><track/><abstract/>${inside}</event>`

describe('bends of schedule.xml', () => {
  it.each<[string, string, unknown[]]>([
    ['none', xml(`<room name="Hall">${xmlEvent('')}</room>`), []],
    ['an event outside a room', xml(xmlEvent('')), ['day 1 rooms event_outside_room: null > Hall']],
    [
      'a room without name',
      xml(`<room>${xmlEvent('')}</room>`),
      ['day 1 room ? name room_unnamed: null > Hall'],
    ],
    [
      'an element twice',
      xml(`<room name="Hall">${xmlEvent('<title>B</title>')}</room>`),
      [`${five} title element_twice: B > null`],
    ],
    [
      'a recording that says nothing',
      xml(`<room name="Hall">${xmlEvent('<recording/>')}</room>`),
      [
        `${five} recording.license license_missing: null > `,
        `${five} recording.optout optout_missing: null > null`,
      ],
    ],
    [
      'a code twice',
      xml(
        `<room name="Hall">${xmlEvent('', 'id="5" code="ABCDEF" guid="0d4f7f66-26b2-5d3b-8b8c-1f0f4f3a6f10"')}${xmlEvent('', 'id="6" code="ABCDEF" guid="0d4f7f66-26b2-5d3b-8b8c-1f0f4f3a6f11"').replace('port-5', 'port-6')}</room>`,
      ),
      ['event 6 code code_twice: ABCDEF > null'],
    ],
    [
      'a colour by short name',
      xml(
        '',
        '<acronym>port</acronym><title>Port</title><start>2019-06-12</start><end>2019-06-12</end><track name="A" color="#abc"/><track name="B" color="red"/>',
      ),
      ['track 1 color color_form: #abc > #aabbcc', 'track 2 color color_form: red > null'],
    ],
    [
      'no conference',
      '<schedule><version/><day index="1" date="2019-06-12" start="2019-06-12T09:00:00Z" end="2019-06-12T18:00:00Z"/></schedule>',
      [
        'schedule conference conference_missing: null > null',
        'conference acronym acronym_missing: null > conference_2019',
        'conference title text_missing: null > conference_2019',
        'conference start date_missing: null > 2019-06-12',
        'conference end date_missing: null > 2019-06-12',
      ],
    ],
    [
      'stray text and strange places',
      xml(
        `note<room name="Hall" slug="hall">${xmlEvent('<persons chair="x"><person code="LI">Li</person><robot/></persons>')}</room>`,
      ),
      [],
    ],
  ])('%s', async (_what, text, expected) => {
    const { schedule, mended } = readScheduleXml(text)
    expect(told(mended)).toEqual(expected)
    await comesBack(schedule)
  })
})
