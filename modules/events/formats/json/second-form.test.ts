import { expect, it } from 'vitest'
import { readScheduleJson } from '../exchange.ts'
import { conference, event } from '../fixtures/bent.ts'
import { comesBack, told } from '../fixtures/comes-back.ts'

it('the second form: events in one list, what they refer to as objects', async () => {
  const { start: _clock, date: _date, duration: _duration, id: _id, persons: _persons, ...rest } = event
  const at = (start: string, end: string) => ({
    ...rest,
    start,
    end,
    room: { name: 'Hall', slug: 'hall' },
    track: { slug: 'science' },
    logo: { url: 'https://port.example/logo.png' },
    feedback: { url: 'https://port.example/feedback' },
    participants: [{ name: 'Li Ming', guid: '5c0a9a6e-9a0f-5b0e-8f0a-3f6f1f0f0f0f', role: 'speaker' }],
  })
  const about = {
    ...conference,
    tracks: [{ name: 'Science', slug: 'science', colors: { dark: '#000000' } }],
    days: [
      {
        index: 1,
        date: '2019-06-12',
        start: '2019-06-12T06:00:00+01:00',
        end: '2019-06-13T06:00:00+01:00',
      },
      {
        index: 2,
        date: '2019-06-13',
        start: '2019-06-13T06:00:00+01:00',
        end: '2019-06-14T06:00:00+01:00',
      },
    ],
    daysCount: 2,
  }
  const events = [
    at('2019-06-13T00:30:00+01:00', '2019-06-13T01:15:00+01:00'),
    {
      ...at('2019-06-13T09:00:00+01:00', '2019-06-13T10:00:00+01:00'),
      guid: '0d4f7f66-26b2-5d3b-8b8c-1f0f4f3a6f11',
      slug: 'port-b',
    },
  ]
  const { schedule, mended } = readScheduleJson(
    JSON.stringify({ schedule: { version: '1', conference: about, events } }),
  )
  expect(told(mended)).toEqual([
    'schedule  schedule_second_form: null > null',
    expect.stringContaining('id_missing'),
    expect.stringContaining('id_missing'),
  ])
  expect(schedule.days.map((one) => one.rooms.map((room) => [room.name, room.events.length]))).toEqual([
    [['Hall', 1]],
    [['Hall', 1]],
  ])
  expect(schedule.days[0]?.rooms[0]?.events[0]).toMatchObject({
    date: '2019-06-13T00:30:00+01:00',
    start: '00:30',
    duration: '00:45',
    track: 'Science',
    logo: 'https://port.example/logo.png',
    feedbackUrl: 'https://port.example/feedback',
    persons: [{ name: 'Li Ming', extra: { keys: { role: 'speaker' } } }],
    extra: { keys: { second_form: { room: { name: 'Hall', slug: 'hall' } } } },
  })
  await comesBack(schedule)
})
