import type { Words } from '#kernel/i18n'
import type { Bilingual } from '#kernel/text'
import { library } from './library.ts'
import type { Metric, SourceId } from './model.ts'
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
  retired,
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

/** Under which head a statement tells a number, in their order. */
export const sections = ['people', 'events', 'work', 'outcomes', 'money', 'own'] as const
export type SectionOf = (typeof sections)[number]

const ofSource: Readonly<Record<SourceId, SectionOf>> = {
  registrations: 'people',
  attendances: 'people',
  reach: 'people',
  events: 'events',
  sessions: 'events',
  projects: 'work',
  meetings: 'work',
  meetings_both: 'work',
  outcomes: 'outcomes',
  credits: 'outcomes',
  costs: 'money',
  grants: 'money',
  payments: 'money',
}

/** A share stands with what it is a share of; what organisers defined stands apart. */
export function sectionOf(id: string): SectionOf {
  const metric = library.find((each) => each.id === id)
  if (metric === undefined) return 'own'
  if (metric.kind === 'counted') return ofSource[metric.source]
  return metric.kind === 'survival' ? 'outcomes' : sectionOf(metric.of)
}

/** Numbers under their heads; heads without one are left out. */
export const bySection = <Each>(
  numbers: readonly Each[],
  idOf: (each: Each) => string,
): { section: SectionOf; numbers: Each[] }[] =>
  sections.flatMap((section) => {
    const here = numbers.filter((each) => sectionOf(idOf(each)) === section)
    return here.length > 0 ? [{ section, numbers: here }] : []
  })
