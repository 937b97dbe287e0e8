import { expect, it, test } from 'vitest'
import type { Plan, Problem } from '../problem.ts'
import { rules } from '../sentences/rules.ts'
import { compare } from './compare.ts'
import { plan, problem, wish } from './fixtures.ts'
import { moreWorth, type SoftRuleName, softRuleNames, softRules, worthOf } from './soft.ts'

const three = problem({
  slots: 5,
  wishes: [wish(0, 1, { weight: 5, must: true }), wish(0, 2, { weight: 3 }), wish(0, 3, { weight: 2 })],
  free: new Uint8Array(20).fill(1),
})
const delegates = { ...three, delegates: Uint8Array.of(2, 1, 1, 1) }

const cases: { rule: SoftRuleName; why: string; problem: Problem; plan: Plan; value: number }[] = [
  { rule: 'musts', why: 'one of one', problem: three, plan: plan([0, 0], [1, 0], null), value: 1 },
  { rule: 'weight', why: '5 + 3', problem: three, plan: plan([0, 0], [1, 0], null), value: 8 },
  {
    rule: 'newcomers',
    why: 'one of two has a meeting',
    problem: { ...three, newcomer: Uint8Array.of(0, 0, 1, 1) },
    plan: plan([0, 0], [1, 0], null),
    value: 1,
  },
  {
    rule: 'breaks',
    why: 'three empty slots are one break',
    problem: three,
    plan: plan([0, 0], [4, 0], null),
    value: 1,
  },
  {
    rule: 'breaks',
    why: 'idle at the ends is none',
    problem: three,
    plan: plan([2, 0], [1, 0], null),
    value: 0,
  },
  { rule: 'breaks', why: 'two runs between', problem: three, plan: plan([0, 0], [2, 0], [4, 0]), value: 2 },
  { rule: 'spread', why: '2 and 0', problem: three, plan: plan([0, 0], [2, 0], [4, 0]), value: 2 },
  {
    rule: 'spread',
    why: 'a break each',
    problem: problem({ people: 2, wishes: [wish(0, 1), wish(0, 1)] }),
    plan: plan([0, 0], [2, 0]),
    value: 0,
  },
  {
    rule: 'tableChanges',
    why: 'there and back',
    problem: three,
    plan: plan([0, 0], [1, 1], [2, 0]),
    value: 2,
  },
  {
    rule: 'tableChanges',
    why: 'in the order of time',
    problem: three,
    plan: plan([2, 0], [0, 0], [1, 1]),
    value: 2,
  },
  {
    rule: 'tableChanges',
    why: 'one delegate stays',
    problem: delegates,
    plan: plan([0, 0], [1, 0], [1, 1]),
    value: 1,
  },
  {
    rule: 'tableChanges',
    why: 'two then one of them',
    problem: delegates,
    plan: plan([0, 0], [0, 1], [1, 1]),
    value: 0,
  },
]

test.each(cases)('$rule: $why', (each) => {
  expect(softRules[each.rule](each.problem, each.plan)).toBe(each.value)
  expect(worthOf(each.problem, each.plan)[each.rule]).toBe(each.value)
})

test.each(softRuleNames)('%s has a sentence in both languages and a case', (rule) => {
  expect(rules[rule].en).toMatch(/\.$/)
  expect(rules[rule].zh).toMatch(/。$/)
  expect(cases.some((each) => each.rule === rule)).toBe(true)
})

const base = { placed: 1, musts: 1, weight: 1, newcomers: 1, breaks: 1, spread: 1, tableChanges: 1 }
test.each([
  ['a must beats any weight', { ...base, musts: 2, weight: 0 }, base],
  ['weight beats breaks', { ...base, weight: 2, breaks: 9 }, base],
  ['a newcomer beats breaks', { ...base, newcomers: 2, breaks: 9 }, base],
  ['breaks beat fairness', { ...base, breaks: 0, spread: 9 }, base],
  ['fairness beats changes of table', { ...base, spread: 0, tableChanges: 9 }, base],
  ['fewer changes of table', { ...base, tableChanges: 0 }, base],
])('%s', (_, more, less) => {
  expect(moreWorth(more, less)).toBeGreaterThan(0)
  expect(moreWorth(less, more)).toBeLessThan(0)
  expect(moreWorth(more, more)).toBe(0)
})

it('compares two plans by wish and by person', () => {
  expect(compare(three, plan([0, 0], [1, 0], null), plan([0, 1], null, [2, 0]))).toEqual({
    added: [{ wish: 2, slot: 2, table: 0 }],
    dropped: [{ wish: 1, slot: 1, table: 0 }],
    moved: [{ wish: 0, from: { slot: 0, table: 0 }, to: { slot: 0, table: 1 } }],
    people: [
      { person: 0, added: [2], dropped: [1], moved: [0] },
      { person: 1, added: [], dropped: [], moved: [0] },
      { person: 2, added: [], dropped: [1], moved: [] },
      { person: 3, added: [2], dropped: [], moved: [] },
    ],
  })
})
