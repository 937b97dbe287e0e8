import { describe, expect, it } from 'vitest'
import { instant, plus, zone } from '#kernel/time'
import { compareSchedules } from './compare.ts'
import { readScheduleXml } from './exchange.ts'
import { frabXml } from './fixtures/samples.ts'
import { mendSchedule } from './mend/schedule.ts'
import type { Event, Schedule } from './model.ts'
import { type Placed, type Plan, withSessions } from './sessions.ts'
import { timesOf } from './times.ts'

const schedule = readScheduleXml(frabXml).schedule
const place = zone('Asia/Shanghai')

const imported = (event: Event, room: string): Placed => ({
  guid: event.guid.toLowerCase(),
  ...timesOf(event),
  room,
  title: event.title.toUpperCase(),
})
const sessions = schedule.days.flatMap((day) =>
  day.rooms.flatMap((room) => room.events.map((event) => imported(event, room.name))),
)
const made: Plan['made'] = () => ({
  id: 99,
  slug: 'hw19-99-new',
  subtitle: null,
  abstract: null,
  description: null,
  language: 'en',
  type: 'talk',
  track: null,
  logo: null,
  persons: [],
  links: [],
  attachments: [],
})
const refreshed = (now: readonly Placed[], from: Schedule = schedule) =>
  withSessions(from, { now, imported, made, zone: place })
const titles = (from: Schedule) =>
  from.days.map((day) => day.rooms.map((room) => `${room.name}: ${room.events.map((event) => event.title)}`))
const changed = (index: number, change: Partial<Placed>) =>
  sessions.map((session, at) => (at === index ? { ...session, ...change } : session))

describe('an imported schedule and its sessions', () => {
  it('goes out as it came in when nothing changed, also where we think of another zone and of other titles', () => {
    expect(compareSchedules(schedule, refreshed(sessions))).toEqual([])
  })

  it('keeps events that were never imported', () => {
    const none = withSessions(schedule, { now: [], imported: () => null, made, zone: place })
    expect(compareSchedules(schedule, none)).toEqual([])
  })

  it('knows guids in capitals', () => {
    const loud = structuredClone(schedule)
    for (const room of loud.days.flatMap((day) => day.rooms)) {
      for (const event of room.events) event.guid = event.guid.toUpperCase()
    }
    expect(compareSchedules(loud, refreshed(sessions, loud))).toEqual([])
  })

  it('takes over a new title and nothing else', () => {
    expect(compareSchedules(schedule, refreshed(changed(0, { title: 'New' })))).toEqual([
      { path: 'days.0.rooms.0.events.0.title', a: 'Coming home & going out', b: 'New' },
    ])
  })

  it('writes a new time as the clock of the place shows it, a new length alone as that', () => {
    const startsAt = instant('2019-06-10T14:30:00+01:00')
    const told = (change: Partial<Placed>) =>
      compareSchedules(schedule, refreshed(changed(0, change))).map(({ path, b }) => [
        path.split('.').at(-1),
        b,
      ])
    expect(told({ startsAt, endsAt: plus(startsAt, { minutes: 60 }) })).toEqual([
      ['date', '2019-06-10T21:30:00+08:00'],
      ['start', '21:30'],
    ])
    expect(told({ endsAt: startsAt })).toEqual([['duration', '00:30']])
  })

  it('moves an event to another room, and one to the day whose night it falls into', () => {
    expect(titles(refreshed(changed(0, { room: '空房间' })))).toEqual([
      ['Hall 1: ', '空房间: Coming home & going out'],
      ['Hall 1: Night session'],
    ])
    const startsAt = instant('2019-06-11T01:00:00+01:00')
    expect(titles(refreshed(changed(1, { startsAt, endsAt: plus(startsAt, { minutes: 30 }) })))).toEqual([
      ['Hall 1: Coming home & going out,Night session', '空房间: '],
      ['Hall 1: '],
    ])
  })

  it('leaves out what is gone and adds what is new, with a day of its own where there is none', () => {
    const startsAt = instant('2019-06-20T10:00:00Z')
    const extra: Placed = {
      guid: '0d4f7f66-26b2-5d3b-8b8c-1f0f4f3a6f10',
      startsAt,
      endsAt: plus(startsAt, { hours: 1 }),
      room: 'Attic',
      title: 'Late guest',
    }
    const next = refreshed([...sessions.slice(1), extra])
    expect(titles(next)).toEqual([['Hall 1: ', '空房间: '], ['Hall 1: Night session'], ['Attic: Late guest']])
    expect(mendSchedule(next).mended).toEqual([])
  })
})
