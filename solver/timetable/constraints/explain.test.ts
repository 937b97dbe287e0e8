import { expect, test } from 'vitest'
import type { Plan, Problem } from '../problem.ts'
import { rules } from '../sentences/rules.ts'
import { sentence, sentences } from '../sentences.ts'
import { explain } from './explain.ts'
import { awayAt, plan, problem, wish } from './fixtures.ts'

const cases: { why: string; problem: Problem; plan: Plan; says: string[] }[] = [
  {
    why: 'no common slot',
    problem: problem({
      wishes: [wish(0, 1)],
      free: awayAt(4, 3, [
        [0, 0],
        [1, 1],
        [1, 2],
      ]),
    }),
    plan: plan(null),
    says: ['Persons 1 and 2 are never free at the same time.'],
  },
  {
    why: 'outside its session',
    problem: problem({ wishes: [wish(0, 1, { within: [0] })], free: awayAt(4, 3, [[0, 0]]) }),
    plan: plan(null),
    says: [
      'The slots in which persons 1 and 2 are both free (2) are all outside the session of this meeting.',
    ],
  },
  {
    why: 'away at the fixed slot',
    problem: problem({ wishes: [wish(0, 1, { fixed: 0 })], free: awayAt(4, 3, [[1, 0]]) }),
    plan: plan(null),
    says: ['The meeting is fixed in slot 1, when person 2 is not free.'],
  },
  {
    why: 'no table of its kind',
    problem: problem({ wishes: [wish(0, 1, { kinds: [3] })] }),
    plan: plan(null),
    says: ['No table that suits this meeting is open in any of its 3 slots.'],
  },
  {
    why: 'its only slot is taken by heavier meetings of both',
    problem: problem({
      wishes: [wish(0, 1, { within: [0], weight: 2 }), wish(0, 2, { weight: 2 }), wish(1, 3, { weight: 3 })],
    }),
    plan: plan(null, [0, 0], [0, 1]),
    says: [
      'Person 1 is in other meetings in 1 of the 1 slots that would do.',
      'Person 2 is in other meetings in 1 of the 1 slots that would do.',
      'All tables that would do are taken in 1 of the 1 slots that would do.',
      'Its weight is 2; whichever slot it took, what stands in its way weighs 5 or more.',
    ],
  },
  {
    why: 'lighter meetings in its way: no claim that it is outweighed',
    problem: problem({ wishes: [wish(0, 1, { within: [0], weight: 9 }), wish(0, 2)] }),
    plan: plan(null, [0, 0]),
    says: ['Person 1 is in other meetings in 1 of the 1 slots that would do.'],
  },
  {
    why: 'the limit of one person',
    problem: problem({
      wishes: [wish(0, 1), wish(0, 2, { weight: 4 })],
      most: Int32Array.of(1, 3, 3, 3),
    }),
    plan: plan(null, [0, 0]),
    says: [
      'Person 1 has as many meetings as their limit allows (1).',
      'Person 1 is in other meetings in 1 of the 3 slots that would do.',
      'Its weight is 1; whichever slot it took, what stands in its way weighs 4 or more.',
    ],
  },
  {
    why: 'an order that leaves no slot',
    problem: problem({ wishes: [wish(0, 1), wish(2, 3)], precedes: [[0, 1]] }),
    plan: plan(null, [0, 0]),
    says: ['Wish 1 has to be before wish 2, which rules out 3 of the 3 slots that would do.'],
  },
  {
    why: 'tables are full of musts',
    problem: problem({
      wishes: [wish(0, 1, { within: [0], weight: 9 }), wish(2, 3, { must: true })],
      tables: [{ kind: 0 }],
    }),
    plan: plan(null, [0, 0]),
    says: [
      'All tables that would do are taken in 1 of the 1 slots that would do.',
      'Whichever slot it took, a must stands in its way.',
    ],
  },
  {
    why: 'a limit of no meetings at all, which nobody can make way for',
    problem: problem({ wishes: [wish(0, 1)], most: Int32Array.of(0, 3, 3, 3) }),
    plan: plan(null),
    says: ['Person 1 has as many meetings as their limit allows (0).'],
  },
  {
    why: 'a must for which two others would have to go, however light they are',
    problem: problem({
      wishes: [
        wish(0, 1, { within: [0], weight: 5, must: true }),
        wish(0, 2, { must: true }),
        wish(1, 3, { must: true }),
      ],
      tables: [{ kind: 0 }, { kind: 0 }, { kind: 0 }],
    }),
    plan: plan(null, [0, 0], [0, 1]),
    says: [
      'Person 1 is in other meetings in 1 of the 1 slots that would do.',
      'Person 2 is in other meetings in 1 of the 1 slots that would do.',
      'It is a must; whichever slot it took, 2 musts or more stand in its way.',
    ],
  },
  {
    why: 'nothing stands in its way',
    problem: problem({ wishes: [wish(0, 1)], free: awayAt(4, 3, [[0, 0]]) }),
    plan: plan(null),
    says: ['Nothing stands in its way in slot 2.'],
  },
]

test.each(cases)('$why', (each) => {
  const [first] = explain(each.problem, each.plan)
  expect(first?.wish).toBe(0)
  expect(first?.reasons.map((reason) => sentence(reason, 'en'))).toEqual(each.says)
})

test('every code has words, and names come from the caller', () => {
  const reason = { code: 'move.person', with: { person: 0, slot: 1, wish: 0 } }
  const named = (what: string) => (what === 'person' ? '李伟' : '10:20')
  expect(sentence(reason, 'zh', named)).toBe('人员李伟在时段10:20已有其他洽谈。')
})

test('Chinese is written without the blanks that words of letters have around a number', () => {
  const said = Object.entries({ ...sentences, ...rules }).map(([code, { zh }]) => `${code}: ${zh}`)
  expect(said.filter((each) => / /.test(each.slice(each.indexOf(': ') + 2)))).toEqual([])
})
