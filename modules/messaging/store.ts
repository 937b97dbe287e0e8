import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Instant } from '#kernel/time'
import { plus } from '#kernel/time'
import type { Mail, MailId, MailState } from './model.ts'
import { leaseMinutes } from './rules.ts'

const columns = sql`id, kind, person_id as "personId", station_id as "stationId", about_type as "aboutType",
  about_id as "aboutId", to_address as "to", locale, subject, body_text as text, body_html as html, calendar, secret,
  state, attempts, next_try_at as "nextTryAt", answer, created_at as "createdAt", sent_at as "sentAt", once_key as "onceKey"`

/** Writes a new letter; a second one with the same once-key is dropped, and false is the answer. */
export async function insert(tx: Tx, mail: Mail): Promise<boolean> {
  const done = await sql`insert into mail
    (id, kind, person_id, station_id, about_type, about_id, to_address, locale, subject, body_text, body_html, calendar,
     secret, state, attempts, next_try_at, created_at, once_key)
    values (${mail.id}, ${mail.kind}, ${mail.personId}, ${mail.stationId}, ${mail.aboutType}, ${mail.aboutId}, ${mail.to},
      ${mail.locale}, ${mail.subject}, ${mail.text}, ${mail.html},
      ${mail.calendar === null ? null : JSON.stringify(mail.calendar)}::jsonb,
      ${mail.secret}, ${mail.state}, ${mail.attempts}, ${mail.nextTryAt}, ${mail.createdAt}, ${mail.onceKey})
    on conflict on constraint mail_once do nothing returning id`.execute(tx)
  return done.rows.length === 1
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

export async function lock(tx: Tx, id: MailId): Promise<Mail | undefined> {
  const found = await sql<Mail>`select ${columns} from mail where id = ${id} for update`.execute(tx)
  return found.rows[0]
}

export async function find(tx: Tx, id: MailId): Promise<Mail | undefined> {
  const found = await sql<Mail>`select ${columns} from mail where id = ${id}`.execute(tx)
  return found.rows[0]
}

export async function save(tx: Tx, mail: Mail): Promise<void> {
  await sql`update mail set state = ${mail.state}, attempts = ${mail.attempts}, next_try_at = ${mail.nextTryAt},
    answer = ${mail.answer}, sent_at = ${mail.sentAt}, body_text = ${mail.text}, body_html = ${mail.html}
    where id = ${mail.id}`.execute(tx)
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
