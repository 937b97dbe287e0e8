import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { Instant } from '#kernel/time'
import type { ProjectId } from '../model.ts'

export async function keep(tx: Tx, personId: Id<'person'>, projectId: ProjectId, at: Instant): Promise<void> {
  await sql`insert into project_saved (person_id, project_id, at) values (${personId}, ${projectId}, ${at})
    on conflict do nothing`.execute(tx)
}

export async function drop(tx: Tx, personId: Id<'person'>, projectId: ProjectId): Promise<void> {
  await sql`delete from project_saved where person_id = ${personId} and project_id = ${projectId}`.execute(tx)
}

/** What somebody saved, newest first. */
export async function savedOf(tx: Tx, personId: Id<'person'>): Promise<ProjectId[]> {
  const found = await sql<{ id: ProjectId }>`select project_id as id from project_saved
    where person_id = ${personId} order by at desc, project_id limit 200`.execute(tx)
  return found.rows.map(({ id }) => id)
}

export async function isSaved(tx: Tx, personId: Id<'person'>, projectId: ProjectId): Promise<boolean> {
  const found = await sql`select from project_saved
    where person_id = ${personId} and project_id = ${projectId}`.execute(tx)
  return found.rows.length > 0
}
