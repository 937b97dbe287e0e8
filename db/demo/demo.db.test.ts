import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { visitor } from '#kernel/access'
import { compileWords } from '#kernel/i18n'
import { instant } from '#kernel/time'
import { outcomeTypes, readWall, signingPurpose, verifyLog } from '#modules/outcomes'
import { findEditionBySlug } from '#modules/programme'
import { readShow } from '#modules/projects'
import { frozenIn, recomputeStatement, type Statement, statementHash } from '#modules/statements'
import { mediaOf, openFiles } from '#platform/files'
import { openKeys } from '#platform/keys'
import { catalogues } from '../../locales/index.ts'
import { listOpenCalls } from '../../modules/projects/calls/queries.ts'
import { testDatabase } from '../../tools/test/database.ts'
import { holding } from '../../tools/test/house.ts'
import { demoAccounts, loadDemo } from './index.ts'

const db = await testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'haigui-demo-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const ports = {
  database: db.database,
  keys: openKeys('a secret of the demo test'),
  files: await openFiles({ folder }),
  words: compileWords(catalogues),
  origin: 'http://localhost',
  now: instant('2026-11-24T12:00:00Z'),
}

const tally = (
  of:
    | 'person'
    | 'event'
    | 'session'
    | 'audit_entry'
    | 'registration'
    | 'outcome'
    | 'outcome_entry'
    | 'claim'
    | 'station'
    | 'credit',
) =>
  db.tx(async (tx) => {
    const found = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(of)}`.execute(tx)
    return found.rows[0]?.n ?? 0
  })
const groups = (of: 'event' | 'registration' | 'outcome', by: 'state' | 'level' | 'type') =>
  db.tx(async (tx) => {
    const found = await sql<{ key: string; n: number }>`select ${sql.ref(by)} as key, count(*)::int as n
      from ${sql.table(of)} group by 1`.execute(tx)
    return Object.fromEntries(found.rows.map(({ key, n }) => [key, n]))
  })

beforeAll(() => loadDemo(ports))

describe('the demo edition', () => {
  it('has its people, all of them made up and none of them reachable', async () => {
    expect(await tally('person')).toBe(400 + demoAccounts.length)
    const real = await db.tx((tx) =>
      sql`select email from person where not made_up
        or email !~ '@(example\.org|[a-z]+\.example)$'`.execute(tx),
    )
    expect(real.rows).toEqual([])
  })

  it('has credits, stations and events in every state', async () => {
    expect([await tally('credit'), await tally('station'), await tally('claim')]).toEqual([6, 6, 10])
    expect(await groups('event', 'state')).toEqual({ released: 16, proposed: 2, declined: 1, cancelled: 1 })
    expect(await tally('session')).toBeGreaterThan(45)
    const moved = await db.tx((tx) => sql`select from event_change where kind = 'moved'`.execute(tx))
    expect(moved.rows).toHaveLength(1)
  })

  it('has registrations in every state, and nobody twice at one event', async () => {
    const states = await groups('registration', 'state')
    for (const state of ['pending', 'admitted', 'waiting', 'offered', 'declined', 'cancelled', 'expired'])
      expect(states[state], state).toBeGreaterThan(0)
    expect(await tally('registration')).toBeGreaterThan(500)
  })

  it('has outcomes of every type at every level, one corrected and one withdrawn', async () => {
    expect(Object.keys(await groups('outcome', 'type')).sort()).toEqual([...outcomeTypes].sort())
    expect(Object.keys(await groups('outcome', 'level'))).toHaveLength(5)
    expect((await groups('outcome', 'state')).withdrawn).toBe(1)
    const corrected = await db.tx((tx) =>
      sql`select from outcome_entry where body like '%"kind":"corrected"%'`.execute(tx),
    )
    expect(corrected.rows).toHaveLength(1)
  })

  it('has a ceremony: two contracts named on its wall, one kept back, one half signed, one that waits', async () => {
    const [ceremony] = (await db.tx((tx) => sql<{ id: never }>`select id from outcome_ceremony`.execute(tx)))
      .rows
    if (!ceremony) throw new Error('a ceremony was expected')
    const { onWall } = await db.use(visitor).ask(readWall, { ceremonyId: ceremony.id })
    expect(onWall.map(({ signatures, shown }) => [signatures, shown !== null])).toEqual([
      ...[[2, true] as const, [2, true] as const, [2, false] as const],
      ...[[1, false] as const, [0, false] as const],
    ])
  })

  it('has a film with a poster and captions in both languages, for everybody to see', async () => {
    const asked = { edition: '2019', query: 'desalination' }
    const { views } = await db.use(visitor).ask(readShow, asked)
    const files = views[0]?.content.files.filter(({ kind }) => kind !== 'image') ?? []
    expect(files.map(({ kind, language }) => [kind, language])).toEqual([
      ...[['video', null] as const, ['poster', null] as const],
      ...[['captions', 'en'] as const, ['captions', 'zh'] as const],
    ])
    const kept = await db.tx((tx) =>
      sql<{
        hash: string
        type: string
        bytes: number
      }>`select hash, media_type as type, bytes::int from project_file
        where id = any(${files.map(({ id }) => id)}::uuid[])`.execute(tx),
    )
    for (const { hash, type, bytes } of kept.rows) {
      const content = Buffer.concat(await (await ports.files.read(hash)).toArray())
      expect([mediaOf(content)?.media, content.length]).toEqual([type, bytes])
    }
  })

  it('has one call that takes projects for years, marked as made up, and none of its sixty projects in it', async () => {
    const now = await db.use(visitor).ask(listOpenCalls, {})
    // The test's clock stands in 2019, when the stations' calls took projects, too.
    const calls = now.calls.filter(({ call }) => call.closesAt > ports.now)
    expect(calls.map(({ call, edition }) => [call.slug, call.stationId, edition.slug])).toEqual([
      ['next', null, '2019'],
    ])
    const [open] = calls
    expect(open?.call.closesAt.slice(0, 4)).toBe('2039')
    expect([open?.call.title.en, open?.call.title.zh]).toEqual([
      expect.stringContaining('made up'),
      expect.stringContaining('虚构'),
    ])
    const counted = await db.tx((tx) =>
      sql<{ all: number; here: number }>`select count(*)::int as all,
        count(*) filter (where call_id = ${open?.call.id})::int as here from project`.execute(tx),
    )
    expect(counted.rows).toEqual([{ all: 60, here: 0 }])
  })

  it('has a ledger that is whole', async () => {
    const report = await db.tx(async (tx) =>
      verifyLog(tx, (await ports.keys.publicKeys(tx, signingPurpose)).values()),
    )
    expect(report).toMatchObject({ fault: null, entries: await tally('outcome_entry') })
    const backwards = await db.tx((tx) =>
      sql`select from outcome_entry one join outcome_entry next on next.seq = one.seq + 1
        where next.at < one.at`.execute(tx),
    )
    expect(backwards.rows).toEqual([])
  })

  it('has one released statement of two people whose figures count to the same again', async () => {
    const { statement, edition } = await db.tx(async (tx) => {
      const found = await sql<Statement>`select id, edition_id as "editionId", state, body, hash,
        drafted_by as "draftedBy", released_by as "releasedBy" from statement`.execute(tx)
      const edition = await findEditionBySlug(tx, '2019')
      const one = found.rows[0]
      if (!one || !edition || found.rows.length !== 1) throw new Error('one statement was expected')
      return { statement: one, edition }
    })
    expect(statement).toMatchObject({ state: 'released', editionId: edition.id })
    expect(statement.draftedBy).not.toBe(statement.releasedBy)
    expect(statementHash(statement.body)).toBe(statement.hash)
    const { figures } = frozenIn(statement)
    expect(figures.filter(({ value }) => value > 0).length).toBeGreaterThan(30)
    const { differences, fault } = await db
      .use(holding('auditor'))
      .ask(recomputeStatement(ports), { statementId: statement.id })
    expect(fault).toBeNull()
    expect(differences.filter(({ verdict }) => verdict !== 'same')).toEqual([])
    expect(differences.length).toBeGreaterThan(30)
  })

  it('has follow-ups that were answered, that wait, and outcomes that ended', async () => {
    const states = await db.tx((tx) =>
      sql<{
        state: string
        n: number
      }>`select state, count(*)::int as n from outcome_followup group by 1`.execute(tx),
    )
    const found = Object.fromEntries(states.rows.map(({ state, n }) => [state, n]))
    expect(found.answered).toBeGreaterThan(5)
    expect((found.asked ?? 0) + (found.due ?? 0)).toBeGreaterThan(0)
    const ended = await db.tx((tx) => sql`select from outcome where ended_on is not null`.execute(tx))
    expect(ended.rows.length).toBeGreaterThan(2)
  })

  it('tells nobody again what happened in 2019', async () => {
    const waiting = await db.tx((tx) =>
      sql`select from outbox where delivered_at is null and at < '2020-01-01'`.execute(tx),
    )
    expect(waiting.rows).toEqual([])
  })

  it('keeps a place for its scholar, who can take it today', async () => {
    const offered = await db.tx((tx) =>
      sql<{ email: string; until: string }>`select person.email, offered_until as until
        from registration join person on person.id = person_id where state = 'offered'`.execute(tx),
    )
    expect(offered.rows.map(({ email }) => email)).toEqual(['scholar@demo.example'])
    expect(offered.rows[0]?.until.slice(0, 10)).toBe('2026-11-26')
  })

  it('is not loaded a second time', async () => {
    const before = [await tally('person'), await tally('audit_entry'), await tally('registration')]
    await loadDemo(ports)
    expect([await tally('person'), await tally('audit_entry'), await tally('registration')]).toEqual(before)
  })

  it('has somebody with a profile in each group of the evening’s meetings, all of them made up', async () => {
    const found = await db.tx((tx) =>
      sql<{ group: string; made: boolean; profiles: number }>`select meeting_group.name ->> 'en' as group,
        bool_and(person.made_up) as made, count(*) filter (where headline <> '')::int as profiles
        from meeting_group join brokerage on brokerage.id = meeting_group.brokerage_id
          join event on event.id = event_id
          left join meeting_party on group_id = meeting_group.id left join person on person.id = person_id
        where event.slug = 'alumni-evening' group by 1 order by 1`.execute(tx),
    )
    const [firms, founders, investors, scholars] = found.rows
    expect(found.rows.map(({ group, made }) => [group, made])).toEqual(
      ['Enterprises and institutions', 'Founders', 'Investors', 'Scholars and researchers'].map((name) => [
        name,
        true,
      ]),
    )
    expect(investors?.profiles).toBe(2)
    for (const group of [firms, founders, scholars]) expect(group?.profiles).toBeGreaterThan(1)
  })

  it('has a timetable of the summit’s meetings: released, mostly held, with what is to follow', async () => {
    const found = await db.tx((tx) =>
      sql<{ booked: number; held: number; steps: number; releases: number; twice: number }>`select
        (select count(*)::int from meeting where state = 'booked') as booked,
        (select count(distinct meeting_id)::int from meeting_attendance where said = 'held') as held,
        (select count(*)::int from meeting_next_step) as steps,
        (select count(*)::int from meeting_release) as releases,
        (select count(*)::int from (select lane, during from meeting_seat group by 1, 2 having count(*) > 1) as t) as twice`.execute(
        tx,
      ),
    )
    const [row] = found.rows
    expect(row).toMatchObject({ releases: 1, twice: 0 })
    expect(row?.booked).toBeGreaterThan(60)
    expect(row?.held).toBeGreaterThan(40)
    expect(row?.steps).toBeGreaterThan(10)
  })
})
