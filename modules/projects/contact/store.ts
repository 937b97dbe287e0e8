import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { Instant } from '#kernel/time'
import { refuseAs } from '#platform/db'
import * as errors from '../errors.ts'
import type { ContactId, ProjectId } from '../model.ts'
import type { Contact } from './rules.ts'

const columns = sql`id, project_id as "projectId", from_person as "fromPerson", to_person as "toPerson", message, at,
  answered_at as "answeredAt", answer, note`

export async function find(tx: Tx, id: ContactId): Promise<Contact | undefined> {
  const found = await sql<Contact>`select ${columns} from project_contact where id = ${id}`.execute(tx)
  return found.rows[0]
}

export async function lock(tx: Tx, id: ContactId): Promise<Contact | undefined> {
  const found =
    await sql<Contact>`select ${columns} from project_contact where id = ${id} for update`.execute(tx)
  return found.rows[0]
}

/** What was asked about a project, of one person or of all, newest first. */
export async function ofProject(
  tx: Tx,
  projectId: ProjectId,
  from: Id<'person'> | null = null,
): Promise<Contact[]> {
  const found = await sql<Contact>`select ${columns} from project_contact where project_id = ${projectId}
    and (${from}::uuid is null or from_person = ${from}) order by at desc, id desc limit 200`.execute(tx)
  return found.rows
}

export async function ofPerson(tx: Tx, from: Id<'person'>): Promise<Contact[]> {
  const found = await sql<Contact>`select ${columns} from project_contact where from_person = ${from}
    order by at desc, id desc limit 200`.execute(tx)
  return found.rows
}

export async function countSince(tx: Tx, from: Id<'person'>, since: Instant): Promise<number> {
  const found = await sql<{ count: number }>`select count(*)::int as count from project_contact
    where from_person = ${from} and at > ${since}`.execute(tx)
  return found.rows[0]?.count ?? 0
}

export async function insert(tx: Tx, contact: Contact, stationId: Id<'station'> | null): Promise<void> {
  await refuseAs(
    sql`insert into project_contact (id, project_id, station_id, from_person, to_person, message, at)
      values (${contact.id}, ${contact.projectId}, ${stationId}, ${contact.fromPerson}, ${contact.toPerson},
        ${contact.message}, ${contact.at})`.execute(tx),
    { project_contact_open_once: errors.contactOpen },
  )
}

export async function saveAnswer(tx: Tx, { id, answer, note, answeredAt }: Contact): Promise<void> {
  await sql`update project_contact set answer = ${answer}, note = ${note}, answered_at = ${answeredAt}
    where id = ${id}`.execute(tx)
}
