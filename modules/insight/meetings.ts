import { query, type Tx } from '#kernel/command'
import { outcomesOfMeetings } from '#modules/outcomes'
import { listEditions } from '#modules/programme'
import { countedNow, countGroups, countRows, countSeries } from '#modules/statements'
import { listStations } from '#modules/stations'
import { may } from './access.ts'
import { cameAbout, met } from './model.ts'
import { Filter } from './queries.ts'

/** What came of 1:1 meetings: by edition, by station, how they came about, and the outcomes that rest on one. */
export const readMeetings = query({
  name: 'insight.meetings',
  input: Filter,
  load: async (tx, { editionId, stationId }, { at }) => {
    const cut = countedNow(at)
    const scope = { editionId, stationId }
    const series: Map<string, number>[] = []
    for (const metric of met) {
      const { editions } = await countSeries(tx, metric, { stationId }, cut)
      series.push(new Map(editions.map(({ editionId: id, low }) => [id, low])))
    }
    const editions = (await listEditions(tx)).filter(({ id }) => editionId === null || id === editionId)
    return {
      byEdition: editions.toReversed().flatMap(({ id, name }) => {
        const steps = series.map((step) => step.get(id) ?? 0)
        return steps.some((value) => value > 0) ? [{ id, name, steps }] : []
      }),
      byStation: await stationsOf(tx, scope, cut),
      cameAbout: await countGroups(tx, cameAbout, scope, cut),
      outcomes: await outcomesOfMeetings(tx, scope),
    }
  },
  allow: (actor, _answer, input) => may.look(actor, input),
})

type Cut = ReturnType<typeof countedNow>
type Scope = Parameters<typeof outcomesOfMeetings>[1]

/** Each station's own, and those of events that the host holds itself. */
async function stationsOf(tx: Tx, scope: Scope, cut: Cut) {
  const steps: Map<string | null, number>[] = []
  for (const metric of met) {
    const rows = await countRows(tx, metric, scope, cut)
    const held = new Map<string | null, number>()
    for (const { group } of rows) held.set(group, (held.get(group) ?? 0) + 1)
    steps.push(held)
  }
  const names = new Map<string, Awaited<ReturnType<typeof listStations>>[number]['name']>(
    (await listStations(tx)).map(({ id, name }) => [id, name]),
  )
  return [...(steps[0]?.keys() ?? [])].map((station) => ({
    name: station === null ? null : (names.get(station) ?? null),
    steps: steps.map((step) => step.get(station) ?? 0),
  }))
}
