import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import { beginningOf, queryOf } from '#platform/search'
import type { Field, Maturity, ProjectId, Recipient, Sought, View } from '../../model.ts'
import { publicColumns, viewColumns } from './views.ts'

export type ShowFilter = {
  editionId: Id<'edition'>
  audience: Recipient
  query: string
  /** The words of Chinese text may stand apart. */
  loosely?: boolean
  field: Field | null
  maturity: Maturity | null
  country: string | null
  seeking: Sought | null
  sort: 'newest' | 'title'
  limit: number
  offset: number
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`

function conditions({ editionId, query, loosely, field, maturity, country, seeking }: ShowFilter) {
  const { words, bigrams } = queryOf(query, loosely)
  const all: RawBuilder<unknown>[] = [sql`edition_id = ${editionId}`]
  if (field) all.push(sql`field = ${field}`)
  if (maturity) all.push(sql`maturity = ${maturity}`)
  if (country) all.push(sql`country = ${country}`)
  if (seeking) all.push(sql`${seeking} = any(seeking)`)
  // Every word as a beginning: "quant" finds quantum while it is being typed.
  if (words.length > 0)
    all.push(
      sql`words @@ to_tsquery('simple', ${words.map((each) => `${quoted(beginningOf(each))}:*`).join(' & ')})`,
    )
  if (bigrams.length > 0) all.push(sql`bigrams @> ${bigrams}::text[]`)
  return sql.join(all, sql` and `)
}

/** Nobody turns more pages than this; what a word of every second record finds is not counted to the end. */
export const mostCounted = 240

/** What everybody may see, and what this audience alone may. The second are few: most show the public something. */
function rowsOf(filter: ShowFilter, columns: { all: RawBuilder<unknown>; own: RawBuilder<unknown> }) {
  const where = conditions(filter)
  const all = sql`select ${columns.all} from project_public where ${where}`
  return filter.audience === 'public'
    ? all
    : sql`${all} union all select ${columns.own} from project_view
        where ${where} and audience = ${filter.audience} and not also_public`
}

/**
 * The exhibition as an audience sees it; `total` stops at `mostCounted`. The planner knows how common a word is (the
 * statistics of `words` and `bigrams`): a rare one is looked up, a common one is met soon enough in the order itself.
 */
export async function listViews(tx: Tx, filter: ShowFilter): Promise<{ views: View[]; total: number }> {
  const order =
    filter.sort === 'title'
      ? sql`coalesce(nullif(content->'title'->>'en', ''), content->'title'->>'zh')`
      : sql`"shownAt" desc`
  const found =
    await sql<View>`select * from (${rowsOf(filter, { all: publicColumns, own: viewColumns })}) as row
    order by ${order}, "projectId" limit ${filter.limit} offset ${filter.offset}`.execute(tx)
  const views = await withOwn(tx, filter.audience, found.rows)
  if (filter.offset === 0 && views.length < filter.limit) return { views, total: views.length }
  const none = sql`1`
  const counted = await sql<{ total: number }>`select count(*)::int as total from (
    ${rowsOf(filter, { all: none, own: none })} limit ${mostCounted}) as counted`.execute(tx)
  return { views, total: counted.rows[0]?.total ?? 0 }
}

/** These projects as an audience sees them, in no order; what is not shown to it is left out. */
export async function viewsOf(tx: Tx, ids: readonly ProjectId[], audience: Recipient): Promise<View[]> {
  if (ids.length === 0) return []
  const found =
    await sql<View>`select ${publicColumns} from project_public where project_id = any(${ids}::uuid[])
    union all select ${viewColumns} from project_view
      where project_id = any(${ids}::uuid[]) and audience = ${audience} and not also_public`.execute(tx)
  return withOwn(tx, audience, found.rows)
}

/** What an audience sees of these projects where it sees more than everybody. */
async function withOwn(tx: Tx, audience: Recipient, views: View[]): Promise<View[]> {
  if (audience === 'public' || views.length === 0) return views
  const ids = views.map(({ projectId }) => projectId)
  const found = await sql<View>`select ${viewColumns} from project_view
    where project_id = any(${ids}::uuid[]) and audience = ${audience}`.execute(tx)
  const own = new Map(found.rows.map((view) => [view.projectId, view]))
  return views.map((view) => own.get(view.projectId) ?? view)
}

/** How many of the edition's shown projects are in each field, for the halls. */
export async function countByField(
  tx: Tx,
  editionId: Id<'edition'>,
  audience: Recipient,
): Promise<Partial<Record<Field, number>>> {
  const own =
    audience === 'public'
      ? sql``
      : sql`union all select field from project_view
          where edition_id = ${editionId} and audience = ${audience} and not also_public`
  const found = await sql<{ field: Field; count: number }>`select field, count(*)::int as count from (
      select field from project_public where edition_id = ${editionId} ${own}) as shown
    where field is not null group by field`.execute(tx)
  return Object.fromEntries(found.rows.map(({ field, count }) => [field, count]))
}

/** Known words that begin like a typed one: what it may have been meant to be. Of the newest that have any. */
export async function wordsLike(tx: Tx, editionId: Id<'edition'>, start: string): Promise<string[]> {
  const found = await sql<{ word: string }>`select distinct word from (
      select words from project_public where edition_id = ${editionId}
        and words @@ to_tsquery('simple', ${`${quoted(start)}:*`}) order by shown_at desc limit 1000) as newest,
      unnest(tsvector_to_array(newest.words)) as word
    where starts_with(word, ${start})`.execute(tx)
  return found.rows.map(({ word }) => word)
}
