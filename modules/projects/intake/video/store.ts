import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { Instant } from '#kernel/time'
import type { FileHolder } from '#platform/files'
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

/** What projects hold: the files that stand with them, and those of a passport as it was frozen for judging. */
export const projectFiles: FileHolder = {
  name: 'projects',
  held: async (tx, hashes) => {
    const found = await sql<{ hash: string }>`select hash from unnest(${hashes}::text[]) as asked(hash)
      where exists (select from project_file where project_file.hash = asked.hash)
        or exists (select from project_frozen where strpos(content::text, asked.hash) > 0)`.execute(tx)
    return new Set(found.rows.map(({ hash }) => hash))
  },
}
