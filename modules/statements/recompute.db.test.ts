import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { system } from '#kernel/access'
import { compileWords } from '#kernel/i18n'
import { newId } from '#kernel/ids'
import { instant, plainDate } from '#kernel/time'
import { answerFollowup } from '#modules/outcomes'
import { openKeys } from '#platform/keys'
import { catalogues } from '../../locales/index.ts'
import { testDatabase } from '../../tools/test/database.ts'
import { decideRows, importSheet } from '../backfill/commands.ts'
import { aLine } from '../backfill/fixtures.ts'
import { anEditionWithPeople } from '../outcomes/arrange.fixtures.ts'
import { stateOutcome, verifyOutcome } from '../outcomes/commands.ts'
import { advanceFollowups } from '../outcomes/followup/commands.ts'
import { draftStatement, recomputeStatement } from './index.ts'

const db = await testDatabase({ at: '2019-08-01T08:00:00Z' })
const cast = await db.tx((tx) => anEditionWithPeople(tx, db.clock.now()))
const { editionId } = cast
const ports = { keys: openKeys('a secret of the recompute tests'), origin: 'https://summit.example' }
const day = (text: string) => db.clock.set(instant(`${text}T08:00:00Z`))

const post = async (happenedOn: string) => {
  const { outcome } = await db.use(cast.lead).run(stateOutcome, {
    ...{ editionId, stationId: cast.london, personId: cast.scholar.personId },
    ...{ terms: { type: 'post', form: 'full_time' }, title: 'A post', organisation: 'X' },
    happenedOn: plainDate(happenedOn),
  })
  return outcome.id
}
const draft = async (metrics: string[]) =>
  (
    await db
      .use(cast.organiser)
      .run(draftStatement({ words: compileWords(catalogues), ...ports }), { editionId, metrics })
  ).statement.id
const again = async (statementId: Awaited<ReturnType<typeof draft>>) => {
  const { differences, skipped, fault } = await db
    .use(cast.auditor)
    .ask(recomputeStatement(ports), { statementId })
  expect([skipped, fault]).toEqual([[], null])
  return new Map(differences.map((each) => [each.metric, each]))
}

test('how long things last is counted again from the ledger, as it was known on the day of the cut', async () => {
  const [goesOn, ends] = [await post('2019-07-10'), await post('2019-07-12')]
  await db.use(cast.verifier).run(verifyOutcome, { outcomeId: goesOn, level: 'witnessed', reason: 'Seen.' })
  day('2020-01-20')
  await db.use(system('follow-up')).run(advanceFollowups, {})
  const answer = { months: 6, turn: 'person' } as const
  await db.use(cast.visitor).run(answerFollowup, { ...answer, outcomeId: goesOn, said: 'goes_on' })
  const id = await draft(['posts_after_6', 'posts_documented_share'])
  const before = await again(id)
  expect([...before.values()].map(({ verdict }) => verdict)).toEqual(['same', 'same'])
  expect(before.get('posts_after_6')?.was).toBe(1)

  // What is learned after the cut changes today's number, not that one.
  day('2020-02-01')
  await db.use(cast.visitor).run(answerFollowup, {
    ...answer,
    outcomeId: ends,
    said: 'ended',
    endedOn: plainDate('2019-12-01'),
  })
  expect((await again(id)).get('posts_after_6')).toMatchObject({ verdict: 'same', was: 1, now: 1 })
  const today = await draft(['posts_after_6'])
  expect((await again(today)).get('posts_after_6')?.was).toBe(0.5)
})

test('a share is counted again from the definitions frozen beside it, and one that was tampered with is told', async () => {
  const id = await draft(['posts_stated', 'posts', 'posts_documented_share', 'posts_after_6'])
  expect([...(await again(id)).values()].map(({ verdict }) => verdict)).toEqual(Array(4).fill('same'))
  await db.tx((tx) =>
    sql`update statement set body = jsonb_set(jsonb_set(body::jsonb, '{figures,2,value}', '0.9'),
      '{figures,3,value}', '0.9')::text where id = ${id}`.execute(tx),
  )
  const bent = await again(id)
  expect([bent.get('posts_documented_share'), bent.get('posts_after_6')]).toMatchObject([
    { verdict: 'unexplained', causes: {} },
    { verdict: 'unexplained', causes: {} },
  ])
})

test('people reached differ once a doubtful line is decided, and the decision is the cause', async () => {
  const use = db.use(cast.organiser)
  const { batch, rows } = await use.run(importSheet, {
    ...{ kind: 'people', stationId: null, fileName: 'old.xlsx', skipped: [], fileHash: 'a'.repeat(64) },
    lines: [
      aLine({ editionId, line: 2, latin: 'Zhang Mingyuan' }),
      aLine({ editionId, line: 3, latin: 'Mingyuan Zhang' }),
    ],
  })
  const probable = rows.filter(({ certainty }) => certainty === 'probable').map(({ id }) => id)
  expect(probable).toHaveLength(1)
  const id = await draft(['reach', 'sessions'])
  day('2020-03-01')
  await use.run(decideRows, { batchId: batch.id, rowIds: probable, decision: 'reject' })
  const { reach, sessions } = Object.fromEntries(await again(id))
  expect(reach).toMatchObject({ verdict: 'explained', was: 1, now: 2, causes: { reviewed: 1 } })
  expect(sessions?.verdict).toBe('same')
})

test('sessions that came or went are explained by the event’s log or by being gone, and by nothing else by nothing', async () => {
  const [eventId, kept, gone] = [newId<'event'>(), newId<'session'>(), newId<'session'>()]
  const session = (id: string) =>
    db.tx((tx) =>
      sql`insert into session (id, event_id, kind, title, abstract, language, starts_at, ends_at, guid)
        values (${id}, ${eventId}, 'talk', '{}', '{}', 'en', now(), now() + interval '1 hour', gen_random_uuid())`.execute(
        tx,
      ),
    )
  const name = JSON.stringify({ en: 'E', zh: '' })
  await db.tx((tx) =>
    sql`insert into event (id, edition_id, host_name, slug, kind, title, summary, body, zone, starts_at, ends_at, state,
        guid, released_at, changed_at)
      values (${eventId}, ${editionId}, 'H', 'e', 'forum', ${name}, ${name}, ${name}, 'UTC', now(), now() + interval '1 day',
        'released', gen_random_uuid(), '2019-05-01', '2019-05-01')`.execute(tx),
  )
  await session(kept)
  await session(gone)
  const id = await draft(['sessions'])
  await db.tx((tx) => sql`delete from session where id = ${gone}`.execute(tx))
  expect((await again(id)).get('sessions')).toMatchObject({ verdict: 'explained', causes: { gone: 1 } })
  const late = newId<'session'>()
  await session(late)
  expect((await again(id)).get('sessions')).toMatchObject({ verdict: 'unexplained', causes: { gone: 1 } })
  await db.tx((tx) =>
    sql`insert into event_change (id, event_id, at, kind, what)
      values (gen_random_uuid(), ${eventId}, '2020-04-01', 'changed', '{}')`.execute(tx),
  )
  expect((await again(id)).get('sessions')).toMatchObject({
    verdict: 'explained',
    causes: { event_changed: 1, gone: 1 },
  })
})
