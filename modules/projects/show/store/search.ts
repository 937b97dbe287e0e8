import { type RawBuilder, sql } from 'kysely'
import { countriesIn, isArea } from '#kernel/areas'
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
  /** A country or region, or a continent. */
  country: string | null
  seeking: Sought | null
  sort: 'newest' | 'title'
  limit: number
  offset: number
}

/** Nobody turns more pages than this; what a word of every second record finds is not counted to the end. */
export const mostCounted = 240

// Turns that stand in one block of the index of what is new (migration 0210), as a power of two.
const blockBits = 10
// How many of the newest rows are looked through, then in how many of the newest blocks the index is asked: a word of
// every fourth project fills a page from the first, of one in forty from the second, of one in five hundred from the
// third. What is rarer has few rows in all. All stand in the statement as they are: it is prepared once, and planned
// without its values.
const glance = 100
const blocks = [2, 12] as const
// By title there are no blocks: where a few are met, more rows are looked through.
const titles = { glance: 400, promising: 4, near: 3000 }

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`

/**
 * As PostgreSQL asks for it; null when nothing can be asked for, as of "?!". `before` stands before each word: no word
 * has a mark in it.
 */
function termsOf(query: string, loosely = false, before = ''): string | null {
  const { beginnings, exact } = queryOf(query, loosely)
  // Every Latin word as a beginning: "quant" finds quantum while it is being typed.
  const all = [
    ...beginnings.map((each) => `${quoted(before + beginningOf(each))}:*`),
    ...exact.map((each) => quoted(before + each)),
  ]
  return all.length === 0 ? null : all.join(' & ')
}

/** Whether asking once more, with words that may stand apart, asks for anything else. */
export const looserThan = (query: string) => termsOf(query, true) !== termsOf(query)

const title = sql`coalesce(nullif(content->'title'->>'en', ''), content->'title'->>'zh')`
const orders = {
  newest: { key: sql`turn`, by: sql`turn desc`, found: sql`key desc` },
  title: { key: title, by: sql`${title}, project_id`, found: sql`key, project_id` },
} as const

function facetsOf({ editionId, field, maturity, country, seeking }: ShowFilter) {
  const all: RawBuilder<unknown>[] = [sql`edition_id = ${editionId}`]
  if (field) all.push(sql`field = ${field}`)
  if (maturity) all.push(sql`maturity = ${maturity}`)
  if (country) all.push(sql`country = any(${isArea(country) ? countriesIn(country) : [country]}::char(2)[])`)
  if (seeking) all.push(sql`${seeking} = any(seeking)`)
  return sql.join(all, sql` and `)
}

/** Rows in their order, of which those with the terms are kept. */
const lookThrough = (filter: ShowFilter, terms: string, rows: number, only = sql`true`) => {
  const { key, by } = orders[filter.sort]
  return sql`select project_id, key from (select project_id, ${key} as key, words from project_public
    where ${facetsOf(filter)} and ${only} order by ${by} limit ${sql.lit(rows)}) as row where words @@ ${terms}::tsquery`
}

/** What the newest blocks hold, asked of their index. */
const askBlocks = (filter: ShowFilter, count: number, only: RawBuilder<unknown>) =>
  sql`select project_id, turn as key from project_public where ${facetsOf(filter)} and ${only}
    and project_lately(words, turn) @@ (
      select string_agg('(' || replace(${termsOf(filter.query, filter.loosely, '@ ')}, '@', block::text) || ')', ' | ')::tsquery
      from (select max(turn) >> ${sql.lit(blockBits)} as last from project_public where edition_id = ${filter.editionId}) as newest,
        generate_series(last - ${sql.lit(count - 1)}, last) as block) order by turn desc`

/** Looks at ever more of what comes first, each only where those before it did not find enough. */
function looksOf(filter: ShowFilter, terms: string, enough: number) {
  const counted = (look: number) => sql`(select count(*) from ${sql.ref(`look${look}`)})`
  const short = (looks: number) =>
    sql.join(
      Array.from({ length: looks }, (_none, look) => sql`${counted(look)} < ${enough}`),
      sql` and `,
    )
  const looks =
    filter.sort === 'title'
      ? [
          lookThrough(filter, terms, titles.glance),
          lookThrough(
            filter,
            terms,
            titles.near,
            sql`${short(1)} and ${counted(0)} >= ${sql.lit(titles.promising)}`,
          ),
        ]
      : [
          lookThrough(filter, terms, glance),
          ...blocks.map((count, index) => askBlocks(filter, count, short(index + 1))),
        ]
  return {
    all: sql.join(
      looks.map((look, at) => sql`${sql.ref(`look${at}`)} as materialized (${look} limit ${enough})`),
    ),
    filled: sql.join(
      looks.map(
        (_look, at) =>
          sql`select project_id, key, true as cut from ${sql.ref(`look${at}`)} where ${counted(at)} = ${enough}`,
      ),
      sql` union all `,
    ),
    short: short(looks.length),
  }
}

type Found = View & {
  /** The rest of what there is was not looked for. */
  cut: boolean
}

/**
 * What is found, in order, as far as `enough`, with what everybody sees of those on the page asked for. What comes first
 * is looked at first; what does not fill a page there is rare, and the index of all tells it.
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
  const looks = terms === null ? null : looksOf(filter, terms, enough)
  const hit =
    looks === null
      ? sql`hit as materialized ((select project_id, ${key} as key, false as cut from project_public where ${facets}
          order by ${by} limit ${sql.lit(mostCounted + 1)}) ${own})`
      : sql`${looks.all}, hit as materialized (${looks.filled}
          union all select project_id, ${key}, false from project_public where ${facets}
            and words @@ ${terms}::tsquery and ${looks.short} ${own})`
  const answer = sql<Found>`with ${hit}, listed as materialized (
      select project_id, cut, row_number() over () as at from
        (select project_id, cut from hit order by ${found} limit ${Math.max(enough, mostCounted + 1)}) as row)
    select shown.*, cut, listed.project_id as "projectId" from listed left join lateral (
      select ${publicColumns} from project_public where project_public.project_id = listed.project_id
        and at > ${filter.offset} and at < ${enough} limit 1) as shown on true order by at`
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
  const page = found.slice(filter.offset, upTo).map(({ cut, ...view }) => view)
  const most = cut ? upTo : Math.max(upTo, mostCounted)
  return {
    views: await withOwn(tx, filter.audience, page),
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
export const mostInHall = mostCounted

/** How many of the edition's shown projects are in each field, for the halls; stops after one more than `most`. */
export async function countByField(
  tx: Tx,
  editionId: Id<'edition'>,
  audience: Recipient,
  most = mostInHall,
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
      limit ${sql.lit(most + 1)}) as shown) as counted where count > 0`.execute(tx)
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

/** No language has more words that begin or end alike and are as long, only names with numbers do; of those the most said
 * are compared with a typed one. */
const mostAlike = 1000
const mostCompared = 300

/** Of so many letters one end is as it was meant, wherever the slips are: two neighbours swapped may spoil both halves. */
const intact = (length: number, slips: number) => Math.max(1, Math.floor((length - slips) / (slips + 1)))

/**
 * Words of the edition's show that may have been meant by a typed one, the most said first: they begin or end like it and
 * are about as long. Two slips leave less of a word intact: what has one is asked for with more of it.
 */
export async function wordsLike(
  tx: Tx,
  editionId: Id<'edition'>,
  typed: string,
  most: number,
): Promise<string[]> {
  const letters = [...typed]
  const reversed = letters.toReversed()
  const alike = (from: RawBuilder<unknown>, shown: readonly string[], slips: number) => {
    const kept = shown.slice(0, intact(letters.length, slips)).join('')
    const lengths = Array.from({ length: 2 * slips + 1 }, (_none, index) => letters.length - slips + index)
    return sql`(select * from (select word, projects from project_word where edition_id = ${editionId}
        and length(word) = any(${lengths}::int[]) and ${from} >= ${kept} and ${from} < ${`${kept}\u{10ffff}`}
        limit ${sql.lit(mostAlike)}) as alike order by projects desc limit ${sql.lit(mostCompared)})`
  }
  const asked = Array.from({ length: most }, (_none, index) => [
    alike(sql`word`, letters, index + 1),
    alike(sql`reverse(word)`, reversed, index + 1),
  ])
  const found = await sql<{ word: string }>`select word from (${sql.join(asked.flat(), sql` union `)}) as met
    order by projects desc, word`.execute(tx)
  return found.rows.map(({ word }) => word)
}
