import { describe, expect, test } from 'vitest'
import type { Bilingual } from '#kernel/text'
import { type Instant, instant, plus, zone } from '#kernel/time'
import { aBrokerage } from '../fixtures.ts'
import { type Phase, phases } from '../model.ts'
import { defaultPhases, mayBrowse, mayJoin, movedOn, nextPhase, phaseAt, redated } from './rules.ts'

const { begins } = aBrokerage()
const timing = { begins, closedAt: null }
const at = (text: string) => instant(text)

describe('where a brokerage is', () => {
  const rows: [string, Phase | null, Phase | null, boolean, boolean][] = [
    // moment                  phase      next      join   browse
    ['2019-05-01T07:59:59.999Z', null, 'profile', false, false],
    ['2019-05-01T08:00:00Z', 'profile', 'wish', true, false], // half-open: its first moment belongs to it
    ['2019-05-15T07:59:59.999Z', 'profile', 'wish', true, false],
    ['2019-05-15T08:00:00Z', 'wish', 'draft', true, true],
    ['2019-06-05T08:00:00Z', 'draft', 'live', true, true],
    ['2019-06-10T08:00:00Z', 'live', 'done', true, true],
    ['2019-06-12T17:00:00Z', 'done', null, false, false],
    ['2020-01-01T00:00:00Z', 'done', null, false, false],
  ]
  test.each(rows)('%s is %s, then %s', (moment, phase, next, join, browse) => {
    expect(phaseAt(timing, at(moment))).toBe(phase)
    expect(nextPhase(timing, at(moment))?.phase ?? null).toBe(next)
    expect([mayJoin(timing, at(moment)), mayBrowse(timing, at(moment))]).toEqual([join, browse])
    const closed = { begins, closedAt: begins.profile }
    expect([phaseAt(closed, at(moment)), nextPhase(closed, at(moment))]).toEqual(['done', null])
    expect([mayJoin(closed, at(moment)), mayBrowse(closed, at(moment))]).toEqual([false, false])
  })
})

describe('phases of a new brokerage', () => {
  const event = {
    startsAt: at('2019-07-04T01:00:00Z'),
    endsAt: at('2019-07-06T09:00:00Z'),
    zone: zone('Asia/Shanghai'),
  }
  const inOrder = (found: Record<Phase, Instant>) =>
    phases.every((phase, index) => {
      const before = phases[index - 1]
      return before === undefined || found[before] < found[phase]
    })

  test('with time enough: six weeks, four weeks, a week and two days ahead, at nine at the place', () => {
    expect(defaultPhases(event, at('2019-04-01T00:00:00Z'))).toEqual({
      profile: '2019-05-23T01:00:00.000Z',
      wish: '2019-06-06T01:00:00.000Z',
      draft: '2019-06-27T01:00:00.000Z',
      live: '2019-07-02T01:00:00.000Z',
      done: '2019-07-06T09:00:00.000Z',
    })
  })
  test('with less, they share what is left, from now on', () => {
    const found = defaultPhases(event, at('2019-06-24T01:00:00Z'))
    expect(found.profile).toBe('2019-06-24T01:00:00.000Z')
    expect(found.wish).toBe('2019-06-27T13:00:00.000Z')
    expect(found.live < event.startsAt).toBe(true)
    expect(inOrder(found)).toBe(true)
  })
  test.each(['2019-07-04T00:30:00Z', '2019-07-05T00:00:00Z', '2026-01-01T00:00:00Z'])(
    'opened at %s, too late for any of it, they are still in order',
    (late) => {
      expect(inOrder(defaultPhases(event, at(late)))).toBe(true)
    },
  )
})

describe('moving phases', () => {
  const why = { en: 'The hall is free later', zh: '会场稍晚可用' }
  const none = { en: '', zh: '' }
  const by = (moment: Instant, reason: Bilingual = why) => ({ at: moment, by: null, reason })
  const wishTime = at('2019-05-20T00:00:00Z')

  test('the next phase begins now, the others stay, and the change is on record', () => {
    const { brokerage, changes } = movedOn(aBrokerage(), by(wishTime))
    expect(brokerage.begins).toEqual({ ...begins, draft: wishTime })
    expect(phaseAt(brokerage, wishTime)).toBe('draft')
    expect(changes).toMatchObject([{ phase: 'draft', was: begins.draft, became: wishTime, reason: why }])
  })
  test('a reason in one language is one', () =>
    expect(movedOn(aBrokerage(), by(wishTime, { en: '', zh: '会场' })).changes).toHaveLength(1))
  test('moving on needs a reason, and there is nothing after the last phase', () => {
    expect(() => movedOn(aBrokerage(), by(wishTime, none))).toThrow('kernel.invalid')
    expect(() => movedOn(aBrokerage(), by(at('2019-06-13T00:00:00Z')))).toThrow('meetings.no_next_phase')
  })
  test('dates out of order are refused at the one that comes too early', () => {
    const wrong = { ...begins, draft: begins.wish }
    expect(() => redated(aBrokerage(), wrong, by(wishTime))).toThrow(
      expect.objectContaining({
        fields: [expect.objectContaining({ path: 'begins.draft', code: 'meetings.phases_out_of_order' })],
      }),
    )
  })
  test('before the first phase dates change without a reason; afterwards not', () => {
    const later = { ...begins, live: plus(begins.live, { hours: 1 }) }
    const before = plus(begins.profile, { hours: -1 })
    expect(redated(aBrokerage(), later, by(before, none)).changes).toHaveLength(1)
    expect(() => redated(aBrokerage(), later, by(wishTime, none))).toThrow('kernel.invalid')
    expect(redated(aBrokerage(), begins, by(wishTime, none)).changes).toEqual([])
  })
  test('wishes can be opened again, but not once a timetable was released', () => {
    const inDraft = at('2019-06-06T00:00:00Z')
    const longer = { ...begins, draft: at('2019-06-08T00:00:00Z') }
    expect(phaseAt(redated(aBrokerage(), longer, by(inDraft)).brokerage, inDraft)).toBe('wish')
    expect(() => redated(aBrokerage({ release: 1 }), longer, by(inDraft))).toThrow('kernel.invalid')
  })
})
