import { describe, expect, test } from 'vitest'
import { distance } from './distance.ts'
import { indexOf, meant, plain, queryOf } from './index.ts'

const kept = indexOf({
  named: ['Pocket quantum sensor', '量子重力传感器'],
  told: ['测量地下管线，Zoë 的团队'],
})

/** As the database asks: every word as a beginning, every pair contained. */
const finds = (query: string) => {
  const { beginnings, exact } = queryOf(query)
  return (
    beginnings.every((each) => kept.some((word) => word.startsWith(each))) &&
    exact.every((each) => kept.includes(each))
  )
}

test.each([
  ['a word', 'quantum'],
  ['its beginning', 'quant'],
  ['capitals', 'QUANTUM'],
  ['full width', 'ｑｕａｎｔｕｍ'],
  ['without its accent', 'zoe'],
  ['a Chinese word', '量子'],
  ['across two words', '子重'],
  ['one character', '力'],
  ['six characters', '量子重力传感'],
  ['traditional characters', '傳感器'],
  ['how it sounds', 'liangzi'],
  ['how the whole sounds', 'liangzizhonglichuanganqi'],
  ['both scripts', 'sensor 量子'],
  ['a word of the text', '管线'],
])('%s is found: %s', (_why, query) => expect(finds(query)).toBe(true))

test.each(['fusion', '力量', 'quantum 医药', 'guanxian'])('%s is not', (query) =>
  expect(finds(query)).toBe(false),
)

test('what is longer than any word is found by its beginning', () => {
  const word = 'x'.repeat(5000)
  expect(indexOf({ named: [word], told: [] })).toEqual([word.slice(0, 60)])
  expect(queryOf(word).beginnings).toEqual([word.slice(0, 60)])
})

test('what is the same to a reader is one', () => {
  expect(plain('ÀÉ　Ｑ１')).toBe('ae q1')
  expect(plain('國際學術')).toBe('国际学术')
})

describe('slips', () => {
  test.each([
    ['swapped', 'qauntum', 'quantum', 1],
    ['left out', 'quantm', 'quantum', 1],
    ['put in', 'quanntum', 'quantum', 1],
    ['changed', 'quantun', 'quantum', 1],
    ['two', 'qauntun', 'quantum', 2],
    ['none', 'quantum', 'quantum', 0],
    ['far', 'fusion', 'quantum', 3],
  ] as const)('%s', (_why, a, b, slips) => expect(distance(a, b, 2)).toBe(slips))
  test('short words are taken as typed', () => expect(meant('cat', ['car'])).toBeUndefined())
  test('the nearest is meant', () =>
    expect(meant('photonnic', ['photonics', 'photonic', 'phonic'])).toBe('photonic'))
  test('a known word is not mended', () => expect(meant('sensor', ['sensors', 'sensor'])).toBeUndefined())
})
