import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { EditionId } from '#modules/programme'
import { refuseAs } from '#platform/db'
import { slugTaken } from './errors.ts'
import type { Station, StationId } from './model.ts'

const columns = sql`station.id, programme_id as "programmeId", slug, name, city, country, territory, zone,
  opened_year as "openedYear", about`

export async function find(tx: Tx, id: StationId): Promise<Station | undefined> {
  const found = await sql<Station>`select ${columns} from station where id = ${id}`.execute(tx)
  return found.rows[0]
}

export async function findBySlug(tx: Tx, slug: string): Promise<Station | undefined> {
  const found = await sql<Station>`select ${columns} from station where slug = ${slug}`.execute(tx)
  return found.rows[0]
}

/** Of one edition, or all; by the year they opened. */
export async function list(tx: Tx, editionId?: EditionId): Promise<Station[]> {
  const found = await sql<Station>`select ${columns} from station
    where ${editionId ?? null}::uuid is null
      or exists (select from edition_station where station_id = station.id and edition_id = ${editionId ?? null})
    order by opened_year nulls last, slug`.execute(tx)
  return found.rows
}

export async function insert(tx: Tx, station: Station): Promise<void> {
  await refuseAs(
    sql`insert into station (id, programme_id, slug, name, city, country, territory, zone, opened_year, about)
      values (${station.id}, ${station.programmeId}, ${station.slug}, ${JSON.stringify(station.name)}::jsonb,
        ${JSON.stringify(station.city)}::jsonb, ${station.country}, ${station.territory}::text[], ${station.zone},
        ${station.openedYear}, ${JSON.stringify(station.about)}::jsonb)`.execute(tx),
    { station_slug_once: slugTaken },
  )
}

export async function save(tx: Tx, station: Station): Promise<void> {
  await sql`update station set name = ${JSON.stringify(station.name)}::jsonb, city = ${JSON.stringify(station.city)}::jsonb,
      country = ${station.country}, territory = ${station.territory}::text[], zone = ${station.zone},
      opened_year = ${station.openedYear}, about = ${JSON.stringify(station.about)}::jsonb
    where id = ${station.id}`.execute(tx)
}

export async function joinEdition(
  tx: Tx,
  editionId: EditionId,
  stationIds: readonly StationId[],
): Promise<void> {
  await sql`insert into edition_station (edition_id, station_id)
    select ${editionId}, unnest(${stationIds}::uuid[]) on conflict do nothing`.execute(tx)
}

export async function copyEdition(tx: Tx, from: EditionId, to: EditionId): Promise<void> {
  await sql`insert into edition_station (edition_id, station_id)
    select ${to}, station_id from edition_station where edition_id = ${from} on conflict do nothing`.execute(
    tx,
  )
}
