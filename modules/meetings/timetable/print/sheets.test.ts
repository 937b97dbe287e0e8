import { expect, test } from 'vitest'
import { printSheets } from './sheets.ts'

const sheet = (rows: number) => ({
  title: '李明, University College London',
  about: '5 July 2019, 14:00–16:30 Beijing time',
  heads: ['When', 'Where', 'With'],
  shares: [0.2, 0.3, 0.5],
  rows: Array.from({ length: rows }, (_, index) => [
    `14:${index}`,
    'Table A1, Hall A',
    '大连高新区企业（王伟）',
  ]),
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
