import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { Instant } from '#kernel/time'
import type { ProjectId, Shown } from '../../model.ts'

/** What was agreed to and not taken back since. */
export async function shownOf(tx: Tx, id: ProjectId): Promise<(Shown & { consentId: Id<'consent'> })[]> {
  const found = await sql<Shown & { consentId: Id<'consent'> }>`
    select field, project_consent.recipient, consent_id as "consentId" from project_consent
    join consent on consent.id = consent_id
    where project_id = ${id} and withdrawn_at is null order by 2, 1`.execute(tx)
  return found.rows
}

export async function insertShown(
  tx: Tx,
  projectId: ProjectId,
  stationId: Id<'station'> | null,
  shown: readonly (Shown & { consentId: Id<'consent'> })[],
): Promise<void> {
  await sql`insert into project_consent (project_id, station_id, field, recipient, consent_id)
    select ${projectId}, ${stationId}, field, recipient, "consentId"
    from jsonb_to_recordset(${JSON.stringify(shown)}::jsonb) as shown(field text, recipient text, "consentId" uuid)
    on conflict (project_id, field, recipient) do update set consent_id = excluded.consent_id`.execute(tx)
}

/** Ends consents and what they allowed. */
export async function takeBack(
  tx: Tx,
  projectId: ProjectId,
  consentIds: readonly Id<'consent'>[],
  at: Instant,
): Promise<void> {
  if (consentIds.length === 0) return
  await sql`update consent set withdrawn_at = ${at} where id = any(${consentIds}::uuid[]) and withdrawn_at is null`.execute(
    tx,
  )
  await sql`delete from project_consent where project_id = ${projectId} and consent_id = any(${consentIds}::uuid[])`.execute(
    tx,
  )
}

export async function projectOf(tx: Tx, consentId: Id<'consent'>): Promise<ProjectId | undefined> {
  const found = await sql<{ projectId: ProjectId }>`select project_id as "projectId" from project_consent
    where consent_id = ${consentId}`.execute(tx)
  return found.rows[0]?.projectId
}
