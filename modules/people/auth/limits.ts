import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { system } from '#kernel/access'
import type { Tx } from '#kernel/command'
import { type Instant, plus } from '#kernel/time'
import type { Database } from '#platform/db'
import { tooOften } from '../errors.ts'

/** At most `tries` in `minutes` for one key. */
export type Limit = { name: string; tries: number; minutes: number }

/**
 * Whole offices and halls share one address, so an address may try more often than one account may be tried. From one
 * address an account may be tried a little, from all addresses together more: a stranger who guesses must not keep its
 * owner out. Passwords and codes count apart for the same reason.
 */
export const limits = {
  codeForEmail: { name: 'code_email', tries: 5, minutes: 15 },
  codeFromAddress: { name: 'code_address', tries: 60, minutes: 15 },
  codeTryFromHere: { name: 'code_try_here', tries: 20, minutes: 60 },
  codeTryForEmail: { name: 'code_try_email', tries: 100, minutes: 60 },
  passwordTryFromHere: { name: 'password_try_here', tries: 20, minutes: 60 },
  passwordTryForEmail: { name: 'password_try_email', tries: 100, minutes: 60 },
  tryFromAddress: { name: 'try_address', tries: 120, minutes: 15 },
  // An app's code is taken for a minute and a half, but once (RFC 6238, 5.2): who reads it over a shoulder comes too late.
  appCodeOfPerson: { name: 'app_code', tries: 1, minutes: 2 },
} as const satisfies Record<string, Limit>

/** Only a hash is kept: the table must not become a list of who tried to sign in. */
const keyOf = (limit: Limit, who: string) =>
  createHash('sha256').update(`${limit.name}:${who.toLowerCase()}`).digest('base64url')

/** Counts one try, over all processes; false when there were too many. Commit in any case. */
export async function countTry(tx: Tx, limit: Limit, who: string, at: Instant): Promise<boolean> {
  const ends = plus(at, { minutes: limit.minutes })
  const found = await sql<{ tries: number }>`
    insert into auth_limit as kept (key, tries, ends_at) values (${keyOf(limit, who)}, 1, ${ends})
    on conflict (key) do update set
      tries = case when kept.ends_at <= ${at} then 1 else kept.tries + 1 end,
      ends_at = case when kept.ends_at <= ${at} then ${ends} else kept.ends_at end
    returning tries`.execute(tx)
  return (found.rows[0]?.tries ?? 1) <= limit.tries
}

/** Forgets windows that are over and codes that have run out. */
export async function sweep(tx: Tx, at: Instant): Promise<void> {
  await sql`delete from auth_limit where ends_at <= ${at}`.execute(tx)
  await sql`delete from auth_verification where expires_at <= ${at}`.execute(tx)
}

/** Counts tries for several keys in a transaction of their own, so that a refusal is counted too. */
export const counter =
  (database: Database, now: () => Instant) =>
  async (pairs: readonly (readonly [Limit, string])[]): Promise<void> => {
    const at = now()
    const over = await database.transact(system('people.limits'), 'actor', async (tx) => {
      for (const [limit, who] of pairs) if (!(await countTry(tx, limit, who, at))) return limit
      return null
    })
    if (over) throw tooOften(over.minutes)
  }

export type Count = ReturnType<typeof counter>

/** Whether this is within the limit, for what is refused in words of its own. */
export const withinLimit = (database: Database, now: () => Instant) => (limit: Limit, who: string) =>
  database.transact(system('people.limits'), 'actor', (tx) => countTry(tx, limit, who, now()))

export type WithinLimit = ReturnType<typeof withinLimit>
