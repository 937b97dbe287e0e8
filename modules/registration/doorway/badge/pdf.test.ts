import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import { openFace } from '#platform/print'
import { pointsOf } from '../../../../platform/print/woff.ts'
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

test('letters of Europe that a Chinese font lacks are drawn, with the rest of their word in the same family', async () => {
  const name = { latinGiven: 'Łukasz', latinFamily: 'Żółć', han: '王', familyFirst: false }
  expect(await missingOn(name)).toEqual([])
  expect(await (await openFace()).runs('Łukasz Chen 王')).toEqual([
    { subset: 'noto-sans/latin-ext', text: 'Ł' },
    { subset: 'noto-sans/latin', text: 'ukasz ' },
    { subset: expect.stringMatching(/^noto-sans-sc\//), text: 'Chen ' },
    { subset: expect.stringMatching(/^noto-sans-sc\//), text: '王' },
  ])
})

test('characters that no font has are told, and drawn as the nearest there is', async () => {
  const name = { latinGiven: 'Zoë', latinFamily: 'Müller', han: '王䶮', familyFirst: false }
  expect(await missingOn(name)).toEqual(['䶮'])
  expect(await missingOn({ ...name, latinFamily: 'O’Neil', han: '龑堃喆萱晟闫' })).toEqual([])
  const drawn = async (text: string) => (await (await openFace()).runs(text)).map((run) => run.text).join('')
  expect(await drawn('王䶮')).toBe('王〓')
  expect(await drawn('Łukasz Čapek')).toBe('Łukasz Čapek')
})

test('every file of the font can be drawn with', async () => {
  const face = await openFace()
  const require = createRequire(import.meta.url)
  const listed = ['noto-sans-sc', 'noto-sans'].flatMap((family) =>
    Object.keys(require(`@fontsource/${family}/unicode.json`) as object).map((name) => `${family}/${name}`),
  )
  const { default: Document } = await import('pdfkit')
  for (const name of listed) {
    const subset = name.replace(/[[\]]/g, '')
    const font = await face.font(subset)
    const points = [...pointsOf(font)]
    expect(points.length, subset).toBeGreaterThan(10)
    const doc = new Document()
    doc.registerFont(subset, font)
    expect(
      doc.font(subset).widthOfString(String.fromCodePoint(points.at(-1) ?? 0)),
      subset,
    ).toBeGreaterThanOrEqual(0)
  }
})
