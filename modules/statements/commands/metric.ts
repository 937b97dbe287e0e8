import { z } from 'zod'
import { command } from '#kernel/command'
import { invalid, notFound } from '#kernel/errors'
import { idOf, newId } from '#kernel/ids'
import { isCurrency } from '#kernel/money'
import { bilingual } from '#kernel/text'
import { may } from '../access.ts'
import { notOffered, wrongCurrency } from '../errors.ts'
import { Counting, type OwnMetric, slugOf } from '../metrics/index.ts'
import { mixed, writerOf } from '../rules/index.ts'
import * as store from '../store/material.ts'
import { sources } from '../store/sources/index.ts'

const both = (max: number, lines: 'one' | 'many') =>
  bilingual({ max, lines }).superRefine((text, context) => {
    for (const side of ['en', 'zh'] as const)
      if (text[side] === '')
        context.addIssue({ code: 'custom', path: [side], message: 'statements.field_both_languages' })
  })

/** What a source does not offer is refused by the field that asks for it. */
function offered(counting: Counting): Counting {
  const source = sources[counting.source]
  if (!source.units.includes(counting.unit)) throw notOffered('unit')
  if (!source.groups.includes(counting.by)) throw notOffered('by')
  if (counting.kinds.some((kind) => !source.kinds.includes(kind))) throw notOffered('kinds')
  if (counting.forms.some((form) => !source.forms.includes(form))) throw notOffered('forms')
  const problem = mixed(counting)
  if (problem) throw invalid([problem])
  if (counting.unit !== 'money')
    return { ...counting, currency: null, floor: source.hasLevels ? counting.floor : null }
  if (!isCurrency(counting.currency)) throw wrongCurrency('currency')
  // A group of amounts may be one contract: money is told as a whole.
  return { ...counting, by: 'none', floor: source.hasLevels ? counting.floor : null }
}

/** An organiser's own metric, or a new version of it: never SQL, only what a source offers, in words of both languages. */
export const defineMetric = command({
  name: 'statements.define_metric',
  input: z.object({
    slug: z.string().max(60).nullable(),
    counting: Counting,
    title: both(120, 'one'),
    definition: both(1500, 'many'),
  }),
  load: async (tx, { slug }) => {
    const own = await store.ownMetrics(tx)
    if (slug !== null && !own.some(({ metric }) => metric.id === slug)) throw notFound()
    return { versions: slug === null ? 0 : await store.versionsOf(tx, slug) }
  },
  allow: (actor) => may.draft(actor, { state: 'draft' }),
  decide: ({ versions }, { slug, counting, title, definition }): OwnMetric => {
    const id = newId<'metric'>()
    return {
      id,
      metric: { kind: 'counted', id: slug ?? slugOf(title, id), version: versions + 1, ...offered(counting) },
      title,
      definition,
    }
  },
  save: (tx, metric, { actor, at }) => store.saveOwnMetric(tx, metric, writerOf(actor), at),
  audit: ({ id }) => ({ type: 'metric', id }),
})

/** It is offered no longer; statements that tell it keep their number and its words. */
export const endMetric = command({
  name: 'statements.end_metric',
  input: z.object({ metricId: idOf('metric') }),
  load: async (tx, { metricId }) => {
    const metric = (await store.ownMetrics(tx)).find(({ id }) => id === metricId)
    if (!metric) throw notFound()
    return metric
  },
  allow: (actor) => may.draft(actor, { state: 'draft' }),
  decide: (metric) => metric,
  save: (tx, { metric }, { at }) => store.endOwnMetric(tx, metric.id, at),
  audit: ({ id }) => ({ type: 'metric', id }),
})
