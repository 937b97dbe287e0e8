import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newId } from '#kernel/ids'
import { instant } from '#kernel/time'
import type { ProjectId } from '#modules/projects'
import type { Assignment } from '../model.ts'
import { inOrder } from './next.ts'

const at = instant('2019-06-15T09:00:00Z')
const project = (letter: string) => `00000000-0000-7000-8000-00000000000${letter}` as ProjectId
const one = (letter: string, over: Partial<Assignment> = {}): Assignment => ({
  id: newId<'assignment'>(),
  roundId: newId<'round'>(),
  judgeId: newId<'judge'>(),
  panelId: newId<'panel'>(),
  personId: newId<'person'>(),
  projectId: project(letter),
  state: 'assigned',
  reason: '',
  openedAt: null,
  skippedAt: null,
  byHand: false,
  changedAt: at,
  ...over,
})
const skipped = (minute: number) => ({ skippedAt: instant(`2019-06-15T09:0${minute}:00Z`) })
const order = (own: readonly Assignment[], reviews: Readonly<Record<string, number>> = {}) =>
  inOrder(own, new Map(Object.entries(reviews).map(([letter, count]) => [project(letter), count]))).map(
    ({ projectId }) => projectId.at(-1),
  )

test.each([
  ['nothing is left', [], {}, []],
  ['the fewest reviews come first', [one('a'), one('b'), one('c')], { a: 2, b: 0, c: 1 }, ['b', 'c', 'a']],
  ['a project nobody reviewed counts as none', [one('a'), one('b')], { a: 1 }, ['b', 'a']],
  ['equal ones keep one order', [one('b'), one('a')], { a: 1, b: 1 }, ['a', 'b']],
  ['skipped ones come last, however few reviews', [one('a', skipped(1)), one('b')], { b: 9 }, ['b', 'a']],
  ['the longest skipped first', [one('a', skipped(2)), one('b', skipped(1))], { b: 9 }, ['b', 'a']],
  [
    'what is done or stepped back from does not come again',
    [
      one('a', { state: 'scored' }),
      one('b', { state: 'recused' }),
      one('c', { state: 'abstained' }),
      one('d'),
    ],
    {},
    ['d'],
  ],
] as const)('%s', (_why, own, reviews, expected) => expect(order(own, reviews)).toEqual(expected))

test('in whatever order the assignments are read, the same comes next', () => {
  const any = fc.uniqueArray(
    fc.record({
      letter: fc.constantFrom(...'abcdef'),
      skip: fc.option(fc.integer({ min: 0, max: 9 })),
      reviews: fc.integer({ min: 0, max: 2 }),
    }),
    { selector: ({ letter }) => letter },
  )
  fc.assert(
    fc.property(any, (given) => {
      const own = given.map(({ letter, skip }) => one(letter, skip === null ? {} : skipped(skip)))
      const reviews = Object.fromEntries(given.map(({ letter, reviews }) => [letter, reviews]))
      expect(order([...own].reverse(), reviews)).toEqual(order(own, reviews))
    }),
  )
})
