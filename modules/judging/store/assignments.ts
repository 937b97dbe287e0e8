import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { ProjectId } from '#modules/projects'
import type { Assignment, AssignmentId, Conflict, RoundId } from '../model.ts'

const columns = sql`id, round_id as "roundId", project_id as "projectId", judge_id as "judgeId", person_id as "personId",
  panel_id as "panelId", state, opened_at as "openedAt", skipped_at as "skippedAt", reason, by_hand as "byHand",
  changed_at as "changedAt"`

/** Of a round within the reader's reach: all for whoever runs it, the panel's for its chair, else one's own. */
export async function assignmentsOf(tx: Tx, id: RoundId): Promise<Assignment[]> {
  const found = await sql<Assignment>`select ${columns} from assignment where round_id = ${id}
    order by project_id, judge_id`.execute(tx)
  return found.rows
}

export async function ownAssignments(tx: Tx, id: RoundId, personId: Id<'person'>): Promise<Assignment[]> {
  const found = await sql<Assignment>`select ${columns} from assignment
    where round_id = ${id} and person_id = ${personId} order by project_id`.execute(tx)
  return found.rows
}

export async function findAssignment(tx: Tx, id: AssignmentId): Promise<Assignment | undefined> {
  const found = await sql<Assignment>`select ${columns} from assignment where id = ${id}`.execute(tx)
  return found.rows[0]
}

export async function lockAssignment(tx: Tx, id: AssignmentId): Promise<Assignment | undefined> {
  const found = await sql<Assignment>`select ${columns} from assignment where id = ${id} for update`.execute(
    tx,
  )
  return found.rows[0]
}

/** What one judge has to do with one project, to be changed. */
export async function lockOwn(
  tx: Tx,
  id: RoundId,
  projectId: ProjectId,
  personId: Id<'person'>,
): Promise<Assignment | undefined> {
  const found = await sql<Assignment>`select ${columns} from assignment
    where round_id = ${id} and project_id = ${projectId} and person_id = ${personId} for update`.execute(tx)
  return found.rows[0]
}

export async function insertAssignments(
  tx: Tx,
  assignments: readonly Assignment[],
  stationId: Id<'station'> | null,
): Promise<void> {
  await sql`insert into assignment (id, round_id, project_id, judge_id, person_id, panel_id, station_id, state, opened_at,
      skipped_at, reason, by_hand, changed_at)
    select id, "roundId", "projectId", "judgeId", "personId", "panelId", ${stationId}, state, "openedAt", "skippedAt",
      reason, "byHand", "changedAt"
    from jsonb_to_recordset(${JSON.stringify(assignments)}::jsonb) as given(id uuid, "roundId" uuid, "projectId" uuid,
      "judgeId" uuid, "personId" uuid, "panelId" uuid, state text, "openedAt" timestamptz, "skippedAt" timestamptz,
      reason text, "byHand" boolean, "changedAt" timestamptz)
    on conflict (project_id, judge_id) do nothing`.execute(tx)
}

export async function saveAssignment(tx: Tx, one: Assignment): Promise<void> {
  await sql`update assignment set state = ${one.state}, opened_at = ${one.openedAt}, skipped_at = ${one.skippedAt},
      reason = ${one.reason}, changed_at = ${one.changedAt} where id = ${one.id}`.execute(tx)
}

export async function removeAssignment(tx: Tx, id: AssignmentId): Promise<void> {
  await sql`delete from assignment where id = ${id}`.execute(tx)
}

export async function conflictsOf(tx: Tx, id: RoundId): Promise<Conflict[]> {
  const found =
    await sql<Conflict>`select project_id as "projectId", judge_id as "judgeId", kind, told, inferred
    from judge_conflict where round_id = ${id} order by project_id, judge_id, kind`.execute(tx)
  return found.rows
}

/** Adds ties; one that is known already keeps its words and its moment. */
export async function insertConflicts(
  tx: Tx,
  round: { id: RoundId; stationId: Id<'station'> | null },
  conflicts: readonly (Conflict & { personId: Id<'person'> })[],
  at: string,
): Promise<void> {
  await sql`insert into judge_conflict (round_id, project_id, judge_id, person_id, station_id, kind, told, inferred, at)
    select ${round.id}, "projectId", "judgeId", "personId", ${round.stationId}, kind, told, inferred, ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(conflicts)}::jsonb) as found("projectId" uuid, "judgeId" uuid,
      "personId" uuid, kind text, told text, inferred boolean)
    on conflict (judge_id, project_id, kind) do nothing`.execute(tx)
}

/** Ties that were found before and may not be there any more; what was declared stays. */
export async function forgetInferred(tx: Tx, id: RoundId): Promise<void> {
  await sql`delete from judge_conflict where round_id = ${id} and inferred`.execute(tx)
}

/** How many reviews each project of a round has. Needs a reach beyond one judge's. */
export async function reviewCounts(tx: Tx, id: RoundId): Promise<Map<ProjectId, number>> {
  const found = await sql<{ projectId: ProjectId; count: number }>`select project_id as "projectId",
      count(*)::int as count from assignment where round_id = ${id} and state = 'scored' group by project_id`.execute(
    tx,
  )
  return new Map(found.rows.map(({ projectId, count }) => [projectId, count]))
}
