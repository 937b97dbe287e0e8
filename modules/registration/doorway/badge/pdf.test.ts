import { describe, expect, test } from 'vitest'
import { openFace } from './fonts.ts'
import { type Badge, badgeNames, missingOn, printBadges } from './pdf.ts'

const aBadge = (over: Partial<Badge> = {}): Badge => ({
  name: { latinGiven: 'Ming', latinFamily: 'Li', han: '李明', familyFirst: false },
  affiliation: 'University College London 伦敦大学学院',
  category: '来宾 Guest',
  event: '创新大连：伦敦推介会',
  when: '2019年6月12日星期三 14:00–18:00（英国夏令时）',
  serial: 'ABCD-EFGH-JKMN',
  code: `HG1:${'A1B2'.repeat(35)}`,
  ...over,
})

const textOf = (pdf: Uint8Array) => Buffer.from(pdf).toString('latin1')
const pagesOf = (pdf: Uint8Array) => textOf(pdf).match(/\/Type \/Page\b(?!s)/g)?.length ?? 0

describe('a badge', () => {
  test('is one small page that holds its characters as text', async () => {
    const pdf = await printBadges([aBadge()], { locale: 'zh', title: 'badge', compress: false })
    expect(textOf(pdf)).toMatch(/^%PDF-1\./)
    expect(pagesOf(pdf)).toBe(1)
    for (const character of '李明来宾伦敦') {
      const point = character.charCodeAt(0).toString(16)
      expect(textOf(pdf), character).toMatch(new RegExp(`<${point}>|<[0-9a-f ]*${point}`, 'i'))
    }
    const packed = await printBadges([aBadge()], { locale: 'zh', title: 'badge' })
    expect(packed.byteLength).toBeLessThan(300_000)
  })

  test('of many guests share the fonts of their file', async () => {
    const many = Array.from({ length: 40 }, (_, index) =>
      aBadge({
        name: { latinGiven: `G${index}`, latinFamily: 'Ouyang', han: '欧阳娜娜', familyFirst: true },
      }),
    )
    const pdf = await printBadges(many, { locale: 'en', title: 'badges' })
    expect(pagesOf(pdf)).toBe(40)
    expect(pdf.byteLength / 40).toBeLessThan(20_000)
  })

  test('takes a name of any length', async () => {
    const long = 'Wolfeschlegelsteinhausenbergerdorff '.repeat(8).trim()
    const pdf = await printBadges(
      [aBadge({ name: { latinGiven: long, latinFamily: long, han: '', familyFirst: false } })],
      {
        locale: 'en',
        title: 'badge',
      },
    )
    expect(pagesOf(pdf)).toBe(1)
  })
})

test.each([
  ['zh', ['李明', 'Ming Li']],
  ['en', ['Ming Li', '李明']],
] as const)('in %s the names stand in this order: %j', (locale, names) => {
  expect(badgeNames(aBadge().name, locale)).toEqual(names)
})

test('characters that the font lacks are told, and set as a mark', async () => {
  const name = { latinGiven: 'Łukasz', latinFamily: 'Müller', han: '王䶮', familyFirst: false }
  expect(await missingOn(name)).toEqual(['䶮'])
  expect(await missingOn({ ...name, han: '龑堃喆' })).toEqual([])
  const face = await openFace()
  expect(
    face
      .runs('王䶮')
      .map(({ text }) => text)
      .join(''),
  ).toBe('王〓')
})
