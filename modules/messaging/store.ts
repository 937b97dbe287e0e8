import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Instant } from '#kernel/time'
import { plus } from '#kernel/time'
import type { Leaving } from '#modules/people'
import type { Mail, MailId, MailState } from './model.ts'
import { leaseMinutes } from './rules.ts'

const columns = sql`id, kind, person_id as "personId", station_id as "stationId", about_type as "aboutType",
  about_id as "aboutId", to_address as "to", locale, subject, body_text as text, body_html as html, calendar, secret,
  state, attempts, next_try_at as "nextTryAt", answer, created_at as "createdAt", sent_at as "sentAt", once_key as "onceKey"`

const typed = sql`id uuid, kind text, "personId" uuid, "stationId" uuid, "aboutType" text, "aboutId" uuid,
  "to" text, locale text, subject text, text text, html text, calendar jsonb, secret boolean, state text,
  attempts int, "nextTryAt" timestamptz, answer text, "createdAt" timestamptz, "sentAt" timestamptz, "onceKey" text`

/**
 * Writes new letters by one statement; those whose once-key is there already are dropped, and so are letters to whoever
 * was erased since they were written: an erasure that is under way is waited for.
 */
export async function insert(tx: Tx, mails: readonly Mail[]): Promise<void> {
  const to = [...new Set(mails.flatMap(({ personId }) => personId ?? []))]
  await sql`with living as materialized (
      select person.id from person where person.id = any(${to}::uuid[]) and erased_at is null order by 1 for key share)
    insert into mail
    (id, kind, person_id, station_id, about_type, about_id, to_address, locale, subject, body_text, body_html, calendar,
     secret, state, attempts, next_try_at, created_at, once_key)
    select id, kind, "personId", "stationId", "aboutType", "aboutId", "to", locale, subject, text, html,
      nullif(calendar, 'null'::jsonb), secret, state, attempts, "nextTryAt", "createdAt", "onceKey"
    from jsonb_to_recordset(${JSON.stringify(mails)}::jsonb) as made(${typed})
    where "personId" is null or "personId" in (select living.id from living)
    order by "onceKey" on conflict on constraint mail_once do nothing`.execute(tx)
}

/** Takes the letters that are due into this process's hands for a while; nobody else takes them meanwhile. */
export async function claim(tx: Tx, at: Instant, most: number): Promise<Mail[]> {
  const taken =
    await sql<Mail>`update mail set state = 'sending', next_try_at = ${plus(at, { minutes: leaseMinutes })}
    where id in (select id from mail where state in ('queued', 'sending') and next_try_at <= ${at}
      order by next_try_at, id limit ${most} for update skip locked)
    returning ${columns}`.execute(tx)
  return taken.rows
}

/** Letters by id, locked. */
export async function lock(tx: Tx, ids: readonly MailId[]): Promise<Map<MailId, Mail>> {
  const found = await sql<Mail>`select ${columns} from mail where id = any(${ids}::uuid[])
    order by id for update`.execute(tx)
  return new Map(found.rows.map((mail) => [mail.id, mail]))
}

export async function find(tx: Tx, id: MailId): Promise<Mail | undefined> {
  const found = await sql<Mail>`select ${columns} from mail where id = ${id}`.execute(tx)
  return found.rows[0]
}

/** Writes what a try changes: everything of a delivery, and the body of a secret letter, which is wiped. */
export async function save(tx: Tx, mails: readonly Mail[]): Promise<void> {
  const changes = mails.map(({ id, to, state, attempts, nextTryAt, answer, sentAt, text }) => ({
    ...{ id, to, state, attempts, nextTryAt, answer, sentAt },
    wiped: text === null,
  }))
  await sql`update mail set state = tried.state, attempts = tried.attempts, next_try_at = tried."nextTryAt",
      answer = tried.answer, sent_at = tried."sentAt", to_address = tried."to",
      body_text = case when not wiped then body_text end, body_html = case when not wiped then body_html end
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as tried(id uuid, "to" text, state text, attempts int,
      "nextTryAt" timestamptz, answer text, "sentAt" timestamptz, wiped boolean)
    where mail.id = tried.id`.execute(tx)
}

/** Letters to somebody lose everything but that they were; letters to others lose the name. */
export async function forget(tx: Tx, { id, email, anywhere }: Leaving): Promise<void> {
  const theirs = sql`(person_id = ${id} or to_address = nullif(${email}, ''))`
  await sql`delete from mail where ${theirs} and state = 'queued'`.execute(tx)
  await sql`update mail set to_address = '', subject = '', body_text = null, body_html = null, calendar = null, answer = null,
    once_key = haigui_without(once_key, ${anywhere}::text[]) where ${theirs}`.execute(tx)
  await sql`update mail set subject = haigui_without(subject, ${anywhere}::text[]),
      body_text = haigui_without(body_text, ${anywhere}::text[]),
      body_html = haigui_without(body_html, ${anywhere}::text[]),
      calendar = haigui_without(calendar, ${anywhere}::text[]), once_key = haigui_without(once_key, ${anywhere}::text[])
    where haigui_says(concat_ws(' ', subject, body_text, body_html, calendar, once_key), ${anywhere}::text[])`.execute(
    tx,
  )
}

export type MailLine = Omit<Mail, 'text' | 'html' | 'calendar'>

const lineColumns = sql`id, kind, person_id as "personId", station_id as "stationId", about_type as "aboutType",
  about_id as "aboutId", to_address as "to", locale, subject, secret, state, attempts, next_try_at as "nextTryAt", answer,
  created_at as "createdAt", sent_at as "sentAt", once_key as "onceKey"`

/** Letters newest first; row-level security narrows them to the reader's stations. */
export async function list(
  tx: Tx,
  filter: { state: MailState | null; before: MailId | null; limit: number },
): Promise<MailLine[]> {
  const found = await sql<MailLine>`select ${lineColumns} from mail
    where (${filter.state}::text is null or state = ${filter.state})
      and (${filter.before}::uuid is null or id < ${filter.before})
    order by id desc limit ${filter.limit}`.execute(tx)
  return found.rows
}

export async function countByState(tx: Tx): Promise<Record<MailState, number>> {
  const found = await sql<{
    state: MailState
    count: number
  }>`select state, count(*)::int as count from mail group by state`.execute(tx)
  const counts: Record<MailState, number> = { queued: 0, sending: 0, sent: 0, failed: 0, kept: 0 }
  for (const row of found.rows) counts[row.state] = row.count
  return counts
}
