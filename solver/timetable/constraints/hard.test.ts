import { describe, expect, it, test } from 'vitest'
import type { Plan, Problem } from '../problem.ts'
import { rules } from '../sentences/rules.ts'
import { sentence } from '../sentences.ts'
import { boardOf } from './board.ts'
import { awayAt, plan, problem, wish } from './fixtures.ts'
import { type HardRuleName, hardRuleNames, hardRules } from './hard.ts'
import { brokenIn, moveCheck } from './move.ts'

type Case = {
  rule: HardRuleName
  why: string
  problem: Problem
  plan: Plan
  /** Wish, slot, table. */
  move: [number, number, number]
  pinned?: Uint8Array
  expect: string[]
}

const two = [wish(0, 1), wish(0, 2)]
const cases: Case[] = [
  {
    rule: 'personOnce',
    why: 'the person sits elsewhere',
    problem: problem({ wishes: two }),
    plan: plan([0, 0], null),
    move: [1, 0, 1],
    expect: ['Person 1 is in another meeting in slot 1.'],
  },
  {
    rule: 'personOnce',
    why: 'its own place is no obstacle',
    problem: problem({ wishes: two }),
    plan: plan([0, 0], null),
    move: [0, 0, 1],
    expect: [],
  },
  {
    rule: 'personOnce',
    why: 'a second delegate sits down',
    problem: problem({ wishes: two, delegates: Uint8Array.of(2, 1, 1, 1) }),
    plan: plan([0, 0], null),
    move: [1, 0, 1],
    expect: [],
  },
  {
    rule: 'tableOnce',
    why: 'strangers sit there',
    problem: problem({ wishes: [wish(0, 1), wish(2, 3)] }),
    plan: plan([0, 0], null),
    move: [1, 0, 0],
    expect: ['Table 1 is taken in slot 1.'],
  },
  {
    rule: 'tableOnce',
    why: 'free a slot later',
    problem: problem({ wishes: [wish(0, 1), wish(2, 3)] }),
    plan: plan([0, 0], null),
    move: [1, 1, 0],
    expect: [],
  },
  {
    rule: 'available',
    why: 'both away: both are named',
    problem: problem({
      wishes: two,
      free: awayAt(4, 3, [
        [0, 2],
        [1, 2],
      ]),
    }),
    plan: plan(null, null),
    move: [0, 2, 0],
    expect: ['Person 1 is not free in slot 3.', 'Person 2 is not free in slot 3.'],
  },
  {
    rule: 'available',
    why: 'a slot that does not exist',
    problem: problem({ wishes: [wish(0, 1)] }),
    plan: plan(null),
    move: [0, 7, 0],
    expect: ['Person 1 is not free in slot 8.', 'Person 2 is not free in slot 8.'],
  },
  {
    rule: 'inSession',
    why: 'morning only',
    problem: problem({ wishes: [wish(0, 1, { within: [0, 1] })] }),
    plan: plan(null),
    move: [0, 2, 0],
    expect: ['Slot 3 is outside the session of this meeting.'],
  },
  {
    rule: 'inSession',
    why: 'in the morning',
    problem: problem({ wishes: [wish(0, 1, { within: [0, 1] })] }),
    plan: plan(null),
    move: [0, 1, 0],
    expect: [],
  },
  {
    rule: 'atFixedSlot',
    why: 'fixed elsewhere',
    problem: problem({ wishes: [wish(0, 1, { fixed: 1 })] }),
    plan: plan(null),
    move: [0, 2, 0],
    expect: ['This meeting is fixed in slot 2.'],
  },
  {
    rule: 'atFixedSlot',
    why: 'where it is fixed',
    problem: problem({ wishes: [wish(0, 1, { fixed: 1 })] }),
    plan: plan(null),
    move: [0, 1, 0],
    expect: [],
  },
  {
    rule: 'inOrder',
    why: 'the same slot is not earlier',
    problem: problem({ wishes: [wish(0, 1), wish(2, 3)], precedes: [[0, 1]] }),
    plan: plan([1, 0], null),
    move: [1, 1, 1],
    expect: ['Wish 1 has to be before wish 2.'],
  },
  {
    rule: 'inOrder',
    why: 'what is not placed orders nothing',
    problem: problem({ wishes: [wish(0, 1), wish(2, 3)], precedes: [[0, 1]] }),
    plan: plan(null, null),
    move: [1, 0, 1],
    expect: [],
  },
  {
    rule: 'withinMost',
    why: 'one is enough',
    problem: problem({ wishes: two, most: Int32Array.of(1, 9, 9, 9) }),
    plan: plan([0, 0], null),
    move: [1, 1, 0],
    expect: ['Person 1 has as many meetings as their limit allows (1).'],
  },
  {
    rule: 'withinMost',
    why: 'moving adds none',
    problem: problem({ wishes: two, most: Int32Array.of(1, 9, 9, 9) }),
    plan: plan([0, 0], null),
    move: [0, 1, 0],
    expect: [],
  },
  {
    rule: 'rightKind',
    why: 'another zone',
    problem: problem({ wishes: [wish(0, 1, { kinds: [5] })], tables: [{ kind: 4 }, { kind: 5 }] }),
    plan: plan(null),
    move: [0, 0, 0],
    expect: ['Table 1 is of a kind that does not suit this meeting.'],
  },
  {
    rule: 'rightKind',
    why: 'its zone',
    problem: problem({ wishes: [wish(0, 1, { kinds: [5] })], tables: [{ kind: 4 }, { kind: 5 }] }),
    plan: plan(null),
    move: [0, 0, 1],
    expect: [],
  },
  {
    rule: 'tableOpen',
    why: 'closed in the first slot',
    problem: problem({ wishes: [wish(0, 1)], tables: [{ kind: 0, closed: [0] }] }),
    plan: plan(null),
    move: [0, 0, 0],
    expect: ['Table 1 is closed in slot 1.'],
  },
  {
    rule: 'pinKept',
    why: 'another table',
    problem: problem({ wishes: [wish(0, 1)] }),
    plan: plan([1, 0]),
    move: [0, 1, 1],
    pinned: Uint8Array.of(1),
    expect: ['This meeting is pinned to slot 2, table 1.'],
  },
  {
    rule: 'pinKept',
    why: 'where it is pinned',
    problem: problem({ wishes: [wish(0, 1)] }),
    plan: plan([1, 0]),
    move: [0, 1, 0],
    pinned: Uint8Array.of(1),
    expect: [],
  },
]

test.each(cases)('$rule: $why', (each) => {
  const board = boardOf(each.problem, each.plan, each.pinned)
  const [wishIndex, slot, table] = each.move
  const reasons = hardRules[each.rule](board, { wish: wishIndex, slot, table })
  expect(reasons.map((reason) => sentence(reason, 'en'))).toEqual(each.expect)
  for (const reason of reasons) expect(sentence(reason, 'zh')).toMatch(/。$/)
  const broken = moveCheck(each.problem, each.plan, wishIndex, slot, table, each.pinned)
  expect(broken.some(({ rule }) => rule === each.rule)).toBe(each.expect.length > 0)
})

test.each(hardRuleNames)('%s has a sentence in both languages and a case that breaks it', (rule) => {
  expect(rules[rule].en).toMatch(/\.$/)
  expect(rules[rule].zh).toMatch(/。$/)
  expect(cases.some((each) => each.rule === rule && each.expect.length > 0)).toBe(true)
})

describe('moveCheck', () => {
  it('names every rule that a move breaks, in one order', () => {
    const all = problem({
      wishes: [wish(0, 1, { within: [1], kinds: [1] }), wish(0, 2)],
      free: awayAt(4, 3, [[1, 0]]),
    })
    expect(moveCheck(all, plan(null, [0, 0]), 0, 0, 0).map(({ rule }) => rule)).toEqual([
      'available',
      'inSession',
      'personOnce',
      'rightKind',
      'tableOnce',
    ])
  })

  it('finds nothing in a valid plan and each wrong meeting in an invalid one', () => {
    const asked = problem({ wishes: two })
    expect(brokenIn(asked, plan([0, 0], [1, 0]))).toEqual([])
    expect(brokenIn(asked, plan([0, 0], [0, 1])).map(({ wish, rule }) => [wish, rule])).toEqual([
      [0, 'personOnce'],
      [1, 'personOnce'],
    ])
  })
})
