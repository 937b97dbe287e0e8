import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { PlainDate } from '#kernel/time'
import { levels } from '#modules/outcomes'
import type { CountedMetric, Grouping, SourceId } from '../metrics/model.ts'
import type { Counted, Group, Range } from '../model.ts'
import { asked, keyNames, keysOf } from './keys.ts'
import { type Cut, sources } from './sources/index.ts'

const grouped: Readonly<Record<Grouping, RawBuilder<unknown>>> = {
  country: sql`row.country`,
  station: sql`row.station::text`,
  kind: sql`row.kind`,
  form: sql`row.form`,
  field: sql`row.field`,
  none: sql`null::text`,
}

/** Which editions, stations and countries; null is all that the reader may see. */
export type Scope = {
  editionId?: Id<'edition'> | null
  stationId?: Id<'station'> | null
  country?: string | null
}

const all = sql`true`

/** The rows of a source that a scope lets through. */
const inScope = ({ editionId = null, stationId = null, country = null }: Scope) =>
  sql.join(
    [
      editionId === null ? all : sql`row.edition = ${editionId}`,
      stationId === null ? all : sql`row.station = ${stationId}`,
      country === null ? all : sql`row.country = ${country}`,
    ],
    sql` and `,
  )

/** The rows a definition lets through. Everything typed by people is a parameter. */
function matching(metric: CountedMetric): RawBuilder<unknown> {
  const [low] = keysOf(metric.unit)
  const floor = metric.floor === null ? [] : levels.slice(levels.indexOf(metric.floor))
  return sql.join(
    [
      sql`${low} is not null`,
      metric.kinds.length === 0 ? all : sql`row.kind = any(${metric.kinds}::text[])`,
      metric.forms.length === 0 ? all : sql`row.form = any(${metric.forms}::text[])`,
      metric.credited ? sql`row.station is not null` : all,
      metric.floor === null
        ? all
        : sql`${metric.lasting ? sql`row.level_left` : sql`row.level`} = any(${floor}::text[])`,
      metric.window === null
        ? all
        : sql`row.day <= (select ends_on + make_interval(months => ${metric.window}) from edition where edition.id = row.edition)`,
    ],
    sql` and `,
  )
}

/**
 * What several definitions ask of their source: it is read once, whatever they are. `ask` is a statement over `source as row`;
 * its place in the list goes with each answer as "nth".
 */
async function bySource<Row extends { nth: number }, Answer>(
  metrics: readonly CountedMetric[],
  ask: (
    source: SourceId,
    asked: readonly { metric: CountedMetric; nth: number }[],
  ) => Promise<readonly Row[]>,
  answer: (rows: readonly Row[], metric: CountedMetric) => Answer,
): Promise<Answer[]> {
  const numbered = metrics.map((metric, nth) => ({ metric, nth }))
  const asked = [...Map.groupBy(numbered, ({ metric }) => metric.source)]
  const rows = (await Promise.all(asked.map(([source, some]) => ask(source, some)))).flat()
  const byMetric = Map.groupBy(rows, ({ nth }) => nth)
  return numbered.map(({ metric, nth }) => answer(byMetric.get(nth) ?? [], metric))
}

const union = (parts: readonly RawBuilder<unknown>[]) => sql.join(parts, sql` union all `)

type Row = {
  nth: number
  low: string
  high: string
  group: string | null
  share: number | null
  rank: number | null
  minor: number | null
  currency: string | null
  day: PlainDate | null
  known: Counted['known']
}

type Settings = Readonly<Record<string, string>>
/** What is told apart is told apart in memory, not sorted on the disk. */
const inMemory: Settings = { work_mem: '32MB' }
/**
 * Over all editions: row-level security makes the planner expect few rows where there are all. It then looks each of them up
 * one by one, and sorts them to tell them apart, where hashes take half of the time.
 */
const overAll: Settings = { ...inMemory, enable_nestloop: 'off', enable_sort: 'off' }

/** Works under settings of the server that end with it. */
async function under<Answer>(tx: Tx, settings: Settings, work: () => Promise<Answer>): Promise<Answer> {
  const names = Object.keys(settings)
  const { rows } = await sql<{ was: string[] }>`select array(
    select current_setting(name) from unnest(${names}::text[]) with ordinality as set(name, nth) order by nth) as was`.execute(
    tx,
  )
  const set = (values: readonly string[]) =>
    sql`select set_config(name, value, true) from unnest(${names}::text[], ${values}::text[]) as set(name, value)`.execute(
      tx,
    )
  // Sent together, answered in this order.
  const [, answer] = await Promise.all([set(Object.values(settings)), work(), set(rows[0]?.was ?? [])])
  return answer
}

/** The things that definitions count in a scope, one row each, by the definitions' order; `relation` is given by tests. */
export const countedEach = (
  tx: Tx,
  metrics: readonly CountedMetric[],
  scope: Scope,
  cut: Cut,
  relation?: RawBuilder<unknown>,
): Promise<Counted[][]> =>
  under(tx, inMemory, () =>
    bySource<Row, Counted[]>(
      metrics,
      async (source, asked) => {
        const parts = asked.map(({ metric, nth }) => {
          const [low, high] = keysOf(metric.unit)
          const group = sources[source].hasShares
            ? { share: sql`row.share`, one: sql`"group", sum(share)::int as share`, by: sql`, "group"` }
            : { share: sql`null::int`, one: sql`min("group") as "group", null::int as share`, by: sql`` }
          return sql`select ${nth}::int as nth, low, high, ${group.one}, max(rank) as rank,
              max(minor) as minor, min(currency) as currency, min(day) as day, min(known) as known
            from (select ${low}::text as low, ${high}::text as high, ${grouped[metric.by]} as "group", ${group.share} as share,
                array_position(${levels}::text[], row.level) as rank, row.minor, row.currency, row.day, row.known
              from source as row where ${matching(metric)}) as one
            group by low, high${group.by}`
        })
        const found = await sql<Row>`with source as (
            select * from (${relation ?? sources[source].relation(cut)}) as row where ${inScope(scope)})
          select * from (${union(parts)}) as found order by nth, low collate "C", high collate "C", "group" collate "C"`.execute(
          tx,
        )
        return found.rows
      },
      (rows) =>
        rows.map(({ nth: _nth, rank, minor, currency, ...row }) => ({
          ...row,
          level: rank === null ? null : (levels[rank - 1] ?? null),
          amount: minor === null || currency === null ? null : { minor, currency },
        })),
    ),
  )

/** The things one definition counts in a scope, one row each. */
export const counted = async (
  tx: Tx,
  metric: CountedMetric,
  scope: Scope,
  cut: Cut,
  relation?: RawBuilder<unknown>,
): Promise<Counted[]> => (await countedEach(tx, [metric], scope, cut, relation))[0] ?? []

/** How many in each group, largest first; one that stands in several is counted in each. */
export async function groups(tx: Tx, metric: CountedMetric, scope: Scope, cut: Cut): Promise<Group[]> {
  const [low] = keysOf(metric.unit)
  const found = await under(tx, overAll, () =>
    sql<Group>`select ${grouped[metric.by]} as "group", count(distinct ${low})::int as value
    from (${sources[metric.source].relation(cut)}) as row
    where ${inScope(scope)} and ${matching(metric)} and ${grouped[metric.by]} is not null
    group by 1 order by 2 desc, 1`.execute(tx),
  )
  return found.rows
}

export type Series = { editions: readonly (Range & { editionId: string })[]; ever: Range }

type Point = Range & { nth: number; editionId: string | null }

/** Where nothing is merely probable, a record stands once and as itself: there is nothing to tell apart. */
const standsOnce = ({ source, unit }: CountedMetric) =>
  !sources[source].hasRanges && keyNames[unit][1] === 'record'

/** The points of one definition: each edition and, where that is asked for, (with none) each thing once over all of them. */
function pointsOf(
  metric: CountedMetric,
  nth: number,
  everToo: boolean,
): { before: RawBuilder<unknown>[]; part: RawBuilder<unknown> } {
  const [low, high] = keysOf(metric.unit)
  if (standsOnce(metric))
    return {
      before: [],
      part: sql`select ${nth}::int as nth, row.edition as "editionId", count(*)::int as low, count(*)::int as high
        from source as row where ${matching(metric)} group by row.edition`,
    }
  const one = sql.id(`one_${nth}`)
  if (!sources[metric.source].hasRanges)
    return {
      before: [
        sql`${one} as materialized (
          select distinct row.edition, ${low} as low from source as row where ${matching(metric)})`,
      ],
      part: sql`select ${nth}::int as nth, edition as "editionId", count(*)::int as low, count(*)::int as high
          from ${one} group by edition
        union all
        select ${nth}::int, null, count(*)::int, count(*)::int from (select distinct low from ${one}) as ever`,
    }
  // Nearly all are the same at both ends: they are told apart once, and only what is merely probable again for the other end.
  const apart = sql.id(`apart_${nth}`)
  const ever = sql.id(`ever_${nth}`)
  return {
    before: [
      sql`${one} as materialized (
        select row.edition, ${low} as low, bool_or(${low} = ${high}) as certain,
          array_agg(${high}) filter (where ${high} <> ${low}) as others
        from source as row where ${matching(metric)} group by row.edition, ${low})`,
      sql`${apart} as materialized (
        select distinct edition, high from ${one}, unnest(others) as high where others is not null)`,
      ...(everToo
        ? [sql`${ever} as materialized (select low, bool_or(certain) as certain from ${one} group by low)`]
        : []),
    ],
    part: sql`select ${nth}::int as nth, edition as "editionId", lows::int as low,
          (certain + coalesce(more, 0))::int as high
        from (select edition, count(*) as lows, count(*) filter (where certain) as certain from ${one}
            group by edition) as each
          left join (select edition, count(*) as more from ${apart} where not exists (
              select from ${one} as known where known.certain and known.edition = ${apart}.edition and known.low = ${apart}.high)
            group by edition) as probable using (edition)
      ${
        everToo
          ? sql`union all
      select ${nth}::int, null, count(*)::int, (count(*) filter (where certain) + (
          select count(*) from (select distinct high from ${apart}) as probable where not exists (
            select from ${ever} as known where known.certain and known.low = probable.high)))::int
      from ${ever}`
          : sql``
      }`,
  }
}

function seriesIn(points: readonly Point[], metric: CountedMetric): Series {
  const editions = points.flatMap(({ editionId, low, high }) =>
    editionId === null ? [] : [{ editionId, low, high }],
  )
  const total = (end: 'low' | 'high') => editions.reduce((sum, each) => sum + each[end], 0)
  const ever = standsOnce(metric)
    ? { low: total('low'), high: total('high') }
    : points.find(({ editionId }) => editionId === null)
  return { editions, ever: { low: ever?.low ?? 0, high: ever?.high ?? 0 } }
}

/**
 * How many of each definition in each edition and, of those that are asked for by `everOf`, each thing once over all of them;
 * by the definitions' order.
 */
export const seriesEach = (
  tx: Tx,
  metrics: readonly CountedMetric[],
  scope: Omit<Scope, 'editionId'>,
  cut: Cut,
  relation?: RawBuilder<unknown>,
  everOf: (metric: CountedMetric) => boolean = () => true,
): Promise<Series[]> =>
  under(tx, overAll, () =>
    bySource<Point, Series>(
      metrics,
      async (source, ofSource) => {
        const points = ofSource.map(({ metric, nth }) => pointsOf(metric, nth, everOf(metric)))
        const columns = asked(ofSource.map(({ metric }) => metric))
        const rows = sql`source as (
          select ${columns} from (${relation ?? sources[source].relation(cut)}) as row where ${inScope(scope)})`
        const found = await sql<Point>`with ${sql.join([rows, ...points.flatMap(({ before }) => before)])}
          ${union(points.map(({ part }) => part))}`.execute(tx)
        return found.rows
      },
      seriesIn,
    ),
  )

/** How many of one definition in each edition, and each thing once over all of them. */
export async function series(
  tx: Tx,
  metric: CountedMetric,
  scope: Omit<Scope, 'editionId'>,
  cut: Cut,
  relation?: RawBuilder<unknown>,
): Promise<Series> {
  const [found] = await seriesEach(tx, [metric], scope, cut, relation)
  return found ?? { editions: [], ever: { low: 0, high: 0 } }
}
