import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareSchedules } from './compare.ts'
import { readScheduleJson, readScheduleXml, writeScheduleJson, writeScheduleXml } from './exchange.ts'
import { wildSchedule } from './fixtures/schedules.ts'
import { jsonProblems, schemasAreHere, xmlProblems } from './fixtures/schemas.ts'
import { mendSchedule } from './mend/schedule.ts'

describe('any schedule at all', () => {
  it('is mended once: mending again changes nothing and has nothing to say', () => {
    fc.assert(
      fc.property(wildSchedule, (wild) => {
        const once = mendSchedule(wild).schedule
        const twice = mendSchedule(once)
        expect(compareSchedules(once, twice.schedule)).toEqual([])
        expect(twice.mended).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  it('comes back from schedule.xml as it was, with nothing to mend', () => {
    fc.assert(
      fc.property(wildSchedule, (wild) => {
        const meant = mendSchedule(wild).schedule
        const read = readScheduleXml(writeScheduleXml(wild))
        expect(compareSchedules(meant, read.schedule)).toEqual([])
        expect(read.mended).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  it('comes back from schedule.json as it was, with nothing to mend', () => {
    fc.assert(
      fc.property(wildSchedule, (wild) => {
        const meant = mendSchedule(wild).schedule
        const read = readScheduleJson(writeScheduleJson(wild))
        expect(compareSchedules(meant, read.schedule)).toEqual([])
        expect(read.mended).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  it('goes through one twin into the other and back', () => {
    fc.assert(
      fc.property(wildSchedule, (wild) => {
        const meant = mendSchedule(wild).schedule
        const viaJson = readScheduleJson(
          writeScheduleJson(readScheduleXml(writeScheduleXml(wild)).schedule),
        ).schedule
        const back = readScheduleXml(writeScheduleXml(viaJson)).schedule
        expect(compareSchedules(meant, back)).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it.skipIf(!schemasAreHere)('is written as the schemas want it', async () => {
    const wild = fc.sample(wildSchedule, { numRuns: 150, seed: 20 })
    expect(await xmlProblems(wild.map(writeScheduleXml))).toEqual([])
    expect(wild.flatMap((schedule) => jsonProblems(writeScheduleJson(schedule)))).toEqual([])
  })
})
