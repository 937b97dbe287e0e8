import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { Instant } from '#kernel/time'
import type { Member, MemberId, ProjectFile, ProjectFileId, ProjectId } from '../model.ts'

/**
 * What a withdrawal takes away: files, team, reasons that staff wrote, frozen texts; consents are taken back, their
 * receipts stay. The bytes of files are swept by a job, because another project may hold the same ones.
 */
export async function forgetContent(tx: Tx, id: ProjectId, at: Instant): Promise<void> {
  await sql`update consent set withdrawn_at = ${at} where withdrawn_at is null
    and id in (select consent_id from project_consent where project_id = ${id})`.execute(tx)
  await sql`delete from project_consent where project_id = ${id}`.execute(tx)
  await sql`delete from project_file where project_id = ${id}`.execute(tx)
  await sql`delete from project_upload where project_id = ${id}`.execute(tx)
  await sql`delete from project_pending where project_id = ${id}`.execute(tx)
  await sql`delete from project_frozen where project_id = ${id}`.execute(tx)
  await sql`delete from project_contact where project_id = ${id}`.execute(tx)
  // The entrant stays: who withdrew must still find the tombstone among their own.
  await sql`delete from project_member where project_id = ${id} and position > 1`.execute(tx)
  await sql`update project set team = array[entrant_id] where id = ${id}`.execute(tx)
}

export async function insertFile(tx: Tx, file: ProjectFile, stationId: Id<'station'> | null): Promise<void> {
  await sql`insert into project_file (id, project_id, station_id, kind, name, media_type, bytes, hash, width, height,
      language, added_by, added_at, position)
    values (${file.id}, ${file.projectId}, ${stationId}, ${file.kind}, ${file.name}, ${file.mediaType}, ${file.bytes},
      ${file.hash}, ${file.width}, ${file.height}, ${file.language}, ${file.addedBy}, ${file.addedAt},
      ${file.position})`.execute(tx)
}

/** What was deleted holds its bytes no more; whether anything else does is looked at by the house's sweep. */
export async function removeFile(tx: Tx, id: ProjectFileId): Promise<void> {
  await sql`delete from project_file where id = ${id}`.execute(tx)
}

/** Somebody who joined belongs to the project: row-level security lets them see it from now on. */
export async function joinMember(tx: Tx, id: MemberId, personId: Id<'person'>, at: Instant): Promise<void> {
  await sql`with joined as (update project_member set person_id = ${personId}, joined_at = ${at} where id = ${id}
      returning project_id)
    update project set team = array_append(team, ${personId}) from joined
    where project.id = joined.project_id and not (${personId} = any (team))`.execute(tx)
}

export async function findMember(tx: Tx, id: MemberId): Promise<Member | undefined> {
  const found =
    await sql<Member>`select id, project_id as "projectId", person_id as "personId", email, name, role,
    invited_at as "invitedAt", joined_at as "joinedAt", position from project_member where id = ${id}`.execute(
      tx,
    )
  return found.rows[0]
}

export async function removeMember(tx: Tx, id: MemberId): Promise<void> {
  await sql`with gone as (delete from project_member where id = ${id} and position > 1 returning project_id, person_id)
    update project set team = array_remove(team, gone.person_id) from gone
    where project.id = gone.project_id and gone.person_id is not null`.execute(tx)
}

export async function renameMember(
  tx: Tx,
  { id, name, role }: Pick<Member, 'id' | 'name' | 'role'>,
): Promise<void> {
  await sql`update project_member set name = ${JSON.stringify(name)}::jsonb, role = ${role} where id = ${id}`.execute(
    tx,
  )
}
