import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { Bilingual } from '#kernel/text'
import type { Instant } from '#kernel/time'
import type { ProjectId } from '../../model.ts'

/** What a project has won, in the order it was won. */
export async function awardsOf(tx: Tx, id: ProjectId): Promise<Bilingual[]> {
  const found = await sql<{ name: Bilingual }>`select name from project_award where project_id = ${id}
    order by at, source`.execute(tx)
  return found.rows.map(({ name }) => name)
}

/** Once from each source; given again it has the words of the last time, unless `known` words stand. */
export async function saveAward(
  tx: Tx,
  award: {
    projectId: ProjectId
    stationId: Id<'station'> | null
    source: string
    name: Bilingual
    known?: 'stand'
  },
  at: Instant,
): Promise<void> {
  await sql`insert into project_award (project_id, source, station_id, name, at)
    values (${award.projectId}, ${award.source}, ${award.stationId}, ${JSON.stringify(award.name)}::jsonb, ${at})
    on conflict (project_id, source) do ${award.known === 'stand' ? sql`nothing` : sql`update set name = excluded.name`}`.execute(
    tx,
  )
}
