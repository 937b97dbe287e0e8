import { z } from 'zod'
import { organisationsOf } from '#kernel/access'
import { query, type Tx } from '#kernel/command'
import { isCountry } from '#kernel/countries'
import type { Instant } from '#kernel/time'
import { levels, openWork, signedLog, verifierLoads } from '#modules/outcomes'
import { actedFor, readPersons } from '#modules/people'
import { EditionId, listEditions, readOrganisations } from '#modules/programme'
import {
  type CountedMetric,
  correctedSince,
  countedNow,
  countGroups,
  countRows,
  countSeries,
  library,
} from '#modules/statements'
import { listStations, StationId } from '#modules/stations'
import { anyReader, may, overseer, reader, seesAll } from './access.ts'
import { documented, fields, funnel, origin, outcomesFrom, visited } from './model.ts'

/** What a board of everybody is asked for. */
export const Filter = z.object({
  editionId: EditionId.nullable(),
  stationId: StationId.nullable(),
  country: z.string().refine(isCountry, 'kernel.field_country').nullable(),
})
type Asked = z.output<typeof Filter>

const scopeOf = ({ editionId, stationId, country }: Asked) => ({ editionId, stationId, country })
const look = (actor: Parameters<typeof may.look>[0], _answer: unknown, input: Pick<Asked, 'stationId'>) =>
  may.look(actor, input)

/** What can be chosen in the address: editions, stations, and the organisations that somebody acts for. */
export const readFilters = query({
  name: 'insight.filters',
  input: z.object({}),
  load: async (tx, _input, { actor }) => ({
    // What is still being prepared is not an enterprise's to know.
    editions: (await listEditions(tx)).filter(({ state }) => reader(actor) || state !== 'draft'),
    stations: await listStations(tx),
    organisations: await readOrganisations(tx, seesAll(actor) ? await actedFor(tx) : organisationsOf(actor)),
  }),
  allow: anyReader,
})

const knowsCountry = ({ source }: CountedMetric) => source !== 'outcomes' && source !== 'credits'

/** Each step of the funnel in each edition. */
async function funnels(
  tx: Tx,
  { stationId, country }: Pick<Asked, 'stationId' | 'country'>,
  at: Instant,
  metrics: readonly CountedMetric[] = funnel,
) {
  const steps: Map<string, number>[] = []
  for (const metric of metrics) {
    // Outcomes know no country; asking for one must not make them look like none.
    const { editions } = await countSeries(
      tx,
      metric,
      { stationId, country: knowsCountry(metric) ? country : null },
      countedNow(at),
    )
    steps.push(new Map(editions.map(({ editionId, low }) => [editionId, low])))
  }
  const editions = (await listEditions(tx)).toReversed()
  return editions.flatMap(({ id, slug, year, name }) => {
    const values = steps.map((step) => step.get(id) ?? 0)
    return values.some((value) => value > 0) ? [{ id, slug, year, name, steps: values }] : []
  })
}

/** The funnel of each edition, and of each station in the chosen one. */
export const readFunnel = query({
  name: 'insight.funnel',
  input: Filter,
  load: async (tx, input, { at }) => {
    const stations = (await listStations(tx)).filter(
      ({ id }) => input.stationId === null || id === input.stationId,
    )
    const byStation: { id: string; name: (typeof stations)[number]['name']; steps: number[] }[] = []
    for (const { id, name } of stations) {
      const steps: number[] = []
      for (const metric of funnel) {
        const rows = await countRows(
          tx,
          metric,
          { editionId: input.editionId, stationId: id },
          countedNow(at),
        )
        steps.push(new Set(rows.map(({ low }) => low)).size)
      }
      if (steps.some((value) => value > 0)) byStation.push({ id, name, steps })
    }
    return { byEdition: await funnels(tx, input, at), byStation }
  },
  allow: look,
})

/** Where people come from: those who came, and everybody who was reached. */
export const readOrigin = query({
  name: 'insight.origin',
  input: Filter,
  load: async (tx, input, { at }) => ({
    came: await countGroups(tx, origin.came, scopeOf(input), countedNow(at)),
    reached: await countGroups(tx, origin.reached, scopeOf(input), countedNow(at)),
  }),
  allow: look,
})

/** What people studied, and what kinds of events they came to. */
export const readFields = query({
  name: 'insight.fields',
  input: Filter,
  load: async (tx, input, { at }) => ({
    fields: await countGroups(tx, fields, scopeOf(input), countedNow(at)),
    visited: await countGroups(tx, visited, scopeOf(input), countedNow(at)),
  }),
  allow: look,
})

/** One metric of the library over the editions. */
export const readTime = query({
  name: 'insight.time',
  input: Filter.extend({ metric: z.string().max(60) }),
  load: async (tx, input, { at }) => {
    const metric = library.find(({ id }) => id === input.metric)
    if (metric?.kind !== 'counted') return { metric: null, editions: [], ever: { low: 0, high: 0 } }
    const series = await countSeries(
      tx,
      metric,
      { stationId: input.stationId, country: knowsCountry(metric) ? input.country : null },
      countedNow(at),
    )
    const editions = (await listEditions(tx)).toReversed().flatMap(({ id, year, name }) => {
      const found = series.editions.find(({ editionId }) => editionId === id)
      return found ? [{ year, name, low: found.low, high: found.high }] : []
    })
    return { metric, editions, ever: series.ever }
  },
  allow: look,
})

/** How outcomes of each type are shown: how many stand at each level. */
export const readEvidence = query({
  name: 'insight.evidence',
  input: Filter,
  load: async (tx, input, { at }) => {
    const from: Map<string, number>[] = []
    for (const level of levels)
      from.push(
        new Map(
          (
            await countGroups(tx, outcomesFrom(level), { ...scopeOf(input), country: null }, countedNow(at))
          ).map(({ group, value }) => [group, value]),
        ),
      )
    return [...(from[0]?.keys() ?? [])].map((type) => ({
      type,
      // What reaches a level and not the next one stands at it.
      levels: levels.map(
        (_level, index) => (from[index]?.get(type) ?? 0) - (from[index + 1]?.get(type) ?? 0),
      ),
    }))
  },
  allow: look,
})

/** The funnels that a forecast rests on. */
export const readPast = query({
  name: 'insight.past',
  input: Filter,
  load: (tx, input, { at }) => funnels(tx, input, at, [origin.reached, ...funnel]),
  allow: look,
})

/** What those who check look at: what has sunk, what is open, who verifies how much, what was put right, how far the log is signed. */
export const readOversight = query({
  name: 'insight.oversight',
  input: Filter,
  load: async (tx, { editionId, stationId }, { at }) => {
    const cut = countedNow(at)
    const byEdition = async (metric: CountedMetric) =>
      new Map(
        (await countSeries(tx, metric, { stationId }, cut)).editions.map((each) => [
          each.editionId,
          each.low,
        ]),
      )
    const [ever, still] = [await byEdition(documented.ever), await byEdition(documented.still)]
    const open = new Map((await openWork(tx, { editionId, stationId })).map((each) => [each.editionId, each]))
    const loads = await verifierLoads(tx, { editionId, stationId })
    const editions = (await listEditions(tx)).filter(({ id }) => editionId === null || id === editionId)
    return {
      editions: editions.flatMap(({ id, name }) => {
        const work = open.get(id)
        const all = ever.get(id) ?? 0
        const { disputed = 0, waiting = 0, lost = 0 } = work ?? {}
        const found = { name, documented: all, sunk: all - (still.get(id) ?? 0), disputed, waiting, lost }
        return work || all > 0 ? [found] : []
      }),
      loads,
      people: await readPersons(
        tx,
        loads.map(({ verifierId }) => verifierId),
      ),
      since: (await correctedSince(tx, editionId)).map((each) => ({
        ...each,
        edition: editions.find(({ id }) => id === each.editionId)?.name ?? null,
      })),
      log: await signedLog(tx),
    }
  },
  allow: overseer,
})
