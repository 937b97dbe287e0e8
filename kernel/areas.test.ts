import { expect, test } from 'vitest'
import { areaCodes, areaName, areaOf, countriesIn, isArea } from './areas.ts'
import { countryCodes, isCountry } from './countries.ts'

test('every country or region is on one continent, and each continent has only such', () => {
  const all = areaCodes.flatMap(countriesIn)
  expect(all.toSorted()).toEqual([...countryCodes])
  expect(all.every(isCountry)).toBe(true)
  expect(areaCodes.map((area) => countriesIn(area).length)).toEqual([51, 51, 57, 60, 30])
})

test.each([
  ['GB', '150', 'Europe', '欧洲'],
  ['US', '019', 'Americas', '美洲'],
  ['JP', '142', 'Asia', '亚洲'],
  ['TW', '142', 'Asia', '亚洲'],
  ['ZA', '002', 'Africa', '非洲'],
  ['NZ', '009', 'Oceania', '大洋洲'],
] as const)('%s is on %s', (code, area, en, zh) => {
  if (!isCountry(code)) throw new Error('assigned')
  expect([areaOf(code), areaName(area, 'en'), areaName(area, 'zh')]).toEqual([area, en, zh])
})

test.each([
  ['150', true],
  ['GB', false],
  ['999', false],
  [null, false],
])('%s is an area: %s', (code, is) => expect(isArea(code)).toBe(is))
