import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { Instant } from '#kernel/time'
import type { ProjectId } from '#modules/projects'
import type { RoundId } from '../model.ts'
import type { RoundDecision } from '../rules/decide.ts'

const columns = sql`project_id as "projectId", decision, reason, by_hand as "byHand", feedback, told_at as "toldAt"`

export async function decisionsOf(tx: Tx, id: RoundId): Promise<RoundDecision[]> {
  const found = await sql<RoundDecision>`select ${columns} from round_decision where round_id = ${id}
    order by project_id`.execute(tx)
  return found.rows
}

/** What a project's people were told, newest last. Row-level security lets a team see only what was told. */
export async function toldOf(
  tx: Tx,
  projectId: ProjectId,
): Promise<(RoundDecision & { roundId: RoundId })[]> {
  const found = await sql<RoundDecision & { roundId: RoundId }>`select round_id as "roundId", ${columns}
    from round_decision where project_id = ${projectId} and told_at is not null order by told_at, round_id`.execute(
    tx,
  )
  return found.rows
}

export async function saveDecisions(
  tx: Tx,
  { id, stationId }: { id: RoundId; stationId: Id<'station'> | null },
  decisions: readonly RoundDecision[],
  at: Instant,
): Promise<void> {
  await sql`insert into round_decision (round_id, project_id, station_id, decision, reason, by_hand, feedback, at, told_at)
    select ${id}, "projectId", ${stationId}, decision, reason, "byHand", feedback, ${at}::timestamptz, "toldAt"
    from jsonb_to_recordset(${JSON.stringify(decisions)}::jsonb) as made("projectId" uuid, decision text, reason text,
      "byHand" boolean, feedback text[], "toldAt" timestamptz)
    on conflict (round_id, project_id) do update set decision = excluded.decision, reason = excluded.reason,
      by_hand = excluded.by_hand, feedback = excluded.feedback, at = excluded.at, told_at = excluded.told_at`.execute(
    tx,
  )
}

/** Back to what the cut lines say. */
export async function forgetDecisions(tx: Tx, id: RoundId, projectIds: readonly ProjectId[]): Promise<void> {
  await sql`delete from round_decision where round_id = ${id} and project_id = any(${projectIds}::uuid[])
    and told_at is null`.execute(tx)
}
