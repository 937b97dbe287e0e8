import { describe, expect, test } from 'vitest'
import { personName } from '#kernel/names'
import { aParty } from '../../fixtures.ts'
import { matching, recommend } from './recommend.ts'
import { queryParts, sharedWords, termsOf } from './terms.ts'

const plain = {
  headline: 'Somebody',
  offers: 'Nothing special at all',
  seeks: 'Anything whatever comes',
  topics: ['other'],
}
const me = aParty({
  headline: 'Battery researcher',
  offers: 'Solid-state electrolytes; 固态电解质配方',
  seeks: 'A pilot line in Dalian for coating, 中试生产线',
  topics: ['Energy storage', '新材料'],
  languages: ['en', 'zh'],
})

describe('words', () => {
  test('Latin words folded, without those that say nothing; Chinese by pairs', () => {
    expect([...termsOf('We offer Électrolytes and pilot lines')]).toEqual(['electrolyte', 'pilot', 'line'])
    expect([...termsOf('固态电池')]).toEqual(['固态', '态电', '电池'])
  })
  test('what is shared is said as it was written', () => {
    expect(sharedWords('本公司有中试生产线一条', termsOf('需要中试生产线'))).toEqual(['中试生产线'])
    expect(sharedWords('Pilot lines for coating', termsOf('a pilot line'))).toEqual(['pilot', 'lines'])
  })
  test.each([
    ['pilot 生产线', ['生产', '产线', 'pilot']],
    ['“Zürich”', ['zurich']],
    [' ', []],
  ])('a query %j', (query, parts) => expect(queryParts(query)).toEqual(parts))
})

describe('recommending', () => {
  const offers = aParty({ ...plain, offers: '中试生产线一条，可用于涂布' })
  const seeks = aParty({ ...plain, seeks: 'New electrolytes for our cells' })
  const topic = aParty({ ...plain, topics: ['energy storage'] })
  const nobody = aParty(plain)

  test('each comes with its reasons in the words of the other', () => {
    const found = recommend(me, [nobody, offers, seeks, topic])
    expect(found.at(-1)?.party.id).toBe(nobody.id)
    const reasonsOf = (id: string) => found.find(({ party }) => party.id === id)?.why()
    expect(reasonsOf(offers.id)?.[0]).toEqual({ key: 'they_offer', words: ['中试生产线'] })
    expect(reasonsOf(seeks.id)?.[0]).toEqual({ key: 'they_seek', words: ['electrolytes'] })
    expect(reasonsOf(topic.id)?.[0]).toEqual({ key: 'topics', words: ['energy storage'] })
    expect(reasonsOf(nobody.id)).toEqual([{ key: 'languages', languages: ['en'] }])
  })
  test('who speaks none of one’s languages comes after who does', () => {
    const french = aParty({ ...plain, languages: ['fr'] })
    expect(recommend(me, [french, nobody]).map(({ party }) => party.id)).toEqual([nobody.id, french.id])
  })
  test('a word that nearly everybody has says less than one that few have', () => {
    const many = Array.from({ length: 30 }, () => aParty({ ...plain, offers: 'A coating shop in town' }))
    const rare = aParty({ ...plain, offers: 'A pilot plant in town' })
    expect(recommend(me, [...many, rare])[0]?.party.id).toBe(rare.id)
  })
  test('every fourth place is a newcomer’s, as long as there are any', () => {
    const known = Array.from({ length: 8 }, () => aParty({ ...plain, topics: ['新材料'] }))
    const fresh = Array.from({ length: 3 }, () => aParty({ ...plain, newcomer: true }))
    const marks = recommend(me, [...known, ...fresh]).map(({ party }) => (party.newcomer ? 'N' : '.'))
    expect(marks.join('')).toBe('...N...N..N')
  })
  test('everybody stays in, once', () => {
    const all = [offers, seeks, topic, nobody, aParty({ newcomer: true })]
    expect(new Set(recommend(me, all).map(({ party }) => party.id)).size).toBe(all.length)
  })
})

describe('looking for', () => {
  const one = aParty({ ...plain, organisation: 'Dalian Heavy Industry 大连重工', offers: '海上风电安装' })
  const other = aParty({ ...plain, topics: ['AI'] })
  const name = personName({ latinGiven: 'Ruoxi', latinFamily: 'Luo', han: '罗若溪' })
  test.each([
    ['dalian', 1],
    ['风电', 1],
    ['海上 安装 heavy', 1],
    ['风车', 0],
    ['罗若溪', 1],
    ['luo ruoxi', 1],
    ['ai', 1],
    ['', 2],
  ])('%s', (query, count) => {
    const found = matching(recommend(me, [one, other]), query, ({ id }) => (id === one.id ? name : undefined))
    expect(found).toHaveLength(count)
  })
})
