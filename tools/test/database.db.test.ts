import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { visitor } from '#kernel/access'
import { testDatabase } from './database.ts'

const db = await testDatabase()

/** Tables without row-level security, each with the reason why none is needed. */
const open: Record<string, string> = {
  haigui_migration: 'which migrations ran',
  haigui_migration_lock: 'held while they run',
  outbox: 'facts on their way; read by the worker only, no door shows them',
  outbox_handled: 'which listener has had which fact',
  signing_key: 'public halves, and private halves sealed with the installation’s secret',
  auth_user: 'signing in: reached by the auth library alone, before anybody is known',
  auth_session: 'as auth_user; found by a secret token',
  auth_account: 'as auth_user',
  auth_verification: 'as auth_user; hashed codes of minutes',
  auth_two_factor: 'as auth_user; sealed',
  auth_passkey: 'as auth_user; public halves',
  auth_limit: 'counts of tries under hashes; nobody’s',
  organisation: 'organisations named in public credits',
  programme: 'public',
  edition: 'public; drafts hold dates only and are hidden by the queries',
  credit: 'public',
  edition_station: 'public: which stations take part',
  festival: 'public criteria',
  venue: 'public places',
  room: 'public places',
  claim: 'totals that the programme published itself',
  outcome_ledger_head: 'length and right edge of the log, printed on every statement',
  outcome_ledger_tile: 'hashes of hashes, for proofs that anybody may ask for',
  outcome_checkpoint: 'signed heads of the log: public',
}

test('the product works as a role that owns nothing and cannot pass row-level security', async () => {
  const found = await db.as(visitor, (tx) =>
    sql<{ role: string; bypass: boolean; superuser: boolean; owned: number }>`
      select current_user as role, rolbypassrls as bypass, rolsuper as superuser,
        (select count(*) from pg_class where relowner = pg_roles.oid) as owned
      from pg_roles where rolname = current_user`.execute(tx),
  )
  expect(found.rows).toEqual([{ role: 'haigui_app', bypass: false, superuser: false, owned: 0 }])
})

test('a session speaks UTC and compiles no statement, whatever the server is set to', async () => {
  const found = await db.tx((tx) =>
    sql`select current_setting('timezone') as zone, current_setting('jit') as jit`.execute(tx),
  )
  expect(found.rows).toEqual([{ zone: 'UTC', jit: 'off' }])
})

test('every table has forced row-level security or a written reason', async () => {
  const found = await db.tx((tx) =>
    sql<{
      name: string
      locked: boolean
    }>`select relname as name, relrowsecurity and relforcerowsecurity as locked
      from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`.execute(tx),
  )
  const unlocked = found.rows.filter(({ locked }) => !locked).map(({ name }) => name)
  expect(unlocked.filter((name) => !(name in open))).toEqual([])
})
