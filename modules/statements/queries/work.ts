import { hash as digest } from 'node:crypto'
import type { Tx } from '#kernel/command'
import { canonical, type Span, survivalAt } from '#modules/outcomes'
import { type Edition, listEditions } from '#modules/programme'
import {
  type CountedMetric,
  type Entry,
  library,
  type Metric,
  type RatioMetric,
  recurs,
  type SurvivalMetric,
  type Unit,
  within,
} from '../metrics/index.ts'
import type { Basis, Figure, Range, Rate } from '../model.ts'
import { count, lasting, type Result, ratio, suppressed } from '../rules/index.ts'
import { countedEach, type Scope, seriesEach } from '../store/count.ts'
import { rates } from '../store/material.ts'
import { type Cut, sources } from '../store/sources/index.ts'
import { spans } from '../store/spans.ts'

export const hashOfBasis = (keys: readonly string[]): string => digest('sha256', keys.join('\n'), 'hex')

/** A number without its series over the editions. */
type Value = Omit<Result, 'editions' | 'ever'>

/**
 * Counts metrics in one transaction, so that all numbers are of one moment. Those that are asked for together are counted
 * together, one statement a source; what was counted is not counted again. Answers are by the metric's id.
 */
export type Counter = {
  /** Without the series over the editions, for comparing. */
  values(metrics: readonly Metric[]): Promise<ReadonlyMap<string, Value>>
  results(metrics: readonly Metric[]): Promise<ReadonlyMap<string, Result>>
}

const nothing: Omit<Basis, 'metric'> = { kind: '', keys: [], amounts: [], probable: [] }

/** What has to be counted for a metric; `known` are the definitions that a ratio's parts are looked up in. */
const countedFor = (metric: Metric, known: readonly Metric[]): CountedMetric[] => {
  if (metric.kind === 'counted') return [metric]
  if (metric.kind === 'survival') return []
  return [metric.of, metric.per].flatMap((id) => {
    const part = known.find((each) => each.id === id)
    return part ? countedFor(part, known) : []
  })
}
/** Money and jobs are sums, which stand in no series. */
const hasSeries = (metric: Metric): metric is CountedMetric =>
  metric.kind === 'counted' && metric.unit !== 'money' && metric.unit !== 'jobs'

/** `definitions` are what a ratio's parts are looked up in: of a statement of the past its own come first. */
export async function counter(
  tx: Tx,
  scope: Scope,
  cut: Cut,
  definitions: readonly Metric[] = library,
): Promise<Counter> {
  const known: readonly Rate[] = await rates(tx, cut.outcomes === null ? null : cut.at)
  const editions: readonly Edition[] = await listEditions(tx)
  const slugs = new Map<string, string>(editions.map(({ id, slug }) => [id, slug]))
  // By the definition itself, however it was written down: a statement's own is the library's in another order.
  const done = new Map<string, Value>()

  const read = async (metrics: readonly Metric[]) => {
    const asked = new Map(
      metrics
        .flatMap((metric) => countedFor(metric, definitions))
        .map((metric) => [canonical(metric), metric]),
    )
    for (const key of done.keys()) asked.delete(key)
    const rows = await countedEach(tx, [...asked.values()], scope, cut)
    for (const [nth, [key, metric]] of [...asked].entries())
      done.set(key, count(metric, rows[nth] ?? [], known, sources[metric.source].record))
  }
  const value = async (metric: Metric): Promise<Value> => {
    if (metric.kind === 'counted') return done.get(canonical(metric)) ?? count(metric, [])
    return metric.kind === 'ratio' ? over(metric) : survive(metric)
  }
  const watched = new Map<SurvivalMetric['type'], readonly Span[]>()
  const survive = async (metric: SurvivalMetric): Promise<Value> => {
    const known = watched.get(metric.type) ?? (await spans(tx, metric, scope, cut))
    watched.set(metric.type, known)
    return {
      ...lasting(survivalAt(known, metric.months)),
      ...{ evidence: {}, groups: [], rates: [], withoutRate: 0, basis: nothing },
    }
  }
  const over = async (metric: RatioMetric): Promise<Value> => {
    const part = async (id: string): Promise<Range & { withoutRate: number }> => {
      const of = definitions.find((each) => each.id === id)
      if (!of) return { low: 0, high: 0, withoutRate: 0 }
      const { value: low, high, withoutRate } = await value(of)
      return { low, high, withoutRate }
    }
    const top = await part(metric.of)
    const { low, high, ...known } = ratio(metric, top, await part(metric.per))
    const { withoutRate } = top
    return { value: low, high, ...known, evidence: {}, groups: [], rates: [], withoutRate, basis: nothing }
  }
  const values: Counter['values'] = async (metrics) => {
    await read(metrics)
    const found = new Map<string, Value>()
    for (const metric of metrics) found.set(metric.id, await value(metric))
    return found
  }

  return {
    values,
    results: async (metrics) => {
      const found = await values(metrics)
      const { editionId: _one, ...rest } = scope
      const recurring = metrics.filter(hasSeries)
      // What recurs alone is told once over all editions.
      const series = await seriesEach(tx, recurring, rest, cut, undefined, ({ unit }) => recurs(unit))
      const seriesOf = new Map(recurring.map(({ id }, nth) => [id, series[nth]]))
      return new Map(
        [...found].map(([id, result]) => {
          const of = seriesOf.get(id)
          const unit = recurring.find((metric) => metric.id === id)?.unit
          const each = (of?.editions ?? [])
            .map(({ editionId, low, high }) => ({ edition: slugs.get(editionId) ?? '', low, high }))
            .sort((a, b) => (a.edition < b.edition ? -1 : 1))
          return [id, { ...result, editions: each, ever: of && unit && recurs(unit) ? of.ever : null }]
        }),
      )
    },
  }
}

/** Groups of these units can point at somebody; events and places cannot. */
const pointsAtPeople = (unit: Unit) =>
  ['persons', 'person_times', 'outcomes', 'contracts', 'projects', 'meetings'].includes(unit)

/** Figures with their words, and what they were counted from. `last` is what the public already has. */
export async function figuresOf(
  counting: Counter,
  entries: readonly Entry[],
  last: readonly Figure[],
): Promise<{ figures: Figure[]; basis: Basis[] }> {
  const results = await counting.results(entries.map(({ metric }) => metric))
  const figures = entries.map(({ metric, title, definition }): Figure => {
    const result = results.get(metric.id)
    if (!result) throw new Error('a metric was not counted')
    const { groups, basis, ...rest } = result
    return {
      metric: metric.id,
      version: metric.version,
      unit: metric.unit,
      floor: metric.floor,
      currency: metric.currency,
      ...rest,
      by: metric.by,
      breakdown: pointsAtPeople(metric.unit)
        ? suppressed(groups, besideOf(metric, results, last))
        : { shown: groups, others: null },
      basis: { count: basis.keys.length, hash: hashOfBasis(basis.keys) },
      formula: metric,
      title,
      definition,
    }
  })
  const basis = entries.flatMap(({ metric }) => {
    const found = results.get(metric.id)?.basis
    return found && found.kind !== '' ? [{ metric: metric.id, ...found }] : []
  })
  return { figures, basis }
}

/** What else the public can lay beside this breakdown: the wider number, and the same one as it was published before. */
function besideOf(metric: Metric, results: ReadonlyMap<string, Result>, last: readonly Figure[]) {
  const wider = results.get(within[metric.id] ?? '')
  const before = last.find((each) => each.metric === metric.id)
  return [
    ...(wider ? [{ groups: wider.groups, whole: true }] : []),
    ...(before ? [{ groups: before.breakdown.shown, whole: false }] : []),
  ]
}
