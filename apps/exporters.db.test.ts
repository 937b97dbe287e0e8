import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#kernel/access'
import { compileWords } from '#kernel/i18n'
import type { Id } from '#kernel/ids'
import { openFiles } from '#platform/files'
import { openKeys } from '#platform/keys'
import { loadDemo } from '../db/demo/index.ts'
import { catalogues } from '../locales/index.ts'
import { exportKept, exportOwnData } from '../modules/people/queries.ts'
import { testDatabase } from '../tools/test/database.ts'
import { exporters } from './exporters.ts'

const db = await testDatabase({ at: '2026-11-24T12:00:00Z' })
const owner = new pg.Client({ connectionString: db.url })
await owner.connect()
afterAll(() => owner.end())
const folder = mkdtempSync(join(tmpdir(), 'haigui-export-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Which part of the export holds the rows of a column that points at a person. */
const exported: Readonly<Record<string, string>> = {
  'assignment.person_id': 'judging',
  'attendance.person_id': 'presence',
  'audit_entry.person_id': 'trail',
  'auth_account.user_id': 'account',
  'auth_passkey.user_id': 'account',
  'auth_session.user_id': 'account',
  'auth_user.id': 'account',
  'consent.person_id': 'consents',
  'erasure.person_id': 'erasures',
  'erasure_hold.person_id': 'holds',
  'event.proposed_by': 'events',
  'introduction.person_id': 'introductions',
  'judge.person_id': 'judging',
  'judge_conflict.person_id': 'judging',
  'judge_note.person_id': 'judging',
  'judge_tie.person_id': 'judging',
  'mail.person_id': 'letters',
  'meeting.person_a': 'meetings',
  'meeting.person_b': 'meetings',
  'meeting_attendance.person_id': 'meetings',
  'meeting_busy.person_id': 'meetings',
  'meeting_next_step.person_id': 'meetings',
  'meeting_party.person_id': 'meetings',
  'outcome.claimant_id': 'outcomes',
  'outcome.person_id': 'outcomes',
  'outcome_evidence.added_by': 'outcomes',
  'panel.chair_id': 'judging',
  'person_station.person_id': 'stations',
  'policy_claim.person_id': 'claims',
  'project.entrant_id': 'projects',
  'project.team': 'projects',
  'project_contact.from_person': 'projects',
  'project_contact.to_person': 'projects',
  'project_file.added_by': 'projects',
  'project_member.person_id': 'projects',
  'project_saved.person_id': 'projects',
  'project_upload.person_id': 'projects',
  'registration.person_id': 'registrations',
  'roadshow_ballot.person_id': 'roadshow',
  'roadshow_question.person_id': 'roadshow',
  'roadshow_support.person_id': 'roadshow',
  'role_grant.person_id': 'rolesEver',
  'score.person_id': 'judging',
  'score_commit.person_id': 'judging',
  'wish.from_person': 'meetings',
}

const office = 'what was done in an office: the line of it is in the part "trail"'
/** Columns that are in no part, each with the reason why. */
const left: Readonly<Record<string, string>> = {
  'auth_two_factor.user_id': 'the secret of the second step; that there is one is in "account"',
  'cost.entered_by': office,
  'credential_issuer.accepted_by': office,
  'credential_issuer.proposed_by': office,
  'credential_issuer.withdrawn_by': office,
  'erasure.asked_by': office,
  'erasure_hold.set_by': office,
  'introduction.decided_by': office,
  'introduction.recorded_by': office,
  'invitation.invited_by': office,
  'judge.brought_by': 'the station that brought a judge, no person',
  'judge_tie.declared_by': office,
  'legacy_batch.imported_by': office,
  'legacy_decision.by_person': office,
  'policy.made_by': office,
  'policy_claim.decided_by': office,
  'policy_claim.recorded_by': office,
  'tranche.confirmed_by': office,
  'tranche.put_by': office,
  'tranche.reversed_by': office,
  'meeting.ended_by': 'a party; the meeting is in "meetings" by its two people',
  'meeting.proposed_by': 'a party; the meeting is in "meetings" by its two people',
  'meeting_invited.person_id': 'that somebody was asked to take part; the letter that asked is in "letters"',
  'meeting_member.person_id': 'says again what meeting_party says, for row-level security',
  'meeting_party.added_by': office,
  'meeting_phase_change.by_person': office,
  'meeting_release.by_person': office,
  'meeting_representative.person_id': 'numbers of seats; how many there are is in "meetings"',
  'meeting_run.asked_by': office,
  'metric.made_by': office,
  'outcome.pending_by': office,
  'outcome_ceremony.opened_by': office,
  'outcome_confirmation.asked_by': office,
  'outcome_signing.queued_by': office,
  'project.assigned_to': office,
  'project_change.by_person': office,
  'project_pending.by_person': office,
  'rate.entered_by': office,
  'registration_change.by_person': office,
  'roadshow_sent.person_id': 'random numbers by which a second try of the same score is known',
  'role_grant.granted_by': office,
  'scan.by_person': office,
  'scan_undo.by_person': office,
  'statement.drafted_by': office,
  'statement.released_by': office,
}

const rows = async <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> =>
  (await owner.query(text, values)).rows as Row[]

/** Columns that point at a person by a foreign key, or are called as such columns are. */
const pointing = async () => {
  const found = await rows<{ name: string }>(`select distinct t.relname || '.' || a.attname as name
    from pg_class t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
    where t.relnamespace = 'public'::regnamespace and t.relkind = 'r' and a.atttypid in ('uuid'::regtype, 'uuid[]'::regtype)
      and (a.attname ~ '(^|_)(person|people|user|judge_person)(_|$)|_by$|^(entrant|chair|claimant)_id$|^assigned_to$|^team$'
        or exists (select from pg_constraint k where k.contype = 'f' and k.conrelid = t.oid and a.attnum = any (k.conkey)
          and k.confrelid in ('person'::regclass, 'auth_user'::regclass)))
    order by 1`)
  return found.map(({ name }) => name)
}

/** One row for each column of which the demo has none. */
async function addRare(): Promise<void> {
  const [one] = await rows<{ id: string }>(`select id from person where email = 'scholar@demo.example'`)
  const [judge] = await rows<{ id: string }>(`select person_id as id from judge limit 1`)
  const [id, judging] = [one?.id, judge?.id]
  await rows(
    `insert into auth_user (id, email, created_at, updated_at) values ($1, 'scholar@demo.example', now(), now())`,
    [id],
  )
  await rows(
    `insert into auth_session (id, user_id, token, expires_at, created_at, updated_at)
    values (gen_random_uuid(), $1, 'secret-token', now(), now(), now())`,
    [id],
  )
  await rows(
    `insert into auth_account (id, user_id, provider_id, account_id, password, created_at, updated_at)
    values (gen_random_uuid(), $1, 'credential', 'x', 'secret-hash', now(), now())`,
    [id],
  )
  await rows(
    `insert into auth_passkey (id, user_id, public_key, credential_id, counter, device_type, backed_up)
    values (gen_random_uuid(), $1, 'secret-key', 'x', 0, 'x', false)`,
    [id],
  )
  await rows(
    `insert into erasure (id, person_id, way, asked_at, due_at) values (gen_random_uuid(), $1, 'own', now(), now())`,
    [id],
  )
  await rows(
    `insert into erasure_hold (id, person_id, reason, until, set_by, set_at)
    values (gen_random_uuid(), $1, 'x', now(), $1, now())`,
    [id],
  )
  await rows(
    `insert into judge_note (assignment_id, person_id, text) select id, person_id, 'mine' from assignment
    where person_id = $1 limit 1 on conflict do nothing`,
    [judging],
  )
  await rows(
    `insert into judge_tie (id, person_id, kind, name, told, declared_by, at)
    values (gen_random_uuid(), $1, 'declared', 'x', 'x', $1, now())`,
    [judging],
  )
  await rows(
    `insert into project_saved (person_id, project_id, at) select $1, id, now() from project limit 1 on conflict do nothing`,
    [id],
  )
  await rows(
    `insert into project_upload (id, project_id, person_id, name, bytes, started_at, expires_at)
    select gen_random_uuid(), id, $1, 'film', 9, now(), now() from project limit 1`,
    [id],
  )
  await rows(
    `insert into project_contact (id, project_id, from_person, to_person, message, at)
    select gen_random_uuid(), id, $1, entrant_id, 'x', now() from project where entrant_id <> $1 limit 1`,
    [id],
  )
  await rows(
    `update project_file set added_by = (select entrant_id from project where project.id = project_id)`,
  )
  await rows(
    `insert into roadshow_question (id, roadshow_id, person_id, body, at)
    select gen_random_uuid(), id, $1, 'x', now() from roadshow limit 1`,
    [id],
  )
  await rows(
    `insert into roadshow_support (question_id, person_id, at)
    select id, $1, now() from roadshow_question limit 1 on conflict do nothing`,
    [id],
  )
  await rows(
    `insert into mail (id, kind, person_id, to_address, locale, subject, state, next_try_at, created_at, once_key)
    values (gen_random_uuid(), 'x', $1, 'x@example.org', 'en', 's', 'sent', now(), now(), 'export')`,
    [id],
  )
}

beforeAll(async () => {
  await loadDemo({
    database: db.database,
    keys: openKeys('a secret of the export test'),
    files: await openFiles({ folder }),
    words: compileWords(catalogues),
    origin: 'http://localhost',
    now: db.clock.now(),
  })
  await addRare()
}, 120_000)

const exportOf = async (id: Id<'person'>): Promise<Record<string, unknown>> => {
  const actor: Actor = { kind: 'person', personId: id, grants: [] }
  const use = db.use(actor)
  return { ...(await use.ask(exportOwnData(exporters), {})), ...(await use.ask(exportKept(exporters), {})) }
}

describe('the export of one’s own data', () => {
  it('knows every column that points at a person', async () => {
    const listed = [...Object.keys(exported), ...Object.keys(left)].sort()
    expect(await pointing()).toEqual(listed)
  })

  it.each(Object.entries(exported))('%s is in the part “%s”', async (column, part) => {
    const [table = '', name = ''] = column.split('.')
    const points = name === 'team' ? 'team[1]' : name
    const [row] = await rows<Record<string, unknown>>(
      `select *, ${points} as whose from ${table} where ${points} is not null
       ${table === 'score' ? 'and saved_at is not null' : ''} order by 1 desc limit 1`,
    )
    if (!row) throw new Error(`the demo has no row with ${column}`)
    const text = JSON.stringify((await exportOf(row.whose as Id<'person'>))[part])
    // A next step is one of its meeting and party, and has no id in the export.
    const ids = typeof row.id === 'string' && table !== 'meeting_next_step' ? [row.id] : idsOf(row)
    expect(ids.length).toBeGreaterThan(0)
    expect(
      ids.some((id) => text.includes(id)),
      `${column} of ${ids}`,
    ).toBe(true)
  })

  it('holds nothing that opens anything, and nothing of a neighbour', async () => {
    const [one] = await rows<{ id: Id<'person'> }>(
      `select id from person where email = 'scholar@demo.example'`,
    )
    if (!one) throw new Error('the demo has a scholar')
    const text = JSON.stringify(await exportOf(one.id))
    expect(text).not.toContain('secret-')
    const others = await rows<{ email: string }>(
      'select email from person where id <> $1 and email is not null',
      [one.id],
    )
    expect(others.filter(({ email }) => text.includes(email))).toEqual([])
  })
})

const idsOf = (row: Record<string, unknown>): string[] =>
  Object.entries(row).flatMap(([name, value]) =>
    typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value) && value !== row.whose && name !== 'whose'
      ? [value]
      : [],
  )
