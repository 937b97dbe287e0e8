import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { PersonName } from '#kernel/names'
import type { Instant } from '#kernel/time'
import { refuseAs } from '#platform/db'
import type { PersonId } from '../model.ts'
import type { Erasure, ErasureId, Hold, HoldId, Leaving } from './model.ts'
import { askedAlready } from './rules.ts'

const columns = sql`id, person_id as "personId", way, asked_at as "askedAt", asked_by as "askedBy", note,
  due_at as "dueAt", undone_at as "undoneAt", waits, done_at as "doneAt"`

const isOpen = sql`undone_at is null and done_at is null`

/** The request of a person that is neither done nor undone. */
export async function openOf(tx: Tx, personId: PersonId, lock = false): Promise<Erasure | undefined> {
  const found = await sql<Erasure>`select ${columns} from erasure where person_id = ${personId} and ${isOpen}
    ${lock ? sql`for update` : sql``}`.execute(tx)
  return found.rows[0]
}

/** Everything that was ever asked about a person, newest first. */
export async function askedOf(tx: Tx, personId: PersonId): Promise<Erasure[]> {
  const found = await sql<Erasure>`select ${columns} from erasure where person_id = ${personId}
    order by asked_at desc`.execute(tx)
  return found.rows
}

/** Open ones by the day they are due, then what was done or undone, newest first. */
export async function list(tx: Tx, most: number): Promise<Erasure[]> {
  const found = await sql<Erasure>`select ${columns} from erasure
    order by ${isOpen} desc, case when ${isOpen} then due_at end, coalesce(done_at, undone_at) desc limit ${most}`.execute(
    tx,
  )
  return found.rows
}

/** Whose time has come. */
export async function due(tx: Tx, at: Instant): Promise<PersonId[]> {
  const found = await sql<{
    id: PersonId
  }>`select person_id as id from erasure where ${isOpen} and due_at <= ${at}
    order by due_at`.execute(tx)
  return found.rows.map(({ id }) => id)
}

export async function insert(tx: Tx, one: Erasure): Promise<void> {
  await refuseAs(
    sql`insert into erasure (id, person_id, way, asked_at, asked_by, note, due_at)
      values (${one.id}, ${one.personId}, ${one.way}, ${one.askedAt}, ${one.askedBy}, ${one.note}, ${one.dueAt})`.execute(
      tx,
    ),
    { erasure_open_once: askedAlready },
  )
}

export async function save(tx: Tx, one: Erasure): Promise<void> {
  await sql`update erasure set undone_at = ${one.undoneAt}, waits = ${one.waits}::text[] where id = ${one.id}`.execute(
    tx,
  )
}

/** Erased, and nothing is left of how it was asked for. */
export async function saveDone(tx: Tx, id: ErasureId, at: Instant): Promise<void> {
  await sql`update erasure set done_at = ${at}, note = '', waits = '{}' where id = ${id}`.execute(tx)
  await sql`update erasure set note = '' where person_id = (select person_id from erasure where id = ${id})`.execute(
    tx,
  )
}

const holdColumns = sql`id, person_id as "personId", reason, until, set_by as "setBy", set_at as "setAt",
  lifted_at as "liftedAt"`

export async function holdsOf(tx: Tx, personId: PersonId | null): Promise<Hold[]> {
  const found = await sql<Hold>`select ${holdColumns} from erasure_hold
    where lifted_at is null and (${personId}::uuid is null or person_id = ${personId}) order by until, id`.execute(
    tx,
  )
  return found.rows
}

export async function findHold(tx: Tx, id: HoldId): Promise<Hold | undefined> {
  const found = await sql<Hold>`select ${holdColumns} from erasure_hold where id = ${id} for update`.execute(
    tx,
  )
  return found.rows[0]
}

export async function insertHold(tx: Tx, hold: Hold): Promise<void> {
  await sql`insert into erasure_hold (id, person_id, reason, until, set_by, set_at)
    values (${hold.id}, ${hold.personId}, ${hold.reason}, ${hold.until}, ${hold.setBy}, ${hold.setAt})`.execute(
    tx,
  )
}

export async function liftHold(tx: Tx, { id, liftedAt }: Hold): Promise<void> {
  await sql`update erasure_hold set lifted_at = ${liftedAt} where id = ${id}`.execute(tx)
}

/** Ids of those who were erased and when: no identity, to be kept beside backups. */
export async function erased(tx: Tx): Promise<{ id: PersonId; at: Instant }[]> {
  const found = await sql<{ id: PersonId; at: Instant }>`select id, erased_at as at from person
    where erased_at is not null order by erased_at, id`.execute(tx)
  return found.rows
}

/** Whoever writes to or about somebody meanwhile waits until it is decided, and then finds them erased. */
export async function lockPerson(tx: Tx, personId: PersonId): Promise<void> {
  await sql`select from person where id = ${personId} for update`.execute(tx)
}

/** Row-level security then takes the transaction for theirs too: what nobody else may touch is erased with the rest. */
export async function actFor(tx: Tx, personId: PersonId): Promise<void> {
  await sql`select set_config('haigui.person', ${personId}, true)`.execute(tx)
}

/**
 * The record itself: every way in, every role, every receipt's particulars, and who it was. What stays is the id, the
 * country and the field of study, which are only counted, and a name that says that somebody was here.
 */
export async function empty(
  tx: Tx,
  { id, email, anywhere, words }: Leaving,
  name: Pick<PersonName, 'latinFamily' | 'han'>,
  at: Instant,
): Promise<void> {
  await sql`select haigui_let_go_of_words(${id}, ${words}::text[])`.execute(tx)
  await sql`delete from auth_user where id = ${id}`.execute(tx)
  if (email !== '')
    await sql`delete from auth_verification where strpos(identifier, ${email}) > 0 or strpos(value, ${email}) > 0`.execute(
      tx,
    )
  await sql`update role_grant set revoked_at = ${at} where person_id = ${id} and revoked_at is null`.execute(
    tx,
  )
  await sql`update consent set about = '{}',
      recipient = haigui_without(recipient, ${words}::text[]), withdrawn_at = coalesce(withdrawn_at, ${at})
    where person_id = ${id}`.execute(tx)
  await sql`update erasure_hold set reason = '', lifted_at = coalesce(lifted_at, ${at}) where person_id = ${id}`.execute(
    tx,
  )
  await sql`update outbox set payload = haigui_without(payload, ${anywhere}::text[])
    where haigui_says(payload::text, ${anywhere}::text[])`.execute(tx)
  await sql`update person set latin_given = '', latin_family = ${name.latinFamily}, han = ${name.han},
      family_first = false, search_text = '', sort_key = '', email = null, languages = '{}', affiliation = '',
      education = coalesce((select jsonb_build_array(jsonb_build_object('institution', '', 'degree', '',
        'field', haigui_without(education -> 0 ->> 'field', ${words}::text[]), 'year', null))
        where education -> 0 ->> 'field' <> ''), '[]'), erased_at = ${at} where id = ${id}`.execute(tx)
}
