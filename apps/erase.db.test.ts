import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { system } from '#kernel/access'
import { compileWords } from '#kernel/i18n'
import type { Id } from '#kernel/ids'
import { instant, plainDate, plus } from '#kernel/time'
import { type Draft, queueLetters } from '#modules/messaging'
import {
  checkExport,
  exportLog,
  logName,
  logReader,
  makeCheckpoint,
  nodePorts,
  readLog,
  stateOutcome,
  verifyLog,
} from '#modules/outcomes'
import { askErasure, eraseDue } from '#modules/people'
import { recomputeStatement, type Statement } from '#modules/statements'
import { openFiles, sweepOf } from '#platform/files'
import { openKeys } from '#platform/keys'
import { loadDemo } from '../db/demo/index.ts'
import { catalogues } from '../locales/index.ts'
import { deliverDue } from '../modules/messaging/jobs.ts'
import { ageFiles } from '../tools/test/age.ts'
import { testDatabase } from '../tools/test/database.ts'
import { holding } from '../tools/test/house.ts'
import { type Found, lookEverywhere } from '../tools/test/walk.ts'
import { erasingBy } from './erasers.ts'
import { holders } from './holders.ts'

const db = await testDatabase({ at: '2026-11-24T12:00:00Z' })
const folder = mkdtempSync(join(tmpdir(), 'haigui-erase-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const owner = new pg.Client({ connectionString: db.url })
await owner.connect()
afterAll(() => owner.end())
const files = await openFiles({ folder: join(folder, 'files') })
const words = compileWords(catalogues)
const keys = openKeys('a secret of the erasure test')
const house = { database: db.database, keys, files, words, origin: 'http://localhost', now: db.clock.now() }
const machine = db.use(system('people.erase_due'))
const ports = erasingBy(words)

type Someone = { id: Id<'person'>; email: string; latin: string; han: string }
const phone = '+44 7700 900123'
const rows = async <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> =>
  (await owner.query(text, values)).rows as Row[]

/** Nobody else of the demo is called so, which the walk needs: a namesake is somebody else, and stays. */
const chosen = `select person.id, email, trim(latin_given || ' ' || latin_family) as latin, han from person
  where erased_at is null and (select count(*) from person as other where other.han = person.han
    or (other.latin_given = person.latin_given and other.latin_family = person.latin_family)) = 1`

/** Of each part of the house somebody who stands in it. */
const standing: Readonly<Record<string, string>> = {
  'the scholar': `email = 'scholar@demo.example'`,
  'a judge of an open round': `id in (select person_id from assignment join round on round.id = round_id where round.state = 'open')`,
  'a project of a team': `id in (select entrant_id from project where state = 'shown')`,
  'a project of one’s own': `id in (select entrant_id from project where state not in ('draft', 'withdrawn') and cardinality(team) = 1)`,
  'a project that was judged': `id in (select entrant_id from project join project_frozen on project_id = project.id)`,
  'a project that was pitched': `id in (select entrant_id from project join roadshow_entry on project_id = project.id)`,
  'meetings that were held': `id in (select person_id from meeting_attendance)`,
  'an outcome with evidence': `id in (select person_id from outcome join outcome_evidence on outcome_id = outcome.id
    where file_hash is not null)`,
  'an outcome': 'id in (select person_id from outcome)',
  'an old list': 'id in (select low from legacy_row where low = high)',
  'an event of their own': 'id in (select proposed_by from event)',
}

const people = new Map<string, Someone>()
const leaving = (): Someone[] => [...new Map([...people.values()].map((one) => [one.id, one])).values()]
const look = () =>
  lookEverywhere(
    db,
    owner,
    folder,
    leaving()
      .flatMap(({ email, latin, han }) => [email, latin, han].filter(Boolean))
      .concat(phone),
  )
const places = (found: readonly Found[]) => [...new Set(found.map(({ where }) => where))].sort()

/** A telephone number in everything they wrote, as people do who are asked for none; their name where others write it. */
async function fill({ id, email, latin }: Someone): Promise<void> {
  const [holds] = await rows(
    `select from project_file join project on project.id = project_id where entrant_id = $1 and cardinality(team) = 1
     union all select from outcome_evidence join outcome on outcome.id = outcome_id where person_id = $1 and file_hash is not null`,
    [id],
  )
  const bytes = holds ? await files.put(new TextEncoder().encode(`${latin} ${phone} ${id}`)) : null
  const change = (text: string, ...more: unknown[]) => rows(text, [id, ...more])
  await change(`update registration set answers = $2 where person_id = $1`, { text: phone })
  await change(
    `insert into registration_change (id, registration_id, at, was, became, by_kind, reason)
     select gen_random_uuid(), id, now(), state, state, 'person', $2 from registration where person_id = $1`,
    `${latin} called`,
  )
  await change(
    `insert into invitation (id, event_id, category_id, email, name, locale, valid_until, created_at)
     select gen_random_uuid(), event_id, id, $2, jsonb_build_object('han', $3::text), 'en', now(), now() from category where $1::uuid is not null limit 1`,
    email,
    latin,
  )
  await change(`update meeting_party set headline = $2, offers = $2, seeks = $2 where person_id = $1`, phone)
  await change(`update meeting set message = $2 where person_a = $1 or person_b = $1`, phone)
  await change(`update wish set note = $2 where from_person = $1`, phone)
  await change(`update meeting_next_step set note = $2 where person_id = $1`, phone)
  await change(
    `update project set body = jsonb_build_object('en', $2::text, 'zh', '')
    where entrant_id = $1 and cardinality(team) = 1`,
    phone,
  )
  await change(
    `update project_file set hash = $2 where project_id in (
    select id from project where entrant_id = $1 and cardinality(team) = 1)`,
    bytes,
  )
  await change(
    `insert into project_contact (id, project_id, from_person, to_person, message, at)
     select gen_random_uuid(), id, $1, entrant_id, $2, now() from project where state = 'shown' and entrant_id <> $1 limit 1`,
    `${phone}, ${latin}`,
  )
  await change(
    `insert into roadshow_question (id, roadshow_id, person_id, body, at)
     select gen_random_uuid(), id, $1, $2, now() from roadshow limit 1`,
    phone,
  )
  await change(`update judge set organisation = $2 where person_id = $1`, phone)
  await change(
    `insert into judge_tie (id, person_id, kind, name, told, declared_by, at)
    values (gen_random_uuid(), $1, 'declared', $2, $2, $1, now())`,
    phone,
  )
  await change(
    `insert into judge_note (assignment_id, person_id, text)
    select id, person_id, $2 from assignment where person_id = $1 on conflict (assignment_id) do update set text = $2`,
    phone,
  )
  await change(
    `update outcome_evidence set link = $2, file_hash = case when file_hash is not null then $3 end
    where outcome_id in (select id from outcome where person_id = $1)`,
    phone,
    bytes,
  )
  await change(
    `insert into outcome_confirmation (id, outcome_id, email, name, locale, asked_by, asked_at, until, facts_hash)
     select gen_random_uuid(), id, $2, $3, 'en', claimant_id, now(), now(), '' from outcome where $1::uuid is not null order by id limit 1`,
    email,
    latin,
  )
  await change(
    `update session set speakers = speakers || jsonb_build_array(jsonb_build_object('name', $2::text))
    where id = (select id from session order by id limit 1) and $1::uuid is not null`,
    latin,
  )
  await change(`update consent set about = jsonb_build_object('said', $2::text) where person_id = $1`, phone)
  await change(
    `insert into outbox (at, name, payload, request_id, delivered_at)
    values (now(), 'test.told', jsonb_build_object('id', $1::uuid, 'email', $2::text), 't', now())`,
    email,
  )
  await change(
    `insert into auth_user (id, name, email, created_at, updated_at) values ($1, $2, $3, now(), now())
    on conflict do nothing`,
    latin,
    email,
  )
  await change(
    `insert into auth_session (id, user_id, token, expires_at, ip_address, user_agent, created_at, updated_at)
    values (gen_random_uuid(), $1::uuid, $1::uuid::text, now(), $2, 'x', now(), now())`,
    phone,
  )
  await change(
    `insert into auth_passkey (id, user_id, name, public_key, credential_id, counter, device_type, backed_up)
    values (gen_random_uuid(), $1::uuid, $2, 'k', $1::uuid::text, 0, 'x', false)`,
    `${latin}’s telephone`,
  )
  await db.use(holding('organiser', null, staff)).run(stateOutcome, {
    editionId,
    stationId: null,
    personId: id,
    terms: { type: 'award', awardedBy: `the friends of ${latin}` },
    title: `${latin}, ${phone}`,
    organisation: 'Northbridge University',
    happenedOn: plainDate('2019-07-20'),
  })
}

let mate = ''
let editionId: Id<'edition'>
let staff: Id<'person'>
/** The demo's teams are invited only: here somebody else has joined, and goes on with the project. */
async function makeTeam(): Promise<void> {
  const lead = people.get('a project of a team')?.id
  const [other] = await rows<{ id: string }>(`${chosen} and id <> all($1::uuid[]) order by id desc limit 1`, [
    leaving().map(({ id }) => id),
  ])
  mate = other?.id ?? ''
  const [project] = await rows<{ id: string }>(
    `update project set team = array_append(team, $2) where id = (select id from project where entrant_id = $1 limit 1) returning id`,
    [lead, mate],
  )
  await rows(
    `insert into project_member (id, project_id, person_id, email, name, role, invited_at, joined_at, position)
     values (gen_random_uuid(), $1, $2, 'mate@example.org', '"A mate"', 'engineer', now(), now(), 9)`,
    [project?.id, mate],
  )
}

const letterTo = (person: Someone, text: string, to = person.email): Draft => ({
  kind: 'code',
  personId: to === person.email ? person.id : null,
  stationId: null,
  aboutType: null,
  aboutId: null,
  to,
  locale: 'en',
  subject: text,
  text,
  html: `<p>${text}</p>`,
  secret: false,
  onceKey: `test ${to} ${person.id}`,
})

let before: Found[] = []
let statement: Statement
const exportTo = async (name: string) => {
  const asked = db.use(system('export'))
  await asked.run(makeCheckpoint(house), {})
  const lines: string[] = []
  for await (const piece of exportLog(logReader(asked), logName(house.origin))) lines.push(String(piece))
  const path = join(folder, `..`, `${name}-${process.pid}.ledger`)
  writeFileSync(path, lines.join(''))
  afterAll(() => rmSync(path, { force: true }))
  return path
}
const isWhole = async (path: string) => {
  const [key = ''] = (await db.use(system('export')).ask(readLog(house), {})).keys
  return (await checkExport(createReadStream(path), key, nodePorts)).fault
}
let exported = ''

beforeAll(async () => {
  await loadDemo(house)
  await owner.query(`select set_config('haigui.scope', 'all', false)`)
  const [edition] = await rows<{ id: Id<'edition'> }>(`select id from edition where slug = '2019'`)
  const [host] = await rows<{ id: Id<'person'> }>(
    `select id from person where email = 'organiser@demo.example'`,
  )
  if (!edition || !host) throw new Error('the demo has both')
  editionId = edition.id
  staff = host.id
  for (const [what, where] of Object.entries(standing)) {
    const taken = leaving().map(({ id }) => id)
    const [one] = await rows<Someone>(
      `${chosen} and ${where} and id <> all($1::uuid[]) order by id limit 1`,
      [taken],
    )
    if (one) people.set(what, one)
  }
  await makeTeam()
  for (const one of leaving()) {
    await fill(one)
    await machine.run(queueLetters, [
      letterTo(one, `Dear ${one.latin}, call ${phone}`),
      letterTo(
        one,
        `${one.latin} (${one.han}) wants to meet you, write to ${one.email}`,
        'somebody.else@example.org',
      ),
    ])
  }
  await deliverDue(machine, null, 'localhost')
  exported = await exportTo('before')
  before = await look()
  const [found] = (
    await db.tx((tx) =>
      sql<Statement>`select id, edition_id as "editionId", state, body, hash, drafted_by as "draftedBy",
        released_by as "releasedBy" from statement`.execute(tx),
    )
  ).rows
  if (!found) throw new Error('the demo has a statement')
  statement = found
}, 180_000)

describe('somebody who is erased', () => {
  it('stands in every part of the house before', () => {
    expect([...people.keys()]).toEqual(Object.keys(standing))
    const tables = new Set(
      places(before).map((where) => where.replace(/^public\.(\w+)\..*$/, '$1').replace(/^\/.*/, 'a file')),
    )
    expect([...tables].sort()).toMatchInlineSnapshot(`
      [
        "a file",
        "auth_passkey",
        "auth_session",
        "auth_user",
        "consent",
        "invitation",
        "judge",
        "judge_note",
        "judge_tie",
        "legacy_row",
        "mail",
        "meeting",
        "meeting_next_step",
        "meeting_party",
        "outbox",
        "outcome",
        "outcome_confirmation",
        "outcome_entry_personal",
        "outcome_evidence",
        "person",
        "project",
        "project_contact",
        "project_frozen",
        "project_member",
        "project_public",
        "project_view",
        "registration",
        "registration_change",
        "roadshow_question",
        "round_file",
        "session",
        "wish",
      ]
    `)
  })

  it('asks, waits the days of grace, and is gone', async () => {
    for (const { id } of leaving())
      await db.use({ kind: 'person', personId: id, grants: [] }).run(askErasure, { fresh: true })
    await eraseDue(machine, ports)
    expect(await rows(`select from person where erased_at is not null`)).toEqual([])
    db.clock.set(plus(db.clock.now(), { hours: 15 * 24 }))
    await eraseDue(machine, ports)
  }, 120_000)

  it('is waited for where a judge has scores under seal, is told why once, and goes when the round is closed', async () => {
    const waiting = () =>
      rows<{ person: string; waits: string[] }>(
        'select person_id as person, waits from erasure where done_at is null',
      )
    expect(await waiting()).toEqual([
      { person: people.get('a judge of an open round')?.id, waits: ['judging.wait_open_round'] },
    ])
    await eraseDue(machine, ports)
    expect((await db.facts()).filter(({ name }) => name === 'people.erasure_waits')).toHaveLength(1)
    await rows(`update round set state = 'closed', closed_at = now() where state = 'open'`)
    await eraseDue(machine, ports)
    expect(await waiting()).toEqual([])
  })

  it('has its letters sent and its files swept', async () => {
    await deliverDue(machine, null, 'localhost')
    ageFiles(join(folder, 'files'), instant('2026-01-01T00:00:00Z'))
    for (const _round of ['set aside', 'gone']) {
      await sweepOf({ files, holders }).run(machine, {})
      db.clock.set(plus(db.clock.now(), { hours: 25 }))
    }
    const lying = { kept: 0, aside: 0 }
    for (const where of ['kept', 'aside'] as const)
      for await (const _one of files.list(where)) lying[where] += 1
    expect(lying).toEqual({ kept: expect.any(Number), aside: 0 })
    expect(lying.kept).toBeGreaterThan(0)
  })

  it('is in no column of any table and in no stored file', async () => {
    expect(await look()).toEqual([])
  })

  it('leaves what is only counted', async () => {
    const ids = leaving().map(({ id }) => id)
    const [left] = await rows<Record<string, number>>(
      `select (select count(*)::int from person where id = any($1) and erased_at is not null) as people,
        (select count(*)::int from registration where person_id = any($1)) as registrations,
        (select count(*)::int from attendance where person_id = any($1)) as attendances,
        (select count(*)::int from outcome where person_id = any($1)) as outcomes,
        (select count(*)::int from auth_user where id = any($1)) as accounts`,
      [ids],
    )
    expect(left?.people).toBe(ids.length)
    expect(left?.registrations).toBeGreaterThan(5)
    expect(left?.attendances).toBeGreaterThan(0)
    expect(left?.outcomes).toBeGreaterThan(1)
    expect(left?.accounts).toBe(0)
  })

  it('leaves a team’s project to the next of the team, and withdraws what was one’s own', async () => {
    const [shared] = await rows<{ entrant: string; state: string; team: string[] }>(
      'select entrant_id as entrant, state, team from project where $1 = any (team) order by id limit 1',
      [mate],
    )
    expect(shared).toMatchObject({ entrant: mate, state: 'shown', team: [mate] })
    const own = await rows<{ state: string }>(
      'select distinct state from project where entrant_id = any($1)',
      [leaving().map(({ id }) => id)],
    )
    expect(own).toEqual([{ state: 'withdrawn' }])
  })

  it('leaves every proof of the ledger valid, in an export made before and in one made after', async () => {
    expect(await isWhole(exported)).toBeNull()
    expect(await isWhole(await exportTo('after'))).toBeNull()
    const report = await db.tx(async (tx) => verifyLog(tx, (await keys.publicKeys(tx, 'ledger')).values()))
    expect(report.fault).toBeNull()
  })

  it('leaves a released statement as it was, and it counts to the same numbers', async () => {
    const { differences, fault } = await db
      .use(holding('auditor'))
      .ask(recomputeStatement(house), { statementId: statement.id })
    expect(fault).toBeNull()
    expect(differences.filter(({ verdict }) => verdict !== 'same')).toEqual([])
  })

  it('has had a last letter, of which nothing is kept but that it was', async () => {
    const letters = await rows<{ state: string }>(
      `select state, to_address || coalesce(body_text, '') || coalesce(body_html, '') as left from mail where kind = 'person_erased'`,
    )
    expect(letters).toHaveLength(leaving().length)
    expect(
      letters.every((letter) => letter.state === 'kept' && (letter as { left?: string }).left === ''),
    ).toBe(true)
  })
})
