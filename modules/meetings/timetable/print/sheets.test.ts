import { expect, test } from 'vitest'
import { type PrintLink, paged, printSheets, settingOf } from './sheets.ts'

const online = { name: 'Table O1, online', url: 'https://meet.example.org/demo' }
const sheet = (rows: number, links: readonly PrintLink[] = []) => ({
  links,
  title: '李明, University College London',
  about: '5 July 2019, 14:00–16:30 Beijing time',
  heads: ['When', 'Where', 'With'],
  rows: Array.from({ length: rows }, (_, index) => [
    `14:${index}`,
    'Table A1, Hall A',
    '大连高新区企业（王伟）',
  ]),
})
test('an online table is told below the lines, with its address; where there is no room, on a page more', async () => {
  const pdf = await printSheets([sheet(3, [online])], { locale: 'en', event: 'Summit', compress: false })
  expect([pagesOf(pdf), Buffer.from(pdf).includes('/URI (https://meet.example.org/demo)')]).toEqual([1, true])
  const many = Array.from({ length: 12 }, (_, index) => ({ ...online, name: `Table O${index}` }))
  const shape = (rows: number) =>
    paged(sheet(rows, many)).map((each) => [each.rows.length, each.links.length])
  expect(shape(28)).toEqual([
    [28, 0],
    [0, 9],
    [0, 3],
  ])
  expect(shape(20)).toEqual([
    [20, 2],
    [0, 9],
    [0, 1],
  ])
})

const pagesOf = (pdf: Uint8Array) =>
  Buffer.from(pdf)
    .toString('latin1')
    .match(/\/Type \/Page\b/g)?.length

test.each([
  ['one page a person', [sheet(3), sheet(0)], 2],
  ['a long list goes on over the page', [sheet(80)], 3],
] as const)('%s', async (_what, sheets, pages) => {
  const pdf = await printSheets(sheets, { locale: 'en', event: 'Summit 海创周', compress: false })
  expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-')
  expect(pagesOf(pdf)).toBe(pages)
})

test.each([
  ['short lines are as large as they may be, over the whole page', [60, 100, 120], 11],
  ['long ones are smaller, all alike', [60, 160, 190, 190], 8.54],
  ['one that is much too long is cut, and the others keep their room', [60, 2000, 120], 11],
] as const)('%s', (_what, widest, size) => {
  const setting = settingOf(widest)
  expect(setting.size).toBeCloseTo(size, 1)
  expect(setting.rooms.reduce((sum, room) => sum + room, 0)).toBeCloseTo(499.28, 1)
  const fits = (index: number) =>
    ((widest[index] ?? 0) * setting.size) / 11 <= (setting.rooms[index] ?? 0) - 8 + 0.01
  expect(widest.filter((_each, index) => !fits(index)).length).toBe(
    widest.some((each) => each > 1000) ? 1 : 0,
  )
})
