import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { system } from '#kernel/access'
import { compileWords } from '#kernel/i18n'
import { newId } from '#kernel/ids'
import { grantRole, revokeRole } from '#modules/people'
import { insertOrganisation } from '#modules/programme'
import { catalogues } from '../../locales/index.ts'
import { testDatabase } from '../../tools/test/database.ts'
import { anEditionWithPeople } from '../outcomes/arrange.fixtures.ts'
import { hearRoles } from './hear-roles.ts'

const db = await testDatabase({ at: '2019-09-01T08:00:00Z' })
const { organiser, london } = await db.tx((tx) => anEditionWithPeople(tx, db.clock.now()))
const organisationId = newId<'organisation'>()
const name = { en: 'Ours', zh: '我们' }
await db.tx((tx) =>
  insertOrganisation(tx, { id: organisationId, name, country: 'CN', ror: null, url: null, madeUp: true }),
)
const [job] = hearRoles({ words: compileWords(catalogues), origin: 'https://summit.example' })
if (!job?.run) throw new Error('there is the one job')
const { run, input } = job

/** Hears everything that was told so far, again and again; letters as they then stand. */
async function letters() {
  for (const { name: fact, payload } of await db.facts())
    if (job?.hears?.includes(fact)) await run(db.use(system('test')), input.parse({ fact, payload }) as never)
  const found = await db.tx((tx) =>
    sql<{
      kind: string
      subject: string
      text: string
    }>`select kind, subject, body_text as text from mail order by id`.execute(tx),
  )
  return found.rows
}

test('whoever is given an enterprise gets one letter with the number of the grant, and one when it ends', async () => {
  const given = { email: 'new@ours.example', role: 'enterprise', stationId: null } as const
  const grant = await db.use(organiser).run(grantRole, { ...given, organisationId })
  await letters()
  const [first, ...others] = await letters()
  expect(others).toEqual([])
  expect(first).toMatchObject({ kind: 'enterprise_given', subject: 'You act for Ours' })
  expect(first?.text).toContain(grant.id)
  await db.use(organiser).run(revokeRole, { grantId: grant.id })
  expect((await letters()).map(({ subject }) => subject)).toEqual([
    'You act for Ours',
    'You no longer act for Ours',
  ])
})

test('a role of the house is no letter', async () => {
  const before = (await letters()).length
  await db.use(organiser).run(grantRole, { email: 's@example.org', role: 'station_staff', stationId: london })
  expect(await letters()).toHaveLength(before)
})
