import { expect, test } from 'vitest'
import { Refusal } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { type Instant, instant, plainDate, plus, zone } from '#kernel/time'
import type { Attendance, Meeting, PartyId } from '../model.ts'
import {
  type Became,
  became,
  figures,
  isAnswerable,
  noShows,
  say,
  type Verdict,
  verdict,
  want,
} from './rules.ts'

const startsAt = instant('2019-06-12T08:00:00Z')
const [a, b] = [newId<'meeting_party'>(), newId<'meeting_party'>()].sort() as [PartyId, PartyId] // sorted, still two
const meeting: Meeting = {
  id: newId<'meeting'>(),
  brokerageId: newId<'brokerage'>(),
  stationId: null,
  a,
  b,
  slotId: newId<'meeting_slot'>(),
  tableId: newId<'meeting_table'>(),
  startsAt,
  endsAt: plus(startsAt, { minutes: 30 }),
  state: 'booked',
  origin: 'plan',
  proposedBy: null,
  endedBy: null,
  holdUntil: null,
  message: '',
  sequence: 0,
  pinned: false,
  changedAt: startsAt,
  reason: null,
}
const after = plus(startsAt, { hours: 1 })
const during = plus(startsAt, { minutes: 10 })
const said = (one: Attendance['said'] | null, other: Attendance['said'] | null) => [
  ...(one ? [{ partyId: a, said: one }] : []),
  ...(other ? [{ partyId: b, said: other }] : []),
]

test.each([
  ['a moment before it begins', plus(startsAt, { ms: -1 }), 'booked', false],
  ['from its first moment', startsAt, 'booked', true],
  ['for sixty days', plus(meeting.endsAt, { days: 60, ms: -1 }), 'booked', true],
  ['not longer', plus(meeting.endsAt, { days: 60 }), 'booked', false],
  ['not what was called off', during, 'cancelled', false],
] as const)('it is asked how it went: %s', (_why, at, state, open) => {
  const one = { ...meeting, state }
  expect(isAnswerable(one, at)).toBe(open)
  // What is offered is taken, and what is not is refused.
  const answer = () => say(one, a, 'held', at)
  if (open) expect(answer()).toMatchObject({ said: 'held' })
  else expect(answer).toThrow(Refusal)
})

test.each([
  ['nobody said anything and it is not over', null, null, during, 'open', []],
  ['nobody said anything and it is over', null, null, after, 'unanswered', []],
  ['one says it took place', 'held', null, during, 'held', []],
  ['both say so', 'held', 'held', after, 'held', []],
  ['one says the other did not come', 'other_absent', null, after, 'not_held', [b]],
  ['a single no wins over a yes', 'held', 'other_absent', after, 'not_held', [a]],
  ['nobody came', 'not_held', 'not_held', after, 'not_held', []],
  ['each blames the other', 'other_absent', 'other_absent', after, 'not_held', []],
] as const)('%s', (_why, one, other, at, expected: Verdict, absent: readonly PartyId[]) => {
  expect(verdict(meeting, said(one, other), at)).toBe(expected)
  expect(noShows(meeting, said(one, other))).toEqual(absent)
})

const long = plus(startsAt, { days: 90 })
test.each([
  ['is booked while it is to come', null, null, plus(startsAt, { ms: -1 }), 'booked'],
  ['is on from its first moment', null, null, startsAt, 'on'],
  ['waits for both once it is over', null, null, after, 'unconfirmed'],
  ['was half said in its course', 'held', null, during, 'half'],
  ['was held when both say so', 'held', 'held', after, 'held'],
  ['lacked one side', 'held', 'other_absent', after, 'absent'],
  ['did not happen when each blames the other', 'other_absent', 'other_absent', after, 'not_held'],
  ['did not happen when nobody came', 'not_held', null, after, 'not_held'],
  ['stays unsaid when nobody did in time', null, null, long, 'unsaid'],
] as const)('to its reader a meeting %s', (_what, one, other, at, expected: Became) => {
  expect(became(meeting, said(one, other), at)).toBe(expected)
  // What does not stand stays what it is, whatever was said before it was called off.
  expect(became({ ...meeting, state: 'cancelled' }, said(one, other), at)).toBe('cancelled')
})

test('a proposal has expired at the moment its hold ends', () => {
  const held = { ...meeting, state: 'proposed' as const, holdUntil: startsAt }
  expect(became(held, [], plus(startsAt, { ms: -1 }))).toBe('proposed')
  expect(became(held, [], startsAt)).toBe('expired')
})

const code = (work: () => unknown): string => {
  try {
    work()
    return 'done'
  } catch (error) {
    return error instanceof Refusal ? (error.fields[0]?.code ?? error.code) : ''
  }
}

test.each([
  ['before it begins', {}, plus(startsAt, { minutes: -1 }), 'held.not_begun'],
  ['at its beginning', {}, startsAt, 'done'],
  ['two months later', {}, plus(startsAt, { days: 61 }), 'held.too_late'],
  ['when it was called off', { state: 'cancelled' }, after, 'held.not_booked'],
] as const)('attendance is said %s: %s', (_when, over, at: Instant, expected) => {
  expect(code(() => say({ ...meeting, ...over }, a, 'held', at))).toBe(expected)
})

test('a next step is due on a day to come, as the place counts days', () => {
  const step = { step: 'follow_up', note: '', dueOn: plainDate('2019-06-12') } as const
  const late = instant('2019-06-12T23:30:00Z')
  expect(code(() => want(meeting, a, step, zone('Europe/London'), late))).toBe('held.due_past')
  expect(code(() => want(meeting, a, step, zone('America/New_York'), late))).toBe('done')
})

test('figures count what stood, and what became of it', () => {
  const over = (one: Attendance['said'] | null, other: Attendance['said'] | null) => ({
    ...meeting,
    said: said(one, other),
  })
  const list = [
    over('held', 'held'),
    over(null, 'other_absent'),
    over(null, null),
    { ...over(null, null), state: 'cancelled' as const },
  ]
  expect(figures(list, after)).toEqual({ booked: 3, held: 1, notHeld: 1, noShows: 1, answered: 2, begun: 3 })
})
