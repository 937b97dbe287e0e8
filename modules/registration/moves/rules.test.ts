import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plus } from '#kernel/time'
import { aGate, aRegistration, aRoom, now } from '../fixtures.ts'
import {
  holdsPlace,
  isOver,
  type Registration,
  type RegistrationState,
  type Room,
  registrationStates,
} from '../model.ts'
import { actions } from './model.ts'
import { accept, after, decideGuests, expire, giveBack, settle } from './rules.ts'

/** A room with one category and guests in these states, in order of arrival; what they hold is taken. */
function guests(quota: number | null, states: readonly RegistrationState[], over: Partial<Room> = {}) {
  const taken = states.filter(holdsPlace).length
  const room = aRoom([{ quota, taken, someoneWaits: states.includes('waiting') }], over)
  const categoryId = room.categories[0]?.id
  if (!categoryId) throw new Error('the room has a category')
  const all = states.map((state, index) =>
    aRegistration({
      categoryId,
      state,
      place: index + 1,
      offeredUntil: state === 'offered' ? plus(now, { hours: 5 }) : null,
      endedAt: isOver(state) ? now : null,
    }),
  )
  return { room, all, line: all.filter(({ state }) => state === 'waiting') }
}
type Guests = ReturnType<typeof guests>
const pick = ({ all }: Guests, ...places: number[]) => all.filter(({ place }) => places.includes(place))
const short = (moves: readonly { registration: Registration }[]) =>
  moves.map(({ registration }) => `${registration.place} ${registration.state}`)

describe('staff decide', () => {
  const act = (
    situation: Guests,
    places: number[],
    action: (typeof actions)[number],
    reason: string | null = null,
  ) => decideGuests(situation.room, pick(situation, ...places), situation.line, { action, reason }, now)

  test('approve: who came first has the place, the next one waits', () => {
    const situation = guests(1, ['pending', 'pending'])
    expect(short(act(situation, [2, 1], 'approve'))).toEqual(['1 admitted', '2 waiting'])
  })
  test('approve without a line refuses the one too many, and so all', () => {
    const situation = guests(1, ['pending', 'pending'])
    const room = {
      ...situation.room,
      categories: situation.room.categories.map((each) => ({ ...each, waitingList: false })),
    }
    expect(() => act({ ...situation, room }, [1, 2], 'approve')).toThrow('registration.no_place')
  })
  test('a no can be taken back', () => {
    expect(short(act(guests(null, ['declined']), [1], 'approve'))).toEqual(['1 admitted'])
  })
  test('a guest for whom the action is not meant refuses all', () => {
    expect(() => act(guests(null, ['pending', 'cancelled']), [1, 2], 'approve')).toThrow(
      'registration.no_such_step',
    )
    expect(() => act(guests(null, ['admitted']), [1], 'offer')).toThrow('registration.no_such_step')
    expect(() => act(guests(null, []), [], 'cancel')).toThrow('registration.nothing_picked')
  })
  test.each(['admit', 'offer'] as const)('%s in the order of the line needs no reason', (action) => {
    expect(act(guests(2, ['waiting', 'waiting', 'waiting']), [1, 2], action)).toHaveLength(2)
  })
  test.each(['admit', 'offer'] as const)('%s past the line needs a reason, which is kept', (action) => {
    const situation = guests(2, ['waiting', 'waiting'])
    expect(() => act(situation, [2], action)).toThrow('registration.reason_needed')
    expect(act(situation, [2], action, 'speaker')[0]?.registration.reason).toBe('speaker')
  })
  test.each(['admit', 'offer'] as const)(
    '%s never makes a place that is not there, reason or not',
    (action) => {
      expect(() => act(guests(1, ['admitted', 'waiting']), [2], action, 'minister')).toThrow(
        'registration.no_place',
      )
    },
  )
  test('an offer can be taken for the guest: its place is kept already', () => {
    expect(short(act(guests(1, ['offered']), [1], 'admit'))).toEqual(['1 admitted'])
  })
  test('no offer once the event has begun', () => {
    const situation = guests(1, ['waiting'], { gate: aGate({ startsAt: now }) })
    expect(() => act(situation, [1], 'offer')).toThrow('registration.event_over')
  })
})

describe('what follows', () => {
  const endsAt = plus(now, { days: 40 })
  const backOf = (situation: Guests, place: number) => {
    const one = situation.all.find((each) => each.place === place)
    if (!one) throw new Error('that guest is there')
    return giveBack(one, endsAt, now)
  }
  const settled = (situation: Guests, place: number) =>
    short(settle(situation.room, [backOf(situation, place)], situation.line, now))

  test('a place given back is offered to the first in line, until a moment', () => {
    const situation = guests(1, ['admitted', 'waiting', 'waiting'])
    const moves = settle(situation.room, [backOf(situation, 1)], situation.line, now)
    expect(short(moves)).toEqual(['1 cancelled', '2 offered'])
    expect(moves[1]?.registration.offeredUntil).toBe(plus(now, { hours: 48 }))
  })
  test('leaving the line frees nothing, and nobody is offered twice', () => {
    expect(settled(guests(1, ['admitted', 'waiting', 'waiting']), 2)).toEqual(['2 cancelled'])
  })
  test('an offer given back goes on', () => {
    expect(settled(guests(1, ['offered', 'waiting']), 1)).toEqual(['1 cancelled', '2 offered'])
  })
  test('an offer that was not taken goes on, one that still stands does not', () => {
    const { room, all, line } = guests(2, ['offered', 'offered', 'waiting'])
    const [first, second] = all
    if (!first || !second) throw new Error('both are there')
    const over = { ...first, offeredUntil: now }
    expect(short(settle(room, expire([over, second], now), line, now))).toEqual(['1 expired', '3 offered'])
  })
  test('approved into the line and offered at once is one step', () => {
    // Approved where places are offered by hand to none: a place is free because the category was made larger.
    const situation = guests(1, ['pending'])
    const [one] = situation.all
    if (!one) throw new Error('it is there')
    const waits = { was: 'pending' as const, registration: { ...one, state: 'waiting' as const } }
    const moves = settle(situation.room, [waits], [], now)
    expect(moves).toHaveLength(1)
    expect(moves[0]).toMatchObject({ was: 'pending', registration: { state: 'offered' } })
  })
  test('nothing is offered in an event that was called off or has begun', () => {
    for (const gate of [aGate({ state: 'cancelled' }), aGate({ startsAt: now })]) {
      const situation = guests(1, ['admitted', 'waiting'], { gate })
      expect(settled(situation, 1)).toEqual(['1 cancelled'])
    }
  })
  test('what is over cannot be given back, nor after the event', () => {
    expect(() => backOf(guests(1, ['cancelled']), 1)).toThrow('registration.overtaken')
    expect(() => giveBack(aRegistration(), now, now)).toThrow('registration.event_over')
  })
})

test.each([
  ['in time', { state: 'offered', offeredUntil: plus(now, { ms: 1 }) }, 'admitted'],
  ['too late by nothing', { state: 'offered', offeredUntil: now }, 'registration.offer_over'],
  ['after it ended', { state: 'expired' }, 'registration.offer_over'],
  ['without an offer', { state: 'waiting' }, 'registration.overtaken'],
] as const)('an offer is taken %s', (_why, over, answer) => {
  const take = () => accept(aRegistration(over), aGate(), now).registration.state
  if (answer === 'admitted') expect(take()).toBe(answer)
  else expect(take).toThrow(answer)
})

test('a cancelled event has no places: none is taken, none is given, and all can be left', () => {
  const gate = aGate({ state: 'cancelled' })
  const offered = aRegistration({ state: 'offered', offeredUntil: plus(now, { hours: 5 }) })
  expect(() => accept(offered, gate, now)).toThrow('registration.event_not_open')
  const situation = guests(5, ['pending', 'waiting', 'offered'])
  const act = (place: number, action: (typeof actions)[number]) =>
    decideGuests({ ...situation.room, gate }, pick(situation, place), [], { action, reason: 'why' }, now)
  for (const [place, action] of [
    [1, 'approve'],
    [2, 'offer'],
    [3, 'admit'],
  ] as const)
    expect(() => act(place, action)).toThrow('registration.event_not_open')
  expect(short(act(3, 'cancel'))).toEqual(['3 cancelled'])
})

test('whatever staff and guests do, places are never oversold and the line is kept', () => {
  const anyState = fc.constantFrom(...registrationStates)
  fc.assert(
    fc.property(
      fc.nat(4),
      fc.array(anyState, { maxLength: 10 }),
      fc.array(
        fc.record({
          what: fc.constantFrom(...actions, 'give back', 'accept', 'expire'),
          who: fc.array(fc.nat(9), { minLength: 1, maxLength: 4 }),
        }),
        { maxLength: 12 },
      ),
      (extra, states, deeds) => {
        const held = states.filter(holdsPlace).length
        const quota = held + extra
        let { room, all } = guests(quota, states)
        for (const { what, who } of deeds) {
          const picked = all.filter((_one, index) => who.includes(index))
          const line = all.filter(({ state }) => state === 'waiting')
          const [one] = picked
          let moves: ReturnType<typeof settle>
          try {
            if (!one) continue
            const steps =
              what === 'give back'
                ? [giveBack(one, plus(now, { days: 40 }), now)]
                : what === 'accept'
                  ? [accept(one, room.gate, now)]
                  : what === 'expire'
                    ? expire(all, plus(now, { days: 3 }))
                    : decideGuests(room, picked, line, { action: what, reason: 'why' }, now)
            moves = settle(room, steps, line, now)
          } catch (refusal) {
            expect(String(refusal)).toContain('registration.')
            continue
          }
          room = moves.reduce(after, room)
          const changed = new Map(moves.map(({ registration }) => [registration.id, registration]))
          all = all.map((each) => changed.get(each.id) ?? each)
          const holding = all.filter(({ state }) => holdsPlace(state)).length
          expect(holding).toBeLessThanOrEqual(quota)
          expect(room.taken).toBe(holding)
          expect(new Set(moves.map(({ registration }) => registration.id)).size).toBe(moves.length)
          // After any deed, nobody waits for a place that is free.
          if (holding < quota) expect(all.some(({ state }) => state === 'waiting')).toBe(false)
        }
      },
    ),
  )
})
