import type { Id } from '#kernel/ids'
import { type CountedMetric, Counting } from '#modules/statements'

/** What the address asks to look at. Station staff always look at a station of theirs. */
export type Filter = {
  editionId: Id<'edition'> | null
  stationId: Id<'station'> | null
  country: string | null
}

/** What the address of an organisation's board asks to look at. */
export type OfOrganisation = { organisationId: Id<'organisation'>; editionId: Id<'edition'> | null }

export const boards = [
  'funnel',
  'origin',
  'fields',
  'time',
  'meetings',
  'evidence',
  'forecast',
  'oversight',
  'enterprise',
] as const
export type BoardKey = (typeof boards)[number]

const persons = (
  id: string,
  counting: Omit<Parameters<typeof Counting.parse>[0] & object, 'unit'>,
): CountedMetric => ({
  kind: 'counted',
  id,
  version: 1,
  ...Counting.parse({ ...counting, unit: 'persons' }),
})

/** From asking for a place to an outcome that is documented: different people at each step, counted once. */
export const funnel = [
  persons('asked', { source: 'registrations' }),
  persons('admitted', { source: 'registrations', kinds: ['admitted'] }),
  persons('came', { source: 'attendances' }),
  persons('outcome', { source: 'outcomes', floor: 'stated' }),
  persons('documented', { source: 'outcomes', floor: 'documented' }),
] as const

export const origin = {
  came: persons('came', { source: 'attendances', by: 'country' }),
  reached: persons('reached', { source: 'reach', by: 'country' }),
} as const
export type OriginOf = keyof typeof origin

export const fields = persons('field', { source: 'registrations', kinds: ['admitted'], by: 'field' })
export const visited = persons('visited', { source: 'attendances', by: 'kind' })

const meetings = (
  id: string,
  counting: Omit<Parameters<typeof Counting.parse>[0] & object, 'unit' | 'source'>,
): CountedMetric => ({
  kind: 'counted',
  id,
  version: 1,
  ...Counting.parse({ ...counting, source: 'meetings_both', unit: 'meetings' }),
})
const booked = ['planned', 'accepted']

/** Of 1:1 meetings: booked, how many were reported on, held, missed by one side; each by station. */
export const met = [
  meetings('booked', { kinds: booked, by: 'station' }),
  meetings('told', { kinds: booked, forms: ['held', 'no_show', 'not_held'], by: 'station' }),
  meetings('held', { kinds: booked, forms: ['held'], by: 'station' }),
  meetings('absent', { kinds: booked, forms: ['no_show'], by: 'station' }),
] as const

/** How meetings came about, or did not. */
export const cameAbout = meetings('came_about', { by: 'kind' })

/** Outcomes by type, from a level of evidence up. */
export const outcomesFrom = (floor: CountedMetric['floor']): CountedMetric => ({
  kind: 'counted',
  id: 'outcomes',
  version: 1,
  ...Counting.parse({ source: 'outcomes', unit: 'outcomes', by: 'kind', floor }),
})

/** Outcomes that were documented, and of these what has not sunk since. */
export const documented = {
  ever: { ...outcomesFrom('documented'), id: 'documented' },
  still: { ...outcomesFrom('documented'), id: 'documented_still', lasting: true },
} as const
