import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { Instant } from '#kernel/time'
import type { FrozenPassport, Pending, Project, ProjectId } from '../model.ts'

/** Decisions that wait to be applied. */
export async function pendingOf(tx: Tx, ids: readonly ProjectId[]): Promise<Map<ProjectId, Pending>> {
  const found =
    await sql<Pending>`select project_id as "projectId", becomes, reason, by_person as "byPerson", at
    from project_pending where project_id = any(${ids}::uuid[])`.execute(tx)
  return new Map(found.rows.map((pending) => [pending.projectId, pending]))
}

export async function hold(
  tx: Tx,
  pending: readonly Pending[],
  stationOf: ReadonlyMap<string, Id<'station'> | null>,
): Promise<void> {
  const rows = pending.map((each) => ({ ...each, stationId: stationOf.get(each.projectId) ?? null }))
  await sql`insert into project_pending (project_id, station_id, becomes, reason, by_person, at)
    select "projectId", "stationId", becomes, reason, "byPerson", at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as held("projectId" uuid, "stationId" uuid, becomes text,
      reason text, "byPerson" uuid, at timestamptz)
    on conflict (project_id) do update set becomes = excluded.becomes, reason = excluded.reason,
      by_person = excluded.by_person, at = excluded.at`.execute(tx)
}

export async function release(tx: Tx, ids: readonly ProjectId[]): Promise<void> {
  await sql`delete from project_pending where project_id = any(${ids}::uuid[])`.execute(tx)
}

/** New states of many projects in one statement. */
export async function saveStates(tx: Tx, projects: readonly Project[]): Promise<void> {
  const rows = projects.map(({ id, state, stateAt, changedAt }) => ({ id, state, stateAt, changedAt }))
  await sql`update project set state = moved.state, state_at = moved."stateAt", changed_at = moved."changedAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as moved(id uuid, state text, "stateAt" timestamptz,
      "changedAt" timestamptz) where project.id = moved.id`.execute(tx)
}

export async function assign(
  tx: Tx,
  ids: readonly ProjectId[],
  personId: Id<'person'> | null,
): Promise<void> {
  await sql`update project set assigned_to = ${personId} where id = any(${ids}::uuid[])`.execute(tx)
}

/** A stand-in for what one project looks like to another: its words, its team's addresses and institution. */
export type Likeness = {
  id: ProjectId
  title: { en: string; zh: string }
  institution: string
  emails: string[]
}

/** Every project of an edition that is still alive, as far as two of them may be the same. Within the reader's reach. */
export async function likenesses(tx: Tx, editionId: Id<'edition'>): Promise<Likeness[]> {
  const found = await sql<Likeness>`select project.id, title, institution,
      (select coalesce(array_agg(email), '{}') from project_member where project_id = project.id) as emails
    from project where edition_id = ${editionId} and state not in ('draft', 'withdrawn', 'declined')
    order by project.id limit 5000`.execute(tx)
  return found.rows
}

/** Keeps a passport as it is now, with its hash. */
export async function insertFrozen(
  tx: Tx,
  frozen: { id: Id<'project_frozen'>; project: Project; content: FrozenPassport; hash: string },
  why: string,
  at: Instant,
): Promise<void> {
  const { id, project, content, hash } = frozen
  await sql`insert into project_frozen (id, project_id, station_id, why, at, content, hash)
    values (${id}, ${project.id}, ${project.stationId}, ${why}, ${at}, ${JSON.stringify(content)}::jsonb, ${hash})`.execute(
    tx,
  )
}

/** From where each of these last came into the contest. */
export async function stateBeforeContest(
  tx: Tx,
  ids: readonly ProjectId[],
): Promise<Map<ProjectId, Project['state']>> {
  const found = await sql<{ projectId: ProjectId; was: Project['state'] }>`
    select distinct on (project_id) project_id as "projectId", was from project_change
    where project_id = any(${ids}::uuid[]) and became = 'in_contest' order by project_id, at desc, id desc`.execute(
    tx,
  )
  return new Map(found.rows.map(({ projectId, was }) => [projectId, was]))
}
