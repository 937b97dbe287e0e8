import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { Bilingual } from '#kernel/text'
import type { Field, ProjectId, ProjectState } from '#modules/projects'
import type { Card, JudgedFile, PanelId, RoundId, RoundProject } from '../model.ts'

/** A project of a round with what lists and assignment ask about it. */
export type Entry = RoundProject & {
  state: ProjectState
  title: Bilingual
  summary: Bilingual
  field: Field | null
  entrantId: Id<'person'>
  stationId: Id<'station'> | null
}

/** The projects of a round, in one fixed order; within the reader's reach. */
export async function entriesOf(tx: Tx, id: RoundId): Promise<Entry[]> {
  const found =
    await sql<Entry>`select round_id as "roundId", project_id as "projectId", panel_id as "panelId", was,
      project.state, title, summary, field, entrant_id as "entrantId", project.station_id as "stationId"
    from round_project join project on project.id = project_id
    where round_id = ${id} order by project_id`.execute(tx)
  return found.rows
}

/** Projects of the edition (of the station) that can come into a round and are not in it yet. */
export async function candidates(
  tx: Tx,
  round: { id: RoundId; editionId: Id<'edition'>; stationId: Id<'station'> | null },
): Promise<{ id: ProjectId; title: Bilingual; field: Field | null; state: ProjectState }[]> {
  const found = await sql<{ id: ProjectId; title: Bilingual; field: Field | null; state: ProjectState }>`
    select id, title, field, state from project
    where edition_id = ${round.editionId} and state in ('shortlisted', 'shown', 'in_contest')
      and (${round.stationId}::uuid is null or station_id = ${round.stationId})
      and not exists (select from round_project where round_id = ${round.id} and project_id = project.id)
    order by field, id limit 1000`.execute(tx)
  return found.rows
}

/** Puts projects into the round, or into another panel of it. */
export async function putProjects(
  tx: Tx,
  round: { id: RoundId; stationId: Id<'station'> | null },
  projects: readonly { id: ProjectId; state: ProjectState }[],
  panelId: PanelId | null,
  at: string,
): Promise<void> {
  await sql`insert into round_project (round_id, project_id, station_id, panel_id, was, added_at)
    select ${round.id}, id, ${round.stationId}, ${panelId}, state, ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(projects)}::jsonb) as put(id uuid, state text)
    on conflict (round_id, project_id) do update set panel_id = excluded.panel_id`.execute(tx)
}

export async function takeOut(tx: Tx, id: RoundId, projectIds: readonly ProjectId[]): Promise<void> {
  await sql`delete from round_project where round_id = ${id} and project_id = any(${projectIds}::uuid[])`.execute(
    tx,
  )
}

export async function saveFiles(
  tx: Tx,
  round: { id: RoundId; stationId: Id<'station'> | null },
  files: readonly {
    projectId: ProjectId
    was: ProjectState
    frozenId: Id<'project_frozen'>
    card: Card
    file: JudgedFile
  }[],
): Promise<void> {
  for (const { projectId, was, frozenId, card, file } of files) {
    await sql`update round_project set was = ${was} where round_id = ${round.id} and project_id = ${projectId}`.execute(
      tx,
    )
    await sql`insert into round_file (round_id, project_id, station_id, part, frozen_id, content)
      values (${round.id}, ${projectId}, ${round.stationId}, 'card', ${frozenId}, ${JSON.stringify(card)}::jsonb),
        (${round.id}, ${projectId}, ${round.stationId}, 'file', ${frozenId}, ${JSON.stringify(file)}::jsonb)`.execute(
      tx,
    )
  }
}

/** What a judge may see of the projects of a round: those assigned to them. */
export async function cardsOf(tx: Tx, id: RoundId): Promise<Map<ProjectId, Card>> {
  const found = await sql<{ projectId: ProjectId; content: Card }>`select project_id as "projectId", content
    from round_file where round_id = ${id} and part = 'card'`.execute(tx)
  return new Map(found.rows.map(({ projectId, content }) => [projectId, content]))
}

/** What is read of one project. Of a judge's, only once it was opened, and while the round is open. */
export async function fileOf(tx: Tx, id: RoundId, projectId: ProjectId): Promise<JudgedFile | undefined> {
  const found = await sql<{ content: JudgedFile }>`select content from round_file
    where round_id = ${id} and project_id = ${projectId} and part = 'file'`.execute(tx)
  return found.rows[0]?.content
}
