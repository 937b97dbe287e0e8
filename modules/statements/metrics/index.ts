import type { Words } from '#kernel/i18n'
import type { Bilingual } from '#kernel/text'
import { library } from './library.ts'
import type { Metric } from './model.ts'
import type { OwnMetric } from './own.ts'

export { library, reportingCurrency, within } from './library.ts'
export {
  type CountedMetric,
  Counting,
  type CountUnit,
  countUnits,
  type Grouping,
  groupings,
  type Metric,
  type RatioMetric,
  recurs,
  type SourceId,
  type SurvivalMetric,
  sourceIds,
  type Unit,
} from './model.ts'
export { type OwnMetric, slugOf } from './own.ts'

/** A metric with its words: what can be chosen for a statement. */
export type Entry = { metric: Metric; title: Bilingual; definition: Bilingual; own: boolean }

/** The library, then organisers' own. Library words are `statements.metric_<id>` and `…_definition`. */
export function catalogue(words: Words, own: readonly OwnMetric[]): Entry[] {
  const both = (key: string) => ({ en: words.say('en')(key), zh: words.say('zh')(key) })
  return [
    ...library.map((metric) => ({
      metric,
      title: both(`statements.metric_${metric.id}`),
      definition: both(`statements.metric_${metric.id}_definition`),
      own: false,
    })),
    ...own.map(({ metric, title, definition }) => ({ metric, title, definition, own: true })),
  ]
}
