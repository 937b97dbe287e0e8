import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { newId } from '#kernel/ids'
import { plainDate, shiftDate, zone } from '#kernel/time'
import { levels } from '#modules/outcomes'
import { insertEdition, insertProgramme } from '#modules/programme'
import { testDatabase } from '../../tools/test/database.ts'
import { aMetric } from './fixtures.ts'
import { type CountedMetric, library } from './metrics/index.ts'
import { count } from './rules/index.ts'
import { counted, series } from './store/count.ts'
import { now, sources } from './store/sources/index.ts'

const db = await testDatabase()
const editions = [newId<'edition'>(), newId<'edition'>(), newId<'edition'>()]
const endsOn = plainDate('2019-07-06')
await db.tx(async (tx) => {
  const programmeId = newId<'programme'>()
  const name = { en: 'P', zh: '' }
  await insertProgramme(tx, { id: programmeId, slug: 'p', name, about: name })
  for (const [index, id] of editions.entries())
    await insertEdition(tx, {
      ...{ id, programmeId, name, place: name, zone: zone('Asia/Shanghai'), state: 'open', clonedFrom: null },
      ...{ number: index + 1, year: 2017 + index, slug: String(2017 + index), startsOn: endsOn, endsOn },
      createdAt: db.clock.now(),
    })
})

/** One of a few ids of a kind, the same ones every time, so that people and stations come again. */
const id = (kind: number, of: number) => `00000000-0000-7000-8${kind}00-00000000000${of}`
const oneOf = (kind: number) => fc.integer({ min: 0, max: 4 }).map((of) => id(kind, of))

type Row = {
  record: string
  record_low: string
  person_low: string | null
  person_high: string | null
  organisation: string | null
  country: string | null
  event: string | null
  station: string | null
  /** Of a record that stations share: this one's part. */
  share: number
  edition: string
  kind: string
  form: string | null
  level: string | null
  level_left: string | null
  minor: number | null
  currency: string | null
  day: string
  known: string
}

const kinds = [
  'admitted',
  'waiting',
  'promotion',
  'post',
  'company',
  'contract',
  'landing',
  'investment',
  'jobs',
  'shown',
  'landed',
  'planned',
  'accepted',
  'declined',
]
const forms = ['full_time', 'part_time', 'intention', 'binding', 'paid', 'side', 'own', 'held', 'no_show']
/** The last has what the others leave, so that nothing is nobody's; one alone has all. */
function whole(parts: readonly [string, number][]): [string, number][] {
  let left = 100
  return parts.flatMap(([station, part], place): [string, number][] => {
    const own = place === parts.length - 1 ? left : Math.min(part, left)
    left -= own
    return own === 0 ? [] : [[station, own]]
  })
}

const row: fc.Arbitrary<Made> = fc
  .record({
    record: fc.uuid(),
    same: fc.option(oneOf(1), { freq: 3 }),
    person: fc.option(oneOf(2)),
    probably: fc.boolean(),
    organisation: fc.option(fc.constantFrom('a', 'b', 'c')),
    country: fc.option(fc.constantFrom('GB', 'CN', 'US', 'JP')),
    event: fc.option(oneOf(3)),
    station: fc.option(oneOf(4)),
    parts: fc.uniqueArray(fc.tuple(oneOf(4), fc.integer({ min: 1, max: 99 })), {
      ...{ maxLength: 4, selector: ([station]: [string, number]) => station },
    }),
    edition: fc.constantFrom(...editions),
    kind: fc.constantFrom(...kinds),
    form: fc.option(fc.constantFrom(...forms)),
    level: fc.option(fc.constantFrom(...levels)),
    left: fc.option(fc.constantFrom(...levels)),
    minor: fc.integer({ min: 0, max: 9999 }),
    day: fc.integer({ min: -40, max: 900 }),
  })
  .map(({ same, person, probably, left, minor, day, parts, ...rest }) => ({
    ...rest,
    record_low: same ?? rest.record,
    person_low: person,
    // Never nobody: what is known at one end is known at the other.
    person_high: probably && person !== null ? rest.record : person,
    level_left: left,
    minor,
    currency: 'CNY',
    day: shiftDate(endsOn, { days: day }),
    known: '2019-08-01T00:00:00Z',
    share: 100,
    parts: whole(parts),
  }))

type Made = Row & { parts: [string, number][] }

/** A record stands in a source once. */
const rows = (maxLength: number) => fc.uniqueArray(row, { maxLength, selector: ({ record }) => record })

/**
 * As a source gives them: where nothing is merely probable, each record stands as itself; where stations share, it stands
 * once for each of them.
 */
function asIn({ source }: CountedMetric, made: readonly Made[]): readonly Row[] {
  const { hasRanges, hasShares } = sources[source]
  const rows = made.flatMap(({ parts, ...each }): Row[] =>
    hasShares && parts.length > 0 ? parts.map(([station, share]) => ({ ...each, station, share })) : [each],
  )
  return hasRanges
    ? rows
    : rows.map((each) => ({ ...each, record_low: each.record, person_high: each.person_low }))
}

const relationOf = (
  rows: readonly Row[],
) => sql`select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given(
  record uuid, record_low uuid, person_low uuid, person_high uuid, organisation text, country text, event uuid,
  station uuid, share int, edition uuid, kind text, form text, level text, level_left text, minor bigint, currency text, day date,
  known timestamptz)`

const keyOf = (metric: CountedMetric, each: Row): [string | null, string | null] => {
  if (metric.unit === 'persons') return [each.person_low, each.person_high]
  if (metric.unit === 'events') return [each.event, each.event]
  if (metric.unit === 'stations') return [each.station, each.station]
  if (metric.unit === 'countries') return [each.country, each.country]
  if (metric.unit === 'organisations') return [each.organisation, each.organisation]
  return [each.record_low, each.record]
}

/** The same counted in the plainest way: one row after the other, into sets. */
function recount(metric: CountedMetric, rows: readonly Row[], edition: string | null) {
  const low = new Map<string, number>()
  const high = new Set<string>()
  const matched: Row[] = []
  for (const each of rows) {
    const [key, other] = keyOf(metric, each)
    const level = metric.lasting ? each.level_left : each.level
    if (key === null) continue
    if (edition !== null && each.edition !== edition) continue
    if (metric.kinds.length > 0 && !metric.kinds.includes(each.kind)) continue
    if (metric.forms.length > 0 && !metric.forms.includes(each.form ?? '')) continue
    if (metric.credited && each.station === null) continue
    if (
      metric.floor !== null &&
      (level === null || levels.indexOf(level as (typeof levels)[number]) < levels.indexOf(metric.floor))
    )
      continue
    if (metric.window !== null && each.day > shiftDate(endsOn, { months: metric.window })) continue
    low.set(key, Math.max(low.get(key) ?? 0, each.minor ?? 0))
    if (other !== null) high.add(other)
    matched.push(each)
  }
  return { low, high, matched }
}

const definitions = [
  ...library.filter((metric) => metric.kind === 'counted'),
  aMetric({ id: 'everything', source: 'reach', unit: 'persons' }),
  aMetric({ id: 'late', unit: 'contracts', window: 24, credited: true, floor: 'confirmed' }),
]

test('every definition of the library counts what a plain recount of random rows counts', async () => {
  await fc.assert(
    fc.asyncProperty(rows(25), async (made) => {
      await db.tx(async (tx) => {
        for (const metric of definitions) {
          const given = asIn(metric, made)
          const [edition] = editions
          const result = count(
            metric,
            await counted(tx, metric, { editionId: edition ?? null }, now(db.clock.now()), relationOf(given)),
          )
          const plain = recount(metric, given, edition ?? null)
          const isSum = metric.unit === 'money' || metric.unit === 'jobs'
          if (!isSum) {
            expect(result.value, metric.id).toBe(plain.low.size)
            expect(result.high, metric.id).toBe(Math.max(plain.low.size, plain.high.size))
          }
          expect(new Set(result.basis.keys), metric.id).toEqual(new Set(plain.low.keys()))
        }
      })
    }),
    { numRuns: 25 },
  )
})

/** In the plainest way, in per cent: of what is probably the same, the one that is known under that very id, or the first. */
function recountShares(matched: readonly Row[]) {
  const shares = new Map<string, number>()
  for (const [low, same] of Map.groupBy(matched, (each) => each.record_low)) {
    const records = same.map(({ record }) => record).sort()
    const chosen = records.includes(low) ? low : records[0]
    for (const { record, station, share } of same)
      if (record === chosen) shares.set(station ?? '', (shares.get(station ?? '') ?? 0) + share)
  }
  return shares
}

test('the parts of all stations are the outcomes counted, each as a plain recount says', async () => {
  const shared = [
    ...definitions.filter(({ source }) => sources[source].hasShares),
    aMetric({ id: 'all_credit', source: 'credits', unit: 'contracts', by: 'station' }),
  ]
  expect(shared.map(({ id }) => id)).toContain('station_posts')
  await fc.assert(
    fc.asyncProperty(rows(25), async (made) => {
      await db.tx(async (tx) => {
        for (const metric of shared) {
          const given = asIn(metric, made)
          const { value, groups } = count(
            metric,
            await counted(tx, metric, {}, now(db.clock.now()), relationOf(given)),
          )
          const percent = (part: number) => Math.round(part * 100)
          expect(
            groups.reduce((sum, each) => sum + percent(each.value), 0),
            metric.id,
          ).toBe(value * 100)
          const { matched } = recount(metric, given, null)
          expect(new Map(groups.map((each) => [each.group, percent(each.value)])), metric.id).toEqual(
            recountShares(matched),
          )
        }
      })
    }),
    { numRuns: 40 },
  )
})

test('a series counts each edition alone, and everybody once over all of them', async () => {
  await fc.assert(
    fc.asyncProperty(rows(30), async (made) => {
      await db.tx(async (tx) => {
        for (const metric of definitions.filter(({ unit }) => unit !== 'money' && unit !== 'jobs')) {
          const given = asIn(metric, made)
          const { editions: each, ever } = await series(
            tx,
            metric,
            {},
            now(db.clock.now()),
            relationOf(given),
          )
          for (const edition of editions) {
            const plain = recount(metric, given, edition)
            const found = each.find(({ editionId }) => editionId === edition)
            expect(found?.low ?? 0, metric.id).toBe(plain.low.size)
            expect(found?.high ?? 0, metric.id).toBe(plain.high.size)
          }
          const plain = recount(metric, given, null)
          expect(ever, metric.id).toEqual({ low: plain.low.size, high: plain.high.size })
          // Never the sum, where somebody came twice.
          expect(ever.low, metric.id).toBeLessThanOrEqual(each.reduce((sum, { low }) => sum + low, 0))
        }
      })
    }),
    { numRuns: 15 },
  )
})
