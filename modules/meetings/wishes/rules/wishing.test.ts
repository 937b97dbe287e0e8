import { describe, expect, test } from 'vitest'
import { instant } from '#kernel/time'
import { aGroup, aParty, aScene, aWish, now } from '../../fixtures.ts'
import { quotaOf, sorted, type Wishing, wished } from './wishing.ts'

const wishTime = instant('2019-05-20T00:00:00Z')
const scene = aScene({ scholars: { mostWishes: 3, mostMusts: 1 } })
const me = scene.scholar()
const [a, b, c, d] = [scene.firm(), scene.firm(), scene.firm(), scene.firm()]
const wishing = (over: Partial<Wishing> = {}): Wishing => ({
  brokerage: scene.setUp.brokerage,
  pairings: scene.setUp.pairings,
  group: scene.scholars,
  from: me,
  to: a,
  wishes: [],
  ...over,
})

describe('a wish', () => {
  test.each<[string, Partial<Wishing>, 'must' | 'meet' | 'no' | null, typeof now, string | null]>([
    ['in time', {}, 'must', wishTime, null],
    ['before the time for wishes', {}, 'meet', now, 'meetings.wishing_closed'],
    ['when all is over', {}, 'meet', scene.setUp.brokerage.begins.done, 'meetings.wishing_closed'],
    ['in the live phase it still counts', {}, 'meet', scene.setUp.brokerage.begins.live, null],
    ['for oneself', { to: me }, 'meet', wishTime, 'meetings.wish_for_oneself'],
    ['without a profile', { from: { ...me, topics: [] } }, 'meet', wishTime, 'meetings.profile_first'],
    ['for a peer one does not meet', { to: scene.scholar() }, 'meet', wishTime, 'meetings.no_such_party'],
    [
      'for somebody who left',
      { to: scene.firm({ withdrawnAt: now }) },
      'meet',
      wishTime,
      'meetings.no_such_party',
    ],
    [
      'for a party of other meetings',
      { to: aParty({ groupId: a.groupId }) },
      'meet',
      wishTime,
      'meetings.no_such_party',
    ],
    ['a second must', { wishes: [aWish(me, b, 'must')] }, 'must', wishTime, 'meetings.musts_used'],
    ['a meet beside the must', { wishes: [aWish(me, b, 'must')] }, 'meet', wishTime, null],
    [
      'a fourth',
      { wishes: [aWish(me, b), aWish(me, c), aWish(me, d)] },
      'meet',
      wishTime,
      'meetings.wishes_used',
    ],
    ['a no costs nothing', { wishes: [aWish(me, b), aWish(me, c), aWish(me, d)] }, 'no', wishTime, null],
    [
      'noes do not count against it',
      { wishes: [aWish(me, b, 'no'), aWish(me, c, 'no'), aWish(me, d, 'no')] },
      'meet',
      wishTime,
      null,
    ],
    ['turning the only must into a meet', { wishes: [aWish(me, a, 'must')] }, 'meet', wishTime, null],
    [
      'a lowered quota: a must of three wishes where one is left can become a meet',
      {
        group: { ...scene.scholars, mostWishes: 1, mostMusts: 0 },
        wishes: [aWish(me, a, 'must'), aWish(me, b), aWish(me, c)],
      },
      'meet',
      wishTime,
      null,
    ],
    [
      'a lowered quota: what is a must stays one, in other words',
      { group: { ...scene.scholars, mostMusts: 0 }, wishes: [aWish(me, a, 'must'), aWish(me, b, 'must')] },
      'must',
      wishTime,
      null,
    ],
    [
      'a lowered quota: a no becomes no wish',
      {
        group: { ...scene.scholars, mostWishes: 1 },
        wishes: [aWish(me, a, 'no'), aWish(me, b), aWish(me, c)],
      },
      'meet',
      wishTime,
      'meetings.wishes_used',
    ],
    [
      'taken back though the groups do not meet any more',
      { pairings: [], wishes: [aWish(me, a)] },
      null,
      wishTime,
      null,
    ],
    [
      'taken back without a profile',
      { from: { ...me, topics: [] }, wishes: [aWish(me, a)] },
      null,
      wishTime,
      null,
    ],
    ['taken back', { wishes: [aWish(me, a, 'must')] }, null, wishTime, null],
  ])('%s', (_name, over, kind, at, refusal) => {
    const make = () => wished(wishing(over), kind, null, at)
    if (refusal) expect(make).toThrow(refusal)
    else expect(make()).toEqual(kind === null ? null : { ...aWish(me, a, kind), changedAt: at })
  })

  test.each([
    ['written with it', 'must', 'A pilot line', '', 'A pilot line'],
    ['kept when only the kind changes', 'meet', null, 'As before', 'As before'],
    ['taken away', 'meet', '', 'As before', ''],
    ['gone with a no: nobody is to read it', 'no', 'Not you', 'As before', ''],
  ] as const)('a note is %s', (_name, kind, note, before, after) => {
    const known = { ...aWish(me, a), note: before }
    expect(wished(wishing({ wishes: [known] }), kind, note, wishTime)?.note).toBe(after)
  })

  test('the quota counts must and meet', () => {
    const group = aGroup({ mostWishes: 9, mostMusts: 2 })
    expect(quotaOf(group, [aWish(me, a, 'must'), aWish(me, b), aWish(me, c, 'no')])).toEqual({
      wishes: 2,
      mostWishes: 9,
      musts: 1,
      mostMusts: 2,
    })
  })
})

test('one looks through those nothing was said of, one’s wishes, and apart from both one’s noes', () => {
  const unfinished = scene.firm({ offers: '' })
  const unfinishedButWished = scene.firm({ offers: '' })
  const lists = sorted(
    [a, b, c, unfinished, unfinishedButWished],
    [aWish(me, b, 'must'), aWish(me, c, 'no'), aWish(me, unfinishedButWished)],
  )
  const ids = (view: keyof typeof lists) => lists[view].map(({ party }) => party.id)
  expect(ids('open')).toEqual([a.id])
  expect(ids('wished')).toEqual([b.id, unfinishedButWished.id])
  expect(ids('no')).toEqual([c.id])
})
