import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { system } from '#kernel/access'
import { newId } from '#kernel/ids'
import { instant } from '#kernel/time'
import { partyToken } from '#modules/meetings'
import { as, holding, testHouse } from '../../../tools/test/house.ts'
import { startRun } from '../runs/commands.ts'
import { jobs } from '../runs/jobs.ts'
import { arrangeDraft, arrangeMeetings, arrangeWishes, personOf, the } from './arrange.fixtures.ts'
import { placeMeeting } from './commands/draft.ts'
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
  'held?only=not_held&page=99',
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

test('why the desk acted is read at the desk alone while the meeting stands, and by both once it does not', async () => {
  const party = the(at.parties, 2) // the lead is the other of the two
  const written = (state: string) =>
    house.db.tx(async (tx) => {
      const found = await sql<{
        id: string
      }>`update meeting set reason = 'Asked at the counter', state = ${state}
        where brokerage_id = ${at.brokerageId} returning id`.execute(tx)
      return found.rows[0]?.id
    })
  const reads = async (path: string, actor: Parameters<typeof as>[0]) =>
    (await (await house.app.request(path, { headers: as(actor) })).text()).includes('Asked at the counter')
  const id = await written('booked')
  const [own, desks] = [
    `/en/timetables/${at.eventId}/meetings/${id}`,
    `${desk}/market/${party.id}/meetings/${id}`,
  ]
  expect([await reads(own, personOf(party)), await reads(desks, lead)]).toEqual([false, true])
  await written('declined')
  expect([await reads(own, personOf(party)), await reads(desks, lead)]).toEqual([true, true])
  await house.db.tx((tx) => sql`update meeting set reason = null, state = 'booked'`.execute(tx))
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

test('one’s own timetable stands among one’s pages; by its link it does not lead where a sign-in is needed', async () => {
  const party = the(at.parties, 0)
  const read = async (path: string, actor: Parameters<typeof as>[0] | null, locale = 'en') =>
    (await house.app.request(`/${locale}${path}`, { headers: actor ? as(actor) : {} })).text()
  const brokerage = await house.db.tx((tx) => findBrokerage(tx, { brokerageId: at.brokerageId }))
  if (!brokerage) throw new Error('no brokerage')
  const own = await read(`/timetables/${at.eventId}`, personOf(party))
  expect(own).toMatch(/<a[^>]*aria-current="page"[^>]*>Your timetable</)
  expect(own).toMatch(/\/meetings\/people"[^>]*>Whom to meet</)
  const byLink = await read(`/timetables/${partyToken(house.keys, party.id, brokerage)}`, null)
  expect(byLink).not.toContain('/meetings/people"')
  expect(own).not.toContain('You act for')
})

test('whoever acts for somebody at the desk reads whose pages these are, on each of them', async () => {
  const party = the(at.parties, 1) // the lead takes part as the first
  const base = `/zh/console/events/${at.eventId}/meetings/market/${party.id}`
  for (const page of ['', '/market', '/follow-ups', `/propose/${the(at.parties, 2).id}`]) {
    const text = await (await house.app.request(`${base}${page}`, { headers: as(lead) })).text()
    expect([page, /您正在为[^<]+代办/.test(text)]).toEqual([page, true])
    expect(text).not.toContain('我的洽谈')
  }
})

test('once a timetable is out, whoever takes part is told so and led to it, whatever the phase is called', async () => {
  const ahead = await house.db.tx((tx) => arrangeMeetings(tx, { startsAt: instant('2019-06-20T08:00:00Z') }))
  await house.db.tx((tx) => arrangeWishes(tx, ahead, [[0, 2, 'must']]))
  await house.db.tx((tx) => arrangeDraft(tx, ahead, [[0, 2, 0, 0]]))
  const me = as(personOf(the(ahead.parties, 0)))
  const own = await (await house.app.request(`/en/timetables/${ahead.eventId}`, { headers: me })).text()
  const overview = own.match(/href="([^"]*\/meetings)"/)?.[1] ?? ''
  const read = async () => (await house.app.request(overview, { headers: me })).text()
  const button = new RegExp(`href="/en/timetables/${ahead.eventId}" class="btn`)
  const before = await read()
  expect(before).toContain('the timetable is being made')
  expect(before).not.toMatch(button)
  await house.cases
    .as({
      actor: holding('station_lead', ahead.stationId, the(ahead.parties, 0).personId),
      door: 'web',
      requestId: 't',
    })
    .run(releaseTimetable, { brokerageId: ahead.brokerageId, after: 0, note: {} })
  const after = await read()
  expect(after).toContain('The timetable is out')
  expect(after).toMatch(button)
})

test('the desk reads why two meet, with what they wrote, and of a wish taken out by hand whether there is room', async () => {
  const { brokerageId } = at
  const use = house.cases.as({ actor: lead, door: 'web', requestId: 't' })
  const page = async (path: string) =>
    (await house.app.request(`${desk}/${path}`, { headers: as(lead) })).text()
  expect(await page('timetable')).toContain('Not looked at by a run yet.')
  const { id } = await use.run(startRun, { brokerageId, scope: 'gaps', seconds: 1, seed: 1 })
  const search = jobs.find(({ name }) => name === 'meetings.search')
  await search?.run(house.db.use(system('test')), { payload: { runId: id } })
  expect(await page('timetable')).toContain('Every wish has its place.')

  const [a = the(at.parties, 1).id, b = a] = [the(at.parties, 1).id, the(at.parties, 3).id].sort()
  await house.db.tx((tx) =>
    sql`update wish set note = 'About the pilot line' where from_party = ${the(at.parties, 1).id}`.execute(
      tx,
    ),
  )
  const one = await page(`timetable/${a}/${b}`)
  expect(one).toContain('would like to meet')
  expect(one).toContain('“About the pilot line”')
  await use.run(placeMeeting, { brokerageId, a, b, to: null })
  expect(await page('timetable')).toContain('There is room: open it')
  await house.db.tx((tx) =>
    sql`insert into meeting_busy (party_id, slot_id, station_id, person_id)
      select ${a}, id, station_id, ${at.parties.find((each) => each.id === a)?.personId} from meeting_slot
      where brokerage_id = ${brokerageId}`.execute(tx),
  )
  expect(await page('timetable')).toContain('No slot and table suit both as the draft is now.')
})

test('a list that is cut says of how many it shows how many', async () => {
  const large = await house.db.tx((tx) => arrangeMeetings(tx, { scholars: 1, employers: 220 }))
  const read = async (path: string, actor: Parameters<typeof as>[0]) =>
    (await house.app.request(path, { headers: as(actor) })).text()
  const own = await read(`/en/timetables/${large.eventId}/market`, personOf(the(large.parties, 0)))
  expect(own).toContain('The first 100 of 220 are shown')
  const chief = holding('station_lead', large.stationId, the(large.parties, 0).personId)
  expect(await read(`/zh/console/events/${large.eventId}/meetings/market`, chief)).toContain(
    '共221位，仅显示前200位',
  )
})
