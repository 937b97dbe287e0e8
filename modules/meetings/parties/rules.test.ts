import { describe, expect, test } from 'vitest'
import { instant } from '#kernel/time'
import { aBrokerage, aGroup, aParty, aSlot, now } from '../fixtures.ts'
import { busyAfter, isComplete, joined, left, missingIn, topicsIn } from './rules.ts'

describe('a profile good enough to be chosen', () => {
  const whole = aParty()
  test.each<[string, Partial<typeof whole>, string[]]>([
    ['whole', {}, []],
    ['no headline', { headline: '' }, ['headline']],
    ['two letters are no headline', { headline: 'Dr' }, ['headline']],
    ['three characters are', { headline: '研究员' }, []],
    ['an offer of one word', { offers: 'Batteries' }, ['offers']],
    ['an offer of eight characters', { offers: '固态电池电解质研发' }, []],
    ['dots and dashes say nothing', { seeks: '........................ -- !' }, ['seeks']],
    ['no topic, no language', { topics: [], languages: [] }, ['topics', 'languages']],
    ['an organisation is not needed', { organisation: '' }, []],
    ['empty', { headline: '', offers: '', seeks: '', topics: [] }, ['headline', 'offers', 'seeks', 'topics']],
  ])('%s', (_name, over, missing) => {
    expect(missingIn({ ...whole, ...over })).toEqual(missing)
    expect(isComplete({ ...whole, ...over })).toBe(missing.length === 0)
  })
})

test.each([
  ['batteries, sea wind; AI', ['batteries', 'sea wind', 'AI']],
  ['电池、海上风电，人工智能；AI', ['电池', '海上风电', '人工智能', 'AI']],
  ['AI\nai, Ai ,, ', ['AI']],
  ['', []],
])('topics in %j', (text, topics) => expect(topicsIn(text)).toEqual(topics))

describe('taking part', () => {
  const group = aGroup()
  const brokerage = aBrokerage()
  const person = { id: aParty().personId, affiliation: 'UCL', languages: ['en', 'zh'] }
  const entry = (over: Partial<Parameters<typeof joined>[0]> = {}) => ({
    brokerage,
    groupId: group.id,
    groups: [group],
    admitted: true,
    standing: undefined,
    newcomer: true,
    organisationId: null,
    added: null,
    ...over,
  })
  const early = instant('2019-04-30T00:00:00Z')
  const by = { by: aParty().personId, reason: 'Asked on the phone' }
  const gone = aParty({ withdrawnAt: now, groupId: group.id })

  test('what the house knows already is filled in', () => {
    expect(joined(entry(), person, now)).toMatchObject({
      organisation: 'UCL',
      languages: ['en', 'zh'],
      newcomer: true,
      withdrawnAt: null,
    })
  })
  test.each<[string, Partial<Parameters<typeof joined>[0]>, typeof now, string]>([
    ['before the first phase', {}, early, 'meetings.joining_closed'],
    ['when all is over', {}, brokerage.begins.done, 'meetings.joining_closed'],
    ['without a place at the event', { admitted: false }, now, 'meetings.not_admitted'],
    ['in a group that is not there', { groupId: aGroup().id }, now, 'kernel.invalid'],
    ['a second time', { standing: aParty() }, now, 'meetings.joined_already'],
  ])('%s: refused', (_name, over, at, code) => expect(() => joined(entry(over), person, at)).toThrow(code))
  test('the desk puts people in before the first phase, too', () => {
    expect(joined(entry({ added: by }), person, early).added).toEqual(by)
  })
  test('who left comes back to the same record, and nothing of before is in it', () => {
    const again = joined(entry({ standing: gone }), person, now)
    expect([again.id, again.offers, again.withdrawnAt]).toEqual([gone.id, '', null])
    expect(again.feedKey).not.toBe(gone.feedKey)
  })
  test('leaving empties the record and keeps the row', () => {
    const party = aParty({ added: by })
    expect(left(party, now)).toEqual({
      ...party,
      organisation: '',
      headline: '',
      offers: '',
      seeks: '',
      topics: [],
      languages: [],
      feedKey: expect.not.stringContaining(party.feedKey),
      changedAt: now,
      added: null,
      withdrawnAt: now,
    })
  })
})

describe('times', () => {
  const [a, b, c] = [aSlot(now), aSlot(now), aSlot(now)].map(({ id }) => id)
  if (!a || !b || !c) throw new Error('three slots')
  const all = [a, b, c]
  test.each([
    ['one more', [a], [b], true, [a, b]],
    ['one less', [a, b], [b], false, [a]],
    ['said twice is said once', [a], [a], true, [a]],
    ['always free', [a, b], all, false, []],
    ['a slot that is gone is forgotten', [a], ['x' as typeof a], true, [a]],
  ])('%s', (_name, known, slots, busy, after) =>
    expect(busyAfter(known, all, { slots, busy }, [])).toEqual(after),
  )
  test('not where a meeting of one’s own stands; but free can be said of it', () => {
    expect(() => busyAfter([], all, { slots: [a, b], busy: true }, [b])).toThrow('meetings.slot_booked')
    expect(busyAfter([b], all, { slots: [b], busy: false }, [b])).toEqual([])
  })
})
