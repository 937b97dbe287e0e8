import { type Level, reaches } from '#modules/outcomes'
import type { Counted, Material, Metric } from './model.ts'

const once = <Row>(rows: readonly Row[], key: (row: Row) => string): Row[] => [
  ...new Map(rows.map((row) => [key(row), row])).values(),
]

type Presence = Material['registered'][number]

const person = ({ personId, stationId, country }: Presence): Counted => ({
  kind: 'person',
  recordId: personId,
  stationId,
  group: country,
  level: null,
})

const visit = ({ registrationId, stationId, country }: Presence): Counted => ({
  kind: 'registration',
  recordId: registrationId,
  stationId,
  group: country,
  level: null,
})

/** One outcome type at an evidence floor; intentions and binding contracts are two metrics, never one. */
const outcomes = (id: string, type: string, floor: Level, force: string | null = null): Metric => ({
  id,
  unit: 'outcomes',
  floor,
  version: 1,
  count: (material) =>
    material.outcomes
      .filter(
        (each) =>
          each.type === type && (force === null || each.force === force) && reaches(each.level, floor),
      )
      .map(({ id: recordId, stationId, level }) => ({
        kind: 'outcome',
        recordId,
        stationId,
        group: null,
        level,
      })),
})

/** The library, in the order of a statement. */
export const metrics: readonly Metric[] = [
  {
    id: 'registered_persons',
    unit: 'persons',
    floor: null,
    version: 1,
    count: ({ registered }) => once(registered, (row) => row.personId).map(person),
  },
  {
    id: 'attendances',
    unit: 'person_times',
    floor: null,
    version: 1,
    count: ({ attendances }) => attendances.map(visit),
  },
  {
    id: 'attended_persons',
    unit: 'persons',
    floor: null,
    version: 1,
    count: ({ attendances }) => once(attendances, (row) => row.personId).map(person),
  },
  {
    id: 'countries',
    unit: 'countries',
    floor: null,
    version: 1,
    count: ({ registered }) =>
      once(
        registered.filter((row) => row.country !== null),
        (row) => row.country ?? '',
      ).map(person),
  },
  outcomes('posts', 'post', 'documented'),
  outcomes('companies', 'company', 'documented'),
  outcomes('contracts_binding', 'contract', 'documented', 'binding'),
  outcomes('contracts_intention', 'contract', 'witnessed', 'intention'),
]
