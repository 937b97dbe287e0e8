import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Catalogues, compileWords, isLocale, MissingWord } from './i18n.ts'
import { inputsOf } from './message.ts'

const places =
  '.input {$count :number}\n.match $count\n0 {{No places}}\none {{{$count} place}}\n* {{{$count} places}}'
const catalogues: Catalogues = {
  en: {
    events: {
      plain: 'A forum',
      braces: 'Use \\{these\\}',
      hello: 'Hello, {$name}',
      places,
      done: '{$part :number style=percent} done',
      most: 'At most {$most :money}',
      apart: 'On {$day :date} that hour does not exist in {$place :zone}',
    },
  },
  zh: {
    events: {
      plain: '论坛',
      braces: '使用\\{括号\\}',
      hello: '您好，{$name}',
      places: '{$count :number}个名额',
      done: '已完成{$part :number style=percent}',
      most: '最多{$most :money}',
      apart: '{$day :date}，{$place :zone}没有这一小时',
    },
  },
}
const words = compileWords(catalogues)

describe('says', () => {
  it.each([
    ['plain', {}, 'A forum', '论坛'],
    ['braces', {}, 'Use {these}', '使用{括号}'],
    ['hello', { name: '<b>李伟</b>' }, 'Hello, <b>李伟</b>', '您好，<b>李伟</b>'],
    ['hello', { name: 2019 }, 'Hello, 2,019', '您好，2,019'],
    ['hello', { name: '2019' }, 'Hello, 2019', '您好，2019'],
    [
      'apart',
      { day: '2019-03-31', place: 'Europe/London' },
      'On 31 March 2019 that hour does not exist in London time',
      '2019年3月31日，伦敦时间没有这一小时',
    ],
    [
      'apart',
      { day: '2019-03-31', place: 'Asia/Shanghai' },
      'On 31 March 2019 that hour does not exist in Beijing time',
      '2019年3月31日，北京时间没有这一小时',
    ],
    [
      'apart',
      { day: '2019-03-31', place: 'Asia/Almaty' },
      'On 31 March 2019 that hour does not exist in Almaty time',
      '2019年3月31日，阿拉木图时间没有这一小时',
    ],
    [
      'apart',
      { day: '2019-02-30', place: 'UTC' },
      'On 2019-02-30 that hour does not exist in UTC',
      '2019-02-30，UTC没有这一小时',
    ],
    [
      'apart',
      { day: 'then', place: 'nowhere' },
      'On then that hour does not exist in nowhere',
      'then，nowhere没有这一小时',
    ],
    ['most', { most: 'CNY 60000.00' }, 'At most CN¥60,000', '最多¥60,000'],
    ['most', { most: 'JPY 1200' }, 'At most JP¥1,200', '最多JP¥1,200'],
    ['most', { most: 'much' }, 'At most much', '最多much'],
    ['places', { count: 0 }, 'No places', '0个名额'],
    ['places', { count: 1 }, '1 place', '1个名额'],
    ['places', { count: 35_000 }, '35,000 places', '35,000个名额'],
    ['places', { count: 2, more: 'than asked for' }, '2 places', '2个名额'],
  ])('%s with %j', (name, inputs, en, zh) => {
    const key = `events.${name}`
    expect([words.say('en')(key, inputs), words.say('zh')(key, inputs)]).toEqual([en, zh])
    expect(words.say('en')(key, inputs)).toBe(en)
  })

  it('inputs as they are, without marks of direction and without reading them', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(words.say('en')('events.hello', { name })).toBe(`Hello, ${name}`)
      }),
    ))

  it('the same however often and in whatever order it is asked', () =>
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 9000 }), { maxLength: 200 }), (counts) => {
        for (const count of counts) {
          const expected =
            count === 0 ? 'No places' : `${count.toLocaleString('en')} place${count === 1 ? '' : 's'}`
          expect(words.say('en')('events.places', { count })).toBe(expected)
        }
      }),
    ))
})

describe('what is missing', () => {
  it.each([
    ['events.nothing', {}, 'en: no message events.nothing'],
    ['constructor', {}, 'en: no message constructor'],
    ['events.hello', {}, 'en: message events.hello was not given {$name}'],
    ['events.places', {}, 'en: message events.places was not given {$count}'],
    [
      'events.places',
      { count: 'many' },
      'en: message events.places was not given a usable input (Input is not numeric)',
    ],
  ])('%s with %j throws where nobody listens', (key, inputs, message) => {
    expect(() => words.say('en')(key, inputs)).toThrow(MissingWord)
    expect(() => words.say('en')(key, inputs)).toThrow(message)
  })

  it('is told in production, and the page stands', () => {
    const heard: unknown[] = []
    const say = compileWords(catalogues, (...missing) => heard.push(missing)).say('zh')
    expect(say('events.nothing')).toBe('events.nothing')
    expect(say('events.hello')).toBe('您好，{$name}')
    expect(heard).toEqual([
      ['events.nothing', 'zh', undefined],
      ['events.hello', 'zh', '{$name}'],
    ])
  })
})

describe('a message that is none stops the start', () => {
  it.each([
    ['{oops', 'locales/en/events.mf2.json: "bad" is no message'],
    ['.input {$n :number} .match $n one {{x}}', 'missing-fallback'],
    ['.match $n * {{x}}', 'missing-selector-annotation'],
    ['{$n :currency currency=GBP}', 'unknown function :currency'],
  ])('%s', (bad, reason) => {
    const compile = () => compileWords({ en: { events: { bad } }, zh: {} })
    expect(compile).toThrow(SyntaxError)
    expect(compile).toThrow(reason)
  })
})

it('knows its keys', () => {
  const uneven = compileWords({ en: { a: { x: 'x', y: 'y' } }, zh: { a: { x: 'x' } } })
  expect([uneven.has('a.x'), uneven.has('a.y'), uneven.has('a')]).toEqual([true, false, false])
  expect(uneven.keys('en')).toEqual(['a.x', 'a.y'])
  expect(['en', 'zh', 'de', 'constructor', undefined].map(isLocale)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
})

it('names what a message asks for', () => {
  expect(inputsOf(places)).toEqual(['count'])
  expect(inputsOf('.local $x = {$a :number} {{{$x} of {$b}}}')).toEqual(['a', 'b'])
})
