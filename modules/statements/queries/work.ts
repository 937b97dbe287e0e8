import { hash as digest } from 'node:crypto'
import type { Tx } from '#kernel/command'
import { survivalAt } from '#modules/outcomes'
import { type Edition, listEditions } from '#modules/programme'
import {
  type CountedMetric,
  type Entry,
  library,
  type Metric,
  recurs,
  type SurvivalMetric,
  type Unit,
  within,
} from '../metrics/index.ts'
import type { Basis, Figure, Range, Rate } from '../model.ts'
import { count, lasting, type Result, ratio, suppressed } from '../rules/index.ts'
import { counted, type Scope, series } from '../store/count.ts'
import { rates } from '../store/material.ts'
import { type Cut, sources } from '../store/sources/index.ts'
import { spans } from '../store/spans.ts'

export const hashOfBasis = (keys: readonly string[]): string => digest('sha256', keys.join('\n'), 'hex')

/** Counts metrics in one transaction, so that all numbers are of one moment; what two need is counted once. */
export type Counter = {
  of(metric: Metric): Promise<Result>
  /** Without the series over the editions, for comparing. */
  value(metric: Metric): Promise<Omit<Result, 'editions' | 'ever'>>
}

const nothing: Omit<Basis, 'metric'> = { kind: '', keys: [], amounts: [], probable: [] }

export async function counter(tx: Tx, scope: Scope, cut: Cut): Promise<Counter> {
  const known: readonly Rate[] = await rates(tx, cut.outcomes === null ? null : cut.at)
  const editions: readonly Edition[] = await listEditions(tx)
  const slugs = new Map<string, string>(editions.map(({ id, slug }) => [id, slug]))
  const done = new Map<string, Promise<Omit<Result, 'editions' | 'ever'>>>()

  const value = (metric: Metric): Promise<Omit<Result, 'editions' | 'ever'>> => {
    const key = JSON.stringify(metric)
    const before = done.get(key)
    if (before) return before
    const work =
      metric.kind === 'counted' ? plain(metric) : metric.kind === 'ratio' ? over(metric) : survive(metric)
    done.set(key, work)
    return work
  }
  const plain = async (metric: CountedMetric) =>
    count(metric, await counted(tx, metric, scope, cut), known, sources[metric.source].record)
  const survive = async (metric: SurvivalMetric) => ({
    ...lasting(survivalAt(await spans(tx, metric, scope), metric.months)),
    ...{ evidence: {}, groups: [], rates: [], withoutRate: 0, basis: nothing },
  })
  const over = async (metric: Extract<Metric, { kind: 'ratio' }>) => {
    const part = async (id: string): Promise<Range & { withoutRate: number }> => {
      const of = library.find((each) => each.id === id)
      if (!of) return { low: 0, high: 0, withoutRate: 0 }
      const { value: low, high, withoutRate } = await value(of)
      return { low, high, withoutRate }
    }
    const top = await part(metric.of)
    const { low, high } = ratio(metric, top, await part(metric.per))
    const { withoutRate } = top
    return { value: low, high, evidence: {}, groups: [], rates: [], withoutRate, basis: nothing }
  }

  return {
    value,
    of: async (metric) => {
      const result = await value(metric)
      if (metric.kind !== 'counted' || metric.unit === 'money' || metric.unit === 'jobs')
        return { ...result, editions: [], ever: null }
      const { editionId: _one, ...rest } = scope
      const { editions: each, ever } = await series(tx, metric, rest, cut)
      return {
        ...result,
        editions: each
          .map(({ editionId, low, high }) => ({ edition: slugs.get(editionId) ?? '', low, high }))
          .sort((a, b) => (a.edition < b.edition ? -1 : 1)),
        ever: recurs(metric.unit) ? ever : null,
      }
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
  const results = new Map<string, Result>()
  for (const { metric } of entries) results.set(metric.id, await counting.of(metric))
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
