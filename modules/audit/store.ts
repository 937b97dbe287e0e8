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
