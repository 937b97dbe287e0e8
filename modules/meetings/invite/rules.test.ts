import { expect, test } from 'vitest'
import { newId } from '#kernel/ids'
import { plus } from '#kernel/time'
import { refused } from '../../../tools/test/refused.ts'
import { aBrokerage, now } from '../fixtures.ts'
import { askable, invited, missing } from './rules.ts'

const [fresh, joined, asked, again] = Array.from({ length: 4 }, () => newId<'person'>())
if (!fresh || !joined || !asked || !again) throw new Error('four people')
const guests = {
  admitted: [fresh, joined, asked, again, fresh],
  known: new Set([joined]),
  asked: new Map([
    [asked, plus(now, { hours: -23 })],
    [again, plus(now, { hours: -24 })],
  ]),
}

test('missing is who has a place and has not answered, each once', () =>
  expect(missing(guests)).toEqual([fresh, asked, again]))

test('asked is who was not asked for a day: to the hour', () =>
  expect(askable(guests, now)).toEqual([fresh, again]))

test.each([
  ['while one can join', guests, aBrokerage().begins.profile, 'done'],
  ['not before', guests, plus(aBrokerage().begins.profile, { minutes: -1 }), 'meetings.joining_closed'],
  ['not once it is over', guests, aBrokerage().begins.done, 'meetings.joining_closed'],
  ['not when nobody is left to ask', { ...guests, admitted: [joined] }, now, 'meetings.nobody_to_invite'],
] as const)('one click asks %s', (_why, of, at, code) =>
  expect(refused(() => invited(aBrokerage(), of, at))).toBe(code),
)
