import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { system } from '#kernel/access'
import { compileWords } from '#kernel/i18n'
import { newId } from '#kernel/ids'
import { instant, plainDate } from '#kernel/time'
import { answerFollowup, noLinks } from '#modules/outcomes'
import { insertIntroduction } from '#modules/stations'
import { openKeys } from '#platform/keys'
import { catalogues } from '../../locales/index.ts'
import { testDatabase } from '../../tools/test/database.ts'
import { decideRows, importSheet, nameRow } from '../backfill/commands.ts'
import { aLine } from '../backfill/fixtures.ts'
import { anEditionWithPeople } from '../outcomes/arrange.fixtures.ts'
import { addEvidence, stateOutcome, verifyOutcome } from '../outcomes/commands.ts'
import { advanceFollowups } from '../outcomes/followup/commands.ts'
import { linkOutcome } from '../outcomes/link.ts'
import { draftStatement, readStatement, recomputeStatement, releaseStatement } from './index.ts'
import { library } from './metrics/index.ts'

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

test('a number by the old words is counted again by them; the new words show as a change of definition', async () => {
  const documented = async (by: typeof cast.lead, stationId: typeof cast.london | null, links = {}) => {
    const { outcome } = await db.use(by).run(stateOutcome, {
      ...{
        editionId,
        stationId,
        terms: { type: 'post', form: 'full_time' },
        title: 'A post',
        organisation: 'X',
      },
      ...{ happenedOn: plainDate('2019-07-20'), ...links },
    })
    const outcomeId = outcome.id
    const evidence = { kind: 'link', link: 'https://evidence.example/x' } as const
    await db.use(by).run(addEvidence, { outcomeId, name: 'Signed copy', evidence })
    await db.use(cast.verifier).run(verifyOutcome, { outcomeId, level: 'documented', reason: 'Seen.' })
    return outcomeId
  }
  await documented(cast.lead, cast.london)
  await documented(cast.neighbour, cast.boston)
  const first = await draft(['station_posts'])
  // As it was frozen before the credit of an introduction was told apart from who recorded what came of it.
  const old = { ...library.find(({ id }) => id === 'station_posts'), source: 'outcomes', version: 1 }
  await db.tx((tx) =>
    sql`update statement set body = jsonb_set(jsonb_set(body::jsonb, '{figures,0,formula}',
      ${JSON.stringify(old)}::jsonb), '{figures,0,version}', '1')::text where id = ${first}`.execute(tx),
  )
  await db.use(cast.secondOrganiser).run(releaseStatement, { statementId: first })
  expect((await again(first)).get('station_posts')).toMatchObject({ verdict: 'same', was: 2, now: 2 })

  const credit = newId<'introduction'>()
  const brought = (stationId: typeof cast.london, id: typeof credit, share: number) =>
    db.tx((tx) =>
      insertIntroduction(
        tx,
        {
          ...{
            id,
            editionId,
            stationId,
            kind: 'enterprise',
            name: 'Acme',
            personId: null,
            need: 'An engineer',
          },
          ...{ metOn: plainDate('2019-06-01'), state: 'shared', heldUntil: plainDate('2020-06-01'), share },
          ...{ creditId: credit, recordedBy: cast.lead.personId, recordedAt: db.clock.now() },
          ...{ decidedBy: null, decidedAt: null, reason: '' },
        },
        'acme.example',
      ),
    )
  await brought(cast.london, credit, 60)
  const other = newId<'introduction'>()
  await brought(cast.boston, other, 40)
  // The organisers wrote it down, so it is no station's by who recorded it, and two stations' by who brought it.
  await documented(cast.organiser, null, { introductionId: other })
  const second = await draft(['station_posts'])
  const { frozen } = await db.use(cast.auditor).ask(readStatement, { statementId: second })
  expect(frozen.since?.changes).toEqual([
    { metric: 'station_posts', was: 2, now: 3, definition: 1, late: 0, correction: 0 },
  ])
  expect(frozen.figures[0]).toMatchObject({ version: 2, value: 3 })

  // What is linked after the cut, and how the credit is shared by now, changes neither.
  const outcomeId = await documented(cast.organiser, null)
  const { personId: _who, introductionId: _none, ...none } = noLinks
  await db
    .use(cast.organiser)
    .run(linkOutcome, { ...none, outcomeId, introductionId: credit, reason: 'Told.' })
  await db.tx((tx) => sql`update introduction set share = 50`.execute(tx))
  for (const [id, was] of [
    [first, 2],
    [second, 3],
  ] as const)
    expect((await again(id)).get('station_posts')).toMatchObject({ verdict: 'same', was, now: was })
  const third = await draft(['station_posts'])
  expect((await again(third)).get('station_posts')).toMatchObject({ verdict: 'same', was: 4 })
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

test('people reached differ once a line is given to somebody, and again when that is taken back: both are explained', async () => {
  const use = db.use(cast.organiser)
  const { batch, rows } = await use.run(importSheet, {
    ...{ kind: 'people', stationId: null, fileName: 'older.xlsx', skipped: [], fileHash: 'b'.repeat(64) },
    lines: [aLine({ editionId, line: 2, latin: 'Nobody Knowsher' })],
  })
  const rowId = rows[0]?.id
  if (!rowId) throw new Error('one line came in')
  const [before, day1] = [await draft(['reach']), '2020-03-03']
  day(day1)
  const named = { batchId: batch.id, rowId, personId: cast.scholar.personId, reason: 'Her mother’s letter.' }
  await use.run(nameRow, named)
  expect((await again(before)).get('reach')).toMatchObject({ verdict: 'explained', causes: { reviewed: 2 } })
  const between = await draft(['reach'])
  day('2020-03-04')
  await use.run(decideRows, { batchId: batch.id, rowIds: [rowId], decision: 'undo' })
  expect((await again(before)).get('reach')?.verdict).toBe('same')
  expect((await again(between)).get('reach')).toMatchObject({ verdict: 'explained', causes: { reviewed: 2 } })
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
