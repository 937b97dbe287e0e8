import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plus } from '#kernel/time'
import { aCategory, aRegistration, now } from './fixtures.ts'
import { holdsPlace, isOver, registrationStates } from './model.ts'
import { mayBecome, offerEnd, openingOf, placesLeft, step, steps } from './rules.ts'

const anyState = fc.constantFrom(...registrationStates)

describe('the picture of the states', () => {
  test('a step that is not in it is refused, one that is keeps the record whole', () => {
    fc.assert(
      fc.property(anyState, fc.array(anyState, { maxLength: 12 }), (start, path) => {
        let registration = aRegistration({
          state: start,
          offeredUntil: start === 'offered' ? now : null,
          endedAt: isOver(start) ? now : null,
        })
        for (const next of path) {
          const go = () => step(registration, next, now, { offeredUntil: plus(now, { hours: 1 }) })
          if (!mayBecome(registration.state, next)) {
            expect(go).toThrow('registration.no_such_step')
            continue
          }
          registration = go()
          // What the constraints of the table say as well.
          expect(registration.offeredUntil !== null).toBe(registration.state === 'offered')
          expect(registration.endedAt !== null).toBe(isOver(registration.state))
        }
      }),
    )
  })
  test('every state can be reached, and none is a trap but by being over', () => {
    for (const state of registrationStates) {
      expect(registrationStates.some((from) => steps[from].includes(state))).toBe(true)
      expect(steps[state].length).toBeGreaterThan(0)
    }
  })
  test('only who waits is offered, only an offer expires', () => {
    const leadTo = (state: (typeof registrationStates)[number]) =>
      registrationStates.filter((from) => steps[from].includes(state))
    expect(leadTo('offered')).toEqual(['waiting'])
    expect(leadTo('expired')).toEqual(['offered'])
  })
  test('a place is held by exactly two of them', () => {
    expect(registrationStates.filter(holdsPlace)).toEqual(['admitted', 'offered'])
  })
})

describe('an offer is kept', () => {
  const category = { offerHours: 48 }
  test.each([
    ['its hours', plus(now, { days: 5 }), plus(now, { hours: 48 })],
    ['until the event begins', plus(now, { hours: 3 }), plus(now, { hours: 3 })],
    ['not at all once it has begun', now, null],
  ])('%s', (_why, startsAt, end) => {
    expect(offerEnd(category, startsAt, now)).toBe(end)
  })
})

test.each([
  ['no limit', null, null, Number.POSITIVE_INFINITY],
  ['the category is the narrower one', 100, 5, 3],
  ['the event is the narrower one', 4, 50, 2],
  ['nothing left', 2, 50, 0],
])('places left: %s', (_why, capacity, quota, left) => {
  expect(placesLeft({ capacity, taken: 2 }, { quota, taken: 2 })).toBe(left)
})

test.each([
  ['a draft', { state: 'draft' }, 'closed'],
  ['without times', {}, 'open'],
  ['later', { opensAt: plus(now, { ms: 1 }) }, 'not_yet'],
  ['over', { opensAt: plus(now, { days: -2 }), closesAt: now }, 'closed'],
] as const)('a category is open: %s', (_why, over, opening) => {
  expect(openingOf(aCategory(over), now)).toBe(opening)
})
