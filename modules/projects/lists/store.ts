import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { Bilingual } from '#kernel/text'
import type { ListId, ProjectId } from '../model.ts'

/** Projects that organisers put forward, in their order; lists themselves stand in an order, too. */
export type FeaturedList = {
  id: ListId
  editionId: Id<'edition'>
  title: Bilingual
  position: number
  projectIds: readonly ProjectId[]
}

const lists = sql`select id, edition_id as "editionId", title, position,
  array(select project_id::text from project_listed where list_id = project_list.id
    order by project_listed.position, project_id) as "projectIds" from project_list`

export async function listsOf(tx: Tx, editionId: Id<'edition'>): Promise<FeaturedList[]> {
  const found =
    await sql<FeaturedList>`${lists} where edition_id = ${editionId} order by position, id`.execute(tx)
  return found.rows
}

export async function findList(tx: Tx, id: ListId): Promise<FeaturedList | undefined> {
  const found = await sql<FeaturedList>`${lists} where id = ${id}`.execute(tx)
  return found.rows[0]
}

export async function lockList(tx: Tx, id: ListId): Promise<FeaturedList | undefined> {
  await sql`select from project_list where id = ${id} for update`.execute(tx)
  return findList(tx, id)
}

/** Writes a list as it now stands. */
export async function saveList(
  tx: Tx,
  { id, editionId, title, position, projectIds }: FeaturedList,
): Promise<void> {
  await sql`insert into project_list (id, edition_id, title, position)
    values (${id}, ${editionId}, ${JSON.stringify(title)}::jsonb, ${position})
    on conflict (id) do update set title = excluded.title, position = excluded.position`.execute(tx)
  await sql`delete from project_listed where list_id = ${id}`.execute(tx)
  await sql`insert into project_listed (list_id, project_id, position)
    select ${id}, project_id, position from unnest(${projectIds}::uuid[]) with ordinality as listed (project_id, position)`.execute(
    tx,
  )
}

export async function removeList(tx: Tx, id: ListId): Promise<void> {
  await sql`delete from project_list where id = ${id}`.execute(tx)
}
