import { describe, expect, it } from 'vitest'
import { countriesSorted, countryCodes, countryName, isCountry, parseCountry } from './countries.ts'

it('has the 249 assigned codes once, in order, each named in both languages', () => {
  expect(new Set(countryCodes).size).toBe(249)
  expect([...countryCodes].sort()).toEqual(countryCodes)
  for (const code of countryCodes) {
    expect(countryName(code, 'en')).toMatch(/[a-z]{2}/)
    expect(countryName(code, 'zh')).toMatch(/^[\p{Script=Han}（）]+$/u)
  }
})

describe('names', () => {
  it.each([
    ['CN', 'China', '中国'],
    ['TW', 'Taiwan, China', '中国台湾'],
    ['HK', 'Hong Kong, China', '中国香港'],
    ['MO', 'Macao, China', '中国澳门'],
    ['GB', 'United Kingdom', '英国'],
    ['XK', 'XK', 'XK'],
  ])('%s', (code, en, zh) => expect([countryName(code, 'en'), countryName(code, 'zh')]).toEqual([en, zh]))
})

describe('reads', () => {
  it.each([
    ['gb', 'GB'],
    ['UK', 'GB'],
    [' United  Kingdom ', 'GB'],
    ['英国', 'GB'],
    ['PRC', 'CN'],
    ['中国', 'CN'],
    ['Hong Kong', 'HK'],
    ['Hong Kong SAR China', 'HK'],
    ['香港', 'HK'],
    ['中国台湾', 'TW'],
    ['Taiwan', 'TW'],
    ['Côte d’Ivoire', 'CI'],
    ["cote d'ivoire", 'CI'],
    ['Bosnia and Herzegovina', 'BA'],
    ['Turkey', 'TR'],
    ['Türkiye', 'TR'],
    ['美国', 'US'],
    ['U.S.A.', 'US'],
    ['Atlantis', null],
    ['XX', null],
    ['', null],
    ['constructor', null],
  ])('%s → %s', (text, code) => expect(parseCountry(text)).toBe(code))

  it('every name it writes', () => {
    for (const code of countryCodes) {
      expect([parseCountry(countryName(code, 'en')), parseCountry(countryName(code, 'zh'))]).toEqual([
        code,
        code,
      ])
    }
  })
})

it('sorts by the alphabet, and by pinyin', () => {
  const en = countriesSorted('en').map(({ name }) => name)
  const zh = countriesSorted('zh').map(({ name }) => name)
  expect(en.slice(0, 3)).toEqual(['Afghanistan', 'Åland Islands', 'Albania'])
  expect(zh.slice(0, 3)).toEqual(['阿尔巴尼亚', '阿尔及利亚', '阿富汗'])
  expect(zh.indexOf('中国')).toBeLessThan(zh.indexOf('中国澳门'))
  expect(zh.indexOf('英国')).toBeLessThan(zh.indexOf('中国'))
})

it('knows a code from other text', () => {
  expect(['GB', 'gb', 'XK', 'EU', 'toString', null].map(isCountry)).toEqual([
    true,
    false,
    false,
    false,
    false,
    false,
  ])
})
