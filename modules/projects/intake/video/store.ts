import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { Instant } from '#kernel/time'
import type { ProjectId } from '../../model.ts'

/** A film under way: whose, how large it will be, and until when it may be gone on with. */
export type Upload = {
  id: Id<'project_upload'>
  projectId: ProjectId
  personId: Id<'person'>
  name: string
  bytes: number
  startedAt: Instant
  expiresAt: Instant
}

const columns = sql`id, project_id as "projectId", person_id as "personId", name, bytes::float8 as bytes,
  started_at as "startedAt", expires_at as "expiresAt"`

/** The film that is under way for a project. */
export async function uploadOf(tx: Tx, projectId: ProjectId): Promise<Upload | undefined> {
  const found =
    await sql<Upload>`select ${columns} from project_upload where project_id = ${projectId}`.execute(tx)
  return found.rows[0]
}

/** Bytes that a person has under way for other projects. */
export async function bytesUnderWay(
  tx: Tx,
  personId: Id<'person'>,
  butFor: ProjectId,
  at: Instant,
): Promise<number> {
  const found = await sql<{
    bytes: number
  }>`select coalesce(sum(bytes), 0)::float8 as bytes from project_upload
    where person_id = ${personId} and project_id <> ${butFor} and expires_at > ${at}`.execute(tx)
  return found.rows[0]?.bytes ?? 0
}

export async function insertUpload(tx: Tx, upload: Upload, stationId: Id<'station'> | null): Promise<void> {
  await sql`insert into project_upload (id, project_id, station_id, person_id, name, bytes, started_at, expires_at)
    values (${upload.id}, ${upload.projectId}, ${stationId}, ${upload.personId}, ${upload.name}, ${upload.bytes},
      ${upload.startedAt}, ${upload.expiresAt})`.execute(tx)
}

export async function removeUpload(tx: Tx, id: Id<'project_upload'>): Promise<void> {
  await sql`delete from project_upload where id = ${id}`.execute(tx)
}

export async function removeExpired(tx: Tx, at: Instant): Promise<void> {
  await sql`delete from project_upload where expires_at <= ${at}`.execute(tx)
}

/** Which of these are still under way. */
export async function knownOf(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const found = await sql<{
    id: string
  }>`select id from project_upload where id = any(${ids}::uuid[])`.execute(tx)
  return new Set(found.rows.map(({ id }) => id))
}

/** Bytes that another noun let go of for good: swept in the next round, unless anything still holds them. */
export async function filesGone(tx: Tx, hashes: readonly string[], at: Instant): Promise<void> {
  await sql`insert into project_file_gone (hash, at)
    select distinct hash, ${at}::timestamptz - interval '25 hours' from unnest(${hashes}::text[]) as hash
    on conflict do nothing`.execute(tx)
}

/** Bytes that may come to be held by nothing. */
export async function noteTaken(tx: Tx, hash: string, at: Instant): Promise<void> {
  await sql`insert into project_file_gone (hash, at) values (${hash}, ${at}) on conflict do nothing`.execute(
    tx,
  )
}

/** What was noted before a moment and is held by a project is let go when that project does so, and a day after. */
export async function forgetHeld(tx: Tx, at: Instant): Promise<void> {
  await sql`delete from project_file_gone as gone where at < ${at}
    and exists (select from project_file where project_file.hash = gone.hash)`.execute(tx)
}

/** Hashes that were let go before a moment, and that no project holds now; a frozen passport holds its files, too. */
export async function goneBefore(tx: Tx, at: Instant): Promise<string[]> {
  const found = await sql<{ hash: string }>`select hash from project_file_gone as gone where at < ${at}
    and not exists (select from project_file where project_file.hash = gone.hash)
    and not exists (select from project_frozen where strpos(content::text, gone.hash) > 0) limit 200`.execute(
    tx,
  )
  return found.rows.map(({ hash }) => hash)
}

export async function forgetGone(tx: Tx, hashes: readonly string[]): Promise<void> {
  await sql`delete from project_file_gone where hash = any(${hashes}::text[])`.execute(tx)
}
