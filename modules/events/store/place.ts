import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import { festivalSlugTaken } from '../errors.ts'
import type { Festival, FestivalId, Room, Venue, VenueId } from '../model.ts'

const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`

export async function venuesOf(tx: Tx, ids: readonly VenueId[]): Promise<Map<VenueId, Venue>> {
  const found =
    await sql<Venue>`select id, name, address, city, country, zone from venue where id = any(${ids}::uuid[])`.execute(
      tx,
    )
  return new Map(found.rows.map((venue) => [venue.id, venue]))
}

export async function listVenues(tx: Tx): Promise<Venue[]> {
  const found =
    await sql<Venue>`select id, name, address, city, country, zone from venue order by name->>'en', id`.execute(
      tx,
    )
  return found.rows
}

export async function insertVenue(tx: Tx, venue: Venue): Promise<void> {
  await sql`insert into venue (id, name, address, city, country, zone)
    values (${venue.id}, ${json(venue.name)}, ${json(venue.address)}, ${json(venue.city)}, ${venue.country}, ${venue.zone})`.execute(
    tx,
  )
}

export async function saveVenue(tx: Tx, venue: Venue): Promise<void> {
  await sql`update venue set name = ${json(venue.name)}, address = ${json(venue.address)}, city = ${json(venue.city)},
      country = ${venue.country}, zone = ${venue.zone} where id = ${venue.id}`.execute(tx)
}

export async function roomsOf(tx: Tx, venueIds: readonly VenueId[]): Promise<Room[]> {
  const found = await sql<Room>`select id, venue_id as "venueId", name, capacity from room
    where venue_id = any(${venueIds}::uuid[]) order by name->>'en', id`.execute(tx)
  return found.rows
}

export async function insertRoom(tx: Tx, room: Room): Promise<void> {
  await sql`insert into room (id, venue_id, name, capacity)
    values (${room.id}, ${room.venueId}, ${json(room.name)}, ${room.capacity})`.execute(tx)
}

const festivalColumns = sql`id, edition_id as "editionId", slug, name, area, zone, starts_on as "startsOn",
  ends_on as "endsOn", streams, criteria`

export async function findFestival(tx: Tx, id: FestivalId): Promise<Festival | undefined> {
  const found = await sql<Festival>`select ${festivalColumns} from festival where id = ${id}`.execute(tx)
  return found.rows[0]
}

export async function findFestivalBySlug(
  tx: Tx,
  editionId: Id<'edition'>,
  slug: string,
): Promise<Festival | undefined> {
  const found = await sql<Festival>`select ${festivalColumns} from festival
    where edition_id = ${editionId} and slug = ${slug}`.execute(tx)
  return found.rows[0]
}

export async function listFestivals(tx: Tx, editionId: Id<'edition'> | null): Promise<Festival[]> {
  const found = await sql<Festival>`select ${festivalColumns} from festival
    where ${editionId}::uuid is null or edition_id = ${editionId} order by starts_on, slug`.execute(tx)
  return found.rows
}

/** A second one under the same address in the same edition is dropped: a clone asked for twice makes one. */
export async function insertFestival(tx: Tx, festival: Festival): Promise<void> {
  await sql`insert into festival (id, edition_id, slug, name, area, zone, starts_on, ends_on, streams, criteria)
    values (${festival.id}, ${festival.editionId}, ${festival.slug}, ${json(festival.name)}, ${json(festival.area)},
      ${festival.zone}, ${festival.startsOn}, ${festival.endsOn}, ${json(festival.streams)}, ${json(festival.criteria)})
    on conflict on constraint festival_slug_once do nothing`.execute(tx)
}

/** As its organisers open it; an address that is taken is refused. */
export async function openFestival(tx: Tx, festival: Festival): Promise<void> {
  if (await findFestivalBySlug(tx, festival.editionId, festival.slug)) throw festivalSlugTaken()
  await insertFestival(tx, festival)
}

export async function saveFestival(tx: Tx, festival: Festival): Promise<void> {
  await sql`update festival set name = ${json(festival.name)}, area = ${json(festival.area)}, zone = ${festival.zone},
      starts_on = ${festival.startsOn}, ends_on = ${festival.endsOn}, streams = ${json(festival.streams)},
      criteria = ${json(festival.criteria)} where id = ${festival.id}`.execute(tx)
}

export async function removeFestival(tx: Tx, id: FestivalId): Promise<void> {
  await sql`delete from festival where id = ${id}`.execute(tx)
}
