import { describe, expect, test } from 'vitest'
import { plus } from '#kernel/time'
import { aScene, aWish, now } from '../fixtures.ts'
import { figuresOf, mayNudge, owes, standings, standsAt } from './rules.ts'

const scene = aScene()
const told = { availabilityToldAt: now }
const ready = scene.scholar(told)
const blank = scene.scholar({ offers: '', availabilityToldAt: null })
const firm = scene.firm(told)
const wishes = [aWish(ready, firm, 'must'), aWish(firm, ready), aWish(blank, firm, 'no')]
const all = standings([ready, blank, firm], wishes, [])

describe('who still owes what', () => {
  test.each([
    ['nothing', ready, 2, []],
    ['wishes', ready, 0, ['no_wishes']],
    ['everything', blank, 0, ['no_profile', 'no_wishes', 'no_availability']],
  ] as const)('%s', (_name, party, count, missing) => expect(owes(party, count)).toEqual(missing))

  test('a no is no wish, and what is wanted is counted by its kind', () => {
    expect(all.map(({ wishes: made, wanted, wantedMust }) => [made, wanted, wantedMust])).toEqual([
      [1, 1, 0],
      [0, 0, 0],
      [1, 1, 1],
    ])
    expect(all.filter((one) => standsAt(one, 'ready'))).toHaveLength(2)
    expect(all.filter((one) => standsAt(one, 'no_availability'))).toHaveLength(1)
  })

  test('a group’s figures', () => {
    expect(figuresOf(scene.setUp.groups, all, wishes)).toMatchObject([
      { parties: 2, withWishes: 1, wishes: 1, mutual: 1, most: 16 },
      { parties: 1, withWishes: 1, wishes: 1, mutual: 1, most: 8 },
    ])
  })

  test.each([
    ['never reminded', null, true],
    ['an hour ago', plus(now, { hours: -1 }), false],
    ['a day ago', plus(now, { hours: -24 }), true],
  ])('reminded: %s', (_name, nudgedAt, expected) => {
    const one = standings([{ ...blank, nudgedAt }], [], [])[0]
    expect(one && mayNudge(one, now)).toBe(expected)
  })
  test('who owes nothing is not reminded', () => expect(all[0] && mayNudge(all[0], now)).toBe(false))
})
