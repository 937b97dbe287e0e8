import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import { indexOf } from '#platform/search'
import type { ProjectId, Recipient, View } from '../../model.ts'

const columns = sql`project_id as "projectId", edition_id as "editionId", station_id as "stationId", slug, field, maturity,
  country, seeking, shown_at as "shownAt", content`
/** Rows of what everybody may see, and of what one audience may; the two are read alike. */
export const publicColumns = sql`${columns}, 'public' as audience`
export const viewColumns = sql`${columns}, audience`

export async function removeViews(tx: Tx, id: ProjectId): Promise<void> {
  await sql`delete from project_public where project_id = ${id}`.execute(tx)
  await sql`delete from project_view where project_id = ${id}`.execute(tx)
}

/** Replaces what each audience sees of a project. */
export async function saveViews(tx: Tx, id: ProjectId, views: readonly View[]): Promise<void> {
  await removeViews(tx, id)
  const alsoPublic = views.some(({ audience }) => audience === 'public')
  for (const view of views) {
    const { title, summary, body, tags, institution, team } = view.content
    const words = indexOf({
      named: [title.en, title.zh, ...tags, ...team.map(({ name }) => name)],
      told: [summary.en, summary.zh, body.en, body.zh, institution],
    })
    const values = sql`${id}, ${view.editionId}, ${view.stationId}, ${view.slug}, ${JSON.stringify(view.content)}::jsonb,
      ${view.field}, ${view.maturity}, ${view.country}, ${view.seeking}::text[], ${view.shownAt},
      array_to_tsvector(${words}::text[])`
    const names = sql`project_id, edition_id, station_id, slug, content, field, maturity, country, seeking, shown_at, words`
    await (view.audience === 'public'
      ? sql`insert into project_public (${names}) values (${values})`
      : sql`insert into project_view (${names}, audience, also_public)
          values (${values}, ${view.audience}, ${alsoPublic})`
    ).execute(tx)
  }
}

/** A project as one audience sees it: what they alone may see, else what everybody may. */
export async function findView(
  tx: Tx,
  editionId: Id<'edition'>,
  slug: string,
  audience: Recipient,
): Promise<View | undefined> {
  if (audience !== 'public') {
    const own = await sql<View>`select ${viewColumns} from project_view
      where edition_id = ${editionId} and slug = ${slug} and audience = ${audience}`.execute(tx)
    if (own.rows[0]) return own.rows[0]
  }
  const found = await sql<View>`select ${publicColumns} from project_public
    where edition_id = ${editionId} and slug = ${slug}`.execute(tx)
  return found.rows[0]
}

/** A project as one audience sees it, and it alone. */
export async function viewFor(tx: Tx, id: ProjectId, audience: Recipient): Promise<View | undefined> {
  const found = await sql<View>`select ${viewColumns} from project_view
    where project_id = ${id} and audience = ${audience}`.execute(tx)
  return found.rows[0]
}

/** Everything that was made for one audience, newest first. */
export async function viewsFor(tx: Tx, audience: Recipient): Promise<View[]> {
  const found = await sql<View>`select ${viewColumns} from project_view where audience = ${audience}
    order by shown_at desc, project_id limit 200`.execute(tx)
  return found.rows
}

/** Whether somebody has a place at an event of the edition. */
export async function isAdmitted(tx: Tx, editionId: Id<'edition'>, personId: Id<'person'>): Promise<boolean> {
  const found = await sql`select from registration join event on event.id = registration.event_id
    where event.edition_id = ${editionId} and registration.person_id = ${personId} and registration.state = 'admitted'
    limit 1`.execute(tx)
  return found.rows.length > 0
}

/** The bytes of these files, by project. */
export async function hashesOf(
  tx: Tx,
  ids: readonly Id<'project_file'>[],
): Promise<ReadonlyMap<ProjectId, string>> {
  const found = await sql<{ projectId: ProjectId; hash: string }>`select project_id as "projectId", hash
    from project_file where id = any(${ids}::uuid[])`.execute(tx)
  return new Map(found.rows.map(({ projectId, hash }) => [projectId, hash]))
}

export type ShownFile = { hash: string; mediaType: string; name: string; bytes: number }

export async function fileOf(
  tx: Tx,
  projectId: ProjectId,
  fileId: Id<'project_file'>,
): Promise<ShownFile | undefined> {
  const found = await sql<ShownFile>`select hash, media_type as "mediaType", name, bytes::float8 as bytes
    from project_file where project_id = ${projectId} and id = ${fileId}`.execute(tx)
  return found.rows[0]
}
