import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newId } from '#kernel/ids'
import { instant, zone } from '#kernel/time'
import type { Assignment, Conflict, Judge } from '../model.ts'
import { assignmentsFor, lacking, newAssignment, recused, type ToReview } from './assign.ts'
import { newRound } from './round.ts'

const at = instant('2019-06-15T09:00:00Z')
const round = {
  ...newRound(
    {
      editionId: newId<'edition'>(),
      stationId: null,
      kind: 'screening',
      title: { en: 'Screening', zh: '' },
      zone: zone('Asia/Shanghai'),
    },
    at,
  ),
  reviewsEach: 1,
}
const [here, there] = [newId<'panel'>(), newId<'panel'>()]
const aJudge = (over: Partial<Judge> = {}): Judge => ({
  id: newId<'judge'>(),
  roundId: round.id,
  panelId: here,
  personId: newId<'person'>(),
  institution: '',
  ror: null,
  organisation: '',
  broughtBy: null,
  fields: [],
  languages: [],
  most: 10,
  addedAt: at,
  ...over,
})
const aProject = (over: Partial<ToReview> = {}): ToReview => ({
  projectId: newId<'project'>(),
  panelId: null,
  field: null,
  languages: ['en'],
  ...over,
})
const tie = (project: ToReview, judge: Judge, over: Partial<Conflict> = {}): Conflict => ({
  projectId: project.projectId,
  judgeId: judge.id,
  kind: 'declared',
  told: '',
  inferred: false,
  ...over,
})
const given = (project: ToReview, judge: Judge, state: Assignment['state'] = 'assigned'): Assignment => ({
  ...newAssignment(project.projectId, judge, at),
  state,
})
const who = (
  projects: readonly ToReview[],
  judges: readonly Judge[],
  conflicts: readonly Conflict[] = [],
  before: readonly Assignment[] = [],
  of = round,
) =>
  assignmentsFor(of, projects, judges, conflicts, before, at).map(({ projectId, judgeId }) => [
    projects.findIndex((each) => each.projectId === projectId),
    judges.findIndex((each) => each.id === judgeId),
  ])

describe('who reviews what', () => {
  const [reads, other] = [aJudge({ languages: ['en'] }), aJudge({ languages: ['zh'] })]
  const project = aProject()
  test('who reads its language before who does not', () =>
    expect(who([project], [other, reads])).toEqual([[0, 1]]))
  test('who does not, when nobody else is there: a project without a review is worse', () =>
    expect(who([project], [other])).toEqual([[0, 0]]))
  test('a tie bars, whatever the price', () =>
    expect(who([project], [reads, other], [tie(project, reads)])).toEqual([[0, 1]]))
  test('and where every judge has one, nobody is given it', () =>
    expect(who([project], [reads], [tie(project, reads)])).toEqual([]))
  test('only judges of its panel', () => {
    const ours = aProject({ panelId: there })
    expect(who([ours], [aJudge({ panelId: here }), aJudge({ panelId: there })])).toEqual([[0, 1]])
  })
  test('a full desk gets nothing', () =>
    expect(who([project], [aJudge({ most: 0 }), reads])).toEqual([[0, 1]]))
  test('what was given counts for the desk', () => {
    const busy = aJudge({ languages: ['en'], most: 1 })
    const first = aProject()
    expect(who([first, project], [busy, other], [], [given(first, busy)])).toEqual([[1, 1]])
  })
  test('nobody gets a project back that they stepped back from', () => {
    const before = [recused(given(project, reads), 'we worked together', at)]
    expect(who([project], [reads, other], [], before)).toEqual([[0, 1]])
    expect(who([project], [reads], [], before)).toEqual([])
  })
})

test.each([
  ['none given', [], 2],
  ['one on a desk', ['assigned'], 1],
  ['one scored', ['scored'], 1],
  ['one abstained: it has to be given again', ['abstained'], 2],
  ['one recused', ['recused', 'scored'], 1],
  ['more than asked for', ['scored', 'scored', 'assigned'], 0],
] as const)('how many reviews a project lacks of two: %s', (_why, states, expected) => {
  const project = aProject()
  const before = states.map((state) => given(project, aJudge(), state))
  expect(lacking({ reviewsEach: 2 }, project.projectId, before)).toBe(expected)
  expect(lacking({ reviewsEach: 2 }, newId<'project'>(), before)).toBe(2)
})

test('whoever judges what: no barred pair, no desk too full, nobody twice, and nothing left that could be given', () => {
  const bit = fc.boolean()
  fc.assert(
    fc.property(
      fc.array(fc.record({ panel: bit, bound: bit }), { minLength: 1, maxLength: 5 }),
      fc.array(fc.record({ panel: bit, most: fc.nat(3) }), { minLength: 1, maxLength: 4 }),
      fc.array(fc.tuple(fc.nat(4), fc.nat(3)), { maxLength: 6 }),
      fc.integer({ min: 1, max: 2 }),
      (wanted, people, ties, reviewsEach) => {
        const projects = wanted.map(({ panel, bound }) =>
          aProject({ panelId: bound ? (panel ? here : there) : null }),
        )
        const judges = people.map(({ panel, most }) => aJudge({ panelId: panel ? here : there, most }))
        const conflicts = ties.flatMap(([p, j]) => {
          const [project, judge] = [projects[p], judges[j]]
          return project && judge ? [tie(project, judge)] : []
        })
        const made = who(projects, judges, conflicts, [], { ...round, reviewsEach })
        const key = ([p, j]: readonly number[]) => `${p} ${j}`
        expect(new Set(made.map(key)).size).toBe(made.length)
        const may = (p: number, j: number) => {
          const [project, judge] = [projects[p], judges[j]]
          return (
            project !== undefined &&
            judge !== undefined &&
            (project.panelId === null || project.panelId === judge.panelId) &&
            !conflicts.some(
              ({ projectId, judgeId }) => projectId === project.projectId && judgeId === judge.id,
            )
          )
        }
        const load = judges.map((_judge, j) => made.filter(([, judge]) => judge === j).length)
        for (const [p = -1, j = -1] of made) expect(may(p, j)).toBe(true)
        for (const [j, judge] of judges.entries()) expect(load[j]).toBeLessThanOrEqual(judge.most)
        for (const [p] of projects.entries()) {
          const got = made.filter(([project]) => project === p)
          expect(got.length).toBeLessThanOrEqual(reviewsEach)
          if (got.length === reviewsEach) continue
          // It lacks one: then nobody who may judge it has room and does not judge it already.
          for (const [j, judge] of judges.entries())
            if (may(p, j) && !got.some(([, each]) => each === j)) expect(load[j]).toBe(judge.most)
        }
      },
    ),
  )
})
