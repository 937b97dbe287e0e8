// Builders for database tests: a released event with admitted guests, straight into the tables.
import { sql } from 'kysely'
import { type Actor, type Role, system } from '#kernel/access'
import type { Tx } from '#kernel/command'
import { type Id, newId } from '#kernel/ids'
import { nameSearchText, type PersonName, sortKey } from '#kernel/names'
import { type Instant, instant } from '#kernel/time'
import type { RegistrationId } from '../model.ts'

export const arranger: Actor = system('arrange')

/** The person behind every role of these tests; `insertEdition` makes the record. */
const somebody = newId<'person'>()

export const holding = (role: Role, stationId: Id<'station'> | null = null): Actor => ({
  kind: 'person',
  personId: somebody,
  grants: [{ role, stationId }],
})

export const aName = (over: Partial<PersonName> = {}): PersonName => ({
  latinGiven: 'Ming',
  latinFamily: 'Li',
  han: '李明',
  familyFirst: false,
  ...over,
})

export async function insertPeople(
  tx: Tx,
  people: readonly { id: Id<'person'>; name: PersonName; stationId: Id<'station'> | null }[],
): Promise<void> {
  const rows = people.map(({ id, name, stationId }) => ({
    id,
    ...name,
    search: nameSearchText(name),
    sort: sortKey(name),
    stationId,
  }))
  const given = JSON.stringify(rows)
  await sql`insert into person (id, latin_given, latin_family, han, family_first, search_text, sort_key, affiliation,
      made_up, created_at)
    select id, "latinGiven", "latinFamily", han, "familyFirst", search, sort, 'University College London', true,
      '2019-05-01T00:00:00Z'
    from jsonb_to_recordset(${given}::jsonb) as p(id uuid, "latinGiven" text, "latinFamily" text, han text,
      "familyFirst" boolean, search text, sort text)`.execute(tx)
  await sql`insert into person_station (person_id, station_id)
    select id, "stationId" from jsonb_to_recordset(${given}::jsonb) as p(id uuid, "stationId" uuid)
    where "stationId" is not null`.execute(tx)
}

export type Arranged = {
  editionId: Id<'edition'>
  eventId: Id<'event'>
  stationId: Id<'station'>
  categoryId: Id<'category'>
}

export async function insertEdition(tx: Tx): Promise<{ programmeId: string; editionId: Id<'edition'> }> {
  const programmeId = newId<'programme'>()
  const editionId = newId<'edition'>()
  await insertPeople(tx, [{ id: somebody, name: aName(), stationId: null }])
  const year = 1900 + Math.floor(Math.random() * 300)
  await sql`insert into programme (id, slug, name, about) values (${programmeId}, ${programmeId}, '{}', '{}')`.execute(
    tx,
  )
  await sql`insert into edition (id, programme_id, number, year, slug, name, starts_on, ends_on, zone, place, state,
      created_at)
    values (${editionId}, ${programmeId}, 20, ${year}, ${editionId}, '{}', '2019-06-26', '2019-06-28',
      'Asia/Shanghai', '{}', 'open', '2019-01-01T00:00:00Z')`.execute(tx)
  return { programmeId, editionId }
}

/** The promotion meeting in London on 12 June 2019, 14:00 to 18:00 there, of a station of its own. */
export async function insertEvent(
  tx: Tx,
  edition: { programmeId: string; editionId: Id<'edition'> },
): Promise<Arranged> {
  const [eventId, stationId, categoryId] = [newId<'event'>(), newId<'station'>(), newId<'category'>()]
  const { programmeId, editionId } = edition
  await sql`insert into station (id, programme_id, slug, name, city, country, zone, about)
    values (${stationId}, ${programmeId}, ${stationId}, '{}', '{}', 'GB', 'Europe/London', '{}')`.execute(tx)
  await sql`insert into event (id, edition_id, station_id, host_name, slug, kind, title, summary, body, zone, starts_at,
      ends_at, state, guid, changed_at)
    values (${eventId}, ${editionId}, ${stationId}, 'London', ${eventId}, 'promotion',
      '{"en":"Innovation in Dalian: London promotion meeting","zh":"创新大连：伦敦推介会"}', '{}', '{}', 'Europe/London',
      '2019-06-12T13:00:00Z', '2019-06-12T17:00:00Z', 'released', ${eventId}, '2019-05-01T00:00:00Z')`.execute(
    tx,
  )
  await sql`insert into admission (event_id, station_id) values (${eventId}, ${stationId})`.execute(tx)
  await sql`insert into category (id, event_id, station_id, name, about, position, state)
    values (${categoryId}, ${eventId}, ${stationId}, '{"en":"Guest","zh":"来宾"}', '{}', 1, 'open')`.execute(
    tx,
  )
  return { editionId, eventId, stationId, categoryId }
}

/** Admitted guests; one name for all unless given. */
export async function insertGuests(
  tx: Tx,
  at: Arranged,
  names: readonly PersonName[],
  created: Instant = instant('2019-05-01T00:00:00Z'),
): Promise<RegistrationId[]> {
  const rows = names.map((name, index) => ({
    id: newId<'registration'>(),
    person: newId<'person'>(),
    name,
    place: index + 1,
  }))
  await insertPeople(
    tx,
    rows.map(({ person, name }) => ({ id: person, name, stationId: at.stationId })),
  )
  await sql`insert into registration (id, event_id, category_id, station_id, person_id, state, answers, place,
      request_key, locale, link_sent_at, created_at)
    select id, ${at.eventId}, ${at.categoryId}, ${at.stationId}, person, 'admitted', '{}', place, id::text, 'en',
      ${created}, ${created}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, person uuid, place bigint)`.execute(
    tx,
  )
  return rows.map(({ id }) => id)
}
