import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Actor } from '#kernel/access'
import { newId } from '#kernel/ids'
import { insertOrganisation } from '#modules/programme'
import { decideProjects, findProject } from '#modules/projects'
import { holding } from '../events/arrange.fixtures.ts'
import { withdrawProject } from '../projects/intake/commands.ts'
import { arrangeJudging } from './arrange.fixtures.ts'
import { assignByHand, assignJudges, declareTie, unassign } from './assign/commands.ts'
import { listRounds, readRound } from './queries.ts'
import { abstain, openFile, saveNote, saveScore, stepBack } from './review/commands.ts'
import { addJudge, changeRound, putProjects, removeJudge, takeOutProjects } from './setup/commands.ts'
import { closeRound, openRound } from './setup/move.ts'
import { cardsOf, fileOf } from './store/projects.ts'
import { commitsOf, scoresOf } from './store/scores.ts'

const scene = await arrangeJudging()
const { db, summit, organiser } = scene
const london = await scene.lead(summit.london.id)
const boston = await scene.lead(summit.boston.id)
const everybody: readonly (readonly [string, Actor])[] = [
  ['an administrator', holding('administrator')],
  ['the organiser', organiser],
  ['an auditor', holding('auditor')],
  ['the station', london],
  ['a system job', { kind: 'system', job: 'test' }],
]

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error) => error.code as string,
  )
const stateOf = async (id: Parameters<typeof findProject>[1]) =>
  (await db.tx((tx) => findProject(tx, id)))?.project.state

test('a round is set up, opened, scored and closed; projects are in the contest from its opening', async () => {
  const projects = [await scene.project(), await scene.project({ state: 'shortlisted' })]
  const { id, judges } = await scene.opened({}, projects, 2)
  expect(await Promise.all(projects.map(stateOf))).toEqual(['in_contest', 'in_contest'])
  for (const judge of judges) for (const project of projects) await scene.score(id, judge.actor, project, 7)
  await db.use(organiser).run(closeRound, { roundId: id })
  const { round, assignments } = await db.use(organiser).ask(readRound, { roundId: id })
  expect(round.state).toBe('closed')
  expect(assignments.map(({ state }) => state)).toEqual(['scored', 'scored', 'scored', 'scored'])
})

test('until the round closes a score is nobody’s but its judge’s, whatever their role', async () => {
  const project = await scene.project()
  const { id, judges } = await scene.opened({}, [project], 2)
  const [one, other] = judges
  if (!one || !other) throw new Error('two judges')
  await scene.score(id, one.actor, project, 9)
  const seen = (who: Actor) => db.as(who, (tx) => scoresOf(tx, id)).then((rows) => rows.length)
  for (const [name, who] of everybody) expect(await seen(who), name).toBe(0)
  expect([await seen(one.actor), await seen(other.actor)]).toEqual([1, 0])
  // What everybody who runs the round sees is that there is a hash.
  expect(await db.as(organiser, (tx) => commitsOf(tx, id))).toHaveLength(1)
  await db.use(organiser).run(closeRound, { roundId: id })
  expect([await seen(organiser), await seen(other.actor), await seen(boston)]).toEqual([1, 0, 0])
})

test('nobody writes for a judge, and a closed round takes nothing more, not even past the rules', async () => {
  const project = await scene.project()
  const { id, judges } = await scene.opened({}, [project], 1)
  const [judge] = judges
  if (!judge) throw new Error('one judge')
  await scene.score(id, judge.actor, project, 5)
  await scene.score(id, judge.actor, project, 6)
  expect(await db.as(judge.actor, (tx) => commitsOf(tx, id))).toHaveLength(2)
  const points = { team: 1, technology: 1, market: 1, finance: 1 }
  const asOrganiser = db.use(organiser).run(saveScore, { roundId: id, projectId: project, points })
  expect(await refusal(asOrganiser)).toBe('kernel.not_found')
  const change = sql`update score set points = '{"team": 10}'`
  const changed = await db.as(organiser, (tx) => change.execute(tx))
  expect(changed.numAffectedRows).toBe(0n)
  await db.use(organiser).run(closeRound, { roundId: id })
  expect(await refusal(scene.score(id, judge.actor, project, 9))).toBe('judging.not_when_closed')
  await expect(db.as(judge.actor, (tx) => change.execute(tx))).rejects.toThrow(/row-level security/)
  await expect(db.as(judge.actor, (tx) => sql`delete from score`.execute(tx))).rejects.toThrow(/denied/)
  await expect(
    db.as(judge.actor, (tx) => sql`update score_commit set hash = hash`.execute(tx)),
  ).rejects.toThrow(/denied/)
})

test('a judge reads assigned files of open rounds, once there is no tie, and nothing else', async () => {
  const [mine, theirs] = [await scene.project(), await scene.project()]
  const { id } = await scene.round({ reviewsEach: 1 })
  await scene.put(id, [mine, theirs])
  const judge = await scene.judge(id, { most: 1 })
  const stranger = await scene.someone()
  await db.use(organiser).run(assignByHand, { roundId: id, projectId: mine, judgeId: judge.id })
  await db.use(organiser).run(openRound, { roundId: id })
  const cards = async (who: Actor) => [...(await db.as(who, (tx) => cardsOf(tx, id))).keys()]
  const file = async (who: Actor, project: typeof mine) =>
    (await db.as(who, (tx) => fileOf(tx, id, project))) !== undefined
  expect(await cards(judge.actor)).toEqual([mine])
  expect(await file(judge.actor, mine)).toBe(false)
  await db.use(judge.actor).run(openFile, { roundId: id, projectId: mine })
  expect([await file(judge.actor, mine), await file(judge.actor, theirs)]).toEqual([true, false])
  expect(await refusal(db.use(judge.actor).run(openFile, { roundId: id, projectId: theirs }))).toBe(
    'kernel.not_found',
  )
  expect([await cards(stranger), await file(stranger, mine)]).toEqual([[], false])
  // The project itself stays out of reach: what a judge reads is the file that was made for judges.
  expect(await db.as(judge.actor, (tx) => findProject(tx, mine))).toBeUndefined()
  await db.use(organiser).run(closeRound, { roundId: id })
  expect(await file(judge.actor, mine)).toBe(false)
})

test('what a project’s people withdraw is gone from every judge’s desk in the same moment', async () => {
  const founder = await scene.person()
  const project = await scene.project({}, founder)
  const { id, judges } = await scene.opened({}, [project], 1)
  const [judge] = judges
  if (!judge) throw new Error('one judge')
  await db.use(judge.actor).run(openFile, { roundId: id, projectId: project })
  await db
    .use({ kind: 'person', personId: founder.id, grants: [] })
    .run(withdrawProject, { projectId: project })
  expect(await db.tx((tx) => fileOf(tx, id, project))).toBeUndefined()
  expect((await db.tx((tx) => cardsOf(tx, id))).size).toBe(0)
})

test('a blind round names nobody, neither in texts nor in the names of files', async () => {
  const name = { en: 'Imperial College London', zh: '伦敦帝国学院' }
  const body = { id: newId<'organisation'>(), name, country: 'GB', ror: null, url: null, madeUp: true }
  await db.tx((tx) => insertOrganisation(tx, body))
  const project = await scene.project({
    title: { en: 'Zhang Xiuying’s sensor', zh: '张秀英的传感器' },
    summary: { en: 'By X. Zhang of Imperial College London, x.z@ic.ac.uk.', zh: '来自伦敦帝国学院。' },
    institution: 'Imperial College London',
  })
  const { id, judges } = await scene.opened({ blind: true }, [project], 1)
  const [judge] = judges
  if (!judge) throw new Error('one judge')
  await db.use(judge.actor).run(openFile, { roundId: id, projectId: project })
  const file = await db.as(judge.actor, (tx) => fileOf(tx, id, project))
  const card = (await db.as(judge.actor, (tx) => cardsOf(tx, id))).get(project)
  const text = JSON.stringify([file, card])
  for (const name of ['Zhang', 'Xiuying', '秀英', 'Imperial', 'ic.ac.uk', '帝国学院'])
    expect(text).not.toContain(name)
  expect(text).toContain('sensor')
})

test('ties of the records keep a judge from a project, and one that appears later closes the file', async () => {
  const [tied, free] = [
    await scene.project({ institution: 'UCL', ror: '02jx3x895' }),
    await scene.project({ institution: 'Somewhere else' }),
  ]
  const { id } = await scene.round({ reviewsEach: 1 })
  await scene.put(id, [tied, free])
  const judge = await scene.judge(id, { institution: 'University College', ror: 'https://ror.org/02jx3x895' })
  const found = await db.use(organiser).run(assignJudges, { roundId: id })
  expect(found.added.map(({ projectId }) => projectId)).toEqual([free])
  expect(found.conflicts).toMatchObject([{ projectId: tied, kind: 'institution', inferred: true }])
  const byHand = db.use(organiser).run(assignByHand, { roundId: id, projectId: tied, judgeId: judge.id })
  expect(await refusal(byHand)).toBe('judging.is_tied')
  await db.use(organiser).run(openRound, { roundId: id })
  // Declared by staff after the work was given out: the judge is taken off at once.
  const tie = { kind: 'funding' as const, projectId: free, ror: null, name: '', told: 'Seed grant 2016' }
  await db.use(organiser).run(declareTie, { roundId: id, judgeId: judge.id, tie })
  expect(await refusal(db.use(judge.actor).run(openFile, { roundId: id, projectId: free }))).toBe(
    'judging.is_recused',
  )
  const { assignments } = await db.use(organiser).ask(readRound, { roundId: id })
  expect(assignments).toMatchObject([{ state: 'recused', reason: 'tie:funding' }])
})

test('who sat on a panel with somebody does not judge them in a later round', async () => {
  const colleague = await scene.person('colleague@example.org')
  const earlier = await scene.round()
  await scene.judge(earlier.id, {}, 'colleague@example.org')
  await scene.judge(earlier.id, {}, 'sat-together@example.org')
  const project = await scene.project({}, colleague)
  const { id } = await scene.round({ reviewsEach: 1 })
  await scene.put(id, [project])
  await scene.judge(id, {}, 'sat-together@example.org')
  const { added, conflicts } = await db.use(organiser).run(assignJudges, { roundId: id })
  expect(added).toEqual([])
  expect(conflicts).toMatchObject([{ kind: 'panel' }])
})

test('a station that introduced the judge and somebody of the team ties them, whichever the project came through', async () => {
  const founder = await scene.person('introduced@example.org')
  const project = await scene.project({ stationId: summit.london.id }, founder)
  const { id, blocks } = await scene.round({ reviewsEach: 1 })
  expect(blocks).toContain('station')
  await scene.put(id, [project])
  const judge = await scene.judge(id, {}, 'introduced-too@example.org')
  const introduced = (personId: string, state: string) =>
    db.tx((tx) =>
      sql`insert into introduction (id, credit_id, edition_id, station_id, kind, name, sign, person_id, met_on, need, state,
          held_until, share, recorded_by, recorded_at)
        values (gen_random_uuid(), gen_random_uuid(), ${summit.edition.id}, ${summit.boston.id}, 'person', 'x',
          sha256(convert_to(gen_random_uuid()::text, 'UTF8')), ${personId}, '2019-05-01', 'x', ${state},
          '2020-05-01', 50, ${judge.personId}, now())`.execute(tx),
    )
  const assign = () => db.use(organiser).run(assignJudges, { roundId: id })
  await introduced(judge.personId, 'held')
  await introduced(founder.id, 'declined')
  expect((await assign()).conflicts).toEqual([])
  await introduced(founder.id, 'shared')
  const { assignments } = await db.use(organiser).ask(readRound, { roundId: id })
  for (const each of assignments)
    await db.use(organiser).run(unassign, { roundId: id, assignmentId: each.id })
  const again = await assign()
  expect([again.added, again.conflicts]).toMatchObject([[], [{ kind: 'station', inferred: true }]])
})

test('a judge steps back with a reason, abstains with one, and keeps notes that nobody else reads', async () => {
  const [one, other] = [await scene.project(), await scene.project()]
  const { id, judges } = await scene.opened({}, [one, other], 1)
  const use = db.use(judges[0]?.actor ?? organiser)
  expect(await refusal(use.run(stepBack, { roundId: id, projectId: one, reason: ' ' }))).toBe(
    'judging.needs_reason',
  )
  await use.run(stepBack, { roundId: id, projectId: one, reason: 'My former student' })
  expect(await refusal(use.run(openFile, { roundId: id, projectId: one }))).toBe('judging.is_recused')
  const early = use.run(saveScore, { roundId: id, projectId: other, points: {} })
  expect(await refusal(early)).toBe('judging.open_first')
  await use.run(openFile, { roundId: id, projectId: other })
  await use.run(saveNote, { roundId: id, projectId: other, text: 'ask about patents' })
  await use.run(abstain, { roundId: id, projectId: other, reason: 'Outside my field' })
  const notes = (who: Actor) => db.as(who, (tx) => sql`select from judge_note`.execute(tx))
  for (const [name, who] of everybody) expect((await notes(who)).rows, name).toEqual([])
  expect((await notes(use.actor)).rows).toHaveLength(1)
  const { assignments } = await db.use(organiser).ask(readRound, { roundId: id })
  expect(assignments.map(({ state, reason }) => [state, reason]).sort()).toEqual([
    ['abstained', 'Outside my field'],
    ['recused', 'My former student'],
  ])
})

test('a station’s lead runs its own regional final, and no neighbour or host’s round', async () => {
  const project = await scene.project()
  const { id } = await scene.round({ kind: 'regional_final', reviewsEach: 1 }, london)
  await scene.put(id, [project], london)
  const judge = await scene.judge(id, {}, 'regional@example.org', london)
  await db.use(london).run(assignJudges, { roundId: id })
  await db.use(london).run(openRound, { roundId: id })
  expect(await stateOf(project)).toBe('in_contest')
  await scene.score(id, judge.actor, project, 8)
  const neighbour = db.use(boston)
  expect(await refusal(neighbour.run(closeRound, { roundId: id }))).toBe('kernel.not_found')
  expect(await refusal(neighbour.run(openRound, { roundId: id }))).toBe('kernel.not_found')
  expect(await refusal(neighbour.run(assignJudges, { roundId: id }))).toBe('kernel.not_found')
  await db.use(london).run(closeRound, { roundId: id })
  expect(await db.as(london, (tx) => scoresOf(tx, id))).toHaveLength(1)
  expect(await db.as(boston, (tx) => scoresOf(tx, id))).toHaveLength(0)
  const hosts = await scene.round()
  expect(await refusal(db.use(london).run(closeRound, { roundId: hosts.id }))).toBe('kernel.not_found')
  const listed = await db.use(boston).ask(listRounds, { edition: summit.edition.slug })
  expect(listed.rounds).toEqual([])
})

test('a round with a project that was asked back from the show says which, and opens once it is back or out', async () => {
  const [there, away] = [await scene.project(), await scene.project({ title: { en: 'Kelp press', zh: '' } })]
  const { id } = await scene.round({ reviewsEach: 1 })
  await scene.put(id, [there, away])
  await scene.judge(id)
  await db.use(organiser).run(assignJudges, { roundId: id })
  await db.use(organiser).run(decideProjects, { projectIds: [away], becomes: 'draft', reason: 'A typo.' })
  const open = () => db.use(organiser).run(openRound, { roundId: id })
  await expect(open()).rejects.toMatchObject({
    code: 'judging.projects_away',
    details: { projects: expect.stringContaining('Kelp press') },
  })
  expect(await stateOf(there)).toBe('shown')
  await db.use(organiser).run(takeOutProjects, { roundId: id, projectIds: [away] })
  await open()
  expect([await stateOf(there), await stateOf(away)]).toEqual(['in_contest', 'draft'])
})

test('what is the same for every score changes only in the draft; who has begun stays', async () => {
  const project = await scene.project()
  const { id, judges } = await scene.opened({}, [project], 1)
  const [judge] = judges
  if (!judge) throw new Error('one judge')
  const { round, assignments } = await db.use(organiser).ask(readRound, { roundId: id })
  const { title, about, criteria, scale, blind, filesShown, reviewsEach, blocks } = round
  const facts = {
    title,
    about,
    scale,
    blind,
    filesShown,
    reviewsEach,
    criteria: [...criteria],
    blocks: [...blocks],
  }
  const use = db.use(organiser)
  expect(await refusal(use.run(changeRound, { roundId: id, facts }))).toBe('judging.not_when_open')
  const put = use.run(putProjects, { roundId: id, projectIds: [project], panelId: null })
  expect(await refusal(put)).toBe('judging.not_when_open')
  await scene.score(id, judge.actor, project, 3)
  expect(await refusal(use.run(removeJudge, { roundId: id, judgeId: judge.id }))).toBe(
    'judging.judge_has_scored',
  )
  const assignmentId = assignments[0]?.id
  if (!assignmentId) throw new Error('one assignment')
  expect(await refusal(use.run(unassign, { roundId: id, assignmentId }))).toBe('judging.judge_has_scored')
  const again = { panelId: judge.panelId, institution: '', ror: null, organisation: '', broughtBy: null }
  const twice = use.run(addJudge, {
    roundId: id,
    email:
      (
        await db.tx((tx) =>
          sql<{ email: string }>`select email from person where id = ${judge.personId}`.execute(tx),
        )
      ).rows[0]?.email ?? '',
    facts: { ...again, fields: [], languages: [], most: 1 },
  })
  expect(await refusal(twice)).toBe('judging.already_judge')
})
