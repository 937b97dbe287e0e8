import { expect, test } from 'vitest'
import { newId } from '#kernel/ids'
import { personName } from '#kernel/names'
import { plainDate, zone } from '#kernel/time'
import { noLinks, stateOutcome, verifyOutcome } from '#modules/outcomes'
import { ensurePersons } from '#modules/people'
import { insertEdition, insertProgramme } from '#modules/programme'
import { countedNow, countSeries, library } from '#modules/statements'
import { insertStation } from '#modules/stations'
import { testDatabase } from '../../tools/test/database.ts'
import { holding } from '../../tools/test/house.ts'
import { readEvidence, readFunnel, readOrigin, readOversight, readPast, readTime } from './queries.ts'

const db = await testDatabase({ at: '2019-09-01T08:00:00Z' })
const editionId = newId<'edition'>()
const [london, boston] = [newId<'station'>(), newId<'station'>()]
const text = { en: 'E', zh: '' }

const people = await db.tx(async (tx) => {
  const programmeId = newId<'programme'>()
  await insertProgramme(tx, { id: programmeId, slug: 'p', name: text, about: text })
  await insertEdition(tx, {
    ...{ id: editionId, programmeId, number: 20, year: 2019, slug: '2019', name: text, place: text },
    ...{ startsOn: plainDate('2019-07-04'), endsOn: plainDate('2019-07-06'), zone: zone('Asia/Shanghai') },
    ...{ state: 'open', clonedFrom: null, createdAt: db.clock.now() },
  })
  for (const [id, slug] of [
    [london, 'london'],
    [boston, 'boston'],
  ] as const)
    await insertStation(tx, {
      ...{ id, programmeId, slug, name: text, city: text, country: 'GB', territory: [] },
      ...{ zone: zone('Europe/London'), openedYear: 2018, about: text },
    })
  return ensurePersons(
    tx,
    ['london', 'boston'].map((name) => ({
      email: `${name}@example.org`,
      name: personName({}),
      locale: 'en' as const,
    })),
    db.clock.now(),
  )
})
const lead = (station: typeof london, name: string) =>
  holding('station_lead', station, people.get(`${name}@example.org`)?.id)
const ours = lead(london, 'london')
const neighbour = lead(boston, 'boston')

await db.use(ours).run(stateOutcome, {
  ...noLinks,
  ...{
    editionId,
    stationId: london,
    title: 'A post',
    organisation: 'X',
    happenedOn: plainDate('2019-07-20'),
  },
  terms: { type: 'post', form: 'full_time' },
})

const filter = (stationId: typeof london | null) => ({ editionId, stationId, country: null })
const typesOf = async (actor: typeof ours, stationId: typeof london | null) =>
  (await db.use(actor).ask(readEvidence, filter(stationId))).map(({ type }) => type)

test('a station looks at its own; the host and the auditor at everything', async () => {
  expect(await typesOf(ours, london)).toEqual(['post'])
  expect(await typesOf(neighbour, boston)).toEqual([])
  expect(await typesOf(holding('auditor'), null)).toEqual(['post'])
  expect(await typesOf(holding('organiser'), london)).toEqual(['post'])
  expect(await typesOf(holding('organiser'), boston)).toEqual([])
})

test('the neighbour’s board is refused, and so is everybody’s without choosing one', async () => {
  for (const stationId of [london, null]) {
    const use = db.use(neighbour)
    await expect(use.ask(readFunnel, filter(stationId))).rejects.toThrow('kernel.forbidden')
    await expect(use.ask(readOrigin, filter(stationId))).rejects.toThrow('kernel.forbidden')
    await expect(use.ask(readPast, filter(stationId))).rejects.toThrow('kernel.forbidden')
    await expect(
      db.use(neighbour).ask(readTime, { ...filter(stationId), metric: 'posts_stated' }),
    ).rejects.toThrow('kernel.forbidden')
  }
  for (const role of ['registration_desk', 'check_in_crew'] as const)
    await expect(db.use(holding(role)).ask(readFunnel, filter(null))).rejects.toThrow('kernel.forbidden')
})

test('row-level security keeps the neighbour’s rows out even where no station is asked for', async () => {
  const metric = library.find(({ id }) => id === 'posts_stated')
  if (metric?.kind !== 'counted') throw new Error('the library counts posts')
  const seenBy = (actor: typeof ours) =>
    db.as(actor, async (tx) => (await countSeries(tx, metric, {}, countedNow(db.clock.now()))).ever.low)
  expect([await seenBy(ours), await seenBy(neighbour)]).toEqual([1, 0])
})

test('those who check see open work, loads and the log; a station and its neighbour see none of it', async () => {
  const organiser = holding('organiser', null, people.get('boston@example.org')?.id)
  const { outcome } = await db.use(ours).run(stateOutcome, {
    ...noLinks,
    ...{
      editionId,
      stationId: london,
      title: 'Another',
      organisation: 'X',
      happenedOn: plainDate('2019-07-21'),
    },
    terms: { type: 'post', form: 'full_time' },
  })
  await db.use(organiser).run(verifyOutcome, { outcomeId: outcome.id, level: 'witnessed', reason: 'Seen.' })
  const all = { editionId: null, stationId: null, country: null }
  const { editions, loads, people: named, log } = await db.use(holding('auditor')).ask(readOversight, all)
  expect(editions).toEqual([{ name: text, documented: 0, sunk: 0, disputed: 0, waiting: 0, lost: 0 }])
  expect(loads).toEqual([{ verifierId: people.get('boston@example.org')?.id, given: 1, first: 0, own: 0 }])
  expect([...named.keys()]).toEqual([people.get('boston@example.org')?.id])
  expect(log).toMatchObject({ checkpoint: null, witnesses: [] })
  expect(log.entries).toBeGreaterThan(2)
  const elsewhere = await db.use(holding('auditor')).ask(readOversight, { ...all, stationId: boston })
  expect([elsewhere.editions, elsewhere.loads]).toEqual([[], []])
  for (const [actor, stationId] of [
    [ours, london],
    [neighbour, london],
    [neighbour, boston],
    [holding('check_in_crew'), null],
  ] as const)
    await expect(db.use(actor).ask(readOversight, { ...all, stationId })).rejects.toThrow('kernel.forbidden')
})
