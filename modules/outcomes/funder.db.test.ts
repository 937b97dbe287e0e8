import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { system } from '#kernel/access'
import { instant, plainDate } from '#kernel/time'
import { assignByHand } from '#modules/judging'
import { arrangeJudging } from '../judging/arrange.fixtures.ts'
import { stateOutcome, withdrawOutcome } from './commands.ts'
import { jobs } from './jobs.ts'

const scene = await arrangeJudging()
const { db, summit, organiser } = scene
const use = db.use(organiser)

/** What the queue does with the facts that were told since it was last asked. */
let heard = 0
async function deliver() {
  const facts = (await db.facts()).slice(heard)
  heard += facts.length
  for (const { name, payload } of facts)
    for (const { hears, name: job, input, run } of jobs)
      if (hears?.includes(name)) await run(db.use(system(job)), input.parse({ fact: name, payload }))
}

test('a judge from a body that funded the team before is tied to its later projects, as long as that stands', async () => {
  const founder = await scene.person()
  const last = await scene.project({ title: { en: 'Tidal mill', zh: '' } }, founder)
  const next = await scene.project(
    { title: { en: 'Tidal mill II', zh: '' }, stationId: summit.boston.id },
    founder,
  )
  const foreign = await scene.project({ title: { en: 'Salt lamp', zh: '' } })
  const { id: roundId } = await scene.round()
  await scene.put(roundId, [next, foreign])
  const fund = await scene.judge(roundId, { organisation: 'Harbour Ventures' })
  const other = await scene.judge(roundId, { organisation: 'Harbour Bank' })
  const give = (projectId: typeof next, judgeId: typeof fund.id) =>
    use.run(assignByHand, { roundId, projectId, judgeId }).then(
      () => 'given',
      (error: Error) => error.message,
    )

  const { outcome } = await use.run(stateOutcome, {
    editionId: summit.edition.id,
    stationId: null,
    title: 'A first round of money',
    organisation: 'Harbour Ventures Ltd',
    happenedOn: plainDate('2019-06-01'),
    terms: { type: 'investment', stage: 'paid', amount: { minor: 100_000_00, currency: 'GBP' } },
    projectId: last,
  })
  await deliver()
  expect(await give(next, fund.id)).toBe('judging.is_tied')
  expect(await give(foreign, fund.id)).toBe('given')
  expect(await give(next, other.id)).toBe('given')
  // Who funded whom is told to nobody but the search for ties.
  for (const reader of [await scene.lead(summit.london.id), await scene.someone()])
    expect((await db.as(reader, (tx) => sql`select from project_funder`.execute(tx))).rows).toEqual([])

  db.clock.set(instant('2019-06-16T09:00:00Z'))
  await use.run(withdrawOutcome, { outcomeId: outcome.id, reason: 'It was never paid.' })
  await deliver()
  expect(await give(next, fund.id)).toBe('given')
})
