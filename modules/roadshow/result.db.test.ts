import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { newId } from '#kernel/ids'
import { arrangeJudging } from '../judging/arrange.fixtures.ts'
import { assignByHand } from '../judging/assign/commands.ts'
import { decideRound } from '../judging/result/commands.ts'
import { stepBack } from '../judging/review/commands.ts'
import { changeTimes } from '../judging/setup/commands.ts'
import { closeRound, openRound } from '../judging/setup/move.ts'
import { finishRoadshow, freezeResult, revealNext } from './commands/run.ts'
import { anEntry, aRoadshow } from './fixtures.ts'
import { readHall } from './queries.ts'
import * as store from './store/roadshow.ts'

const a = await arrangeJudging()
const { db, organiser } = a
const use = db.use(organiser)

/** Three pitches before a mild judge, a harsh one and one between: the harsh one alone saw what the others did not. */
async function pitched(adjusted: boolean) {
  const [first, second, third] = [await a.project(), await a.project(), await a.project()]
  const round = await a.round({ kind: 'final', reviewsEach: 1, title: { en: 'Final', zh: '总决赛' } })
  await a.put(round.id, [first, second, third])
  const [mild, harsh, fair] = [await a.judge(round.id), await a.judge(round.id), await a.judge(round.id)]
  const given = [
    [mild, first, 8],
    [mild, second, 6],
    [harsh, second, 3],
    [harsh, third, 4],
    [fair, first, 7],
    [fair, second, 4],
  ] as const
  for (const [judge, projectId] of given)
    await use.run(assignByHand, { roundId: round.id, judgeId: judge.id, projectId })
  await use.run(openRound, { roundId: round.id })
  for (const [judge, projectId, points] of given) await a.score(round.id, judge.actor, projectId, points)
  const eventId = newId<'event'>()
  const title = { en: 'Final day', zh: '决赛日' }
  const roadshow = aRoadshow({ eventId, roundId: round.id, adjusted, title, state: 'closed' })
  const entries = [first, second, third].map((projectId, index) =>
    anEntry({ roadshowId: roadshow.id, projectId, position: index + 1 }),
  )
  await db.tx(async (tx) => {
    await sql`insert into event (id, edition_id, host_name, slug, kind, title, summary, body, zone, starts_at, ends_at,
        state, guid, released_at, changed_at)
      values (${eventId}, ${a.summit.edition.id}, 'Host', ${eventId}, 'roadshow', '{}', '{}', '{}', 'Europe/London',
        '2019-06-15T08:00:00Z', '2019-06-15T18:00:00Z', 'released', ${newId()}, now(), now())`.execute(tx)
    await store.insert(tx, roadshow)
    await store.insertEntries(tx, roadshow, entries)
  })
  const told = async () => {
    await use.run(closeRound, { roundId: round.id })
    await use.run(freezeResult, { roadshowId: roadshow.id })
    for (const step of [1, 2, 3]) await use.run(revealNext, { roadshowId: roadshow.id, step })
    const { results } = await use.ask(readHall, { roadshowId: roadshow.id })
    return results.map(({ entryId, place, score, error }) => ({
      entry: entries.findIndex(({ id }) => id === entryId),
      place,
      score,
      error,
    }))
  }
  return { roundId: round.id, roadshowId: roadshow.id, first, fair, told }
}

test('by the plain mean, whoever met the harsh judge alone is last', async () => {
  expect(await (await pitched(false)).told()).toEqual([
    { entry: 2, place: 3, score: 40, error: null },
    { entry: 1, place: 2, score: 43.333, error: null },
    { entry: 0, place: 1, score: 75, error: null },
  ])
})

test('adjusted, harshness is taken out, and each number says how sure it is', async () => {
  const results = await (await pitched(true)).told()
  expect(results.map(({ entry, place }) => [entry, place])).toEqual([
    [1, 3],
    [2, 2],
    [0, 1],
  ])
  for (const { error } of results) expect(error).toBeGreaterThan(0)
})

test('what a judge gave before stepping back does not count', async () => {
  const { told, roundId, first, fair } = await pitched(false)
  await db.use(fair.actor).run(stepBack, { roundId, projectId: first, reason: 'I know them after all.' })
  expect((await told()).find(({ entry }) => entry === 0)?.score).toBe(80)
})

test.each(['the roadshow', 'the round'])(
  '%s told first, a project has one award of the two',
  async (which) => {
    const { told, roundId, roadshowId, first } = await pitched(false)
    await told()
    await use.run(changeTimes, { roundId, times: { dueAt: null, places: 1, waiting: 0 } })
    const tell = {
      'the roadshow': () => use.run(finishRoadshow, { roadshowId }),
      'the round': () => use.run(decideRound, { roundId, releaseFeedback: false }),
    }
    const order =
      which === 'the roadshow'
        ? (['the roadshow', 'the round'] as const)
        : (['the round', 'the roadshow'] as const)
    for (const each of order) await tell[each]()
    const awards = await db.tx((tx) =>
      sql<{ name: unknown }>`select name from project_award where project_id = ${first}`.execute(tx),
    )
    expect(awards.rows).toEqual([{ name: { en: 'First place, Final day', zh: '决赛日第一名' } }])
  },
)
