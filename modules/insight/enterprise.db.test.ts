import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Actor } from '#kernel/access'
import { newId } from '#kernel/ids'
import { plainDate } from '#kernel/time'
import { addEvidence, askConfirmation, stateOutcome, verifyOutcome } from '#modules/outcomes'
import { grantRole, grantsOf, revokeRole } from '#modules/people'
import { insertOrganisation, type OrganisationId } from '#modules/programme'
import { testDatabase } from '../../tools/test/database.ts'
import { anEditionWithPeople } from '../outcomes/arrange.fixtures.ts'
import { ownEnterprises, readEnterprise } from './enterprise.ts'
import { readFilters, readFunnel } from './queries.ts'

const db = await testDatabase({ at: '2019-09-01T08:00:00Z' })
const people = await db.tx((tx) => anEditionWithPeople(tx, db.clock.now()))
const { editionId, london, lead, organiser } = people

const organisation = async (en: string): Promise<OrganisationId> => {
  const id = newId<'organisation'>()
  await db.tx((tx) =>
    insertOrganisation(tx, { id, name: { en, zh: '' }, country: 'CN', ror: null, url: null, madeUp: true }),
  )
  return id
}
const [ours, theirs] = [await organisation('Ours'), await organisation('Theirs')]

/** Given by an organiser, and asked for as signing in does. */
const actingFor = async (email: string, organisationId: OrganisationId) => {
  const grant = await db
    .use(organiser)
    .run(grantRole, { email, role: 'enterprise', stationId: null, organisationId })
  const grants = await db.tx((tx) => grantsOf(tx, grant.personId))
  return { grant, actor: { kind: 'person', personId: grant.personId, grants } as Actor }
}
const us = await actingFor('us@ours.example', ours)
const them = await actingFor('them@theirs.example', theirs)

const stated = async (organisationId: OrganisationId, title: string, day = '2019-07-20') =>
  (
    await db.use(lead).run(stateOutcome, {
      ...{ editionId, stationId: london, organisationId, title, organisation: title },
      ...{
        happenedOn: plainDate(day),
        personId: people.scholar.personId,
        terms: { type: 'post', form: 'full_time' },
      },
    })
  ).outcome
const post = await stated(ours, 'A post at ours')
const other = await stated(theirs, 'A post at theirs')
for (const { id } of [post, other])
  await db.use(lead).run(addEvidence, {
    ...{ outcomeId: id, name: 'The contract' },
    evidence: { kind: 'link', link: 'https://example.org/contract' },
  })
const ask = (outcomeId: typeof post.id, email: string) =>
  db.use(lead).run(askConfirmation, { outcomeId, email, name: 'Somebody', locale: 'en' })
await ask(post.id, 'us@ours.example')
await ask(post.id, 'office@ours.example')
await ask(other.id, 'them@theirs.example')

const told = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: Error) => error.message,
  )
const asked = (organisationId: OrganisationId) => ({ organisationId, editionId: null })

/** How many rows of each table somebody's reach lets through. */
async function rowsSeen(actor: Actor): Promise<Map<string, number>> {
  const { rows } = await db.tx((tx) =>
    sql<{ name: string }>`select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' and relrowsecurity`.execute(tx),
  )
  return db.as(actor, async (tx) => {
    const seen = new Map<string, number>()
    for (const { name } of rows) {
      const found = await sql<{
        count: number
      }>`select count(*)::int as count from ${sql.table(name)}`.execute(tx)
      seen.set(name, found.rows[0]?.count ?? 0)
    }
    return seen
  })
}

test('the grant opens rows of these tables and of no other, and only those of the own organisation', async () => {
  const plain: Actor = { kind: 'person', personId: us.grant.personId, grants: [] }
  const [without, by, neighbour] = [
    await rowsSeen(plain),
    await rowsSeen(us.actor),
    await rowsSeen(them.actor),
  ]
  const more = (seen: Map<string, number>) =>
    Object.fromEntries([...seen].filter(([name, count]) => count !== without.get(name)).sort())
  expect(more(by)).toEqual({ outcome: 1, outcome_confirmation: 2 })
  expect(more(neighbour)).toEqual({ outcome: 1, outcome_confirmation: 1 })
  const titles = (actor: Actor) =>
    db.as(actor, async (tx) => (await sql<{ title: string }>`select title from outcome`.execute(tx)).rows)
  expect(await titles(us.actor)).toEqual([{ title: 'A post at ours' }])
  expect(await titles(them.actor)).toEqual([{ title: 'A post at theirs' }])
})

test('nothing of what is seen can be changed through it', async () => {
  const changed = await db.as(us.actor, (tx) => sql`update outcome set title = 'Ours'`.execute(tx))
  expect(Number(changed.numAffectedRows)).toBe(0)
  expect(
    await told(db.use(us.actor).run(verifyOutcome, { outcomeId: post.id, level: 'witnessed', reason: 'x' })),
  ).toBe('kernel.not_found')
})

test('the board tells of its own organisation, and the neighbour’s is refused', async () => {
  const board = await db.use(us.actor).ask(readEnterprise, asked(ours))
  expect(board.types).toEqual([{ type: 'post', levels: [1, 0, 0, 0, 0] }])
  expect(board.questions.map(({ isReaders }) => isReaders).sort()).toEqual([false, true])
  expect([...board.people.values()].map(({ email }) => email)).toEqual(['us@ours.example'])
  expect(await told(db.use(us.actor).ask(readEnterprise, asked(theirs)))).toBe('kernel.forbidden')
  expect(await told(db.use(lead).ask(readEnterprise, asked(ours)))).toBe('kernel.forbidden')
  expect((await db.use(people.auditor).ask(readEnterprise, asked(theirs))).outcomes.size).toBe(1)
  expect(
    await told(db.use(us.actor).ask(readFunnel, { editionId: null, stationId: null, country: null })),
  ).toBe('kernel.forbidden')
  expect((await db.use(us.actor).ask(readFilters, {})).organisations.map(({ id }) => id)).toEqual([ours])
  expect((await db.use(people.auditor).ask(readFilters, {})).organisations).toHaveLength(2)
})

test('a second person of the same enterprise is seen by the first, and nobody else is', async () => {
  const second = await actingFor('second@ours.example', ours)
  const names = async (actor: Actor) =>
    (
      await db.as(actor, (tx) => sql<{ email: string }>`select email from person order by 1`.execute(tx))
    ).rows.map(({ email }) => email)
  expect(await names(us.actor)).toEqual(['second@ours.example', 'us@ours.example'])
  expect(await names(them.actor)).toEqual(['them@theirs.example'])
  await db.use(organiser).run(revokeRole, { grantId: second.grant.id })
  expect(await names(us.actor)).toEqual(['us@ours.example'])
})

test('a verifier who acts for the organisation of a record does not verify it', async () => {
  const { personId } = people.verifier as Extract<Actor, { kind: 'person' }>
  const both: Actor = {
    kind: 'person',
    personId,
    grants: [
      { role: 'verifier', stationId: null },
      { role: 'enterprise', stationId: null, organisationId: ours },
    ],
  }
  const verify = (outcomeId: typeof post.id) =>
    told(db.use(both).run(verifyOutcome, { outcomeId, level: 'documented', reason: 'Seen.' }))
  expect(await verify(post.id)).toBe('outcomes.own_organisation')
  expect(await verify(other.id)).toBe('done')
})

test('organisers give and withdraw it, a station does not; and the receipt stays', async () => {
  const given = { email: 'new@ours.example', role: 'enterprise', stationId: null } as const
  expect(await told(db.use(lead).run(grantRole, { ...given, organisationId: ours }))).toBe('kernel.forbidden')
  expect(await told(db.use(organiser).run(grantRole, given))).toBe('kernel.invalid')
  expect(
    await told(db.use(organiser).run(grantRole, { ...given, organisationId: newId<'organisation'>() })),
  ).toBe('kernel.invalid')
  expect(
    await told(db.use(organiser).run(grantRole, { ...given, role: 'verifier', organisationId: ours })),
  ).toBe('kernel.invalid')

  await db.use(organiser).run(revokeRole, { grantId: us.grant.id })
  expect(await db.tx((tx) => grantsOf(tx, us.grant.personId))).toEqual([])
  const after: Actor = { kind: 'person', personId: us.grant.personId, grants: [] }
  const receipt = await db.use(after).ask(ownEnterprises, {})
  expect(receipt.grants).toMatchObject([{ organisationId: ours, revokedAt: db.clock.now() }])
  expect(await told(db.use(after).ask(readEnterprise, asked(ours)))).toBe('kernel.forbidden')
})
