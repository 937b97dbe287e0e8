import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { Instant } from '#kernel/time'
import { indexOf, queryOf } from '#platform/search'
import type { Field, Maturity, ProjectId, Recipient, Shown, Sought, View } from '../model.ts'

const viewColumns = sql`project_view.project_id as "projectId", audience, edition_id as "editionId",
  station_id as "stationId", slug, field, maturity, country, seeking, shown_at as "shownAt", content`

/** What was agreed to and not taken back since. */
export async function shownOf(tx: Tx, id: ProjectId): Promise<(Shown & { consentId: Id<'consent'> })[]> {
  const found = await sql<Shown & { consentId: Id<'consent'> }>`
    select field, project_consent.recipient, consent_id as "consentId" from project_consent
    join consent on consent.id = consent_id
    where project_id = ${id} and withdrawn_at is null order by 2, 1`.execute(tx)
  return found.rows
}

export async function insertShown(
  tx: Tx,
  projectId: ProjectId,
  stationId: Id<'station'> | null,
  shown: readonly (Shown & { consentId: Id<'consent'> })[],
): Promise<void> {
  await sql`insert into project_consent (project_id, station_id, field, recipient, consent_id)
    select ${projectId}, ${stationId}, field, recipient, "consentId"
    from jsonb_to_recordset(${JSON.stringify(shown)}::jsonb) as shown(field text, recipient text, "consentId" uuid)
    on conflict (project_id, field, recipient) do update set consent_id = excluded.consent_id`.execute(tx)
}

export async function removeViews(tx: Tx, id: ProjectId): Promise<void> {
  await sql`delete from project_view where project_id = ${id}`.execute(tx)
}

/** Replaces what each audience sees of a project. */
export async function saveViews(tx: Tx, id: ProjectId, views: readonly View[]): Promise<void> {
  await sql`delete from project_view where project_id = ${id}`.execute(tx)
  for (const view of views) {
    const { title, summary, body, tags, institution, team } = view.content
    const { words, bigrams } = indexOf({
      named: [title.en, title.zh, ...tags, ...team.map(({ name }) => name)],
      told: [summary.en, summary.zh, body.en, body.zh, institution],
    })
    await sql`insert into project_view (project_id, audience, edition_id, station_id, slug, content, field, maturity,
        country, seeking, shown_at, words, bigrams)
      values (${id}, ${view.audience}, ${view.editionId}, ${view.stationId}, ${view.slug},
        ${JSON.stringify(view.content)}::jsonb, ${view.field}, ${view.maturity}, ${view.country},
        ${view.seeking}::text[], ${view.shownAt}, to_tsvector('simple', ${words.join(' ')}), ${bigrams}::text[])`.execute(
      tx,
    )
  }
}

export async function findView(
  tx: Tx,
  editionId: Id<'edition'>,
  slug: string,
  audience: Recipient,
): Promise<View | undefined> {
  const found = await sql<View>`select ${viewColumns} from project_view
    where edition_id = ${editionId} and slug = ${slug} and audience = ${audience}`.execute(tx)
  return found.rows[0]
}

export type ShowFilter = {
  editionId: Id<'edition'>
  audience: Recipient
  query: string
  field: Field | null
  maturity: Maturity | null
  country: string | null
  seeking: Sought | null
  sort: 'newest' | 'title'
  limit: number
  offset: number
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`

function conditions({ editionId, audience, query, field, maturity, country, seeking }: ShowFilter) {
  const { words, bigrams } = queryOf(query)
  const conditions = [sql`edition_id = ${editionId} and audience = ${audience}`]
  if (field) conditions.push(sql`field = ${field}`)
  if (maturity) conditions.push(sql`maturity = ${maturity}`)
  if (country) conditions.push(sql`country = ${country}`)
  if (seeking) conditions.push(sql`${seeking} = any(seeking)`)
  // Every word as a beginning: "quant" finds quantum while it is being typed.
  if (words.length > 0)
    conditions.push(
      sql`words @@ to_tsquery('simple', ${words.map((each) => `${quoted(each)}:*`).join(' & ')})`,
    )
  if (bigrams.length > 0) conditions.push(sql`bigrams @> ${bigrams}::text[]`)
  return sql.join(conditions, sql` and `)
}

/** Nobody turns more pages than this; what a word of every second record finds is not counted to the end. */
export const mostCounted = 240

/**
 * The exhibition as an audience sees it; `total` stops at `mostCounted`. The planner knows how common a word is (the
 * statistics of `words` and `bigrams`): a rare one is looked up, a common one is met soon enough in the order itself.
 */
export async function listViews(tx: Tx, filter: ShowFilter): Promise<{ views: View[]; total: number }> {
  const where = conditions(filter)
  const order =
    filter.sort === 'title'
      ? sql`coalesce(nullif(content->'title'->>'en', ''), content->'title'->>'zh')`
      : sql`shown_at desc`
  const found = await sql<View>`select ${viewColumns} from project_view where ${where}
    order by ${order}, project_id limit ${filter.limit} offset ${filter.offset}`.execute(tx)
  if (filter.offset === 0 && found.rows.length < filter.limit)
    return { views: found.rows, total: found.rows.length }
  const counted = await sql<{ total: number }>`select count(*)::int as total from (
    select from project_view where ${where} limit ${mostCounted}) as counted`.execute(tx)
  return { views: found.rows, total: counted.rows[0]?.total ?? 0 }
}

/** Known words that begin like a typed one: what it may have been meant to be. Of the newest that have any. */
export async function wordsLike(
  tx: Tx,
  editionId: Id<'edition'>,
  audience: Recipient,
  start: string,
): Promise<string[]> {
  const found = await sql<{ word: string }>`select distinct word from (
      select words from project_view where edition_id = ${editionId} and audience = ${audience}
        and words @@ to_tsquery('simple', ${`${quoted(start)}:*`}) order by shown_at desc limit 1000) as newest,
      unnest(tsvector_to_array(newest.words)) as word
    where starts_with(word, ${start})`.execute(tx)
  return found.rows.map(({ word }) => word)
}

/** How many of the edition's shown projects are in each field, for the halls. */
export async function countByField(
  tx: Tx,
  editionId: Id<'edition'>,
  audience: Recipient,
): Promise<Partial<Record<Field, number>>> {
  const found = await sql<{
    field: Field
    count: number
  }>`select field, count(*)::int as count from project_view
    where edition_id = ${editionId} and audience = ${audience} and field is not null group by field`.execute(
    tx,
  )
  return Object.fromEntries(found.rows.map(({ field, count }) => [field, count]))
}

/** Ends consents and what they allowed. */
export async function takeBack(
  tx: Tx,
  projectId: ProjectId,
  consentIds: readonly Id<'consent'>[],
  at: Instant,
): Promise<void> {
  if (consentIds.length === 0) return
  await sql`update consent set withdrawn_at = ${at} where id = any(${consentIds}::uuid[]) and withdrawn_at is null`.execute(
    tx,
  )
  await sql`delete from project_consent where project_id = ${projectId} and consent_id = any(${consentIds}::uuid[])`.execute(
    tx,
  )
}

export async function projectOf(tx: Tx, consentId: Id<'consent'>): Promise<ProjectId | undefined> {
  const found = await sql<{ projectId: ProjectId }>`select project_id as "projectId" from project_consent
    where consent_id = ${consentId}`.execute(tx)
  return found.rows[0]?.projectId
}

/** Whether somebody has a place at an event of the edition. */
export async function isAdmitted(tx: Tx, editionId: Id<'edition'>, personId: Id<'person'>): Promise<boolean> {
  const found = await sql`select from registration join event on event.id = registration.event_id
    where event.edition_id = ${editionId} and registration.person_id = ${personId} and registration.state = 'admitted'
    limit 1`.execute(tx)
  return found.rows.length > 0
}

export type ShownFile = { hash: string; mediaType: string; name: string; bytes: number }

export async function fileOf(
  tx: Tx,
  projectId: ProjectId,
  fileId: Id<'project_file'>,
): Promise<ShownFile | undefined> {
  const found = await sql<ShownFile>`select hash, media_type as "mediaType", name, bytes::float8 as bytes
    from project_file where project_id = ${projectId} and id = ${fileId}`.execute(tx)
  return found.rows[0]
}
