import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import { beginningOf, queryOf } from '#platform/search'
import {
  type Field,
  fields,
  type Maturity,
  type ProjectId,
  type Recipient,
  type Sought,
  type View,
} from '../../model.ts'
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

/** Nobody turns more pages than this; what a word of every second record finds is not counted to the end. */
export const mostCounted = 240

// How far rows are looked through in their order before the index of words is asked: a word that is met once in a
// hundred rows or more fills a page on the way, and the index would have to gather all of its rows first.
// All stand in the statement as they are: a statement is prepared once, and planned without its values.
const glance = 400
const promising = 4
const near = 3000

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`

/** As PostgreSQL asks for it; null when nothing can be asked for, as of "?!". */
function termsOf(query: string, loosely = false): string | null {
  const { beginnings, exact } = queryOf(query, loosely)
  // Every Latin word as a beginning: "quant" finds quantum while it is being typed.
  const all = [...beginnings.map((each) => `${quoted(beginningOf(each))}:*`), ...exact.map(quoted)]
  return all.length === 0 ? null : all.join(' & ')
}

/** Whether asking once more, with words that may stand apart, asks for anything else. */
export const looserThan = (query: string) => termsOf(query, true) !== termsOf(query)

const orders = {
  newest: { key: sql`shown_at`, by: sql`shown_at desc, project_id`, found: sql`key desc, project_id` },
  title: {
    key: sql`coalesce(nullif(content->'title'->>'en', ''), content->'title'->>'zh')`,
    by: sql`coalesce(nullif(content->'title'->>'en', ''), content->'title'->>'zh'), project_id`,
    found: sql`key, project_id`,
  },
} as const

function facetsOf({ editionId, field, maturity, country, seeking }: ShowFilter) {
  const all: RawBuilder<unknown>[] = [sql`edition_id = ${editionId}`]
  if (field) all.push(sql`field = ${field}`)
  if (maturity) all.push(sql`maturity = ${maturity}`)
  if (country) all.push(sql`country = ${country}`)
  if (seeking) all.push(sql`${seeking} = any(seeking)`)
  return sql.join(all, sql` and `)
}

type Found = { projectId: ProjectId; cut: boolean }

/**
 * What is found, in order, as far as `enough`; `cut` says that the rest of it was not looked for. The newest rows are
 * looked through first, a few and then more where those few promise it; what is left is rare, and the index tells all.
 */
async function findRows(tx: Tx, filter: ShowFilter, enough: number): Promise<Found[]> {
  const facets = facetsOf(filter)
  const { key, by, found } = orders[filter.sort]
  const terms = filter.query === '' ? null : termsOf(filter.query, filter.loosely)
  if (filter.query !== '' && terms === null) return []
  const own =
    filter.audience === 'public'
      ? sql``
      : sql`union all select project_id, ${key} as key, false from project_view
          where ${facets} and audience = ${filter.audience} and not also_public
          ${terms === null ? sql`` : sql`and words @@ ${terms}::tsquery`}`
  const answer =
    terms === null
      ? sql<Found>`select project_id as "projectId", cut from (
          (select project_id, ${key} as key, false as cut from project_public where ${facets} order by ${by} limit ${sql.lit(mostCounted + 1)})
          ${own}) as row order by ${found} limit ${Math.max(enough, mostCounted + 1)}`
      : sql<Found>`with first as materialized (
            select project_id, key from (select project_id, ${key} as key, words from project_public where ${facets}
              order by ${by} limit ${sql.lit(glance)}) as row where words @@ ${terms}::tsquery limit ${enough}),
          next as materialized (
            select project_id, key from (select project_id, ${key} as key, words from project_public where ${facets}
              and (select count(*) from first) between ${sql.lit(promising)} and ${enough - 1}
              order by ${by} limit ${sql.lit(near)}) as row where words @@ ${terms}::tsquery limit ${enough}),
          hit as materialized (
            select project_id, key, true as cut from first where (select count(*) from first) = ${enough}
            union all select project_id, key, true from next where (select count(*) from next) = ${enough}
            union all select project_id, ${key} as key, false from project_public where ${facets}
              and words @@ ${terms}::tsquery
              and (select count(*) from first) < ${enough} and (select count(*) from next) < ${enough}
            ${own})
        select project_id as "projectId", cut from hit order by ${found} limit ${Math.max(enough, mostCounted + 1)}`
  return (await answer.execute(tx)).rows
}

export type Listed = {
  views: View[]
  total: number
  /** There are more than `total`. */
  more: boolean
}

/** The exhibition as an audience sees it; `total` stops where counting on would cost more than it tells. */
export async function listViews(tx: Tx, filter: ShowFilter): Promise<Listed> {
  const upTo = filter.offset + filter.limit
  const found = await findRows(tx, filter, upTo + 1)
  const cut = found.some((each) => each.cut)
  const ids = found.slice(filter.offset, upTo).map(({ projectId }) => projectId)
  const views = new Map((await viewsOf(tx, ids, filter.audience)).map((view) => [view.projectId, view]))
  const most = cut ? upTo : Math.max(upTo, mostCounted)
  return {
    views: ids.flatMap((id) => views.get(id) ?? []),
    total: Math.min(found.length, most),
    more: found.length > most,
  }
}

/** These projects as an audience sees them, in no order; what is not shown to it is left out. */
export async function viewsOf(tx: Tx, ids: readonly ProjectId[], audience: Recipient): Promise<View[]> {
  if (ids.length === 0) return []
  const found =
    await sql<View>`select ${publicColumns} from project_public where project_id = any(${ids}::uuid[])
    ${
      audience === 'public'
        ? sql``
        : sql`union all select ${viewColumns} from project_view
            where project_id = any(${ids}::uuid[]) and audience = ${audience} and not also_public`
    }`.execute(tx)
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

/** A hall with more than these says no more than that it has them. */
export const mostInHall = 999

/** How many of the edition's shown projects are in each field, for the halls; stops after one more than `mostInHall`. */
export async function countByField(
  tx: Tx,
  editionId: Id<'edition'>,
  audience: Recipient,
): Promise<Partial<Record<Field, number>>> {
  const own =
    audience === 'public'
      ? sql``
      : sql`union all select from project_view where edition_id = ${editionId} and field = hall.field
          and audience = ${audience} and not also_public`
  const found = await sql<{
    field: Field
    count: number
  }>`select field, count from unnest(${fields}::text[]) as hall (field),
    lateral (select count(*)::int as count from (
      (select from project_public where edition_id = ${editionId} and field = hall.field ${own})
      limit ${sql.lit(mostInHall + 1)}) as shown) as counted where count > 0`.execute(tx)
  return Object.fromEntries(found.rows.map(({ field, count }) => [field, count]))
}

/** Where the edition's shown projects come from, each country or region once; reads an entry of the index for each. */
export async function countriesOf(tx: Tx, editionId: Id<'edition'>, audience: Recipient): Promise<string[]> {
  const own =
    audience === 'public'
      ? sql``
      : sql`union select country from project_view
          where edition_id = ${editionId} and audience = ${audience} and not also_public`
  const found = await sql<{ country: string }>`with recursive met as (
      (select country from project_public where edition_id = ${editionId} and country is not null order by country limit 1)
      union all
      select (select country from project_public where edition_id = ${editionId} and country > met.country
        order by country limit 1) from met where met.country is not null)
    select country from (select country from met ${own}) as of where country is not null`.execute(tx)
  return found.rows.map(({ country }) => country)
}

/** Known words that begin like a typed one: what it may have been meant to be. Of some that have any. */
export async function wordsLike(tx: Tx, editionId: Id<'edition'>, start: string): Promise<string[]> {
  const found = await sql<{ word: string }>`select distinct word from (
      select words from project_public where edition_id = ${editionId}
        and words @@ ${`${quoted(start)}:*`}::tsquery limit 500) as met,
      unnest(tsvector_to_array(met.words)) as word
    where starts_with(word, ${start})`.execute(tx)
  return found.rows.map(({ word }) => word)
}
