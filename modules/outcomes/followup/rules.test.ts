import { describe, expect, test } from 'vitest'
import { newId } from '#kernel/ids'
import { instant, plainDate, shiftDate } from '#kernel/time'
import { refused } from '../../../tools/test/refused.ts'
import { anOutcome } from '../fixtures.ts'
import type { Evidence, Outcome } from '../model.ts'
import type { Followup } from './model.ts'
import * as rules from './rules.ts'

const today = plainDate('2020-01-10')
const at = instant('2020-01-10T08:00:00Z')
const outcome = anOutcome()
const followup: Followup = {
  outcomeId: outcome.id,
  months: 6,
  stationId: null,
  dueOn: today,
  turn: 'person',
  nextOn: today,
  state: 'due',
  askedOn: null,
  answeredOn: null,
}
const paper: Evidence = {
  id: newId<'evidence'>(),
  outcomeId: outcome.id,
  stationId: null,
  name: 'payslip',
  addedBy: null,
  addedAt: at,
  kind: 'link',
  link: 'https://example.org',
}

test('one after the other is asked for a fortnight each; when nobody is left contact is lost, which is not an end', () => {
  let now = followup
  let day = today
  const asked: string[] = []
  while (now.state !== 'lost') {
    now = rules.asked(now, day)
    asked.push(`${now.turn} from ${day}`)
    expect(now.nextOn).toBe(shiftDate(day, { days: 14 }))
    expect(now.askedOn).toBe(today)
    day = now.nextOn
    now = rules.passOn(now, day)
  }
  expect(asked).toEqual(['person from 2020-01-10', 'enterprise from 2020-01-24', 'station from 2020-02-07'])
  const { outcome: lost, entries } = rules.lose(outcome, day, at)
  expect([lost.lostOn, lost.endedOn, lost.level]).toEqual([day, null, outcome.level])
  expect(entries).toMatchObject([{ kind: 'lost' }])
})

describe('it goes on', () => {
  test.each([
    ['stated', 'reconfirmed'],
    ['witnessed', 'reconfirmed'],
    ['confirmed', 'reconfirmed'],
    ['documented', 'seen'],
    ['credentialed', 'seen'],
  ] as const)('a level “%s” is %s by a word alone', (level, kind) => {
    const given = rules.answer(
      { followup, outcome: { ...outcome, level } },
      { turn: 'person', said: 'goes_on' },
      today,
      at,
    )
    expect(given.entries.map((entry) => entry.kind)).toEqual([kind])
    expect(given.outcome).toMatchObject({ level, lastSeenOn: today, lostOn: null })
    // Only what was reconfirmed counts as vouched for anew: papers are looked at by a verifier first.
    expect(given.outcome.vouchedAt).toBe(kind === 'reconfirmed' ? at : outcome.vouchedAt)
    expect(given.followup).toMatchObject({ state: 'answered', answeredOn: today })
  })
  test('whoever was lost is found again', () =>
    expect(
      rules.answer(
        { followup, outcome: { ...outcome, lostOn: today } },
        { turn: 'station', said: 'goes_on' },
        today,
        at,
      ).outcome.lostOn,
    ).toBeNull())
  test('a paper is taken where the level stands on papers, and nowhere else', () => {
    const documented: Outcome = { ...outcome, level: 'documented' }
    const say = (of: Outcome) =>
      rules.answer({ followup, outcome: of }, { turn: 'person', said: 'goes_on', evidence: paper }, today, at)
    expect(say(documented).entries.map(({ kind }) => kind)).toEqual(['evidenced', 'seen'])
    expect(refused(() => say(outcome))).toBe('outcomes.field_not_asked')
  })
})

describe('it ended', () => {
  const end = (endedOn: string, of = outcome) =>
    rules.answer(
      { followup, outcome: of },
      { turn: 'enterprise', said: 'ended', endedOn: plainDate(endedOn) },
      today,
      at,
    )
  test('on a day that is kept, which is also the last it was seen', () =>
    expect(end('2019-12-01').outcome).toMatchObject({
      endedOn: '2019-12-01',
      lastSeenOn: '2019-12-01',
      lostOn: null,
    }))
  test.each([
    ['today is possible', '2020-01-10', 'done'],
    ['tomorrow is not', '2020-01-11', 'outcomes.field_future'],
    ['the day it began is', '2019-07-01', 'done'],
    ['the day before is not', '2019-06-30', 'outcomes.field_before_it_began'],
  ])('%s', (_why, day, code) => expect(refused(() => end(day))).toBe(code))
})

test.each([
  ['a link that was answered', { ...followup, state: 'answered' as const }, outcome, 'outcomes.link_used'],
  ['what has ended already', followup, { ...outcome, endedOn: today }, 'outcomes.link_used'],
  ['what was withdrawn', followup, { ...outcome, state: 'withdrawn' as const }, 'outcomes.is_withdrawn'],
])('no answer to %s', (_why, of, about, code) => {
  expect(
    refused(() =>
      rules.answer({ followup: of, outcome: about }, { turn: 'person', said: 'goes_on' }, today, at),
    ),
  ).toBe(code)
})

test.each([
  ['ended', { endedOn: plainDate('2020-07-01') }, 12, true],
  ['last seen', { lastSeenOn: plainDate('2020-01-01') }, 6, false],
  ['never seen again', { lastSeenOn: null }, 0, false],
  [
    'ended before it was last seen, as told',
    { endedOn: plainDate('2019-07-16'), lastSeenOn: plainDate('2020-01-01') },
    0.5,
    true,
  ],
])('how long it was watched: %s', (_why, over, months, ended) => {
  expect(rules.spanOf({ ...outcome, ...over })).toEqual({ months, ended })
})

test.each([
  ['asked', {}, 'open'],
  ['lost', {}, 'open'],
  ['answered', {}, 'answered'],
  ['answered', { endedOn: today }, 'ended'],
  ['asked', { endedOn: today }, 'ended'],
  ['answered', { state: 'withdrawn' }, 'withdrawn'],
] as const)(
  'a link to one that is %s, of an outcome with %o, is to a question that is %s',
  (state, facts, is) => {
    expect(rules.questionOf({ followup: { ...followup, state }, outcome: anOutcome(facts) })).toBe(is)
  },
)

test('where contact was lost the first in turn is asked once more, and only there', () => {
  const lost: Followup = { ...followup, turn: 'station', state: 'lost', askedOn: plainDate('2019-11-01') }
  expect(rules.again({ followup: lost, outcome }, today)).toMatchObject({
    ...{ turn: 'person', state: 'due', askedOn: null, nextOn: today },
  })
  const againOf = (state: Followup['state'], facts: Partial<Outcome> = {}) =>
    refused(() => rules.again({ followup: { ...lost, state }, outcome: anOutcome(facts) }, today))
  expect(againOf('asked')).toBe('outcomes.still_asked')
  expect(againOf('answered')).toBe('outcomes.nothing_to_ask')
  expect(againOf('lost', { state: 'withdrawn' })).toBe('outcomes.nothing_to_ask')
})
