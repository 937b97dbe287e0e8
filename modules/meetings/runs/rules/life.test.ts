import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Instant, instant, plus } from '#kernel/time'
import { refused } from '../../../../tools/test/refused.ts'
import { aBrokerage } from '../../fixtures.ts'
import type { Run } from '../model.ts'
import { legsOf } from './legs.ts'
import * as life from './life.ts'

const at = instant('2019-06-06T09:00:00Z')
const later = (ms: number): Instant => plus(at, { ms })
const asked = { scope: 'whole', seed: 1, seconds: 30 } as const
const queued = life.begin(aBrokerage(), asked, null, at)
const running = life.take(queued, 'one', at)
const run = (over: Partial<Run>): Run => ({ ...running, ...over })

test('a run begins while there is a timetable to make', () => {
  const brokerage = aBrokerage()
  const { begins } = brokerage
  const begin = (moment: Instant) => refused(() => life.begin(brokerage, asked, null, moment))
  expect(begin(begins.profile)).toBe('timetable.too_early')
  expect(begin(begins.wish)).toBe('done')
  expect(begin(begins.done)).toBe('timetable.is_over')
})

describe('a worker takes a run', () => {
  test.each([
    ['that waits', queued, 0, { state: 'running', attempts: 1, worker: 'two' }],
    [
      'whose worker is silent for more than twenty seconds',
      running,
      life.silenceMs + 1,
      { state: 'running', attempts: 2, worker: 'two' },
    ],
    [
      'that killed three workers: it has failed, and says so',
      run({ attempts: life.mostAttempts }),
      life.silenceMs + 1,
      { state: 'failed', fault: 'timetable.fault_died', worker: null },
    ],
  ] as const)('%s', (_why, from, ms, expected) => {
    const taken = life.take(from, 'two', later(ms))
    expect(taken).toMatchObject(expected)
    expect(taken.startedAt).toBe(from.startedAt ?? later(ms))
  })
  test.each([
    ['whose worker lives', running, life.silenceMs],
    ['that is done', run({ state: 'done' }), 60_000],
    ['that was stopped', run({ state: 'cancelled' }), 60_000],
  ] as const)('but not one %s', (_why, from, ms) => {
    expect(refused(() => life.take(from, 'two', later(ms)))).not.toBe('done')
  })
})

describe('only the worker that has it', () => {
  const deeds = {
    beats: (from: Run, worker: string) => life.beat(from, worker, { ms: 5 }, later(1)),
    'gives it back': (from: Run, worker: string) => life.giveBack(from, worker),
    'ends it': (from: Run, worker: string) => life.end(from, worker, null, null, later(1)),
  }
  test.each(Object.entries(deeds))('%s', (_name, deed) => {
    expect(refused(() => deed(running, 'one'))).toBe('done')
    expect(refused(() => deed(running, 'two'))).not.toBe('done')
    expect(refused(() => deed(run({ state: 'cancelled' }), 'one'))).not.toBe('done')
  })
  test('a beat without progress keeps what is known', () =>
    expect(life.beat(run({ progress: { ms: 9 } }), 'one', null, later(2))).toMatchObject({
      progress: { ms: 9 },
      beatAt: later(2),
    }))
  test('the house stopping is no death', () =>
    expect(life.giveBack(running, 'one')).toMatchObject({ state: 'queued', attempts: 0, worker: null }))
})

describe('a run ends', () => {
  const worth = { placed: 1, musts: 0, weight: 1, newcomers: 0, breaks: 0, spread: 0, tableChanges: 0 }
  const found = (over: object) =>
    ({
      status: 'feasible',
      worth,
      bound: null,
      because: [],
      wishes: 1,
      unplaced: [],
      withoutTable: [],
      parties: [],
      slots: [],
      tables: [],
      ...over,
    }) as const
  test.each([
    ['with a plan', found({}), null, 'done', null],
    ['with a fault, whatever it had', found({}), 'timetable.fault_broke', 'failed', 'timetable.fault_broke'],
    [
      'without a plan, saying which way',
      found({ status: 'infeasible', worth: null }),
      null,
      'failed',
      'timetable.fault_infeasible',
    ],
    ['with nothing', null, null, 'failed', 'timetable.fault_unknown'],
  ] as const)('%s', (_why, answer, fault, state, said) =>
    expect(life.end(running, 'one', answer, fault, later(3))).toMatchObject({
      state,
      fault: said,
      endedAt: later(3),
      worker: null,
    }),
  )
  test('with what it reached, also where it was over before its first heartbeat', () =>
    expect(life.end(running, 'one', found({ bound: 4 }), null, later(3)).progress).toMatchObject({
      worth,
      bound: 4,
    }))
  test('and is stopped once', () => {
    const stopped = life.stop(running, later(1))
    expect(stopped).toMatchObject({ state: 'cancelled', endedAt: later(1) })
    expect(refused(() => life.stop(stopped, later(2)))).not.toBe('done')
  })
})

describe('legs of a search', () => {
  test.each([
    [1000, [1000]],
    [5999, [5999]],
    [6000, [2400, 2100, 1500]],
    [12_000, [4800, 4200, 3000]],
    [30_000, [12_000, 10_500, 7500]],
    [200_000, [40_000, 40_000, 35_000, 35_000, 50_000]],
  ])('%i ms: %j', (ms, legs) => expect(legsOf(ms)).toEqual(legs))
  test('whatever the time, they are the whole of it, and a worker that dies loses a minute at the most', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 600_000 }), (ms) => {
        const legs = legsOf(ms)
        expect(legs.reduce((sum, leg) => sum + leg, 0)).toBe(ms)
        expect(Math.max(...legs)).toBeLessThanOrEqual(60_000)
        expect(Math.min(...legs)).toBeGreaterThan(0)
      }),
    ))
})
