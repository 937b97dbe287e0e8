import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Given, proposals, rank } from './ranking.ts'

const given = (text: string): Given[] =>
  text
    .trim()
    .split('\n')
    .map((line) => {
      const [project = '', judge = '', total] = line.trim().split(/\s+/)
      return { project, judge, total: Number(total) }
    })
const places = (scores: readonly Given[]) =>
  rank(scores).rows.map(({ project, rank: place }) => `${place} ${project}`)

test('a harsh judge costs nobody a place: what was lost by the luck of the draw is given back', () => {
  // Every project is worth the same to every judge; harsh gives 20 less. a met harsh, b did not.
  const { rows, leniency, groups } = rank(
    given(`a harsh 60
           a fair 80
           b mild 80
           b fair 80
           c harsh 60
           c mild 80`),
  )
  expect(rows.map(({ project, raw, rawRank, rank: place }) => [project, raw, rawRank, place])).toEqual([
    ['a', 70, 2, 1],
    ['b', 80, 1, 1],
    ['c', 70, 2, 1],
  ])
  expect(rows[0]?.adjusted).toBeCloseTo(73.3333, 3)
  expect(leniency.map(({ judge, by }) => [judge, Math.round(by)])).toEqual([
    ['fair', 7],
    ['harsh', -13],
    ['mild', 7],
  ])
  expect(groups).toBe(1)
})

test('where every judge reviews everything, adjusted and raw are the same', () => {
  const { rows } = rank(given('a x 50\na y 70\nb x 60\nb y 90'))
  for (const { raw, adjusted, rank: place, rawRank } of rows)
    expect([adjusted, place]).toEqual([raw, rawRank])
})

test('equals share a place and the next one is left out', () => {
  expect(places(given('a x 5\nb x 7\nc x 7\nd x 9'))).toEqual(['1 d', '2 b', '2 c', '4 a'])
})

test('the error is that of the textbook for a balanced table, and none where nothing can be said', () => {
  // Two projects, three judges, all cells: variance of a project mean is s²/3, with s² = 12 / 2 on (2-1)(3-1) degrees.
  const { rows, spread, between } = rank(given('a x 10\na y 20\na z 36\nb x 20\nb y 30\nb z 40'))
  expect(spread).toBeCloseTo(Math.sqrt(6), 3)
  expect(rows.map(({ error }) => error?.toFixed(3))).toEqual(['1.414', '1.414'])
  expect(between('a', 'b')).toBeCloseTo(2, 6)
  expect(rank(given('a x 10\nb x 20')).rows.map(({ error }) => error)).toEqual([null, null])
})

test('judges that share no project make groups, and that is said', () => {
  expect(rank(given('a x 10\nb x 20\nc y 30\nd y 20')).groups).toBe(2)
  expect(rank([]).rows).toEqual([])
})

const tables = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 5 })), {
    minLength: 1,
    maxLength: 30,
    selector: String,
  })
  .chain((pairs) =>
    fc
      .array(fc.integer({ min: 0, max: 100 }), { minLength: pairs.length, maxLength: pairs.length })
      .map((totals) =>
        pairs.map(([project, judge], at) => ({
          project: `p${project}`,
          judge: `j${judge}`,
          total: totals[at] ?? 0,
        })),
      ),
  )

test('the ranking does not depend on the order of scores, nor on what judges are called', () => {
  fc.assert(
    fc.property(
      tables.chain((scores) =>
        fc.tuple(fc.constant(scores), fc.shuffledSubarray(scores, { minLength: scores.length })),
      ),
      ([scores, shuffled]) => {
        const [one, other] = [rank(scores), rank(shuffled)]
        expect(other.rows).toEqual(one.rows)
        const renamed = rank(
          scores.map((each) => ({ ...each, judge: `x${9 - Number(each.judge.slice(1))}` })),
        )
        for (const row of one.rows) {
          const same = renamed.rows.find(({ project }) => project === row.project)
          expect(same?.adjusted).toBeCloseTo(row.adjusted, 3)
          expect(same?.raw).toBe(row.raw)
          expect(Math.abs((same?.error ?? -1) - (row.error ?? -1))).toBeLessThan(0.001)
        }
      },
    ),
    { numRuns: 200 },
  )
})

test('the solution is the least of squares: no other judges’ leniency leaves less unexplained', () => {
  fc.assert(
    fc.property(
      tables,
      fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 6, maxLength: 6 }),
      (scores, nudge) => {
        const { rows, leniency } = rank(scores)
        const rest = (shift: (judge: string) => number) => {
          const by = new Map(leniency.map((each) => [each.judge, each.by + shift(each.judge)]))
          return rows.reduce((all, { project }) => {
            const left = scores
              .filter((each) => each.project === project)
              .map(({ judge, total }) => total - (by.get(judge) ?? 0))
            const mean = left.reduce((sum, each) => sum + each, 0) / left.length
            return all + left.reduce((sum, each) => sum + (each - mean) ** 2, 0)
          }, 0)
        }
        expect(rest(() => 0)).toBeLessThanOrEqual(rest((judge) => nudge[Number(judge.slice(1))] ?? 0) + 0.1)
      },
    ),
    { numRuns: 200 },
  )
})

const cut = (text: string, lines: { places: number; waiting: number }) =>
  proposals(rank(given(text)), lines).map(
    ({ project, decision, isTie }) => `${project} ${decision}${isTie ? ' tie' : ''}`,
  )

test.each<[why: string, lines: { places: number; waiting: number }, decisions: string[]]>([
  ['one place', { places: 1, waiting: 0 }, ['d accepted', 'b declined', 'c declined', 'a declined']],
  [
    'a tie across the line waits, even where nobody was to',
    { places: 2, waiting: 0 },
    ['d accepted', 'b waiting tie', 'c waiting tie', 'a declined'],
  ],
  [
    'a tie within the line is taken',
    { places: 3, waiting: 1 },
    ['d accepted', 'b accepted', 'c accepted', 'a waiting'],
  ],
  ['no place at all', { places: 0, waiting: 0 }, ['d declined', 'b declined', 'c declined', 'a declined']],
])('cut lines: %s', (_why, lines, decisions) => {
  expect(cut('a x 5\nb x 7\nc x 7\nd x 9', lines)).toEqual(decisions)
})

test('what other judges might have had the other way is marked', () => {
  const scores = given('a x 10\na y 20\na z 36\nb x 12\nb y 22\nb z 30\nc x 80\nc y 90\nc z 97')
  const marked = proposals(rank(scores), { places: 2, waiting: 0 }).map(({ project, isClose }) => [
    project,
    isClose,
  ])
  expect(marked).toEqual([
    ['c', false],
    ['a', true],
    ['b', true],
  ])
})
