import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  displayName,
  foldForSearch,
  nameSearchText,
  type PersonName,
  personName,
  pinyinOf,
  sortKey,
} from './names.ts'

const latin = (latinGiven: string, latinFamily: string, familyFirst = false) =>
  personName({ latinGiven, latinFamily, familyFirst })
const liWei = personName({ latinGiven: 'Wei', latinFamily: 'Li', han: '李伟', familyFirst: true })

describe('pinyin reads the first character as a family name', () => {
  it.each([
    ['欧阳娜娜', 'Ōuyáng Nànà', 'family name of two characters'],
    ['单雄信', 'Shàn Xióngxìn', 'not Dān'],
    ['曾国藩', 'Zēng Guófān', 'not Céng'],
    ['解缙', 'Xiè Jìn', 'not Jiě'],
    ['仇英', 'Qiú Yīng', 'not Chóu'],
    ['查良镛', 'Zhā Liángyōng', 'not Chá'],
    ['万俟卨', 'Mòqí Xiè', 'not Wànsì'],
    ['李伟', 'Lǐ Wěi', 'the usual case'],
    ['李西安', 'Lǐ Xī’ān', 'syllables that could be read together'],
    ['吕不韦', 'Lǚ Bùwéi', 'no tone sandhi in names'],
    ['王', 'Wáng', 'a family name alone'],
    ['阿卜杜拉·买买提', 'Ābǔdùlā Mǎimǎití', 'a name with a dot keeps its order'],
    ['Smith', '', 'no Han'],
    ['', '', 'nothing'],
  ])('%s → %s (%s)', (han, expected) => expect(pinyinOf(han)).toBe(expected))
})

describe('a name is shown', () => {
  it.each<[PersonName, 'en' | 'zh', boolean, string]>([
    [liWei, 'zh', false, '李伟'],
    [liWei, 'en', false, 'Li Wei'],
    [liWei, 'en', true, 'Li Wei (李伟)'],
    [liWei, 'zh', true, '李伟（Li Wei）'],
    [{ ...liWei, familyFirst: false }, 'en', false, 'Wei Li'],
    [personName({ han: '解缙' }), 'en', true, '解缙'],
    [latin('Shaun', 'O’Neil'), 'zh', true, 'Shaun O’Neil'],
    [latin('Văn An', 'Nguyễn', true), 'en', false, 'Nguyễn Văn An'],
    [latin('', 'Suharto'), 'en', false, 'Suharto'],
    [personName({}), 'en', true, ''],
  ])('%j in %s (both %s) → %s', (name, locale, both, expected) => {
    expect(displayName(name, locale, { both })).toBe(expected)
  })
})

const finds = (name: PersonName, query: string) =>
  foldForSearch(query)
    .split(' ')
    .every((part) => nameSearchText(name).includes(part))

describe('a guest is found in either script', () => {
  it.each<[PersonName, string[]]>([
    [liWei, ['李伟', '李', 'li wei', 'Wei Li', 'liwei', 'weili', 'LW', 'ＬＩ', '李 wei']],
    [
      personName({ han: '欧阳娜娜' }),
      ['欧阳', 'ouyang', 'ouyang nana', 'nana ouyang', 'ou yang na na', 'oynn'],
    ],
    [personName({ han: '单雄信' }), ['shan xiongxin', 'Shàn Xióngxìn', 'sxx']],
    [personName({ han: '曾国藩' }), ['zeng guofan', 'zengguofan', 'zgf']],
    [personName({ han: '吕布' }), ['lü bu', 'lv bu', 'lyu', 'lvbu']],
    [personName({ han: '阿卜杜拉•买买提' }), ['买买提', '阿卜杜拉·买买提', '阿卜杜拉买买提', 'maimaiti']],
    [latin('Jürgen', 'Müller'), ['Müller', 'muller', 'MUELLER', 'Juergen Mueller', 'jurgen']],
    [latin('Shaun', 'O’Neil'), ['O’Neil', "o'neil", 'oneil', 'ONEIL shaun']],
    [latin('Văn An', 'Nguyễn', true), ['nguyen', 'Nguyễn', 'van an', 'an nguyen']],
    [latin('Łukasz', 'Đỗ'), ['lukasz', 'do']],
    [latin('Jean-Luc', 'Picard'), ['jean luc', 'Jean-Luc', 'jeanluc', 'jlp']],
  ])('%j by %j', (name, queries) => {
    expect(queries.filter((query) => !finds(name, query))).toEqual([])
  })

  it('and nobody else is', () => {
    expect(['zhang', '张', 'wei lin', 'ben'].filter((query) => finds(liWei, query))).toEqual([])
  })
})

it('cleans what was typed', () => {
  expect(personName({ latinGiven: '  Jean  Luc ', latinFamily: 'Ｌｉ', han: ' 阿 • 买\u0000' })).toEqual({
    latinGiven: 'Jean Luc',
    latinFamily: 'Li',
    han: '阿·买',
    familyFirst: false,
  })
  expect(personName({ latinFamily: 'Nguye\u0302\u0303n' }).latinFamily).toBe('Nguyễn')
})

it('sorts by family name over both scripts', () => {
  const names = [
    latin('John', 'van Dyke'),
    latin('Zoe', 'Van'),
    latin('Wei', 'Lin'),
    latin('Anna', 'Müller'),
    personName({ han: '李娜' }),
    latin('Wei', 'Li', true),
    personName({ han: '欧阳娜娜' }),
    latin('Cher', ''),
  ]
  const order = names
    .map((name) => [sortKey(name), displayName(name, 'en')] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, name]) => name)
  expect(order).toEqual([
    'Cher',
    '李娜',
    'Li Wei',
    'Wei Lin',
    'Anna Müller',
    '欧阳娜娜',
    'Zoe Van',
    'John van Dyke',
  ])
})

describe('for any name at all', () => {
  const anyName = fc
    .record({
      latinGiven: fc.string({ unit: 'grapheme', maxLength: 20 }),
      latinFamily: fc.string({ unit: 'grapheme', maxLength: 20 }),
      han: fc.oneof(
        fc.string({ unit: 'binary', maxLength: 8 }),
        fc.constantFrom('单田芳', '𠮷野家', '·', '𠀀'),
      ),
      familyFirst: fc.boolean(),
    })
    .map(personName)

  it('cleaning and folding twice changes nothing', () =>
    fc.assert(
      fc.property(anyName, fc.string({ unit: 'binary' }), (name, text) => {
        expect(personName(name)).toEqual(name)
        expect(foldForSearch(foldForSearch(text))).toBe(foldForSearch(text))
      }),
    ))

  it('it is found by each of its own parts', () =>
    fc.assert(
      fc.property(anyName, (name) => {
        for (const part of [name.latinGiven, name.latinFamily, name.han]) expect(finds(name, part)).toBe(true)
        expect(sortKey(name)).toBe(sortKey(name).toWellFormed())
      }),
    ))
})
