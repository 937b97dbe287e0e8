import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readSchedule, readScheduleJson, writeScheduleJson, writeScheduleXml } from './exchange.ts'
import { comesBack } from './fixtures/comes-back.ts'
import { realFile } from './fixtures/schemas.ts'
import { isObject, type Json, own } from './json/value.ts'
import type { Mend } from './problems.ts'
import { type Element, elementsOf } from './xml/element.ts'
import { parseXml } from './xml/parse.ts'

const congress = realFile('31c3.schedule.xml')
const camp = realFile('camp2019.schedule.json')

const counted = (mended: readonly Mend[]) => {
  const counts: Record<string, number> = {}
  for (const { code } of mended) counts[code] = (counts[code] ?? 0) + 1
  return counts
}

describe.skipIf(!congress)('the congress of 2014, half of whose guids are none', () => {
  const bytes = congress ? readFileSync(congress) : Buffer.alloc(0)

  it('is read, with those guids mended and nothing else', () => {
    const { schedule, mended } = readSchedule(bytes)
    expect(counted(mended)).toEqual({ guid_not_uuid: 112 })
    expect(schedule.days.map((day) => day.rooms.flatMap((room) => room.events).length)).toEqual([
      35, 45, 40, 18,
    ])
    expect(schedule.days[0]).toMatchObject({ date: '2014-12-27', end: '2014-12-28T04:00:00+01:00' })
  })

  it('comes back from both twins and passes both schemas', () => comesBack(readSchedule(bytes).schedule))

  // Independent of the model: what stands in the file stands in the export.
  it('has every element and attribute of the file in its export', () => {
    const written = writeScheduleXml(readSchedule(bytes).schedule)
    const was = facts(parseXml(bytes.toString(), 'haigui').root)
    const is = new Set(facts(parseXml(written, 'haigui').root))
    const missing = was.filter((fact) => !is.has(fact))
    expect(missing.filter((fact) => !fact.includes('@guid '))).toEqual([])
    expect(missing).toHaveLength(112)
    for (const fact of missing) expect(written).toContain(`"was":{"guid":"${fact.split('@guid ')[1]}"}`)
  })
})

/** One line for each text and attribute, under the id of its event. */
function facts(root: Element): string[] {
  const walk = (element: Element, path: string): string[] => {
    const here =
      element.name === 'event' ? `event ${element.attributes.get('id')}` : `${path}/${element.name}`
    const text =
      elementsOf(element).length === 0 ? [`${here} ${element.children.join('').replace(/^\s+$/, '')}`] : []
    const attributes = [...element.attributes].map(([name, value]) => `${here}@${name} ${value}`)
    return [...text, ...attributes, ...elementsOf(element).flatMap((child) => walk(child, here))]
  }
  return walk(root, '')
}

describe.skipIf(!camp)('the camp of 2019', () => {
  const text = camp ? readFileSync(camp, 'utf8') : ''

  it('is read, with capitals in slugs and addresses without host mended', () => {
    expect(counted(readScheduleJson(text).mended)).toEqual({
      acronym_form: 1,
      slug_form: 79,
      url_relative: 13,
    })
  })

  it('comes back from both twins and passes both schemas', () => comesBack(readScheduleJson(text).schedule))

  it('has every key of the file in its export', () => {
    const written: Json = JSON.parse(writeScheduleJson(readScheduleJson(text).schedule))
    const was: Json = JSON.parse(text)
    const missing = differences('', was, written)
    expect(missing.filter((path) => !/\.(slug|url)$|\.acronym$/.test(path))).toEqual([])
    expect(missing).toHaveLength(79 + 13 + 1)
  })
})

/** Paths of what `a` says and `b` does not say the same way; what `b` says beyond is no loss. */
function differences(path: string, a: Json | undefined, b: Json | undefined): string[] {
  if (Array.isArray(a) && Array.isArray(b) && a.length === b.length) {
    return a.flatMap((item, index) => differences(`${path}.${index}`, item, b[index]))
  }
  if (isObject(a) && isObject(b)) {
    return Object.keys(a).flatMap((key) => differences(`${path}.${key}`, own(a, key), own(b, key)))
  }
  return a === b ? [] : [path]
}
