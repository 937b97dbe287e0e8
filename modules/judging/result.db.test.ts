import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Actor } from '#kernel/access'
import { findProject } from '#modules/projects'
import { arrangeJudging } from './arrange.fixtures.ts'
import type { RoundId } from './model.ts'
import { decideByHand, decideRound } from './result/commands.ts'
import { exportRound, verifyRound } from './result/export.ts'
import { readOwnResults, readResult } from './result/queries.ts'
import { stepBack } from './review/commands.ts'
import { changeTimes } from './setup/commands.ts'
import { closeRound } from './setup/move.ts'
import { scoresOf } from './store/scores.ts'

const scene = await arrangeJudging()
const { db, organiser } = scene
const use = db.use(organiser)
const organiserId = (await scene.person()).id
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error) => error.code as string,
  )
const stateOf = async (id: Parameters<typeof findProject>[1]) =>
  (await db.tx((tx) => findProject(tx, id)))?.project.state

/** Three projects, of 9, 6 and 3 points from each of two judges, closed with one place and one that waits. */
async function closed(kind: 'screening' | 'final' = 'screening') {
  const founders = [await scene.person(), await scene.person(), await scene.person()]
  const [best, middle, last] = [
    await scene.project({}, founders[0]),
    await scene.project({ state: 'shortlisted' }, founders[1]),
    await scene.project({}, founders[2]),
  ]
  const { id, judges } = await scene.opened({ kind }, [best, middle, last], 2)
  for (const [index, { actor }] of judges.entries())
    for (const [project, points] of [
      [best, 9],
      [middle, 6],
      [last, 3],
    ] as const)
      await scene.score(id, actor, project, points - index, `words ${points}`)
  await use.run(changeTimes, { roundId: id, times: { dueAt: null, places: 1, waiting: 1 } })
  await use.run(closeRound, { roundId: id })
  const asFounder = (at: number): Actor => ({
    kind: 'person',
    personId: founders[at]?.id ?? organiserId,
    grants: [],
  })
  return { id, judges, best, middle, last, asFounder }
}

const exported = async (id: RoundId) => {
  const { round, scores, ranking, decisions } = await use.ask(readResult, { roundId: id })
  return exportRound(round, scores, ranking, decisions)
}
const verified = (text: string) => verifyRound(new TextEncoder().encode(text))

test('a ranking is nobody’s before the round closes; every seal holds afterwards', async () => {
  const project = await scene.project()
  const { id, judges } = await scene.opened({}, [project], 1)
  if (judges[0]) await scene.score(id, judges[0].actor, project, 8)
  expect(await refusal(use.ask(readResult, { roundId: id }))).toBe('judging.not_when_open')
  await use.run(closeRound, { roundId: id })
  const { ranking, broken } = await use.ask(readResult, { roundId: id })
  expect([ranking.rows.map(({ adjusted }) => adjusted), broken]).toEqual([[80], []])
})

test('the export verifies from itself alone, and tells a changed point, scale, place or missing project', async () => {
  const { id, best } = await closed()
  const text = await exported(id)
  expect(verified(text)).toMatchObject({ roundId: id, scores: 6, projects: 3, faults: [] })
  const lines = text.split(/\r?\n/)
  const change = (from: RegExp, to: string) =>
    lines.map((line) => (from.test(line) ? line.replace(from, to) : line)).join('\n')
  const pointChanged = change(new RegExp(`^(score,${best},[^,]+),9,`), '$1,10,')
  const faults = verified(pointChanged).faults
  expect(faults.filter(({ fault }) => fault !== 'other_ranking')).toMatchObject([
    { fault: 'seal_broken', project: best },
  ])
  expect(faults.some((each) => each.fault === 'other_ranking' && each.project === best)).toBe(true)
  expect(
    verified(change(/^scale,,,10,10,10,10,/, 'scale,,,5,5,5,5,')).faults.map(({ fault }) => fault),
  ).toContain('out_of_scale')
  const placeChanged = lines.map((line) =>
    line.startsWith(`project,${best}`) ? line.replace(/,1,(accepted)?,/, ',2,$1,') : line,
  )
  expect(verified(placeChanged.join('\n')).faults).toMatchObject([{ fault: 'other_ranking', project: best }])
  const dropped = lines.filter((line) => !line.startsWith(`project,${best}`)).join('\n')
  expect(verified(dropped).faults).toMatchObject([{ fault: 'project_missing', project: best }])
  // One place more, or the scale of a single criterion, moves no seal and no total.
  expect(verified(change(/^(lines,.*),1,,,$/, '$1,2,,,')).faults.map(({ fault }) => fault)).toContain(
    'other_line',
  )
  expect(verified(change(/^(scale,,,\d+),10,/, '$1,20,')).faults).toEqual([{ fault: 'not_a_round' }])
  expect(verified(change(/^lines,.*$/, '')).faults).toEqual([{ fault: 'not_a_round' }])
  // A download from before the lines were told for each project is still checked.
  const before = lines.map((line) => line.split(',').slice(0, -2).join(',')).join('\n')
  expect(verified(before)).toMatchObject({ scores: 6, faults: [] })
  expect(verified('a,b\n1,2\n').faults).toEqual([{ fault: 'not_a_round' }])
})

test('a score changed in the database behind everybody’s back is told at the reveal', async () => {
  const { id } = await closed()
  const owner = await import('pg')
  const client = new owner.default.Client({ connectionString: db.url })
  await client.connect()
  await client.query(
    "update score set points = points || '{\"team\": 10}' where round_id = $1 and points->>'team' = '3'",
    [id],
  )
  await client.end()
  expect((await use.ask(readResult, { roundId: id })).broken).toHaveLength(1)
})

test('decisions follow the cut lines; whoever is not taken goes back to where they came from', async () => {
  const { id, best, middle, last } = await closed()
  await use.run(decideRound, { roundId: id, releaseFeedback: false })
  expect(await Promise.all([best, middle, last].map(stateOf))).toEqual(['in_contest', 'in_contest', 'shown'])
  expect(await refusal(use.run(decideRound, { roundId: id, releaseFeedback: false }))).toBe(
    'judging.not_when_decided',
  )
})

test('by hand a decision has its reason; what was only shortlisted is declined', async () => {
  const { id, middle } = await closed()
  const by = (reason: string) =>
    use.run(decideByHand, { roundId: id, projectIds: [middle], decision: 'declined', reason })
  expect(await refusal(by(''))).toBe('judging.needs_reason')
  await by('Shown elsewhere already')
  await use.run(decideRound, { roundId: id, releaseFeedback: false })
  expect(await stateOf(middle)).toBe('declined')
})

test('a team is told its decision and, where released, the words of its judges; never points, places or others', async () => {
  const { id, best, last, asFounder } = await closed('final')
  expect((await db.use(asFounder(0)).ask(readOwnResults, { projectId: best })).results).toEqual([])
  await use.run(decideRound, { roundId: id, releaseFeedback: true })
  const own = await db.use(asFounder(0)).ask(readOwnResults, { projectId: best })
  expect(own.results).toMatchObject([{ decision: 'accepted', feedback: ['words 9', 'words 9'] }])
  expect(await refusal(db.use(asFounder(0)).ask(readOwnResults, { projectId: last }))).toBe(
    'kernel.not_found',
  )
  const seen = await db.as(asFounder(0), async (tx) => ({
    scores: (await scoresOf(tx, id)).length,
    decisions: (await sql`select from round_decision`.execute(tx)).rows.length,
    assignments: (await sql`select from assignment`.execute(tx)).rows.length,
    commits: (await sql`select from score_commit`.execute(tx)).rows.length,
  }))
  expect(seen).toEqual({ scores: 0, decisions: 1, assignments: 0, commits: 0 })
  // What was won stands on the project.
  const awards = await db.tx((tx) =>
    sql<{ name: object }>`select name from project_award where project_id = ${best}`.execute(tx),
  )
  expect(awards.rows.map(({ name }) => name)).toEqual([{ en: 'Screening', zh: '初评' }])
})

test('feedback is kept back unless it is released', async () => {
  const { id, best, asFounder } = await closed()
  await use.run(decideRound, { roundId: id, releaseFeedback: false })
  const own = await db.use(asFounder(0)).ask(readOwnResults, { projectId: best })
  expect(own.results.map(({ feedback }) => feedback)).toEqual([[]])
})

test('a project that nobody scored is decided by hand or holds everything up; a judge who stepped back does not count', async () => {
  const project = await scene.project()
  const { id, judges } = await scene.opened({}, [project], 1)
  const judge = judges[0]?.actor ?? organiser
  await scene.score(id, judge, project, 10)
  await db.use(judge).run(stepBack, { roundId: id, projectId: project, reason: 'We founded it together' })
  await use.run(closeRound, { roundId: id })
  expect((await use.ask(readResult, { roundId: id })).ranking.rows).toEqual([])
  expect(await refusal(use.run(decideRound, { roundId: id, releaseFeedback: false }))).toBe(
    'judging.undecided',
  )
  await use.run(decideByHand, {
    roundId: id,
    projectIds: [project],
    decision: 'waiting',
    reason: 'Nobody could judge it',
  })
  await use.run(decideRound, { roundId: id, releaseFeedback: false })
  expect(await stateOf(project)).toBe('in_contest')
})
