import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, test } from 'vitest'
import { visitor } from '#kernel/access'
import { Refusal } from '#kernel/errors'
import { instant, plus, zone } from '#kernel/time'
import { testDatabase } from '../../tools/test/database.ts'
import { arrangeSummit, holding } from './arrange.fixtures.ts'
import { changeEvent, releaseEvent } from './commands/event.ts'
import { jsonProblems, realFile, schemasAreHere, xmlProblems } from './formats/fixtures/schemas.ts'
import {
  compareSchedules,
  type Schedule,
  withZone,
  writeScheduleJson,
  writeScheduleXml,
} from './formats/index.ts'
import { importSchedule, readFile } from './import.ts'
import type { EventId } from './model.ts'
import { readProgramme } from './queries.ts'
import { scheduleOf } from './schedule.ts'
import { find } from './store/event.ts'

const db = await testDatabase({ at: '2019-05-20T09:00:00Z' })
const { edition, london, boston } = await db.tx((tx) => arrangeSummit(tx, db.clock.now()))
const organiser = holding('organiser')
const lead = holding('station_lead', london.id)

const codeOf = (work: () => unknown): string => {
  try {
    work()
    return 'done'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

/** Completes an imported draft, lets it out, and gives the schedule a stranger downloads. */
async function letOut(eventId: EventId): Promise<Schedule> {
  const event = await db.tx((tx) => find(tx, eventId))
  if (!event) throw new Error('the draft is there')
  await db.use(organiser).run(changeEvent, {
    ...event,
    eventId,
    hostName: 'A club',
    summary: { en: 'Everything at once.', zh: '' },
  })
  await db.use(organiser).run(releaseEvent, { eventId })
  const shown = await db.use(visitor).ask(readProgramme, { edition: edition.slug, slug: event.slug })
  const imported = (shown.imported[0]?.schedule as Schedule | undefined) ?? null // what the import stored
  return scheduleOf([{ ...shown, imported }], {
    title: event.title.en,
    acronym: event.slug,
    zone: event.zone,
    baseUrl: 'https://summit.example.org',
    locale: 'en',
  })
}

const real = ['31c3.schedule.xml', 'camp2019.schedule.json'].flatMap((name) => realFile(name) ?? [])

describe.each(real)('a real schedule: %s', (path) => {
  const { schedule } = readFile(readFileSync(path), 'Europe/Berlin')
  const talks = schedule.days.flatMap((day) => day.rooms.flatMap((room) => room.events))

  test(`${basename(path)} becomes one draft with all its sessions, rooms and speakers, and goes out without loss`, async () => {
    const made = await db.use(organiser).run(importSchedule, {
      editionId: edition.id,
      stationId: null,
      schedule,
    })
    expect(made.event).toMatchObject({ state: 'draft', sequence: 0 })
    expect(made.sessions).toHaveLength(talks.length)
    expect(made.sessions.flatMap(({ speakers }) => speakers)).toHaveLength(
      talks.flatMap(({ persons }) => persons).length,
    )
    const again = await letOut(made.event.id)
    expect(compareSchedules(schedule, again, 5)).toEqual([])
    if (!schemasAreHere) return
    expect(await xmlProblems([writeScheduleXml(again)])).toEqual([])
    expect(jsonProblems(writeScheduleJson(again))).toEqual([])
  })
})

const small = (over: object = {}) => ({
  schedule: {
    version: '1',
    conference: {
      title: '海归创新大会',
      acronym: 'returnees',
      start: '2019-06-12',
      end: '2019-06-12',
      daysCount: 1,
      timeslot_duration: '00:05',
      time_zone_name: 'Europe/London',
      days: [
        {
          index: 1,
          date: '2019-06-12',
          day_start: '2019-06-12T09:00:00+01:00',
          day_end: '2019-06-12T18:00:00+01:00',
          rooms: {
            Hall: [
              {
                id: 1,
                guid: crypto.randomUUID(),
                date: '2019-06-12T10:00:00+01:00',
                start: '10:00',
                duration: '00:45',
                room: 'Hall',
                slug: 'story',
                title: 'A returned guest’s own story',
                subtitle: '',
                track: null,
                type: 'talk',
                language: 'zh',
                abstract: '',
                description: '',
                persons: [{ id: 1, public_name: '李明' }],
                links: [],
                ...over,
              },
            ],
          },
        },
      ],
    },
  },
})
const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))

test('times of a schedule are moments, its zone is the place’s, and its people are named', async () => {
  const { schedule } = readFile(bytes(small()), 'UTC')
  const { event, sessions } = await db.use(lead).run(importSchedule, {
    editionId: edition.id,
    stationId: london.id,
    schedule,
  })
  expect(event).toMatchObject({ zone: 'Europe/London', stationId: london.id, state: 'draft' })
  expect(sessions).toMatchObject([
    {
      startsAt: '2019-06-12T09:00:00.000Z',
      endsAt: plus(instant('2019-06-12T09:00:00Z'), { minutes: 45 }),
      language: 'zh',
      speakers: [{ name: { en: '李明' } }],
    },
  ])
})

test('staff import for their own station only', async () => {
  const { schedule } = readFile(bytes(small()), 'UTC')
  for (const stationId of [boston.id, null]) {
    const asked = db.use(lead).run(importSchedule, { editionId: edition.id, stationId, schedule })
    await expect(asked).rejects.toMatchObject({ code: 'kernel.forbidden' })
  }
})

test('a file imported twice makes two drafts: the address gets a number, and nothing is overwritten', async () => {
  const twice = []
  const { schedule } = readFile(bytes(small()), 'UTC')
  for (const _time of [1, 2]) {
    const { event } = await db.use(organiser).run(importSchedule, {
      editionId: edition.id,
      stationId: null,
      schedule: { ...schedule, conference: { ...schedule.conference, acronym: 'twice' } },
    })
    twice.push(event.slug)
  }
  expect(twice).toEqual(['twice', 'twice-2'])
})

test.each([
  { why: 'nothing in it', file: '', code: 'events.format_empty' },
  { why: 'a letter', file: 'Dear organiser', code: 'events.format_not_a_schedule' },
  { why: 'a page', file: '<html><body>Hello</body></html>', code: 'events.format_not_a_schedule' },
  { why: 'broken JSON', file: '{"schedule": ', code: 'events.format_json_malformed' },
  { why: 'broken XML', file: '<schedule><day>', code: 'events.format_xml_malformed' },
  {
    why: 'a document type with entities',
    file: '<!DOCTYPE schedule [<!ENTITY a "aaaa">]><schedule>&a;</schedule>',
    code: 'events.format_xml_dtd_refused',
  },
  {
    why: 'a schedule without days',
    file: '{"schedule":{"conference":{"title":"x","days":[]}}}',
    code: 'events.format_no_days',
  },
  {
    why: 'more than 20 MB',
    file: `<schedule>${' '.repeat(20 * 1024 * 1024)}</schedule>`,
    code: 'events.format_too_large',
  },
])('a file that is no schedule is refused by name: $why', ({ file, code }) => {
  expect(codeOf(() => readFile(bytes(file), 'UTC'))).toBe(code)
})

test('a file that names no zone is shown in that of the station that brings it, and that is told with what was mended', async () => {
  const file = small()
  const named = readFile(bytes(file), 'UTC')
  expect(withZone(named.mended, named.schedule, zone('Europe/London'))).toEqual(named.mended)
  const { time_zone_name: _left, ...conference } = file.schedule.conference
  const { schedule, mended } = readFile(bytes({ schedule: { ...file.schedule, conference } }), edition.zone)
  const { event } = await db.use(lead).run(importSchedule, {
    editionId: edition.id,
    stationId: london.id,
    schedule,
  })
  const told = withZone(mended, schedule, event.zone).filter(({ field }) => field === 'timeZoneName')
  expect(told).toMatchObject([{ code: 'zone_assumed', now: 'Europe/London' }])
})
