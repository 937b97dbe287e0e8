import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { PersonName } from '#kernel/names'
import { foldForSearch } from '#kernel/names'
import type { CategoryId, Change, Registration, RegistrationId, RegistrationState } from '../model.ts'
import { registrationColumns } from '../store.ts'

/** One line of the guest list. */
export type Guest = Registration & {
  name: PersonName
  email: string | null
  country: string | null
  affiliation: string
  madeUp: boolean
}

export type GuestFilter = {
  eventId: Id<'event'>
  state: RegistrationState | null
  categoryId: CategoryId | null
  /** A name in either script, pinyin, or the beginning of an e-mail address. */
  search: string
}

type Row = Registration & {
  latinGiven: string
  latinFamily: string
  han: string
  familyFirst: boolean
} & Pick<Guest, 'email' | 'country' | 'affiliation' | 'madeUp'>

const columns = sql`${registrationColumns}, person.latin_given as "latinGiven", person.latin_family as "latinFamily",
  person.han, person.family_first as "familyFirst", person.email, person.country, person.affiliation,
  person.made_up as "madeUp"`

const guestOf = ({ latinGiven, latinFamily, han, familyFirst, ...rest }: Row): Guest => ({
  ...rest,
  name: { latinGiven, latinFamily, han, familyFirst },
})

/** Every part of what is looked for must stand in the folded name; or the address begins with it. */
function matching(search: string): RawBuilder<unknown> {
  const text = search.trim().toLowerCase()
  if (text === '') return sql`true`
  const parts = foldForSearch(text).split(' ').filter(Boolean)
  const byEmail = sql`starts_with(person.email, ${text})`
  if (parts.length === 0) return byEmail
  return sql`(${byEmail} or (select bool_and(position(part in person.search_text) > 0) from unnest(${parts}::text[]) as part))`
}

const where = ({ eventId, categoryId, search }: GuestFilter) => sql`registration.event_id = ${eventId}
  and (${categoryId}::uuid is null or registration.category_id = ${categoryId}) and ${matching(search)}`

const inState = (state: RegistrationState | null) =>
  sql`(${state}::text is null or registration.state = ${state})`

/** The guests that fit, in order of arrival or by name, within the reader's reach. */
export async function listGuests(
  tx: Tx,
  filter: GuestFilter,
  page: { by: 'place' | 'name'; offset: number; limit: number },
): Promise<Guest[]> {
  const order =
    page.by === 'name' ? sql`person.sort_key collate "C", registration.place` : sql`registration.place`
  const found =
    await sql<Row>`select ${columns} from registration join person on person.id = registration.person_id
    where ${where(filter)} and ${inState(filter.state)} order by ${order}
    limit ${page.limit} offset ${page.offset}`.execute(tx)
  return found.rows.map(guestOf)
}

/** How many fit in each state, whatever state is looked at. */
export async function countGuests(
  tx: Tx,
  filter: GuestFilter,
): Promise<Partial<Record<RegistrationState, number>>> {
  const found = await sql<{
    state: RegistrationState
    count: number
  }>`select registration.state, count(*)::int as count
    from registration join person on person.id = registration.person_id
    where ${where(filter)} group by registration.state`.execute(tx)
  return Object.fromEntries(found.rows.map(({ state, count }) => [state, count]))
}

/** Ids of all that fit, in order of arrival, for an action on the whole list. */
export async function idsOf(tx: Tx, filter: GuestFilter, limit: number): Promise<RegistrationId[]> {
  const found = await sql<{ id: RegistrationId }>`select registration.id from registration
    join person on person.id = registration.person_id
    where ${where(filter)} and ${inState(filter.state)} order by registration.place limit ${limit}`.execute(
    tx,
  )
  return found.rows.map(({ id }) => id)
}

export async function findGuest(
  tx: Tx,
  eventId: Id<'event'>,
  id: RegistrationId,
): Promise<Guest | undefined> {
  const found =
    await sql<Row>`select ${columns} from registration join person on person.id = registration.person_id
    where registration.event_id = ${eventId} and registration.id = ${id}`.execute(tx)
  return found.rows.map(guestOf)[0]
}

/** What has become of a registration, oldest first. */
export async function changesOf(tx: Tx, id: RegistrationId): Promise<Change[]> {
  const found =
    await sql<Change>`select id, registration_id as "registrationId", station_id as "stationId", at, was,
      became, by_kind as "byKind", by_person as "byPerson", reason
    from registration_change where registration_id = ${id} order by at, id`.execute(tx)
  return found.rows
}
