import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newId } from '#kernel/ids'
import { type Instant, instant, plus } from '#kernel/time'
import { refused } from '../../../../tools/test/refused.ts'
import { aScene, aTable } from '../../fixtures.ts'
import type { Meeting, Party, WishKind } from '../../model.ts'
import { problemOf } from '../../ready/problem.ts'
import type { Seat, SeatedParty, Stage } from '../../timetable/model.ts'
import { type Between, busyKey, type Freed } from '../model.ts'
import * as rules from './asking.ts'
import * as offering from './offering.ts'

const scene = aScene({ slots: 3, scholars: { mostMeetings: 2 }, firms: { mostMeetings: 2, weight: 3 } })
const seated = (party: Party, ...lanes: string[]): SeatedParty => ({ ...party, lanes })
const [me, you] = [seated(scene.scholar(), 'me'), seated(scene.firm(), 'you')]
const [peer, rival] = [seated(scene.scholar(), 'peer'), seated(scene.firm(), 'rival')]
const tables = [
  { ...aTable('1'), lane: 't1' },
  { ...aTable('2', { position: 2 }), lane: 't2' },
]
const stage: Stage = { ...scene.setUp, tables, parties: [me, you, peer, rival] }
const slot = (index: number) => {
  const found = stage.slots[index]
  if (!found) throw new Error('three slots')
  return found
}
const live = instant('2019-06-12T12:00:00Z')

const between = (over: Partial<Between> = {}): Between => ({
  stage,
  me,
  other: you,
  busy: new Set(),
  taken: [],
  wishes: [],
  standing: [],
  ...over,
})
const seat = (lane: string, index: number): Seat => ({
  meetingId: newId<'meeting'>(),
  lane,
  slotId: slot(index).id,
})
const free = (over: Partial<Between>, at: Instant = live) =>
  rules
    .freePlaces(between(over), at)
    .map(({ slotId, tableId }) => [
      stage.slots.findIndex(({ id }) => id === slotId),
      (over.stage ?? stage).tables.findIndex(({ id }) => id === tableId),
    ])

describe('where two could meet', () => {
  const left = { ...you, withdrawnAt: live }
  const only = (...languages: string[]) => ({
    ...stage,
    tables: tables.map((each) => ({ ...each, languages })),
  })
  test.each([
    [
      'everything free: each slot, at the first table',
      {},
      [
        [0, 0],
        [1, 0],
        [2, 0],
      ],
    ],
    [
      'my busy slot is not offered',
      { busy: new Set([busyKey(me.id, slot(1).id)]) },
      [
        [0, 0],
        [2, 0],
      ],
    ],
    [
      'nor is theirs',
      { busy: new Set([busyKey(you.id, slot(0).id)]) },
      [
        [1, 0],
        [2, 0],
      ],
    ],
    [
      'nor one in which I meet somebody',
      { taken: [seat('me', 2)] },
      [
        [0, 0],
        [1, 0],
      ],
    ],
    [
      'a second representative can still come',
      { me: { ...me, lanes: ['me', 'me2'] }, taken: [seat('me', 2)] },
      [
        [0, 0],
        [1, 0],
        [2, 0],
      ],
    ],
    [
      'a taken table leaves the next one',
      { taken: [seat('t1', 0)] },
      [
        [0, 1],
        [1, 0],
        [2, 0],
      ],
    ],
    [
      'no table is left',
      { taken: [seat('t1', 0), seat('t2', 0)] },
      [
        [1, 0],
        [2, 0],
      ],
    ],
    [
      'a table closed in a slot',
      { stage: { ...stage, tables: tables.map((each) => ({ ...each, closed: [slot(2).id] })) } },
      [
        [0, 0],
        [1, 0],
      ],
    ],
    ['no common language with any table', { stage: only('zh') }, []],
    [
      'a language told by nobody is no hindrance',
      { stage: only('zh'), me: { ...me, languages: [] }, other: { ...you, languages: [] } },
      [
        [0, 0],
        [1, 0],
        [2, 0],
      ],
    ],
    ['my own no', { wishes: ['no'] }, []],
    ['a no beside a must', { wishes: ['must', 'no'] }, []],
    ['somebody who left', { other: left }, []],
    ['I left myself', { me: { ...me, withdrawnAt: live } }, []],
    ['groups that do not meet', { other: peer }, []],
    ['oneself', { other: me }, []],
  ] satisfies [string, Partial<Between>, number[][]][])('%s', (_why, over, expected) => {
    expect(free(over)).toEqual(expected)
  })
  test('what has begun is over for the market', () => expect(free({}, slot(1).startsAt)).toEqual([[2, 0]]))
})

const proposal = (over: Partial<Meeting> = {}): Meeting => ({
  ...rules.propose(between(), { slotId: slot(1).id, message: 'a pilot line', reason: null }, live),
  ...over,
})
const ask = (over: Partial<Between>, at: Instant = live, slotId = slot(1).id) =>
  refused(() => rules.propose(between(over), { slotId, message: '', reason: null }, at))

describe('to propose', () => {
  test('holds slot and table until the hold is over', () =>
    expect(proposal()).toMatchObject({
      state: 'proposed',
      proposedBy: me.id,
      slotId: slot(1).id,
      tableId: tables[0]?.id,
      sequence: 0,
      holdUntil: plus(live, { minutes: 30 }),
      ...(me.id < you.id ? { a: me.id, b: you.id } : { a: you.id, b: me.id }),
    }))
  const with2 = (party: SeatedParty, other: SeatedParty) =>
    [0, 2].map((index) => proposal({ a: party.id, b: other.id, slotId: slot(index).id }))
  test.each([
    ['before the day is live', {}, instant('2019-06-10T07:59:59Z'), 'market.not_live_yet'],
    ['once it is done', {}, instant('2019-06-12T17:00:00Z'), 'market.over'],
    ['the two meet already', { standing: [proposal()] }, live, 'market.already_meeting'],
    ['I have as many as my group allows', { standing: with2(me, rival) }, live, 'market.most_reached'],
    ['they have: the reason is not told', { standing: with2(peer, you) }, live, 'market.no_slot'],
    ['they said no: neither is that', { wishes: ['no'] }, live, 'market.no_slot'],
    ['somebody was faster', { taken: [seat('you', 1)] }, live, 'market.slot_taken'],
  ] satisfies [string, Partial<Between>, Instant, string][])('is refused: %s', (_why, over, at, code) => {
    const expected = code === 'market.slot_taken' ? 'meetings.slot_taken' : code
    expect(ask(over, at)).toBe(expected)
  })
  test.each([
    [60, 30],
    [30, 30],
    [10, 10],
  ])('%i minutes before it begins it is held for %i', (before, held) => {
    const at = plus(slot(2).startsAt, { minutes: -before })
    expect(rules.holdUntil(stage.brokerage, slot(2), at)).toBe(plus(at, { minutes: held }))
  })
})

describe('an answer', () => {
  const say = (meeting: Meeting, by: Party['id'], yes: boolean, at: Instant = live) =>
    rules.answer(stage.brokerage, meeting, by, { yes, reason: null }, at)
  test('yes books it and ends the hold', () =>
    expect(say(proposal(), you.id, true)).toMatchObject({ state: 'booked', holdUntil: null }))
  test('no frees it', () =>
    expect(say(proposal(), you.id, false)).toMatchObject({ state: 'declined', holdUntil: null }))
  test('of a slot offered to two the first yes asks the other, the second books', () => {
    const first = say(proposal({ proposedBy: null }), you.id, true)
    expect(first).toMatchObject({ state: 'proposed', proposedBy: you.id })
    // The other has the whole hold, however late the first yes came.
    const late = plus(live, { minutes: 29 })
    expect(say(proposal({ proposedBy: null }), you.id, true, late).holdUntil).toBe(
      plus(late, { minutes: 30 }),
    )
    expect(refused(() => say(first, you.id, true))).toBe('market.not_yours')
    expect(say(first, me.id, true).state).toBe('booked')
  })
  test.each([
    ['one’s own proposal', proposal(), me.id, live, 'market.not_yours'],
    ['at the very moment the hold ends', proposal(), you.id, plus(live, { minutes: 30 }), 'market.hold_over'],
    ['what has begun', proposal({ holdUntil: null }), you.id, slot(1).startsAt, 'market.has_begun'],
    ['what was answered', proposal({ state: 'booked' }), you.id, live, 'market.not_proposed'],
    ['what was called off', proposal({ state: 'cancelled' }), you.id, live, 'market.not_proposed'],
  ] as const)('is refused to %s', (_why, meeting, by, at, code) => {
    expect(refused(() => say(meeting, by, true, at))).toBe(code)
  })
})

describe('a change of a proposal', () => {
  const change = (meeting: Meeting, index: number, over: Partial<Between> = {}) =>
    rules.edit(between(over), meeting, { slotId: slot(index).id, message: 'later, please' }, live)
  test('counts the calendar up, moves it and holds anew', () =>
    expect(change(proposal(), 2)).toMatchObject({
      slotId: slot(2).id,
      startsAt: slot(2).startsAt,
      sequence: 1,
      message: 'later, please',
      holdUntil: plus(live, { minutes: 30 }),
    }))
  test('its own seats are not in its way', () => {
    const meeting = proposal()
    const taken = ['me', 'you', 't1'].map((lane) => ({ ...seat(lane, 1), meetingId: meeting.id }))
    expect(change(meeting, 1, { taken }).slotId).toBe(slot(1).id)
  })
  test('another’s are', () =>
    expect(refused(() => change(proposal(), 2, { taken: [seat('you', 2)] }))).toBe('meetings.slot_taken'))
  test('is the proposer’s alone', () =>
    expect(refused(() => change(proposal({ proposedBy: you.id }), 2))).toBe('market.not_yours'))
})

describe('to call it off', () => {
  test.each([
    ['booked, by either side', 'booked', 'you', null],
    ['booked, by the desk', 'booked', 'desk', null],
    ['one’s own proposal', 'proposed', 'me', null],
    ['a proposal by whom it was made to: they answer it', 'proposed', 'you', 'market.not_yours'],
    ['a proposal, by the desk', 'proposed', 'desk', null],
    ['what was declined', 'declined', 'me', 'market.not_standing'],
    ['what ran out', 'expired', 'desk', 'market.not_standing'],
  ] as const)('%s', (_why, state, by, code) => {
    const who = { by: by === 'you' ? you.id : me.id, isDesk: by === 'desk' }
    const off = () => rules.cancel(proposal({ state, sequence: 4 }), who, 'ill', live)
    if (code !== null) expect(refused(off)).toBe(code)
    else expect(off()).toMatchObject({ state: 'cancelled', sequence: 5, holdUntil: null, reason: 'ill' })
  })
  test('not once it has begun', () =>
    expect(
      refused(() =>
        rules.cancel(proposal({ state: 'booked' }), { by: me.id, isDesk: true }, null, slot(1).startsAt),
      ),
    ).toBe('market.has_begun'))
})

describe('a freed slot goes to the next best', () => {
  const wish = (from: Party, to: Party, kind: WishKind) => ({ from: from.id, to: to.id, kind })
  const freed = (over: Partial<Freed> = {}): Freed => ({
    stage,
    ended: proposal({ state: 'cancelled' }),
    taken: [],
    busy: new Set(),
    wishes: [wish(me, rival, 'meet'), wish(peer, you, 'must'), wish(peer, rival, 'meet')],
    known: new Set(),
    counts: new Map(),
    before: [],
    ...over,
  })
  const names = new Map([
    [me.id, 'me'],
    [you.id, 'you'],
    [peer.id, 'peer'],
    [rival.id, 'rival'],
  ]) // prettier-ignore
  const passing = [
    wish(me, rival, 'must'),
    wish(peer, you, 'must'),
    wish(you, peer, 'meet'),
    wish(peer, rival, 'meet'),
  ]
  const best = (over: Partial<Freed> = {}) =>
    offering.candidates(freed(over)).map(({ a, b }) =>
      [a, b]
        .map((id) => names.get(id))
        .sort()
        .join('–'),
    )
  const pairKnown = (one: Party, other: Party) =>
    new Set([one.id < other.id ? `${one.id} ${other.id}` : `${other.id} ${one.id}`])

  test('a must before a meet', () => expect(best()[0]).toBe('peer–you'))
  test('a wish of a group that weighs more before one that weighs less', () =>
    expect(best({ wishes: [wish(me, you, 'meet'), wish(rival, peer, 'meet')] })).toEqual([
      'peer–rival',
      'me–you',
    ]))
  test('a newcomer without a meeting before somebody who knows the place', () => {
    const parties = [me, you, { ...peer, newcomer: true }, rival]
    const wishes = [wish(me, you, 'meet'), wish(peer, rival, 'meet')]
    expect(best({ stage: { ...stage, parties }, wishes })[0]).toBe('peer–rival')
    // With a meeting already the floor is reached, and the order of ids decides, the same on every machine.
    const counts = new Map([[peer.id, 1]])
    const [first] = best({ stage: { ...stage, parties }, wishes, counts })
    const [a, b] = [
      [me, you],
      [peer, rival],
    ].map((pair) =>
      pair
        .map(({ id }) => id)
        .sort()
        .join(' '),
    ) // prettier-ignore
    expect(first).toBe((a ?? '') < (b ?? '') ? 'me–you' : 'peer–rival')
  })
  test.each([
    ['had or has a meeting', { known: pairKnown(peer, you) }],
    ['one said no', { wishes: [wish(peer, you, 'must'), wish(you, peer, 'no')] }],
    ['one is busy then', { busy: new Set([busyKey(you.id, slot(1).id)]) }],
    ['one sits elsewhere then', { taken: [seat('peer', 1)] }],
    ['one has all the meetings of the group', { counts: new Map([[you.id, 2]]) }],
  ] satisfies [string, Partial<Freed>][])('a pair is passed over: %s', (_why, over) => {
    expect(best(over)).not.toContain('peer–you')
  })
  test.each([
    ['every table is taken already', { taken: [seat('t1', 1), seat('t2', 1)] }],
    [
      'every table is closed then',
      { stage: { ...stage, tables: tables.map((each) => ({ ...each, closed: [slot(1).id] })) } },
    ],
    ['the slot was taken away', { stage: { ...stage, slots: [slot(0), slot(2)] } }],
  ] satisfies [string, Partial<Freed>][])('nobody is asked: %s', (_why, over) =>
    expect(best(over)).toEqual([]),
  )
  const changed = (over: Partial<(typeof tables)[number]>) => ({
    ...stage,
    tables: tables.map((each, index) => (index === 0 ? { ...each, ...over } : each)),
  })
  test.each([
    ['the freed one where it suits them', {}, 0],
    ['another where somebody sits there', { taken: [seat('t1', 1)] }, 1],
    ['another where it was closed meanwhile', { stage: changed({ closed: [slot(1).id] }) }, 1],
    ['another where its languages are not theirs', { stage: changed({ languages: ['xx'] }) }, 1],
    ['another where it was taken away', { stage: { ...stage, tables: tables.slice(1) } }, 1],
  ] satisfies [string, Partial<Freed>, number][])('at a table: %s', (_why, over, index) => {
    const [first] = offering.candidates(freed({ ended: proposal({ state: 'cancelled' }), ...over }))
    expect(first?.tableId).toBe(tables[index]?.id)
  })

  const was = (one: Party, other: Party, over: Partial<Meeting>) =>
    proposal({ ...(one.id < other.id ? { a: one.id, b: other.id } : { a: other.id, b: one.id }), ...over })
  test.each([
    [
      'whoever called it off is not asked about that slot',
      was(peer, me, { state: 'cancelled', endedBy: peer.id }),
      ['me–rival'],
    ],
    [
      'whoever was called off is',
      was(peer, me, { state: 'cancelled', endedBy: me.id }),
      ['peer–you', 'peer–rival'],
    ],
    [
      'the desk called it off: both are',
      was(peer, me, { state: 'cancelled', endedBy: null }),
      ['peer–you', 'me–rival', 'peer–rival'],
    ],
    [
      'who said no is asked after all others',
      was(peer, me, { state: 'declined', endedBy: peer.id, proposedBy: null }),
      ['me–rival', 'peer–you', 'peer–rival'],
    ],
    [
      'so are both who did not answer an offer',
      was(peer, rival, { state: 'expired', proposedBy: null }),
      ['peer–you', 'me–rival', 'peer–rival'],
    ],
    [
      'but not who said yes to it and waited',
      was(me, rival, { state: 'expired', proposedBy: me.id }),
      ['peer–you', 'me–rival', 'peer–rival'],
    ],
  ])('%s', (_why, meeting, expected) =>
    // By wishes alone it is peer–you (both wished), me–rival (a must), peer–rival.
    expect(best({ before: [meeting], counts: new Map([[peer.id, 1]]), wishes: passing })).toEqual(expected),
  )

  test('what it weighs is what it weighs in a run', () => {
    // One must from a group of weight 3 is worth more than a must from either side between groups of weight 1 and 3.
    const wishes = [
      wish(you, me, 'must'),
      wish(you, peer, 'meet'),
      wish(peer, you, 'must'),
      wish(rival, me, 'meet'),
    ]
    const rows = { setUp: stage, parties: [me, you, peer, rival], busy: [] }
    const { problem, pairs } = problemOf({
      ...rows,
      wishes: wishes.map((each) => ({ ...each, note: '', changedAt: live })),
    })
    const worth = new Map(pairs.map(({ a, b }, at) => [`${a} ${b}`, problem.wishes[at]]))
    for (const { a, b, must, weight } of offering.candidates(freed({ wishes })))
      expect(worth.get(`${a} ${b}`)).toMatchObject({ must, weight })
  })

  test.each([
    ['while the day is live', live, true],
    ['not before', instant('2019-06-10T07:00:00Z'), false],
    ['not once it has begun', slot(1).startsAt, false],
  ] as const)('it is offered %s', (_why, at, offered) => {
    const meeting = offering.offer(freed(), at)
    expect(meeting !== null).toBe(offered)
    if (meeting) expect(meeting).toMatchObject({ origin: 'offer', proposedBy: null, slotId: slot(1).id })
  })

  test('whatever was wished, said no to, taken or busy: nobody is offered whom a rule forbids', () => {
    const all = [me, you, peer, rival]
    const person = fc.constantFrom(...all)
    fc.assert(
      fc.property(
        fc.array(fc.record({ from: person, to: person, kind: fc.constantFrom('must', 'meet', 'no') }), {
          maxLength: 12,
        }),
        fc.subarray(['me', 'you', 'peer', 'rival', 't1']),
        fc.subarray(all),
        (wished, lanes, busy) => {
          const wishes = wished.map(({ from, to, kind }) => wish(from, to, kind as WishKind))
          const found = offering.candidates(
            freed({
              wishes,
              taken: lanes.map((lane) => seat(lane, 1)),
              busy: new Set(busy.map(({ id }) => busyKey(id, slot(1).id))),
            }),
          )
          for (const { a, b } of found) {
            const [one, other] = [a, b].map((id) => all.find((each) => each.id === id))
            if (!one || !other) throw new Error('an unknown party was offered')
            const said = wishes.filter(({ from, to }) => (from === a && to === b) || (from === b && to === a))
            expect(said.length).toBeGreaterThan(0)
            expect(said.some(({ kind }) => kind === 'no')).toBe(false)
            expect(one.groupId).not.toBe(other.groupId)
            for (const each of [one, other]) {
              expect(busy).not.toContain(each)
              expect(lanes).not.toContain(each.lanes[0])
            }
          }
          expect(new Set(found.map(({ a, b }) => `${a} ${b}`)).size).toBe(found.length)
        },
      ),
    )
  })
})
