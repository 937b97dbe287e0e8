// An event for database tests and benches: straight into the tables, by nothing that needs a build.
import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import { type Id, newId } from '#kernel/ids'
import { type Instant, instant } from '#kernel/time'

export type Arranged = {
  editionId: Id<'edition'>
  stationId: Id<'station'>
  eventId: Id<'event'>
  slug: string
  startsAt: Instant
}

/** An edition, a station and its released event in the database, named by their ids so that many fit in one. */
export async function arrangeEvent(
  tx: Tx,
  over: { capacity?: number | null; state?: string; startsAt?: Instant; endsAt?: Instant } = {},
): Promise<Arranged> {
  const editionId = newId<'edition'>()
  const stationId = newId<'station'>()
  const eventId = newId<'event'>()
  const programmeId = newId()
  const startsAt = over.startsAt ?? instant('2019-06-12T13:00:00Z')
  const endsAt = over.endsAt ?? instant('2019-06-12T17:00:00Z')
  const name = JSON.stringify({ en: 'London', zh: '伦敦' })
  await sql`insert into programme (id, slug, name, about) values (${programmeId}, ${programmeId}, ${name}, ${name})`.execute(
    tx,
  )
  await sql`insert into edition (id, programme_id, number, year, slug, name, starts_on, ends_on, zone, place, state, created_at)
    values (${editionId}, ${programmeId}, 20, 2019, ${editionId}, ${name}, '2019-06-26', '2019-06-28',
      'Asia/Shanghai', ${name}, 'open', ${startsAt})`.execute(tx)
  await sql`insert into station (id, programme_id, slug, name, city, country, zone, about)
    values (${stationId}, ${programmeId}, ${stationId}, ${name}, ${name}, 'GB', 'Europe/London', ${name})`.execute(
    tx,
  )
  const title = JSON.stringify({ en: 'Promotion meeting', zh: '推介会' })
  await sql`insert into event (id, edition_id, station_id, host_name, slug, kind, title, summary, body, zone, starts_at,
      ends_at, capacity, state, guid, released_at, changed_at)
    values (${eventId}, ${editionId}, ${stationId}, 'London station', ${eventId}, 'promotion', ${title}, ${title}, ${title},
      'Europe/London', ${startsAt}, ${endsAt}, ${over.capacity ?? null}, ${over.state ?? 'released'}, ${newId()},
      ${startsAt}, ${startsAt})`.execute(tx)
  return { editionId, stationId, eventId, slug: eventId, startsAt }
}
