import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Refusal } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { instant, plus, zone } from '#kernel/time'
import { formValues } from '../../platform/http/form.ts'
import { setUpCommands } from './commands/setup.ts'
import { aRoadshow, entries } from './fixtures.ts'
import { type EntryId, type RoadshowState, roadshowStates } from './model.ts'
import { factsIn } from './pages/setup/fields.tsx'
import { clockText, extended, leftAt, setTo, signalOf, started, stopped } from './rules/clock.ts'
import * as life from './rules/life.ts'
import { moved, nextOf, reordered, without } from './rules/order.ts'
import { rankedBy, resultOf, stepsOf } from './rules/results.ts'
import { cast, votingProblem } from './rules/vote.ts'
import { watchOf } from './rules/watch.ts'

const at = instant('2019-07-06T05:30:00Z')
const later = (seconds: number) => plus(at, { seconds })
const codeOf = (work: () => unknown): string => {
  try {
    work()
    return 'done'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}
/** The nth of a list that is known to be long enough. */
const the = <T>(list: readonly T[], index: number): T => {
  const found = list[index]
  if (found === undefined) throw new Error(`there is no ${index}`)
  return found
}

describe('the clock', () => {
  const times = { pitchSeconds: 420, questionSeconds: 180 }
  const full = setTo(times, 'pitch')

  test.each([
    ['stands at its whole time before it is started', full, 600, 420],
    ['runs down from the moment it is started', started(full, at), 60, 360],
    ['goes below nought when nobody stops it', started(full, at), 425, -5],
    ['stands still at what was left', stopped(started(full, at), later(100)), 900, 320],
    ['goes on from where it stood', started(stopped(started(full, at), later(100)), later(200)), 260, 260],
    ['started twice runs as it did', started(started(full, at), later(100)), 100, 320],
    ['has more when it is given some', extended(started(full, at), 30, later(10)), 10, 440],
    ['has less, also while it stands', extended(full, -30, at), 0, 390],
    ['runs for the questions as long as they have', started(setTo(times, 'questions'), at), 30, 150],
  ] as const)('%s', (_why, clock, seconds, left) => {
    expect(leftAt(clock, later(seconds))).toBe(left * 1000)
  })

  test.each([
    [420, 420, 'go'],
    [60.001, 420, 'go'],
    [60, 420, 'soon'],
    [10.001, 420, 'soon'],
    [10, 420, 'last'],
    [0.001, 420, 'last'],
    [0, 420, 'over'],
    [-90, 420, 'over'],
    // A part of a minute warns in its last quarter, not all the time.
    [60, 60, 'go'],
    [15, 60, 'soon'],
    [7.5, 30, 'last'],
  ] as const)('%s seconds of %s are told as %s', (left, total, signal) => {
    expect(signalOf(left * 1000, total * 1000)).toBe(signal)
  })

  test.each([
    [420_000, '7:00'],
    [419_999, '7:00'],
    [419_000, '6:59'],
    [1, '0:01'],
    [0, '0:00'],
    [-999, '0:00'],
    [-5_000, '-0:05'],
    [-65_000, '-1:05'],
  ])('%s ms are shown as %s', (left, text) => {
    expect(clockText(left)).toBe(text)
  })
})

describe('the life of a roadshow', () => {
  const order = entries(3)
  const inState = (state: RoadshowState) =>
    aRoadshow({ state, steps: 2, revealed: state === 'done' ? 2 : 0, entryId: null })
  const verbs = {
    open: (state: RoadshowState) => life.opened(inState(state), order, at),
    call: (state: RoadshowState) => life.calledOn(inState(state), the(order, 0), at),
    close: (state: RoadshowState) => life.closed(inState(state), at),
    freeze: (state: RoadshowState) => life.frozen(inState(state), 3, at),
    reveal: (state: RoadshowState) => life.revealedTo(inState(state), 1, at),
    finish: (state: RoadshowState) => life.finished({ ...inState(state), revealed: 2 }, at),
  }

  test('goes straight on and nowhere else', () => {
    const allowed = Object.fromEntries(
      Object.entries(verbs).map(([verb, work]) => [
        verb,
        roadshowStates.filter((state) => codeOf(() => work(state)) === 'done'),
      ]),
    )
    expect(allowed).toEqual({
      open: ['planned'],
      call: ['running'],
      close: ['running'],
      freeze: ['closed'],
      // Told twice is told once: a step that was told before changes nothing.
      reveal: ['revealing'],
      finish: ['revealing'],
    })
  })

  test('begins with nobody on, and not without an entry', () => {
    expect(codeOf(() => life.opened(aRoadshow(), [], at))).toBe('roadshow.entries_none')
    expect(life.opened(aRoadshow(), order, at).entryId).toBeNull()
  })

  test('has no clock without somebody on', () => {
    expect(codeOf(() => life.clocked(inState('running'), { kind: 'start' }, at))).toBe('roadshow.nobody_on')
  })

  test('goes over to the questions at once, and closing stops the clock', () => {
    const on = life.calledOn(inState('running'), the(order, 0), at)
    const asked = life.clocked(on, { kind: 'to', segment: 'questions' }, at)
    expect(asked.clock).toEqual({ segment: 'questions', endsAt: later(180), leftMs: 180_000 })
    const over = life.closed(asked, later(30))
    expect(over.clock.endsAt).toBeNull()
    expect(over.entryId).toBeNull()
  })

  test('tells its steps in their order, each once', () => {
    const frozen = life.frozen(inState('closed'), 3, at)
    expect(codeOf(() => life.revealedTo(frozen, 2, at))).toBe('roadshow.not_now_revealed')
    const first = life.revealedTo(frozen, 1, at)
    expect(life.revealedTo(first, 1, later(1))).toBe(first)
    expect(codeOf(() => life.finished(first, at))).toBe('roadshow.steps_left')
    const all = life.revealedTo(life.revealedTo(first, 2, at), 3, at)
    expect(codeOf(() => life.revealedTo(all, 4, at))).toBe('roadshow.not_now_revealed')
    expect(life.finished(all, at).state).toBe('done')
  })
})

describe('the order', () => {
  const anyOrder = fc.integer({ min: 1, max: 12 }).map(entries)

  test('whatever is moved where, it stays the same entries counted from 1', () => {
    fc.assert(
      fc.property(
        anyOrder,
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: -3, max: 99 })), { maxLength: 20 }),
        (all, moves) => {
          let order = all
          for (const [which, to] of moves) order = moved(order, the(order, which % order.length).id, to)
          expect(order.map(({ position }) => position)).toEqual(all.map((_entry, index) => index + 1))
          expect(new Set(order.map(({ id }) => id))).toEqual(new Set(all.map(({ id }) => id)))
        },
      ),
    )
  })

  test('any permutation is an order; anything that is none is refused', () => {
    fc.assert(
      fc.property(
        anyOrder.chain((all) =>
          fc.tuple(
            fc.constant(all),
            fc.shuffledSubarray(
              all.map(({ id }) => id),
              { minLength: all.length },
            ),
          ),
        ),
        ([all, ids]) => {
          expect(reordered(all, ids).map(({ id }) => id)).toEqual(ids)
          expect(codeOf(() => reordered(all, ids.slice(1)))).toBe('roadshow.order_stale')
          expect(codeOf(() => reordered(all, [...ids.slice(1), newId<'roadshow_entry'>()]))).toBe(
            'roadshow.order_stale',
          )
          if (ids.length > 1)
            expect(codeOf(() => reordered(all, [...ids.slice(1), the(ids, 1)]))).toBe('roadshow.order_stale')
        },
      ),
    )
  })

  test('a place is where it says, and what lies between moves on', () => {
    const [a, b, c, d] = entries(4)
    if (!a || !b || !c || !d) throw new Error('four entries')
    expect(moved([a, b, c, d], d.id, 2).map(({ id }) => id)).toEqual([a.id, d.id, b.id, c.id])
    expect(moved([a, b, c, d], a.id, 3).map(({ id }) => id)).toEqual([b.id, c.id, a.id, d.id])
    expect(without([a, b, c, d], b.id).map(({ position }) => position)).toEqual([1, 2, 3])
  })

  test('after the last of the order come those who were passed over', () => {
    const [a, b, c] = entries(3)
    if (!a || !b || !c) throw new Error('three entries')
    const late = [
      { ...a, pitchedAt: null },
      { ...b, pitchedAt: at },
      { ...c, pitchedAt: at },
    ]
    expect(nextOf(late, c.id)?.id).toBe(a.id)
    expect(nextOf([a, b, c], null)?.id).toBe(a.id)
    expect(
      nextOf(
        [a, b, c].map((entry) => ({ ...entry, pitchedAt: at })),
        c.id,
      ),
    ).toBeUndefined()
  })
})

describe('votes', () => {
  const personId = newId<'person'>()
  const registrationId = newId<'registration'>()
  const [one, other] = [newId<'roadshow_entry'>(), newId<'roadshow_entry'>()]
  const ballot = (means: 'account' | 'link' | 'code', entryId: EntryId = one) => ({
    personId,
    entryId,
    means,
    at,
  })

  test.each([
    ['nobody voted before', undefined, 'link', one, 'cast'],
    ['the same again changes nothing', ballot('link'), 'link', one, 'stands'],
    ['another one is refused', ballot('link'), 'link', other, 'roadshow.voted_already'],
    ['another one by another way is refused', ballot('account'), 'link', other, 'roadshow.voted_already'],
    ['the badge never replaces the own vote', ballot('link'), 'code', other, 'roadshow.voted_already'],
    ['the own vote replaces what a badge gave', ballot('code'), 'link', other, 'cast'],
    ['and makes it the own also where it says the same', ballot('code'), 'account', one, 'cast'],
    ['a badge does not replace a badge', ballot('code'), 'code', other, 'roadshow.voted_already'],
  ] as const)('%s', (_why, before, means, entryId, expected) => {
    const told = cast(before, { personId, registrationId, means }, entryId, at)
    expect(told.kind === 'refused' ? told.refusal.code : told.kind).toBe(expected)
  })

  test.each([
    ['planned', true, 'roadshow.voting_not_open'],
    ['running', true, undefined],
    ['closed', true, 'roadshow.voting_closed'],
    ['revealing', true, 'roadshow.voting_closed'],
    ['done', true, 'roadshow.voting_closed'],
    ['running', false, 'roadshow.no_audience_votes'],
  ] as const)('while %s (hall votes: %s): %s', (state, audienceVotes, code) => {
    expect(votingProblem({ state, audienceVotes })?.code).toBe(code)
  })
})

describe('the result', () => {
  test('by votes: third, second, first; nobody without a vote has a place', () => {
    const order = entries(5)
    const ids = order.map(({ id }) => id)
    const tally = new Map([3, 9, 5, 4].map((votes, index) => [the(ids, index), votes] as const))
    const result = resultOf(order, tally, null)
    expect(result.map(({ entryId, place, step }) => [ids.indexOf(entryId), place, step])).toEqual([
      [0, 4, null],
      [1, 1, 3],
      [2, 2, 2],
      [3, 3, 1],
    ])
    expect(stepsOf(result)).toBe(3)
  })

  test('shared places are told in one step, and the hall has its favourite beside the judges', () => {
    const order = entries(4)
    const [a, b, c, d] = order.map(({ id }) => id) as [EntryId, EntryId, EntryId, EntryId]
    const ranking = rankedBy([
      { entryId: a, score: 81.0001, error: null },
      { entryId: b, score: 81, error: null },
      { entryId: c, score: 60, error: null },
      { entryId: d, score: 70, error: 1.5 },
    ])
    const result = resultOf(order, new Map([[c, 4]]), ranking)
    expect(result.map(({ entryId, kind, place, step }) => [entryId, kind, place, step])).toEqual([
      [a, 'place', 1, 2],
      [b, 'place', 1, 2],
      [d, 'place', 3, 1],
      [c, 'place', 4, null],
      [c, 'audience', 1, 3],
    ])
  })

  test('whatever was voted: a place counts who has more, and every step has somebody', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 6 }), { minLength: 1, maxLength: 12 }), (votes) => {
        const order = entries(votes.length)
        const tally = new Map(order.map(({ id }, index) => [id, the(votes, index)]))
        const result = resultOf(order, tally, null)
        expect(result.reduce((sum, line) => sum + line.votes, 0)).toBe(votes.reduce((sum, n) => sum + n, 0))
        for (const line of result)
          expect(line.place).toBe(1 + result.filter((other) => other.votes > line.votes).length)
        const steps = new Set(result.flatMap(({ step }) => step ?? []))
        expect([...steps].sort()).toEqual(
          Array.from({ length: stepsOf(result) }, (_none, index) => index + 1),
        )
        expect(stepsOf(result)).toBeLessThanOrEqual(3)
        // A later step is never a worse place.
        const told = result.filter(({ step }) => step !== null)
        for (const line of told)
          for (const other of told)
            if ((line.step ?? 0) > (other.step ?? 0)) expect(line.place).toBeLessThan(other.place)
      }),
    )
  })
})

test('the details of a roadshow are refused with every mistake at once, each at its field', () => {
  const sent = new FormData()
  const typed = {
    'title.en': '',
    startsAt: 'soon',
    pitchSeconds: '7,5',
    questionSeconds: '',
    watch: 'javascript:x',
  }
  for (const [name, value] of Object.entries({ ...typed, roundId: 'no id' })) sent.set(name, value)
  const refusal = (() => {
    try {
      return factsIn(
        formValues(sent),
        zone('Asia/Shanghai'),
        setUpCommands({ meetingHosts: [] }).mustBeWatchable,
      )
    } catch (error) {
      return error
    }
  })()
  if (!(refusal instanceof Refusal)) throw new Error('nothing was refused')
  expect(refusal.fields.map(({ path, code }) => `${path} ${code}`).sort()).toEqual([
    'pitchSeconds roadshow.field_minutes',
    'questionSeconds roadshow.field_minutes',
    'roundId kernel.field_choose',
    'startsAt kernel.field_not_a_time',
    'title kernel.field_one_language',
    'watch roadshow.watch_unknown',
  ])
})

test.each([
  ['/streams/final.m3u8', 'stream'],
  ['/recordings/2019/final.mp4', 'recording'],
  ['https://meet.jit.si/haigui-final', 'meeting'],
  ['https://us02web.zoom.us/j/123', 'meeting'],
  ['https://meeting.tencent.com/dm/abc', 'meeting'],
  ['https://voovmeeting.com/dm/abc', 'meeting'],
  ['https://jitsi.example.org/final', 'meeting'],
  ['http://meet.jit.si/x', null],
  ['https://meet.jit.si.evil.example/x', null],
  ['https://evilzoom.us/x', null],
  ['https://zoom.us@evil.example/x', null],
  ['https://user:secret@zoom.us/x', null],
  ['//evil.example/final.mp4', null],
  ['/streams/../secret.mp4', null],
  ['/console/audit', null],
  ['javascript:alert(1)', null],
  ['data:text/html,x', null],
  ['', null],
] as const)('%s is watched as %s', (typed, kind) => {
  expect(watchOf(typed, ['jitsi.example.org'])?.kind ?? null).toBe(kind)
})
