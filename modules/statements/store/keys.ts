import { sql } from 'kysely'
import type { CountedMetric, CountUnit } from '../metrics/model.ts'

/** What counts once, by unit: what it is when the probable is true, and what it is when not. */
export const keyNames: Readonly<Record<CountUnit, readonly [low: string, high: string]>> = {
  persons: ['person_low', 'person_high'],
  person_times: ['record_low', 'record'],
  outcomes: ['record_low', 'record'],
  contracts: ['record_low', 'record'],
  projects: ['record_low', 'record'],
  meetings: ['record_low', 'record'],
  jobs: ['record_low', 'record'],
  money: ['record_low', 'record'],
  events: ['event', 'event'],
  stations: ['station', 'station'],
  countries: ['country', 'country'],
  organisations: ['organisation', 'organisation'],
}
const inRow = (name: string) => sql.ref(`row.${name}`)
/** Both ends of what counts once, in a row of its source. */
export const keysOf = (unit: CountUnit) => {
  const [low, high] = keyNames[unit]
  return [inRow(low), inRow(high)] as const
}

/** The columns that the points of these definitions ask for: what is read and not asked for costs as much as the counting. */
export const asked = (metrics: readonly CountedMetric[]) => {
  const names = metrics.flatMap(({ unit, kinds, forms, credited, floor, lasting, window }) => [
    ...keyNames[unit],
    ...(kinds.length > 0 ? ['kind'] : []),
    ...(forms.length > 0 ? ['form'] : []),
    ...(credited ? ['station'] : []),
    ...(floor === null ? [] : [lasting ? 'level_left' : 'level']),
    ...(window === null ? [] : ['day']),
  ])
  return sql.join([...new Set(['edition', ...names])].map(inRow))
}
