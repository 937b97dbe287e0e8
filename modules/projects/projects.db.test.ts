import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Actor } from '#kernel/access'
import type { Id } from '#kernel/ids'
import { testDatabase } from '../../tools/test/database.ts'
import { arrangeProjects, at, facts } from './arrange.fixtures.ts'
import { changeCallForm } from './calls/commands.ts'
import { applyHeld, holdDecisions } from './desk/commands.ts'
import { readForDesk, readQueue } from './desk/queries.ts'
import { savePassport, submitProject, withdrawProject } from './intake/commands.ts'
import { readOwnProject } from './intake/queries.ts'
import { inviteMember, joinTeam } from './intake/team.ts'
import { CallId, type Member, type ProjectId } from './model.ts'
import { dropShown } from './show/commands.ts'
import { readShow, readShown } from './show/queries.ts'
import { teamOf } from './store.ts'

const db = await testDatabase({ at })
const { summit, founder, london, boston, organiser, begun, submitted, decide, shown } =
  await arrangeProjects(db)
const stranger = await founder()

const onShow = async (who: Actor = { kind: 'visitor' }, over = {}) =>
  (await db.use(who).ask(readShow, { edition: summit.edition.slug, ...over })).views.map(
    ({ projectId }) => projectId,
  )

test('a project is sent in only whole, and says at each field what is missing', async () => {
  const who = await founder()
  const { id } = await begun(who)
  const refused = await db
    .use(who)
    .run(submitProject, { projectId: id })
    .catch((error) => error)
  expect(refused.fields.map(({ path }: { path: string }) => path)).toEqual([
    'summary',
    'field',
    'maturity',
    'country',
    'seeking',
    'ip',
    'deck',
  ])
})

test('what was asked back comes in again after the call has closed; what never came in in time does not', async () => {
  const [asked, late] = [await founder(), await founder()]
  const id = await submitted(asked)
  const never = await begun(late)
  await decide(london, id, 'draft', 'Please say who owns the patent.')
  await db.tx((tx) => sql`update project_call set state = 'closed' where id = ${never.callId}`.execute(tx))
  await expect(db.use(late).run(submitProject, { projectId: never.id })).rejects.toThrow(
    'projects.call_is_closed',
  )
  const { project } = await db.use(asked).run(submitProject, { projectId: id })
  await db.tx((tx) => sql`update project_call set state = 'open' where id = ${never.callId}`.execute(tx))
  expect(project.state).toBe('submitted')
})

test('an answer of a call’s form that a project gave stays one of those to choose from', async () => {
  const id = await submitted(await founder())
  const choice = (of: string) => ({ id: of, label: { en: of, zh: '' } })
  const asked = {
    type: 'one' as const,
    label: { en: 'Stage', zh: '' },
    hint: {},
    required: false,
    choices: [choice('c1'), choice('c2'), choice('c3')],
    when: null,
  }
  const callId = await db.tx(async (tx) => {
    const found = await sql<{
      callId: CallId
    }>`select call_id as "callId" from project where id = ${id}`.execute(tx)
    return CallId.parse(found.rows[0]?.callId)
  })
  const change = (facts: typeof asked, question: string | null) =>
    db.use(london).run(changeCallForm, {
      callId,
      which: 'form',
      change: question === null ? { kind: 'add', facts } : { kind: 'change', id: question, facts },
    })
  const { call } = await change(asked, null)
  const question = call.form.at(-1)?.id ?? ''
  await db.tx((tx) =>
    sql`update project set answers = jsonb_build_object(${question}::text, 'c2') where id = ${id}`.execute(
      tx,
    ),
  )
  await expect(change({ ...asked, choices: [choice('c1'), choice('c3')] }, question)).rejects.toMatchObject({
    fields: [{ code: 'registration.choice_in_use' }],
  })
  const after = await change({ ...asked, choices: [choice('c1'), choice('c2')] }, question)
  expect(after.call.form.at(-1)?.choices.map((each) => each.id)).toEqual(['c1', 'c2'])
  await db
    .use(london)
    .run(changeCallForm, { callId, which: 'form', change: { kind: 'remove', id: question } })
})

test('one project per entrant, kept by the database; a withdrawn one leaves room', async () => {
  const who = await founder()
  const { id } = await begun(who)
  await expect(begun(who)).rejects.toThrow('projects.one_project_only')
  const both = await Promise.allSettled([founder(), founder()].map(async (each) => begun(await each)))
  expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
  await db.use(who).run(withdrawProject, { projectId: id })
  expect((await begun(who)).id).not.toBe(id)
})

test('two windows of one entrant make one project', async () => {
  const who = await founder()
  const tries = await Promise.allSettled([begun(who), begun(who)])
  expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('nobody overwrites a colleague unseen', async () => {
  const who = await founder()
  const { id } = await begun(who)
  await db.use(who).run(savePassport, { projectId: id, version: 1, facts })
  await expect(db.use(who).run(savePassport, { projectId: id, version: 1, facts })).rejects.toThrow(
    'projects.changed_meanwhile',
  )
})

test('what the neighbour station and strangers see: nothing', async () => {
  const id = await submitted(await founder())
  for (const who of [boston, stranger, { kind: 'visitor' } as const]) {
    await expect(db.use(who).ask(readForDesk, { projectId: id })).rejects.toThrow('kernel.not_found')
    await expect(db.use(who).ask(readOwnProject, { projectId: id })).rejects.toThrow('kernel.not_found')
    await expect(decide(who, id, 'checked')).rejects.toThrow('kernel.not_found')
    for (const table of ['project', 'project_member', 'project_file', 'project_change', 'project_consent'])
      expect(
        await db.as(who, async (tx) => {
          const column = table === 'project' ? sql`id` : sql`project_id`
          return (await sql`select from ${sql.table(table)} where ${column} = ${id}`.execute(tx)).rows.length
        }),
      ).toBe(0)
  }
  const queue = await db
    .use(boston)
    .ask(readQueue, { edition: summit.edition.slug, callId: null, state: null, assigned: null })
  expect(queue.rows).toEqual([])
})

test('the station decides until the show, the host from the contest on, and the applicant reads why', async () => {
  const who = await founder()
  const id = await submitted(who)
  await decide(london, id, 'checked', 'The deck is complete.')
  await decide(london, id, 'shortlisted', 'Strong team.')
  await expect(decide(london, id, 'in_contest')).rejects.toThrow('kernel.forbidden')
  await decide(organiser, id, 'in_contest', 'Regional final.')
  const own = await db.use(who).ask(readOwnProject, { projectId: id })
  expect(own.changes.map(({ became, reason }) => [became, reason])).toEqual([
    ['submitted', ''],
    ['checked', 'The deck is complete.'],
    ['shortlisted', 'Strong team.'],
    ['in_contest', 'Regional final.'],
  ])
})

test('held decisions are the desk’s alone until they are applied, all of them or none', async () => {
  const [one, other] = [await founder(), await founder()]
  const ids = [await submitted(one), await submitted(other)]
  await db.use(london).run(holdDecisions, { projectIds: ids, becomes: 'checked', reason: 'Fine.' })
  const own = await db.use(one).ask(readOwnProject, { projectId: ids[0] ?? '' } as { projectId: ProjectId })
  expect(own.project.state).toBe('submitted')
  expect(
    await db.as(one, async (tx) => (await sql`select from project_pending`.execute(tx)).rows.length),
  ).toBe(0)
  // Meanwhile one is withdrawn: then none is applied.
  await db.use(other).run(withdrawProject, { projectId: ids[1] as ProjectId })
  await db.use(london).run(applyHeld, { projectIds: [ids[0] as ProjectId] })
  expect((await db.use(one).ask(readOwnProject, { projectId: ids[0] as ProjectId })).project.state).toBe(
    'checked',
  )
})

test('changes of state are for ever, in the database', async () => {
  const id = await submitted(await founder())
  for (const change of [
    sql`update project_change set reason = 'x' where project_id = ${id}`,
    sql`delete from project_change where project_id = ${id}`,
  ])
    await expect(db.tx((tx) => change.execute(tx))).rejects.toThrow('permission denied')
})

test('a field is on the show when its entrant agreed, for whom they agreed, and off it the moment they do not', async () => {
  const who = await founder()
  const guest = await founder()
  const id = await shown(who, [
    { field: 'summary', recipient: 'public' },
    { field: 'body', recipient: 'registered' },
  ])
  const page = async (reader: Actor) => {
    const { views } = await db.use(reader).ask(readShow, { edition: summit.edition.slug })
    const view = views.find(({ projectId }) => projectId === id)
    return (
      view && (await db.use(reader).ask(readShown, { edition: summit.edition.slug, slug: view.slug })).view
    )
  }
  expect(JSON.stringify(await page({ kind: 'visitor' }))).not.toContain('SECRET')
  expect(JSON.stringify(await page(guest))).not.toContain('SECRET')
  await db.tx((tx) => admit(tx, guest.personId))
  expect(JSON.stringify(await page(guest))).toContain('SECRET')
  // What row-level security says of the same view, without any of our predicates.
  const rows = (reader: Actor) =>
    db.as(reader, async (tx) =>
      (
        await sql<{
          audience: string
        }>`select 'public' as audience from project_public where project_id = ${id}
          union all select audience from project_view where project_id = ${id} order by 1`.execute(tx)
      ).rows.map(({ audience }) => audience),
    )
  expect(await rows({ kind: 'visitor' })).toEqual(['public'])
  expect(await rows(guest)).toEqual(['public', 'registered'])

  const consent = await db.tx(async (tx) => {
    const found = await sql<{
      id: Id<'consent'>
    }>`select consent_id as id from project_consent where project_id = ${id} and field = 'summary'`.execute(
      tx,
    )
    const [row] = found.rows
    await sql`update consent set withdrawn_at = now() where id = ${row?.id}`.execute(tx)
    return row?.id
  })
  await db.use({ kind: 'system', job: 'test' }).run(dropShown, { consentId: consent as Id<'consent'> })
  expect(await onShow()).not.toContain(id)
})

async function admit(tx: Parameters<Parameters<typeof db.tx>[0]>[0], personId: Id<'person'>) {
  await sql`with made as (insert into event (id, edition_id, slug, kind, host_name, title, summary, body, zone, starts_at, ends_at,
      state, guid, changed_at) values (gen_random_uuid(), ${summit.edition.id}, 'gate', 'forum', '', '{}', '{}', '{}',
      'Asia/Shanghai', '2019-07-04', '2019-07-05', 'released', gen_random_uuid(), now()) returning id),
    kind as (insert into category (id, event_id, name, about, position, state) select gen_random_uuid(), id, '{}', '{}', 1, 'open' from made
      returning id, event_id)
    insert into registration (id, event_id, category_id, person_id, state, answers, place, request_key, locale, link_sent_at, created_at)
      select gen_random_uuid(), event_id, id, ${personId}, 'admitted', '{}', 1, 'key', 'en', now(), now() from kind`.execute(
    tx,
  )
}

test('the show is searched in both scripts, by beginnings and by parts of Chinese words, within its halls', async () => {
  const id = await shown(await founder(), [{ field: 'summary', recipient: 'public' }])
  for (const query of [
    'quantum',
    'QUANT',
    '量子',
    '重力传感',
    '感',
    'gravity 传感器',
    '量子 sensor',
    '傳感器',
    'liangzi',
    'qauntum',
  ])
    expect([query, await onShow(undefined, { query })]).toEqual([query, expect.arrayContaining([id])])
  for (const query of ['fusion', '量力', 'SECRET', 'quantum 医药'])
    expect(await onShow(undefined, { query })).not.toContain(id)
  expect(await onShow(undefined, { field: 'electronic_information' })).toContain(id)
  expect(await onShow(undefined, { field: 'aerospace' })).toEqual([])
})

test('what is on show is put right: asked back it is off the show, come in again it stands where it stood', async () => {
  const who = await founder()
  const id = await shown(who, [{ field: 'summary', recipient: 'public' }])
  const mend = async (en: string) => {
    const { project } = await db.use(who).ask(readOwnProject, { projectId: id })
    const given = { ...facts, summary: { en, zh: '' } }
    return db.use(who).run(savePassport, { projectId: id, version: project.version, facts: given })
  }
  await expect(mend('Weighs the earth.')).rejects.toThrow('projects.not_in_this_state')
  await expect(decide(boston, id, 'draft', 'A typo.')).rejects.toThrow('kernel.not_found')
  await expect(decide(who, id, 'draft', 'A typo.')).rejects.toThrow('kernel.forbidden')
  await expect(decide(london, id, 'draft', ' ')).rejects.toThrow('projects.needs_reason')
  await decide(london, id, 'draft', 'The summary has a typo.')
  expect(await onShow()).not.toContain(id)
  await mend('Weighs the earth.')
  await db.use(who).run(submitProject, { projectId: id })
  expect(await onShow()).not.toContain(id)
  // One that was never shown takes the whole way; this one goes straight back, with what was agreed to.
  const fresh = await submitted(await founder())
  await expect(decide(london, fresh, 'shown')).rejects.toThrow('projects.no_such_step')
  await decide(london, id, 'shown', 'Put right.')
  const { views } = await db.use({ kind: 'visitor' }).ask(readShow, { edition: summit.edition.slug })
  expect(views.find(({ projectId }) => projectId === id)?.content.summary.en).toBe('Weighs the earth.')
  const { changes } = await db.use(who).ask(readOwnProject, { projectId: id })
  expect(changes.slice(-3).map(({ was, became, reason }) => [was, became, reason])).toEqual([
    ['shown', 'draft', 'The summary has a typo.'],
    ['draft', 'submitted', ''],
    ['submitted', 'shown', 'Put right.'],
  ])
})

test('a withdrawn project is off the show and leaves a counted tombstone without a word of it', async () => {
  const who = await founder()
  const id = await shown(who, [{ field: 'body', recipient: 'public' }])
  expect(await onShow()).toContain(id)
  await db.use(who).run(withdrawProject, { projectId: id })
  expect(await onShow()).not.toContain(id)
  const left = await db.tx(async (tx) => {
    const tables = await sql<{
      row: string
    }>`select to_jsonb(project)::text as row from project where id = ${id}
      union all select to_jsonb(project_file)::text from project_file where project_id = ${id}
      union all select to_jsonb(project_view)::text from project_view where project_id = ${id}
      union all select to_jsonb(project_public)::text from project_public where project_id = ${id}
      union all select to_jsonb(project_consent)::text from project_consent where project_id = ${id}`.execute(
      tx,
    )
    return tables.rows.map(({ row }) => row).join()
  })
  for (const word of ['SECRET', 'Quantum', '量子', 'Imperial', 'Deck']) expect(left).not.toContain(word)
  expect(left).toContain('"state": "withdrawn"')
  const receipts = await db.tx((tx) =>
    sql<{
      open: number
    }>`select count(*)::int as open from consent where person_id = ${who.personId} and purpose = 'project_show' and withdrawn_at is null`.execute(
      tx,
    ),
  )
  expect(receipts.rows[0]?.open).toBe(0)
})

test('somebody invited joins with the invited address, and with no other', async () => {
  const who = await founder()
  const { id } = await begun(who)
  const { member } = await db
    .use(who)
    .run(inviteMember, { projectId: id, email: 'Mate@example.org', name: 'Mate', role: 'CTO' })
  await expect(db.use(stranger).run(joinTeam, { memberId: member.id })).rejects.toThrow(
    'projects.link_for_somebody_else',
  )
  const mate = await founder('mate@example.org')
  await db.use(mate).run(joinTeam, { memberId: member.id })
  expect((await db.use(mate).ask(readOwnProject, { projectId: id })).isEntrant).toBe(false)
  await expect(db.use(mate).run(withdrawProject, { projectId: id })).rejects.toThrow('kernel.forbidden')
  const team: Member[] = await db.tx((tx) => teamOf(tx, id))
  expect(team.map(({ email, joinedAt }) => [email, joinedAt !== null])).toEqual([
    [expect.stringContaining('founder'), true],
    ['mate@example.org', true],
  ])
})
