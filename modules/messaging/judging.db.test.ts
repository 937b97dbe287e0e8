import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { system } from '#kernel/access'
import { compileWords } from '#kernel/i18n'
import { catalogues } from '../../locales/index.ts'
import { arrangeJudging } from '../judging/arrange.fixtures.ts'
import { decideByHand, decideRound } from '../judging/result/commands.ts'
import { changeTimes } from '../judging/setup/commands.ts'
import { closeRound } from '../judging/setup/move.ts'
import { withdrawProject } from '../projects/intake/commands.ts'
import { hearJudging } from './hear-judging.ts'

const scene = await arrangeJudging()
const { db, organiser } = scene
const jobs = hearJudging({ words: compileWords(catalogues), origin: 'https://summit.example' })

/** Each fact that was told so far is heard, as often as it is asked for. */
async function hear(): Promise<void> {
  for (const { name, payload } of await db.facts())
    for (const job of jobs.filter(({ hears }) => hears?.includes(name)))
      await job.run(db.use(system('test')), job.input.parse({ fact: name, payload }))
}
const letters = (kind: string) =>
  db.tx(async (tx) => {
    const found = await sql<{
      to: string
      kind: string
      subject: string
      text: string
    }>`select to_address as "to",
      kind, subject, body_text as text from mail where kind like ${`${kind}%`} order by to_address`.execute(
      tx,
    )
    return found.rows
  })

test('judges and entrants are told once each, in the entrant’s language, and nobody whose project is gone', async () => {
  const founders = await Promise.all(['a', 'b', 'c', 'd'].map((name) => scene.person(`${name}@example.org`)))
  const [a, b, c, d] = founders
  if (!a || !b || !c || !d) throw new Error('four founders')
  const [best, middle, last, gone] = [
    await scene.project({ title: { en: 'Best', zh: '最佳' } }, a),
    await scene.project({ title: { en: 'Middle', zh: '居中' }, locale: 'zh' }, b),
    await scene.project({ title: { en: 'Last', zh: '末位' }, locale: 'zh' }, c),
    await scene.project({}, d),
  ]
  const { id, judges } = await scene.opened({ kind: 'final' }, [best, middle, last, gone], 2)
  await hear()
  expect((await letters('judge')).map(({ to }) => to)).toHaveLength(2)
  for (const { actor } of judges)
    for (const [project, points] of [
      [best, 9],
      [middle, 6],
      [last, 3],
    ] as const)
      await scene.score(id, actor, project, points, 'SECRET WORDS')
  const founder = { kind: 'person' as const, personId: d.id, grants: [] }
  await db.use(founder).run(withdrawProject, { projectId: gone })
  const use = db.use(organiser)
  await use.run(changeTimes, { roundId: id, times: { dueAt: null, places: 1, waiting: 1 } })
  await use.run(closeRound, { roundId: id })
  const reason = '样机尚未验证。'
  await use.run(decideByHand, { roundId: id, projectIds: [last], decision: 'declined', reason })
  await use.run(decideRound, { roundId: id, releaseFeedback: true })
  await hear()
  await hear()
  const told = await letters('decision')
  expect(told.map(({ to, kind }) => [to, kind])).toEqual([
    ['a@example.org', 'decision_accepted'],
    ['b@example.org', 'decision_waiting'],
    ['c@example.org', 'decision_declined'],
  ])
  expect(told.map(({ subject }) => subject)).toEqual([
    '“Best” was accepted in “Screening”',
    '“居中”进入“初评”候补',
    '“初评”：“末位”的评审结果',
  ])
  expect(told[2]?.text).toContain(reason)
  // Words are read where the reader is signed in; points and places are in no letter at all.
  expect(told.some(({ text }) => /SECRET|\b(90|60|30)\b/.test(text))).toBe(false)
  expect(await letters('judge')).toHaveLength(2)
})
