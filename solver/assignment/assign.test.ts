import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Answer, assign, type Problem, ShapeError } from './index.ts'

const problem = (over: Partial<Problem> & Pick<Problem, 'items' | 'people' | 'cost'>): Problem => ({
  need: new Int32Array(over.items).fill(1),
  most: new Int32Array(over.people).fill(over.items),
  held: new Int32Array(over.people),
  evenness: 0,
  ...over,
})

/** Cost of these pairs, counted without any of the code that finds them; null when a rule is broken. */
function priceOf(
  { people, cost, need, most, held, evenness }: Problem,
  pairs: Answer['pairs'],
): number | null {
  const [load, got] = [Int32Array.from(held), new Int32Array(need.length)]
  let sum = 0
  for (const [item, person] of pairs) {
    const price = cost[item * people + person] ?? -1
    if (price < 0) return null
    sum += price + evenness * (load[person] ?? 0)
    load[person] = (load[person] ?? 0) + 1
    got[item] = (got[item] ?? 0) + 1
  }
  const tooMany =
    load.some((each, person) => each - (held[person] ?? 0) > (most[person] ?? 0)) ||
    got.some((each, item) => each > (need[item] ?? 0))
  return tooMany || new Set(pairs.map(String)).size < pairs.length ? null : sum
}

/** Every set of pairs there is: the most places filled, then the least cost. */
function bruteForce(given: Problem): { filled: number; cost: number } {
  const all = Array.from({ length: given.items * given.people }, (_none, at) => at)
  let best = { filled: 0, cost: 0 }
  for (let mask = 0; mask < 2 ** all.length; mask++) {
    const pairs = all
      .filter((at) => mask & (1 << at))
      .map((at) => [Math.floor(at / given.people), at % given.people] as const)
    const cost = priceOf(given, pairs)
    if (cost === null) continue
    const filled = pairs.length
    if (filled > best.filled || (filled === best.filled && cost < best.cost)) best = { filled, cost }
  }
  return best
}

const small = fc
  .record({ items: fc.integer({ min: 1, max: 4 }), people: fc.integer({ min: 1, max: 3 }) })
  .chain(({ items, people }) => {
    const row = (length: number, max: number) =>
      fc
        .array(fc.integer({ min: 0, max }), { minLength: length, maxLength: length })
        .map((each) => Int32Array.from(each))
    return fc.record({
      items: fc.constant(items),
      people: fc.constant(people),
      cost: fc
        .array(fc.integer({ min: -1, max: 9 }), { minLength: items * people, maxLength: items * people })
        .map((each) => Int32Array.from(each)),
      need: row(items, 3),
      most: row(people, 4),
      held: row(people, 3),
      evenness: fc.integer({ min: 0, max: 3 }),
    })
  })

test('no assignment of a small problem is better', () => {
  fc.assert(
    fc.property(small, (given) => {
      const answer = assign(given)
      expect(priceOf(given, answer.pairs)).toBe(answer.cost)
      expect({ filled: answer.pairs.length, cost: answer.cost }).toEqual(bruteForce(given))
      const wanted = given.need.reduce((sum, each) => sum + each, 0)
      expect(answer.short.reduce((sum, each) => sum + each, 0)).toBe(wanted - answer.pairs.length)
    }),
    { numRuns: 300 },
  )
})

test.each<[why: string, given: Problem, pairs: Answer['pairs']]>([
  ['the cheaper person', problem({ items: 1, people: 2, cost: Int32Array.of(5, 2) }), [[0, 1]]],
  ['never a pair that must not be', problem({ items: 1, people: 1, cost: Int32Array.of(-1) }), []],
  [
    'a full place before a cheap one: the only person for the second item leaves the first',
    problem({ items: 2, people: 2, cost: Int32Array.of(0, 9, 0, -1), most: Int32Array.of(1, 1) }),
    [
      [0, 1],
      [1, 0],
    ],
  ],
  [
    'whoever has work already gets the next one last',
    problem({ items: 1, people: 2, cost: Int32Array.of(0, 1), held: Int32Array.of(3, 0), evenness: 1 }),
    [[0, 1]],
  ],
])('%s', (_why, given, pairs) => {
  expect(assign(given).pairs).toEqual(pairs)
})

test('a screening of a whole edition is spread evenly', () => {
  const [items, people] = [200, 40]
  const cost = Int32Array.from({ length: items * people }, (_none, at) => (at * 7919) % 10)
  const { pairs, short } = assign(
    problem({ items, people, cost, need: new Int32Array(items).fill(3), evenness: 10 }),
  )
  const load = new Int32Array(people)
  for (const [, person] of pairs) load[person] = (load[person] ?? 0) + 1
  expect(short.every((each) => each === 0)).toBe(true)
  expect(Math.max(...load) - Math.min(...load)).toBeLessThanOrEqual(1)
})

test('what does not fit together is refused', () => {
  expect(() => assign(problem({ items: 1, people: 2, cost: Int32Array.of(1) }))).toThrow(ShapeError)
  expect(() => assign(problem({ items: 1, people: 1, cost: Int32Array.of(-2) }))).toThrow(ShapeError)
  expect(() => assign(problem({ items: 1, people: 1, cost: Int32Array.of(1), evenness: 0.5 }))).toThrow(
    ShapeError,
  )
})
