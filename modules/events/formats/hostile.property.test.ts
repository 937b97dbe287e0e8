import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareSchedules } from './compare.ts'
import {
  readSchedule,
  readScheduleJson,
  readScheduleXml,
  writeScheduleJson,
  writeScheduleXml,
} from './exchange.ts'
import { frabXml, pentabarfXml, pretalxJson } from './fixtures/samples.ts'
import { jsonProblems, schemasAreHere, xmlProblems } from './fixtures/schemas.ts'
import { isObject, type Json } from './json/value.ts'
import type { Schedule } from './model.ts'
import { formatErrorCodes, mendCodes, ScheduleFormatError } from './problems.ts'

/** Files of ours with a carry, too: what comes back may have been written by anybody. */
const files = [
  frabXml,
  pentabarfXml,
  pretalxJson,
  writeScheduleXml(readScheduleJson(pretalxJson).schedule),
  writeScheduleJson(readScheduleXml(frabXml).schedule),
]

const pieces = [
  '<',
  '>',
  '&',
  '"',
  "'",
  '</event>',
  '<event>',
  '<day/>',
  '?>',
  '<?haigui {',
  ']]>',
  '<![CDATA[',
  '{',
  '}',
  '[',
  ']',
  ',',
  'null',
  '-1',
  '1e999',
  '"\\u0000"',
  '"__proto__":{"x":1},',
  '\u0000',
  '\ud800',
  '海',
  '99:99',
  '0000-00-00',
  '9999-12-31T23:59:59Z',
]

type Change = { at: number; cut: number; piece: string; from: number }
const change: fc.Arbitrary<Change> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.integer({ min: 0, max: 40 }),
  piece: fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 8 })),
  from: fc.double({ min: 0, max: 1, noNaN: true }),
})

/** Cut out, put in, or copied from elsewhere in the file. */
function changed(text: string, changes: readonly Change[]): string {
  return changes.reduce((current, { at, cut, piece, from }) => {
    const place = Math.floor(at * current.length)
    const source = Math.floor(from * current.length)
    const put = piece.length % 3 === 0 ? current.slice(source, source + cut * 4) : piece
    return current.slice(0, place) + put + current.slice(place + cut)
  }, text)
}

/** The schedule, or undefined where the file was refused as it should be. */
function attempt(text: string): Schedule | undefined {
  try {
    const { schedule, mended } = readSchedule(Buffer.from(text))
    for (const mend of mended) expect(mendCodes).toContain(mend.code)
    return schedule
  } catch (problem) {
    if (!(problem instanceof ScheduleFormatError)) throw problem
    expect(formatErrorCodes).toContain(problem.code)
    return undefined
  }
}

function survives(schedule: Schedule) {
  expect(compareSchedules(schedule, readScheduleXml(writeScheduleXml(schedule)).schedule)).toEqual([])
  expect(compareSchedules(schedule, readScheduleJson(writeScheduleJson(schedule)).schedule)).toEqual([])
}

/** A value with one place in it replaced. */
function replaced(value: Json, path: readonly number[], by: Json): Json {
  const [first = 0, ...rest] = path
  if (path.length === 0 || typeof value !== 'object' || value === null) return by
  const keys = Object.keys(value)
  if (keys.length === 0) return by
  const key = keys[first % keys.length] ?? ''
  if (Array.isArray(value))
    return value.map((item, index) => (`${index}` === key ? replaced(item, rest, by) : item))
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, name === key ? replaced(item, rest, by) : item]),
  )
}

describe('a file that somebody damaged', () => {
  it('is read or refused, never fallen over, and what was read can be written and read again', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.array(change, { minLength: 1, maxLength: 4 }),
        (file, changes) => {
          const schedule = attempt(changed(file, changes))
          if (schedule) survives(schedule)
        },
      ),
      { numRuns: 400 },
    )
  })

  it('or whose values are of another kind than they should be', () => {
    const jsonFiles = files.filter((file) => file.startsWith('{')).map((file): Json => JSON.parse(file))
    fc.assert(
      fc.property(
        fc.constantFrom(...jsonFiles),
        fc.array(fc.nat(20), { maxLength: 10 }),
        fc.jsonValue({ maxDepth: 2 }),
        (file, path, by) => {
          const made: Json = JSON.parse(JSON.stringify(by))
          const schedule = attempt(JSON.stringify(replaced(file, path, made)))
          if (schedule) survives(schedule)
        },
      ),
      { numRuns: 400 },
    )
  })

  it.skipIf(!schemasAreHere)('is written as the schemas want it, if it can be read', async () => {
    const damaged = fc.sample(fc.tuple(fc.constantFrom(...files), fc.array(change, { maxLength: 3 })), {
      numRuns: 200,
      seed: 5,
    })
    const schedules = damaged.flatMap(([file, changes]) => attempt(changed(file, changes)) ?? [])
    expect(schedules.length).toBeGreaterThan(50)
    expect(await xmlProblems(schedules.map(writeScheduleXml))).toEqual([])
    expect(schedules.flatMap((schedule) => jsonProblems(writeScheduleJson(schedule)))).toEqual([])
  })
})

describe('a file that wants too much or is something else', () => {
  const deep = (depth: number) =>
    `{"schedule":{"conference":{"days":[]},"x":${'['.repeat(depth)}${']'.repeat(depth)}}}`
  it.each([
    ['empty', ''],
    ['empty', ' \n\ufeff '],
    ['not_a_schedule', 'BEGIN:VCALENDAR'],
    ['not_a_schedule', '<html><body/></html>'],
    ['not_a_schedule', '{"hello":1}'],
    ['not_a_schedule', '{"schedule":[]}'],
    ['json_malformed', '{"schedule":'],
    ['xml_malformed', '<schedule>'],
    ['xml_dtd_refused', '<!DOCTYPE schedule [<!ENTITY a "b">]><schedule/>'],
    ['no_days', '<schedule><conference/></schedule>'],
    ['no_days', '{"schedule":{"conference":{"days":[]}}}'],
    ['no_days', '{"schedule":{"conference":{"days":"four"}}}'],
    ['day_without_date', '<schedule><conference/><day index="1"/></schedule>'],
    ['too_deep', deep(100_000)],
    ['too_deep', deep(120).replace('[]', '[{"date":"2019-06-12"}]')],
    ['too_many_parts', `{"x":[${'1,'.repeat(400_001)}1]}`],
    ['too_many_parts', `<schedule>${'<day date="2019-06-12"/>'.repeat(1_001)}</schedule>`],
    [
      'too_many_parts',
      `{"schedule":{"conference":{"days":[{"date":"2019-06-12","rooms":{"A":[${'{},'.repeat(20_000)}{}]}}]}}}`,
    ],
    ['too_large', `{"x":"${'x'.repeat(20 * 1024 * 1024)}"}`],
  ])('%s', (code, text) => {
    expect(() => readSchedule(Buffer.from(text))).toThrow(ScheduleFormatError)
    expect(() => readSchedule(Buffer.from(text))).toThrow(code)
  })

  it('tells the line of malformed JSON', () => {
    try {
      readScheduleJson('{\n"schedule": {\n oops }\n}')
    } catch (problem) {
      expect(problem).toMatchObject({ code: 'json_malformed', line: 3 })
    }
    expect.assertions(1)
  })

  it('cannot reach what all objects share', () => {
    const text = pretalxJson.replace('"rooms":{"1"', '"rooms":{"__proto__":[],"constructor":[],"1"')
    const schedule = attempt(text)
    expect(schedule?.days[0]?.rooms.map((room) => room.name)).toContain('__proto__')
    if (schedule) survives(schedule)
    expect(isObject({}) && 'x' in {}).toBe(false)
  })
})
