import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Actor } from '#kernel/access'
import { personName } from '#kernel/names'
import { instant } from '#kernel/time'
import { ensurePerson } from '#modules/people'
import { as, testHouse } from '../../../tools/test/house.ts'
import { arrangeSummit } from '../../events/arrange.fixtures.ts'
import { insert as insertCall } from '../calls/store.ts'
import { aCall } from '../fixtures.ts'
import { startProject } from './commands.ts'
import { readOwnProject } from './queries.ts'
import { inviteMember, joinTeam } from './team.ts'

const at = '2019-05-01T09:00:00Z'
const house = await testHouse({ at })
const summit = await house.db.tx((tx) => arrangeSummit(tx, instant(at)))
const yesNo = { hint: { en: '', zh: '' }, required: true, choices: [], when: null }
const call = aCall({
  editionId: summit.edition.id,
  form: [
    { id: 'q1', type: 'yes_no', label: { en: 'Funded?', zh: '' }, ...yesNo },
    { id: 'q2', type: 'number', label: { en: 'How many?', zh: '' }, ...yesNo },
  ],
})
await house.db.tx((tx) => insertCall(tx, call))
async function person(email: string): Promise<Actor> {
  const given = { email, name: personName({ latinGiven: 'Wei' }), locale: 'en' as const }
  const { id } = await house.db.tx((tx) => ensurePerson(tx, given, instant(at)))
  return { kind: 'person', personId: id, grants: [] }
}
const me = await person('me@example.org')
const mate = await person('mate@example.org')
const { project } = await house.db.use(me).run(startProject, {
  callId: call.id,
  title: { en: 'Sensor', zh: '' },
  locale: 'en',
})
const { member } = await house.db.use(me).run(inviteMember, {
  projectId: project.id,
  email: 'mate@example.org',
  name: 'Mate',
  role: '',
})
await house.db.use(mate).run(joinTeam, { memberId: member.id })

const type = async (who: Actor, verb: string, version: number, values: Record<string, string>) => {
  const body = new URLSearchParams({ version: String(version), typed: '1', ...values })
  const headers = { ...as(who), cookie: 'zone=Europe/London' }
  const answer = await house.app.request(`/en/projects/${project.id}/${verb}`, {
    method: 'POST',
    headers,
    body,
  })
  return {
    status: answer.status,
    ...(answer.ok ? ((await answer.json()) as { version: number; said: string }) : {}),
  }
}
const stands = async () => (await house.db.use(me).ask(readOwnProject, { projectId: project.id })).project

test('what is typed is saved and says when; what does not fit yet stays as it was and is named', async () => {
  const first = await type(me, 'passport', 1, { 'title.en': 'Pocket sensor', website: 'https://a.example' })
  expect(first).toEqual({ status: 200, version: 2, said: 'Saved at 10:00.' })
  const half = {
    'title.en': 'Pocket gravity',
    website: 'htt',
    seeking: 'capital',
    amount: 'a lot',
    currency: 'GBP',
  }
  expect(await type(me, 'passport', 2, half)).toEqual({
    status: 200,
    version: 3,
    said: 'Saved at 10:00, but not yet: Financing asked, Website.',
  })
  expect(await stands()).toMatchObject({
    title: { en: 'Pocket gravity' },
    website: 'https://a.example',
    financing: null,
  })
})

test('a colleague’s change is not gone over: the second one is told, and nothing of the first is lost', async () => {
  const { version } = await stands()
  expect((await type(mate, 'passport', version, { 'title.en': 'Of the mate' })).status).toBe(200)
  expect((await type(me, 'passport', version, { 'title.en': 'Of mine' })).status).toBe(409)
  expect((await stands()).title.en).toBe('Of the mate')
})

test('answers are saved as far as they fit', async () => {
  const { version } = await stands()
  const typed = await type(me, 'answers', version, { 'answers.q1': 'yes', 'answers.q2': 'many' })
  expect(typed.said).toBe('Saved at 10:00, but not yet: answers that do not fit yet.')
  expect((await stands()).answers).toEqual({ q1: true })
})

test('a stranger saves nothing, and no line of the audit trail is written for each key', async () => {
  expect((await type(await person('x@example.org'), 'passport', 1, {})).status).toBe(404)
  const lines = await house.db.tx((tx) =>
    sql<{
      name: string
    }>`select distinct command as name from audit_entry where subject_id = ${project.id}`.execute(tx),
  )
  expect(lines.rows).toEqual([])
})
