import { sql } from 'kysely'
import type { Grant, Role } from '#kernel/access'
import type { Tx } from '#kernel/command'
import { type Id, newId } from '#kernel/ids'
import { nameSearchText, sortKey } from '#kernel/names'
import type { Instant } from '#kernel/time'
import type { Consent, NewPerson, Person, PersonId, RoleGrant } from './model.ts'

type Row = Omit<Person, 'name'> & {
  latinGiven: string
  latinFamily: string
  han: string
  familyFirst: boolean
}

const columns = sql`id, latin_given as "latinGiven", latin_family as "latinFamily", han, family_first as "familyFirst",
  email, country, languages, affiliation, education, locale, made_up as "madeUp", created_at as "createdAt",
  erased_at as "erasedAt"`

const personOf = ({ latinGiven, latinFamily, han, familyFirst, ...rest }: Row): Person => ({
  ...rest,
  name: { latinGiven, latinFamily, han, familyFirst },
})

export async function find(tx: Tx, id: PersonId): Promise<Person | undefined> {
  const found = await sql<Row>`select ${columns} from person where id = ${id}`.execute(tx)
  return found.rows.map(personOf)[0]
}

/** Whose session it is, with the roles held now; nobody's when it ends within `days`, and has ended or is to be prolonged. */
export async function findBySession(
  tx: Tx,
  token: string,
  days: number,
): Promise<{ person: Person; grants: Grant[] } | undefined> {
  const found = await sql<Row & { grants: Grant[] }>`select ${columns}, (
      select coalesce(json_agg(json_build_object('role', role, 'stationId', station_id, 'organisationId', organisation_id)), '[]')
      from role_grant where person_id = person.id and revoked_at is null) as grants
    from person where id = (select user_id from auth_session
      where token = ${token} and expires_at > now() + make_interval(days => ${days}))`.execute(tx)
  return found.rows.map(({ grants, ...row }) => ({ person: personOf(row), grants }))[0]
}

export async function findByEmail(tx: Tx, email: string): Promise<Person | undefined> {
  const found = await sql<Row>`select ${columns} from person where email = ${email.toLowerCase()}`.execute(tx)
  return found.rows.map(personOf)[0]
}

/** Those of the people that the reader may see, by id. */
export async function readMany(
  tx: Tx,
  ids: readonly PersonId[] | readonly string[],
): Promise<Map<PersonId, Person>> {
  if (ids.length === 0) return new Map()
  const found = await sql<Row>`select ${columns} from person where id = any(${ids}::uuid[])`.execute(tx)
  return new Map(found.rows.map((row) => [row.id, personOf(row)]))
}

/**
 * Writes records under ids that the caller chose. Where somebody else has made one with the same address meanwhile,
 * theirs stands and nothing is written: what points to the id then fails, and is to be tried again.
 */
export async function addMany(
  tx: Tx,
  people: readonly (NewPerson & { id: PersonId })[],
  at: Instant,
): Promise<void> {
  if (people.length === 0) return
  const rows = people.map((person) => ({
    id: person.id,
    latinGiven: person.name.latinGiven,
    latinFamily: person.name.latinFamily,
    han: person.name.han,
    familyFirst: person.name.familyFirst,
    searchText: nameSearchText(person.name),
    sortKey: sortKey(person.name),
    email: person.email.toLowerCase(),
    country: person.country ?? null,
    languages: person.languages ?? [],
    affiliation: person.affiliation ?? '',
    locale: person.locale,
    madeUp: person.madeUp ?? false,
  }))
  // Sorted by address, so that two batches that share people lock them in the same order.
  const sorted = JSON.stringify(rows.sort((a, b) => (a.email < b.email ? -1 : 1)))
  await sql`insert into person (id, latin_given, latin_family, han, family_first, search_text, sort_key, email, country,
      languages, affiliation, locale, made_up, created_at)
    select id, "latinGiven", "latinFamily", han, "familyFirst", "searchText", "sortKey", email, country, languages,
      affiliation, locale, "madeUp", ${at}
    from jsonb_to_recordset(${sorted}::jsonb) as new(id uuid, "latinGiven" text, "latinFamily" text, han text,
      "familyFirst" boolean, "searchText" text, "sortKey" text, email text, country char(2), languages text[],
      affiliation text, locale text, "madeUp" boolean)
    on conflict on constraint person_email_once do nothing`.execute(tx)
}

/** Makes records for those who have none yet, and gives all of them back by lower-case address. Nothing that stands is overwritten. */
export async function ensureMany(
  tx: Tx,
  people: readonly NewPerson[],
  at: Instant,
): Promise<Map<string, Person>> {
  const emails = people.map(({ email }) => email.toLowerCase())
  const [, found] = await Promise.all([
    addMany(
      tx,
      people.map((person) => ({ ...person, id: newId<'person'>() })),
      at,
    ),
    sql<Row>`select ${columns} from person where email = any(${emails}::text[])`.execute(tx),
  ])
  return new Map(found.rows.map((row) => [row.email ?? '', personOf(row)]))
}

export async function saveProfile(tx: Tx, person: Person): Promise<void> {
  await sql`update person set latin_given = ${person.name.latinGiven}, latin_family = ${person.name.latinFamily},
      han = ${person.name.han}, family_first = ${person.name.familyFirst}, search_text = ${nameSearchText(person.name)},
      sort_key = ${sortKey(person.name)}, country = ${person.country}, languages = ${person.languages}::text[],
      affiliation = ${person.affiliation}, education = ${JSON.stringify(person.education)}::jsonb, locale = ${person.locale}
    where id = ${person.id} and erased_at is null`.execute(tx)
}

/** From now on this station may see the person. */
export async function letStationSee(
  tx: Tx,
  pairs: readonly { personId: PersonId; stationId: Id<'station'> }[],
): Promise<void> {
  if (pairs.length === 0) return
  await sql`insert into person_station (person_id, station_id)
    select "personId", "stationId" from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as pair("personId" uuid, "stationId" uuid)
    order by 1, 2 on conflict do nothing`.execute(tx)
}

const grantColumns = sql`id, person_id as "personId", role, station_id as "stationId", organisation_id as "organisationId",
  granted_by as "grantedBy",
  granted_at as "grantedAt", revoked_at as "revokedAt"`

/** The roles a person holds now. */
export async function grantsOf(tx: Tx, personId: PersonId): Promise<Grant[]> {
  const found = await sql<Grant>`select role, station_id as "stationId",
      organisation_id as "organisationId" from role_grant
    where person_id = ${personId} and revoked_at is null`.execute(tx)
  return found.rows
}

/** Every role a person holds or held. */
export async function grantsEver(tx: Tx, personId: PersonId): Promise<RoleGrant[]> {
  const found = await sql<RoleGrant>`select ${grantColumns} from role_grant
    where person_id = ${personId} order by granted_at`.execute(tx)
  return found.rows
}

/** Which stations may see a person. */
export async function seenBy(tx: Tx, personId: PersonId): Promise<Id<'station'>[]> {
  const found = await sql<{ id: Id<'station'> }>`select station_id as id from person_station
    where person_id = ${personId} order by 1`.execute(tx)
  return found.rows.map(({ id }) => id)
}

/** How a person signs in and where they are signed in; never what opens anything. */
export async function accountOf(tx: Tx, personId: PersonId): Promise<object | null> {
  const found =
    await sql<object>`select auth_user.id, email, two_factor_enabled as "secondStep", created_at as "createdAt",
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'provider', provider_id, 'since', created_at)), '[]')
        from auth_account where user_id = auth_user.id) as ways,
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'name', name, 'since', created_at)), '[]')
        from auth_passkey where user_id = auth_user.id) as passkeys,
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'address', ip_address, 'device', user_agent,
        'since', created_at, 'until', expires_at)), '[]') from auth_session where user_id = auth_user.id) as sessions
    from auth_user where auth_user.id = ${personId}`.execute(tx)
  return found.rows[0] ?? null
}

export async function listGrants(tx: Tx, stationId: Id<'station'> | null): Promise<RoleGrant[]> {
  const found = await sql<RoleGrant>`select ${grantColumns} from role_grant
    where revoked_at is null and (${stationId}::uuid is null or station_id = ${stationId}) order by granted_at`.execute(
    tx,
  )
  return found.rows
}

/** Who acts for an organisation now, the longest first. */
export async function actingFor(tx: Tx, organisationId: Id<'organisation'>): Promise<RoleGrant[]> {
  const found = await sql<RoleGrant>`select ${grantColumns} from role_grant
    where revoked_at is null and organisation_id = ${organisationId} order by granted_at, id`.execute(tx)
  return found.rows
}

/** Organisations for which somebody acts now. */
export async function actedFor(tx: Tx): Promise<Id<'organisation'>[]> {
  const found = await sql<{ id: Id<'organisation'> }>`select distinct organisation_id as id from role_grant
    where revoked_at is null and organisation_id is not null order by 1`.execute(tx)
  return found.rows.map(({ id }) => id)
}

export async function findGrant(tx: Tx, id: Id<'role_grant'>): Promise<RoleGrant | undefined> {
  const found =
    await sql<RoleGrant>`select ${grantColumns} from role_grant where id = ${id} for update`.execute(tx)
  return found.rows[0]
}

/** Holding a role twice is holding it once. */
export async function insertGrant(
  tx: Tx,
  grant: {
    id?: Id<'role_grant'>
    personId: PersonId
    role: Role
    stationId: Id<'station'> | null
    organisationId?: Id<'organisation'> | null
    grantedBy: PersonId | null
  },
  at: Instant,
): Promise<void> {
  await sql`insert into role_grant (id, person_id, role, station_id, organisation_id, granted_by, granted_at)
    values (${grant.id ?? newId()}, ${grant.personId}, ${grant.role}, ${grant.stationId}, ${grant.organisationId ?? null},
      ${grant.grantedBy}, ${at})
    on conflict do nothing`.execute(tx)
}

/** The role as it is held already, if it is. */
export async function findHeld(tx: Tx, seat: { personId: PersonId } & Grant): Promise<RoleGrant | undefined> {
  const found = await sql<RoleGrant>`select ${grantColumns} from role_grant
    where person_id = ${seat.personId} and role = ${seat.role} and revoked_at is null
      and station_id is not distinct from ${seat.stationId}::uuid
      and organisation_id is not distinct from ${seat.organisationId ?? null}::uuid`.execute(tx)
  return found.rows[0]
}

/** How many administrators there are; locks them, so that two cannot be revoked at once. Others see none. */
export async function lockAdministrators(tx: Tx): Promise<number> {
  const found = await sql`select id from role_grant where role = 'administrator' and revoked_at is null
    order by id for update`.execute(tx)
  return found.rows.length
}

export async function revoke(tx: Tx, id: Id<'role_grant'>, at: Instant): Promise<void> {
  await sql`update role_grant set revoked_at = ${at} where id = ${id} and revoked_at is null`.execute(tx)
}

export type NewConsent = Pick<Consent, 'personId' | 'purpose' | 'recipient' | 'textVersion' | 'about'> & {
  stationId?: Id<'station'> | null
  /** Given by whoever keeps the receipt's number beside what was agreed to. */
  id?: Id<'consent'>
}

export async function insertConsents(tx: Tx, consents: readonly NewConsent[], at: Instant): Promise<void> {
  if (consents.length === 0) return
  const rows = JSON.stringify(consents.map((consent) => ({ id: newId<'consent'>(), ...consent })))
  await sql`insert into consent (id, person_id, station_id, purpose, recipient, text_version, about, given_at)
    select id, "personId", "stationId", purpose, recipient, "textVersion", about, ${at}
    from jsonb_to_recordset(${rows}::jsonb) as new(id uuid, "personId" uuid, "stationId" uuid, purpose text,
      recipient text, "textVersion" text, about jsonb)`.execute(tx)
}

const consentColumns = sql`id, person_id as "personId", station_id as "stationId", purpose, recipient,
  text_version as "textVersion", about, given_at as "givenAt", withdrawn_at as "withdrawnAt"`

export async function consentsOf(tx: Tx, personId: PersonId): Promise<Consent[]> {
  const found = await sql<Consent>`select ${consentColumns} from consent where person_id = ${personId}
    order by given_at desc, id desc`.execute(tx)
  return found.rows
}

export async function findConsent(tx: Tx, id: Id<'consent'>): Promise<Consent | undefined> {
  const found = await sql<Consent>`select ${consentColumns} from consent where id = ${id} for update`.execute(
    tx,
  )
  return found.rows[0]
}

export async function saveWithdrawal(tx: Tx, consent: Consent): Promise<void> {
  await sql`update consent set withdrawn_at = ${consent.withdrawnAt} where id = ${consent.id}`.execute(tx)
}

/** Ends what a person had agreed to for one purpose and recipient. The receipts stay, with the moment they ended. */
export async function withdrawConsents(
  tx: Tx,
  { personId, purpose, recipient }: Pick<Consent, 'personId' | 'purpose' | 'recipient'>,
  at: Instant,
): Promise<void> {
  await sql`update consent set withdrawn_at = ${at} where person_id = ${personId} and purpose = ${purpose}
    and recipient = ${recipient} and withdrawn_at is null`.execute(tx)
}
