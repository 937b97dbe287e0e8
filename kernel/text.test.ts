import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Bilingual,
  bilingual,
  both,
  cleanLine,
  cleanText,
  line,
  paragraphsOf,
  pick,
  prose,
  storable,
} from './text.ts'

describe('pick', () => {
  it.each([
    [{ en: 'Forum', zh: '论坛' }, 'zh', { value: '论坛', lang: 'zh' }],
    [{ en: 'Forum', zh: '论坛' }, 'en', { value: 'Forum', lang: 'en' }],
    [{ en: 'Forum', zh: '' }, 'zh', { value: 'Forum', lang: 'en' }],
    [{ en: '', zh: '论坛' }, 'en', { value: '论坛', lang: 'zh' }],
    [{ zh: '论坛' }, 'en', { value: '论坛', lang: 'zh' }],
    [{ en: '', zh: '' }, 'zh', { value: '', lang: 'zh' }],
    [null, 'en', { value: '', lang: 'en' }],
  ] as const)('%j for a reader of %s', (text, locale, expected) =>
    expect(pick(text, locale)).toEqual(expected),
  )
})

describe('both', () => {
  it.each([
    [{ en: 'Final', zh: '决赛' }, 'Final · 决赛'],
    [{ en: 'Final', zh: '' }, 'Final'],
    [{ en: '', zh: '决赛' }, '决赛'],
    [{ en: 'OPC UA', zh: 'OPC UA' }, 'OPC UA'],
    [{ en: '', zh: '' }, ''],
  ])('%j in one line: %s', (text, expected) => expect(both(text)).toBe(expected))
})

describe('storable', () => {
  it.each([
    ['a\0b\0', 'ab', 'no NUL'],
    ['x\ud800y', 'x\ufffdy', 'no half of a character'],
    [' 陈䶮\n\ud83c\udf89 ', ' 陈䶮\n\ud83c\udf89 ', 'anything else stays as it is'],
  ])('%j → %j (%s)', (text, expected) => expect(storable(text)).toBe(expected))
})

describe('bilingual', () => {
  const title = bilingual({ max: 10 })
  it.each<[object, Bilingual, string]>([
    [{ en: ' Forum\u0000 ', zh: '' }, { en: 'Forum', zh: '' }, 'cleaned; one side is enough'],
    [{ zh: '论\n坛' }, { en: '', zh: '论 坛' }, 'a missing side is empty; a title is one line'],
    [{ en: `${' '.repeat(30)}Forum` }, { en: 'Forum', zh: '' }, 'measured after cleaning'],
  ])('%j → %j (%s)', (input, expected) => expect(title.parse(input)).toEqual(expected))

  it('keeps lines where there may be many', () => {
    expect(bilingual({ max: 50, lines: 'many' }).parse({ en: 'a\r\nb\rc' })).toEqual({
      en: 'a\nb\nc',
      zh: '',
    })
  })

  it.each([
    [{ en: ' ', zh: '' }, 'kernel.field_one_language', ''],
    [{ en: 'x'.repeat(11), zh: '' }, 'too_big', 'en'],
    [{ en: 'a', zh: '论'.repeat(11) }, 'too_big', 'zh'],
    [{ en: 'x'.repeat(1_000_000) }, 'too_big', 'en'],
    [{ en: 5 }, 'invalid_type', 'en'],
  ])('refuses %j', (input, problem, path) => {
    const issue = title.safeParse(input).error?.issues[0]
    expect([issue?.message === problem ? problem : issue?.code, issue?.path.join('.')]).toEqual([
      problem,
      path,
    ])
  })

  it('may be empty where that is allowed', () => {
    expect(bilingual({ max: 5, optional: true }).parse({})).toEqual({ en: '', zh: '' })
  })
})

describe('line and prose', () => {
  it('line wants something by default, prose does not', () => {
    expect(line(5).safeParse('  ').success).toBe(false)
    expect(line(5, 0).parse('  ')).toBe('')
    expect(prose(5).parse(' a\n\nb ')).toBe('a\n\nb')
    expect(prose(5).safeParse('123456').error?.issues[0]).toMatchObject({ code: 'too_big', maximum: 5 })
  })
})

it('whatever is typed becomes text that PostgreSQL keeps as it is', () =>
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (typed) => {
      const text = cleanText(typed)
      expect(text).toBe(text.toWellFormed().normalize('NFC').trim())
      expect(text).not.toMatch(/[\0\r\u202e]/)
      expect(cleanText(text)).toBe(text)
      expect(cleanLine(text)).not.toMatch(/[\n\t]/)
    }),
  ))

it('parts paragraphs at blank lines, and nowhere else', () => {
  expect(paragraphsOf(cleanText('a\r\nb\r\n\r\n\r\nc'))).toEqual(['a\nb', 'c'])
})
