import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { type Actor, everyone, type Role, roles, system } from '#kernel/access'
import { command } from '#kernel/command'
import { Refusal } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { personName } from '#kernel/names'
import { ensurePerson } from '#modules/people'
import { useCases } from '#platform/usecases'
import { testDatabase } from '../../tools/test/database.ts'
import { holding } from '../../tools/test/house.ts'
import { codeOf } from '../../tools/test/refused.ts'
import { listAudit } from './queries.ts'
import { record } from './record.ts'

const db = await testDatabase()
const cases = useCases(db.database, db.clock, record)
const [london, boston] = [newId<'station'>(), newId<'station'>()]
const lead = await db.tx(async (tx) => {
  const programme = newId<'programme'>()
  await sql`insert into programme (id, slug, name, about) values (${programme}, 'p', '{}', '{}')`.execute(tx)
  for (const [id, slug] of [
    [london, 'london'],
    [boston, 'boston'],
  ])
    await sql`insert into station (id, programme_id, slug, name, city, country, zone, about)
      values (${id}, ${programme}, ${slug}, '{}', '{}', 'GB', 'Europe/London', '{}')`.execute(tx)
  const person = await ensurePerson(
    tx,
    { email: 'lead@audit.example', name: personName({ latinGiven: 'Wei' }), locale: 'en' },
    db.clock.now(),
  )
  return holding('station_lead', london, person.id)
})

const doSomething = command({
  name: 'test.do',
  input: z.object({ id: z.string(), ends: z.enum(['commit', 'refuse']) }),
  load: async () => null,
  allow: everyone('a test'),
  decide: (_loaded, input) => input,
  save: async (_tx, { ends }) => {
    if (ends === 'refuse') throw new Refusal('conflict', 'test.no')
  },
  audit: ({ id }) => ({ type: 'thing', id, stationId: london }),
})
const act = (
  actor: Actor,
  id: string,
  then: 'commit' | 'refuse' = 'commit',
  door: 'web' | 'api' | 'job' = 'web',
) => cases.as({ actor, door, requestId: `request ${id}` }).run(doSomething, { id, ends: then })
const linesOf = (id: string) =>
  cases
    .as({ actor: holding('auditor'), door: 'web', requestId: 'x' })
    .ask(listAudit, { subjectId: id, before: null })

test('a change leaves who, when, through which door and on which record; what was undone leaves nothing', async () => {
  await act(lead, 'a', 'commit', 'api')
  await act(system('nightly'), 'b', 'commit', 'job')
  expect(await codeOf(act(lead, 'c', 'refuse'))).toBe('test.no')
  const { entries, people } = await linesOf('a')
  expect(entries).toMatchObject([
    {
      at: db.clock.now(),
      actorKind: 'person',
      door: 'api',
      requestId: 'request a',
      command: 'test.do',
      subjectType: 'thing',
      stationId: london,
    },
  ])
  expect([...people.values()].map(({ name }) => name.latinGiven)).toEqual(['Wei'])
  expect((await linesOf('b')).entries).toMatchObject([
    { actorKind: 'system', job: 'nightly', personId: null, door: 'job' },
  ])
  expect((await linesOf('c')).entries).toEqual([])
})

test.each(roles)('%s: the trail is read by those who answer for the house', async (role: Role) => {
  const actor = holding(role, role.startsWith('station') ? london : null)
  const expected = ['administrator', 'organiser', 'auditor'].includes(role) ? 'done' : 'kernel.forbidden'
  expect(await codeOf(db.use(actor).ask(listAudit, { subjectId: null, before: null }))).toBe(expected)
})

test('nobody rewrites the trail, whatever they may see; a neighbour station does not even see the line', async () => {
  for (const statement of [sql`update audit_entry set command = 'x'`, sql`delete from audit_entry`])
    await expect(db.tx((tx) => statement.execute(tx))).rejects.toThrow(/permission denied/)
  const seen = (stationId: typeof london) =>
    db.as(
      holding('station_lead', stationId),
      async (tx) => (await sql`select from audit_entry where subject_id = 'a'`.execute(tx)).rows.length,
    )
  expect([await seen(london), await seen(boston)]).toEqual([1, 0])
})
