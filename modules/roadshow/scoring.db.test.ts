import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { Refusal } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { arrangeJudging } from '../judging/arrange.fixtures.ts'
import { sendScore } from './commands/scoring.ts'
import { anEntry, aRoadshow } from './fixtures.ts'
import * as store from './store/roadshow.ts'

const a = await arrangeJudging()
const { db } = a
const projectIds = [await a.project(), await a.project()]
const { id: roundId, judges } = await a.opened({}, projectIds, 1)
const [judge] = judges
if (!judge) throw new Error('a round with one judge')

const eventId = newId<'event'>()
const roadshow = aRoadshow({ eventId, roundId, stationId: a.summit.london.id })
const entries = projectIds.map((projectId, index) =>
  anEntry({ roadshowId: roadshow.id, projectId, position: index + 1 }),
)
await db.tx(async (tx) => {
  await sql`insert into event (id, edition_id, station_id, host_name, slug, kind, title, summary, body, zone, starts_at,
      ends_at, state, guid, changed_at)
    values (${eventId}, ${a.summit.edition.id}, ${a.summit.london.id}, 'London', 'final', 'roadshow', '{}', '{}', '{}',
      'Europe/London', '2019-06-15T08:00:00Z', '2019-06-15T18:00:00Z', 'released', ${newId()}, now())`.execute(
    tx,
  )
  await store.insert(tx, roadshow)
  await store.insertEntries(tx, roadshow, entries)
})

const sent = (
  index: number,
  points: number,
  over: { noTie?: boolean; key?: ReturnType<typeof newKey> } = {},
) => {
  const entry = entries[index]
  if (!entry) throw new Error('two entries')
  return {
    roadshowId: roadshow.id,
    entryId: entry.id,
    key: over.key ?? newKey(),
    points: { team: points, technology: points, market: points, finance: points },
    feedback: '',
    noTie: over.noTie ?? true,
  }
}
const newKey = () => newId<'roadshow_sent'>()
/** Sealed: only the judge reads it while the round is open. */
const kept = () =>
  db.as(judge.actor, async (tx) => {
    const found = await sql<{ team: number; seals: number }>`select (points->>'team')::int as team,
      (select count(*)::int from score_commit where score_commit.assignment_id = score.assignment_id) as seals
      from score order by saved_at`.execute(tx)
    return found.rows
  })
const codeOf = async (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof Refusal) return error.fields[0]?.code ?? error.code
      throw error
    },
  )

test('a score that is sent again with its key changes nothing, not even a newer one', async () => {
  const use = db.use(judge.actor)
  const first = sent(0, 6)
  await sendScore(use, first)
  await sendScore(use, first)
  expect(await kept()).toEqual([{ team: 6, seals: 1 }])
  await sendScore(use, sent(0, 8))
  // The answer to the first got lost on the way, and the phone tries it once more.
  await sendScore(use, first)
  expect(await kept()).toEqual([{ team: 8, seals: 2 }])
})

test('a file opens only after the judge says that there is no tie, and points are whole and in the scale', async () => {
  const use = db.use(judge.actor)
  expect(await codeOf(sendScore(use, sent(1, 5, { noTie: false })))).toBe('roadshow.tie_unsaid')
  expect(await codeOf(sendScore(use, sent(1, 11)))).toBe('judging.field_points_range')
  expect(await kept()).toHaveLength(1)
})

test('whoever does not judge there finds nothing, and a key is its sender’s alone', async () => {
  const stranger = await a.someone()
  expect(await codeOf(sendScore(db.use(stranger), sent(0, 1)))).toBe('kernel.not_found')
  const seen = await db.as(stranger, (tx) => sql`select from roadshow_sent`.execute(tx))
  expect(seen.rows).toHaveLength(0)
})
