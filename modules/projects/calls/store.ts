import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { Instant } from '#kernel/time'
import { refuseAs } from '#platform/db'
import * as errors from '../errors.ts'
import type { Call, CallId } from '../model.ts'

const columns = sql`id, edition_id as "editionId", station_id as "stationId", slug, title, about, zone,
  opens_at as "opensAt", closes_at as "closesAt", form, follow_up as "followUp", one_per_entrant as "onePerEntrant", state`
const kept = { project_call_slug_once: errors.callSlugTaken, project_call_id_fkey: errors.callInUse }

export async function find(tx: Tx, id: CallId): Promise<Call | undefined> {
  const found = await sql<Call>`select ${columns} from project_call where id = ${id}`.execute(tx)
  return found.rows[0]
}

export async function lock(tx: Tx, id: CallId): Promise<Call | undefined> {
  const found = await sql<Call>`select ${columns} from project_call where id = ${id} for update`.execute(tx)
  return found.rows[0]
}

export async function findBySlug(tx: Tx, editionId: Id<'edition'>, slug: string): Promise<Call | undefined> {
  const found = await sql<Call>`select ${columns} from project_call
    where edition_id = ${editionId} and slug = ${slug}`.execute(tx)
  return found.rows[0]
}

/** Of one edition, within the reader's reach, by when they close. */
export async function list(tx: Tx, editionId: Id<'edition'>): Promise<Call[]> {
  const found = await sql<Call>`select ${columns} from project_call where edition_id = ${editionId}
    order by closes_at, id`.execute(tx)
  return found.rows
}

/** Published ones of any edition that have not closed. */
export async function listNotOver(tx: Tx, at: Instant): Promise<Call[]> {
  const found = await sql<Call>`select ${columns} from project_call
    where state = 'open' and closes_at > ${at} order by closes_at, id`.execute(tx)
  return found.rows
}

export async function insert(tx: Tx, call: Call): Promise<void> {
  await refuseAs(
    sql`insert into project_call (id, edition_id, station_id, slug, title, about, zone, opens_at, closes_at, form,
        follow_up, one_per_entrant, state)
      values (${call.id}, ${call.editionId}, ${call.stationId}, ${call.slug}, ${JSON.stringify(call.title)}::jsonb,
        ${JSON.stringify(call.about)}::jsonb, ${call.zone}, ${call.opensAt}, ${call.closesAt},
        ${JSON.stringify(call.form)}::jsonb, ${JSON.stringify(call.followUp)}::jsonb, ${call.onePerEntrant},
        ${call.state})`.execute(tx),
    kept,
  )
}

export async function save(tx: Tx, call: Call): Promise<void> {
  await refuseAs(
    sql`update project_call set slug = ${call.slug}, title = ${JSON.stringify(call.title)}::jsonb,
        about = ${JSON.stringify(call.about)}::jsonb, zone = ${call.zone}, opens_at = ${call.opensAt},
        closes_at = ${call.closesAt}, form = ${JSON.stringify(call.form)}::jsonb,
        follow_up = ${JSON.stringify(call.followUp)}::jsonb, one_per_entrant = ${call.onePerEntrant},
        state = ${call.state} where id = ${call.id}`.execute(tx),
    kept,
  )
}

/** Ids of questions that stood in a form of the call once. */
export async function retiredOf(tx: Tx, id: CallId): Promise<string[]> {
  const found = await sql<{ retired: string[] }>`select retired from project_call where id = ${id}`.execute(
    tx,
  )
  return found.rows[0]?.retired ?? []
}

export async function retire(tx: Tx, id: CallId, question: string): Promise<void> {
  await sql`update project_call set retired = array_append(retired, ${question}) where id = ${id}`.execute(tx)
}

/** The choices of a question that projects took, as far as the reader may see them. */
export async function chosenOf(
  tx: Tx,
  id: CallId,
  which: 'form' | 'followUp',
  question: string,
): Promise<string[]> {
  const answers = which === 'form' ? sql`answers` : sql`follow_up_answers`
  const found = await sql<{ choice: string }>`
    select distinct jsonb_array_elements_text(
      case jsonb_typeof(${answers} -> ${question}) when 'array' then ${answers} -> ${question}
        else jsonb_build_array(${answers} -> ${question}) end) as choice
    from project where call_id = ${id} and ${answers} ? ${question}`.execute(tx)
  return found.rows.map(({ choice }) => choice)
}
