import { expect, test } from 'vitest'
import { newId } from '#kernel/ids'
import { partyToken } from '#modules/meetings'
import { as, holding, testHouse } from '../../../tools/test/house.ts'
import { arrangeDraft, arrangeMeetings, arrangeWishes, personOf, the } from './arrange.fixtures.ts'
import { releaseTimetable } from './commands/release.ts'
import { findBrokerage } from './store/stage.ts'

const house = await testHouse({ at: '2019-06-11T12:00:00Z' })
const at = await house.db.tx((tx) => arrangeMeetings(tx))
await house.db.tx((tx) =>
  arrangeWishes(tx, at, [
    [0, 2, 'must'],
    [1, 3, 'meet'],
  ]),
)
await house.db.tx((tx) => arrangeDraft(tx, at, [[0, 2, 0, 0]]))
const lead = holding('station_lead', at.stationId, the(at.parties, 0).personId)
const neighbour = holding('station_lead', newId<'station'>())
await house.cases
  .as({ actor: lead, door: 'web', requestId: 't' })
  .run(releaseTimetable, { brokerageId: at.brokerageId, after: 0, note: {} })
const desk = `/en/console/events/${at.eventId}/meetings`
const pages = [
  'timetable',
  'timetable?view=tables',
  'runs',
  'release',
  'market',
  'held',
  'print',
  'print?kind=wall',
  `market/${the(at.parties, 0).id}`,
]
const get = async (path: string, actor: Parameters<typeof as>[0] | null) =>
  (await house.app.request(path, { headers: actor ? as(actor) : {} })).status

test.each(pages)('the own lead opens %s, the neighbour’s does not find it, a party may not', async (page) => {
  expect(await get(`${desk}/${page}`, lead)).toBe(200)
  expect(await get(`${desk}/${page}`, neighbour)).toBe(404)
  expect(await get(`${desk}/${page}`, personOf(the(at.parties, 1)))).toBe(403)
  expect(house.broken).toEqual([])
})

test('a timetable opens by its link or to its person, and to nobody else', async () => {
  const party = the(at.parties, 0)
  const brokerage = await house.db.tx((tx) => findBrokerage(tx, { brokerageId: at.brokerageId }))
  if (!brokerage) throw new Error('no brokerage')
  const token = partyToken(house.keys, party.id, brokerage)
  expect(await get(`/en/timetables/${token}`, null)).toBe(200)
  expect(await get(`/zh/timetables/${token}x`, null)).toBe(410)
  expect(await get(`/en/timetables/${at.eventId}`, personOf(party))).toBe(200)
  expect(await get(`/en/timetables/${at.eventId}`, holding('verifier'))).toBe(404)
  expect(await get(`/en/timetables/feed/${party.feedKey}/meetings.ics`, null)).toBe(200)
  expect(await get(`/en/timetables/feed/${crypto.randomUUID()}/meetings.ics`, null)).toBe(404)
  const other = await house.app.request(`/en/timetables/${token}`)
  expect(await other.text()).not.toContain('P3')
})
