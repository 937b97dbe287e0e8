import { z } from 'zod'
import { levels } from '#modules/outcomes'

/** What is counted. What can stand in several editions is never added over them. */
export const countUnits = [
  'persons',
  'person_times',
  'organisations',
  'countries',
  'stations',
  'events',
  'projects',
  'meetings',
  'outcomes',
  'contracts',
  'jobs',
  'money',
] as const
export type CountUnit = (typeof countUnits)[number]
export type Unit = CountUnit | 'share' | 'money_each'

/** One and the same may come again next year: each year's number stands alone, and beside it "in all editions". */
export const recurs = (unit: Unit): boolean =>
  ['persons', 'organisations', 'countries', 'stations'].includes(unit)

/** What a breakdown goes by. */
export const groupings = ['country', 'station', 'kind', 'form', 'field', 'none'] as const
export type Grouping = (typeof groupings)[number]

/** Where a metric counts: relations that modules contribute (store/sources). */
export const sourceIds = [
  'registrations',
  'attendances',
  'reach',
  'events',
  'sessions',
  'projects',
  'meetings',
  'meetings_both',
  'outcomes',
  'credits',
  'costs',
  'grants',
  'payments',
] as const
export type SourceId = (typeof sourceIds)[number]

/** Where nothing new is to count: statements of the past and metrics that were defined before still do. */
export const retired: readonly SourceId[] = ['meetings']

const values = z.array(z.string().max(60)).max(40)

/**
 * The part of a definition that computes, as data: the library and organisers' own metrics are the same thing.
 * An empty filter lets everything through. `window` is months after the edition's last day within which it happened.
 */
export const Counting = z.object({
  source: z.enum(sourceIds),
  unit: z.enum(countUnits),
  kinds: values.default([]),
  forms: values.default([]),
  /** Only what a station brought. */
  credited: z.boolean().default(false),
  floor: z.enum(levels).nullable().default(null),
  /** Only what still stands: the floor is held against what is left of the level on the day of the cut. */
  lasting: z.boolean().default(false),
  window: z
    .union([z.literal(6), z.literal(12), z.literal(24), z.literal(36)])
    .nullable()
    .default(null),
  by: z.enum(groupings).default('none'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable()
    .default(null),
})
export type Counting = z.output<typeof Counting>

/** A written definition that computes. Its words are in both languages; `version` is raised when what it counts changes. */
export type CountedMetric = Counting & { kind: 'counted'; id: string; version: number }

/** One number over another: a share of the same, or money for each. */
export type RatioMetric = {
  kind: 'ratio'
  id: string
  version: number
  unit: 'share' | 'money_each'
  of: string
  per: string
  floor: null
  by: 'none'
  currency: string | null
}

/** How many go on after so many months, by Kaplan and Meier: of what lasts, whoever was only last seen counted until then. */
export type SurvivalMetric = {
  kind: 'survival'
  id: string
  version: number
  unit: 'share'
  type: 'post' | 'company'
  months: 6 | 12 | 24 | 36
  floor: null
  by: 'none'
  currency: null
}

export type Metric = CountedMetric | RatioMetric | SurvivalMetric
