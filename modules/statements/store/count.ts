import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { PlainDate } from '#kernel/time'
import { levels } from '#modules/outcomes'
import type { CountedMetric, CountUnit, Grouping } from '../metrics/model.ts'
import type { Counted, Group, Range } from '../model.ts'
import { type Cut, sources } from './sources/index.ts'

/** What counts once, by unit: what it is when the probable is true, and what it is when not. */
const keys: Readonly<Record<CountUnit, readonly [RawBuilder<unknown>, RawBuilder<unknown>]>> = {
  persons: [sql`row.person_low`, sql`row.person_high`],
  person_times: [sql`row.record_low`, sql`row.record`],
  outcomes: [sql`row.record_low`, sql`row.record`],
  contracts: [sql`row.record_low`, sql`row.record`],
  projects: [sql`row.record_low`, sql`row.record`],
  meetings: [sql`row.record_low`, sql`row.record`],
  jobs: [sql`row.record_low`, sql`row.record`],
  money: [sql`row.record_low`, sql`row.record`],
  events: [sql`row.event`, sql`row.event`],
  stations: [sql`row.station`, sql`row.station`],
  countries: [sql`row.country`, sql`row.country`],
  organisations: [sql`row.organisation`, sql`row.organisation`],
}

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

/** The rows a definition lets through. Everything typed by people is a parameter. */
export function matching(metric: CountedMetric, scope: Scope = {}): RawBuilder<unknown> {
  const [low] = keys[metric.unit]
  const { editionId = null, stationId = null, country = null } = scope
  const floor = metric.floor === null ? [] : levels.slice(levels.indexOf(metric.floor))
  return sql.join(
    [
      sql`${low} is not null`,
      editionId === null ? all : sql`row.edition = ${editionId}`,
      stationId === null ? all : sql`row.station = ${stationId}`,
      country === null ? all : sql`row.country = ${country}`,
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

type Row = {
  low: string
  high: string
  group: string | null
  rank: number | null
  minor: number | null
  currency: string | null
  day: PlainDate | null
  known: Counted['known']
}

/**
 * Row-level security makes the planner expect few rows where there are all, and it then looks each of them up one by one;
 * over all editions it is told not to.
 */
async function overAll<Answer>(tx: Tx, work: () => Promise<Answer>): Promise<Answer> {
  await sql`select set_config('enable_nestloop', 'off', true)`.execute(tx)
  const answer = await work()
  await sql`select set_config('enable_nestloop', 'on', true)`.execute(tx)
  return answer
}

/** The things a definition counts in an edition, one row each; `relation` is given by tests. */
export async function counted(
  tx: Tx,
  metric: CountedMetric,
  scope: Scope,
  cut: Cut,
  relation: RawBuilder<unknown> = sources[metric.source].relation(cut),
): Promise<Counted[]> {
  const [low, high] = keys[metric.unit]
  const found =
    await sql<Row>`select low, high, min("group") as "group", max(rank) as rank, max(minor) as minor,
      min(currency) as currency, min(day) as day, min(known) as known
    from (select ${low}::text as low, ${high}::text as high, ${grouped[metric.by]} as "group",
        array_position(${levels}::text[], row.level) as rank, row.minor, row.currency, row.day, row.known
      from (${relation}) as row where ${matching(metric, scope)}) as one
    group by low, high order by low collate "C", high collate "C"`.execute(tx)
  return found.rows.map(({ rank, minor, currency, ...row }) => ({
    ...row,
    level: rank === null ? null : (levels[rank - 1] ?? null),
    amount: minor === null || currency === null ? null : { minor, currency },
  }))
}

/** How many in each group, largest first; one that stands in several is counted in each. */
export async function groups(tx: Tx, metric: CountedMetric, scope: Scope, cut: Cut): Promise<Group[]> {
  const [low] = keys[metric.unit]
  const found = await overAll(tx, () =>
    sql<Group>`select ${grouped[metric.by]} as "group", count(distinct ${low})::int as value
    from (${sources[metric.source].relation(cut)}) as row
    where ${matching(metric, scope)} and ${grouped[metric.by]} is not null
    group by 1 order by 2 desc, 1`.execute(tx),
  )
  return found.rows
}

export type Series = { editions: readonly (Range & { editionId: string })[]; ever: Range }

/** How many in each edition, and each one once over all of them. */
export async function series(
  tx: Tx,
  metric: CountedMetric,
  scope: Omit<Scope, 'editionId'>,
  cut: Cut,
  relation: RawBuilder<unknown> = sources[metric.source].relation(cut),
): Promise<Series> {
  const [low, high] = keys[metric.unit]
  // Where nothing is merely probable both ends are the same, and each row of `one` is one already.
  const ranges = sources[metric.source].hasRanges
  const found = await overAll(tx, () =>
    sql<{ editionId: string | null } & Range>`
    with one as materialized (select distinct row.edition, ${low} as low, ${ranges ? high : sql`null`} as high
      from (${relation}) as row where ${matching(metric, scope)})
    select edition as "editionId", ${ranges ? sql`count(distinct low)::int` : sql`count(*)::int`} as low,
      ${ranges ? sql`count(distinct high)::int` : sql`count(*)::int`} as high from one group by edition
    union all
    select null, count(*)::int, ${ranges ? sql`(select count(*)::int from (select distinct high from one) as h)` : sql`count(*)::int`}
    from (select distinct low from one) as l`.execute(tx),
  )
  const ever = found.rows.find(({ editionId }) => editionId === null)
  return {
    editions: found.rows.flatMap(({ editionId, low, high }) =>
      editionId === null ? [] : [{ editionId, low, high }],
    ),
    ever: { low: ever?.low ?? 0, high: ever?.high ?? 0 },
  }
}
