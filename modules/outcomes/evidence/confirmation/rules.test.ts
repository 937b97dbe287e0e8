import { describe, expect, test } from 'vitest'
import { type Actor, visitor } from '#kernel/access'
import { newId } from '#kernel/ids'
import { instant, plainDate, plus } from '#kernel/time'
import { refused } from '../../../../tools/test/refused.ts'
import { anOutcome } from '../../fixtures.ts'
import { levels } from '../../model.ts'
import * as rules from './rules.ts'

const at = instant('2019-08-01T08:00:00Z')
const actor: Actor = { kind: 'person', personId: newId<'person'>(), grants: [] }
const outcome = anOutcome()
const to = { email: 'Other.Side@Firm.example', name: 'Wu', locale: 'zh' as const }
const asking = (over: Partial<rules.Asking> = {}): rules.Asking => ({
  outcome,
  asked: [],
  ownAddresses: ['claimant@uni.example'],
  isStaffOfStation: false,
  ...over,
})
const confirmation = rules.ask(asking(), to, actor, at)

describe('the other side is asked', () => {
  test('once by a link of sixty days, at one spelling of its mailbox', () =>
    expect(confirmation).toMatchObject({
      email: 'other.side@firm.example',
      until: plus(at, { days: 60 }),
      answer: null,
    }))
  test.each([
    ['by nobody', {}, to, visitor, 'kernel.forbidden'],
    [
      'of what was withdrawn',
      { outcome: { ...outcome, state: 'withdrawn' as const } },
      to,
      actor,
      'outcomes.is_withdrawn',
    ],
    [
      'of what it has confirmed',
      { outcome: { ...outcome, level: 'confirmed' as const } },
      to,
      actor,
      'outcomes.not_higher',
    ],
    [
      'at the claimant’s own address',
      {},
      { ...to, email: 'claimant@uni.example' },
      actor,
      'outcomes.field_own_side',
    ],
    [
      'at another spelling of it',
      {},
      { ...to, email: 'CLAIMANT+firm@uni.example' },
      actor,
      'outcomes.field_own_side',
    ],
    ['at the station that brought it', { isStaffOfStation: true }, to, actor, 'outcomes.field_own_side'],
    [
      'a sixth time',
      { asked: Array.from({ length: 5 }, () => confirmation) },
      to,
      actor,
      'outcomes.too_many_asked',
    ],
  ])('not %s', (_why, over, whom, by, code) => {
    expect(refused(() => rules.ask(asking(over), whom, by, at))).toBe(code)
  })
})

describe('it answers', () => {
  const say = (said: 'confirmed' | 'denied', over: Partial<typeof outcome> = {}) =>
    rules.answer(
      { confirmation, outcome: { ...outcome, ...over } },
      { said, name: 'Wu Min', note: 'as agreed' },
      at,
    )
  test.each([
    ['stated', 'confirmed'],
    ['witnessed', 'confirmed'],
    ['confirmed', 'confirmed'],
    ['documented', 'documented'],
    ['credentialed', 'credentialed'],
  ] as const)('yes to “%s”: then it is “%s”', (level, expected) => {
    const { outcome: next, entries, confirmation: used } = say('confirmed', { level })
    expect([next.level, next.vouchedAt, next.disputed]).toEqual([expected, at, false])
    expect(entries).toMatchObject([{ kind: 'confirmed', name: 'Wu Min <other.side@firm.example>' }])
    expect(used.answer).toMatchObject({ said: 'confirmed', at })
  })
  test.each(levels)('no to “%s”: the level stays and the record is disputed', (level) => {
    const { outcome: next, entries } = say('denied', { level })
    expect([next.level, next.vouchedAt, next.disputed]).toEqual([level, outcome.vouchedAt, true])
    expect(entries).toMatchObject([{ kind: 'denied', reason: 'as agreed' }])
  })
  test.each([
    ['twice', {}, { answer: { at, said: 'denied' as const, name: '', note: '' } }, 'outcomes.link_used'],
    ['to what was withdrawn', { state: 'withdrawn' as const }, {}, 'outcomes.is_withdrawn'],
    ['to another title than it was shown', { title: 'Another post' }, {}, 'outcomes.link_stale'],
    ['to another day', { happenedOn: plainDate('2019-07-02') }, {}, 'outcomes.link_stale'],
    [
      'to another kind of post',
      { terms: { type: 'post' as const, form: 'part_time' as const } },
      {},
      'outcomes.link_stale',
    ],
    ['but what it was not shown may change', { level: 'witnessed' as const }, {}, 'done'],
  ])('not %s', (_why, over, link, code) => {
    const answer = () =>
      rules.answer(
        { confirmation: { ...confirmation, ...link }, outcome: { ...outcome, ...over } },
        { said: 'confirmed', name: 'Wu', note: '' },
        at,
      )
    expect(refused(answer)).toBe(code)
  })
})
