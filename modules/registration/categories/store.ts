import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import { refuseAs } from '#platform/db'
import * as errors from '../errors.ts'
import type { Category, CategoryId, RegistrationState } from '../model.ts'
import { placesKept } from '../store.ts'

/** Writes a new category; with the first of an event the database makes the row that its admissions lock. */
export async function insertCategory(tx: Tx, category: Category): Promise<void> {
  await sql`insert into category (id, event_id, station_id, name, about, form, quota, approval, invitation_only,
      waiting_list, auto_offer, offer_hours, opens_at, closes_at, position, state)
    values (${category.id}, ${category.eventId}, ${category.stationId}, ${JSON.stringify(category.name)}::jsonb,
      ${JSON.stringify(category.about)}::jsonb, ${JSON.stringify(category.form)}::jsonb, ${category.quota},
      ${category.approval}, ${category.invitationOnly}, ${category.waitingList}, ${category.autoOffer},
      ${category.offerHours}, ${category.opensAt}, ${category.closesAt}, ${category.position}, ${category.state})`.execute(
    tx,
  )
}

export async function saveCategory(tx: Tx, category: Category): Promise<void> {
  await refuseAs(
    sql`update category set name = ${JSON.stringify(category.name)}::jsonb,
        about = ${JSON.stringify(category.about)}::jsonb, form = ${JSON.stringify(category.form)}::jsonb,
        quota = ${category.quota}, approval = ${category.approval}, invitation_only = ${category.invitationOnly},
        waiting_list = ${category.waitingList}, auto_offer = ${category.autoOffer},
        offer_hours = ${category.offerHours}, opens_at = ${category.opensAt}, closes_at = ${category.closesAt},
        position = ${category.position}, state = ${category.state}
      where id = ${category.id}`.execute(tx),
    placesKept,
  )
}

/** Removes a category that nobody has asked for. */
export async function removeCategory(tx: Tx, id: CategoryId): Promise<void> {
  await refuseAs(sql`delete from category where id = ${id}`.execute(tx), {
    registration_category_id_fkey: errors.categoryInUse,
  })
}

export async function nextPosition(tx: Tx, eventId: Id<'event'>): Promise<number> {
  const found = await sql<{ next: number }>`select coalesce(max(position), 0) + 1 as next from category
    where event_id = ${eventId}`.execute(tx)
  return found.rows[0]?.next ?? 1
}

/** The order of the categories on the form. */
export async function savePositions(tx: Tx, order: readonly CategoryId[]): Promise<void> {
  await sql`update category set position = wanted.place
    from unnest(${order}::uuid[]) with ordinality as wanted(id, place) where category.id = wanted.id`.execute(
    tx,
  )
}

/** Ids of questions that stood in the form once. */
export async function retiredOf(tx: Tx, id: CategoryId): Promise<string[]> {
  const found = await sql<{ retired: string[] }>`select retired from category where id = ${id}`.execute(tx)
  return found.rows[0]?.retired ?? []
}

/** The choices of a question that somebody took, whatever became of the registration. */
export async function chosenOf(tx: Tx, id: CategoryId, question: string): Promise<string[]> {
  const found = await sql<{ choice: string }>`
    select distinct jsonb_array_elements_text(
      case jsonb_typeof(answers -> ${question}) when 'array' then answers -> ${question}
        else jsonb_build_array(answers -> ${question}) end) as choice
    from registration where category_id = ${id} and answers ? ${question}`.execute(tx)
  return found.rows.map(({ choice }) => choice)
}

export async function saveForm(
  tx: Tx,
  { id, form }: Pick<Category, 'id' | 'form'>,
  retired: readonly string[],
): Promise<void> {
  await sql`update category set form = ${JSON.stringify(form)}::jsonb, retired = ${retired}::text[]
    where id = ${id}`.execute(tx)
}

/** How many registrations are in each state, by category. */
export async function countStates(
  tx: Tx,
  eventId: Id<'event'>,
): Promise<{ categoryId: CategoryId; state: RegistrationState; count: number }[]> {
  const found = await sql<{ categoryId: CategoryId; state: RegistrationState; count: number }>`
    select category_id as "categoryId", state, count(*)::int as count from registration
    where event_id = ${eventId} group by category_id, state`.execute(tx)
  return found.rows
}
