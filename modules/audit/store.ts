import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { AuditEntry } from './model.ts'

export async function insert(tx: Tx, entries: readonly AuditEntry[]): Promise<void> {
  await sql`insert into audit_entry
    (id, at, actor_kind, person_id, job, door, request_id, command, subject_type, subject_id, station_id)
    select id, at, "actorKind", "personId", job, door, "requestId", command, "subjectType", "subjectId", "stationId"
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as entry(
      id uuid, at timestamptz, "actorKind" text, "personId" uuid, job text, door text, "requestId" text,
      command text, "subjectType" text, "subjectId" text, "stationId" uuid)`.execute(tx)
}

/** The trail newest first, narrowed by row-level security; `subject` for the history of one record. */
export async function list(
  tx: Tx,
  filter: { subjectId: string | null; before: string | null; limit: number },
): Promise<AuditEntry[]> {
  const found =
    await sql<AuditEntry>`select id, at, actor_kind as "actorKind", person_id as "personId", job, door,
      request_id as "requestId", command, subject_type as "subjectType", subject_id as "subjectId", station_id as "stationId"
    from audit_entry
    where (${filter.subjectId}::text is null or subject_id = ${filter.subjectId})
      and (${filter.before}::uuid is null or id < ${filter.before}::uuid)
    order by id desc limit ${filter.limit}`.execute(tx)
  return found.rows
}
