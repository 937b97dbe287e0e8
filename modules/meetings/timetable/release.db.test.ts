import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { newId } from '#kernel/ids'
import { EventId } from '#modules/events'
import { testDatabase } from '../../../tools/test/database.ts'
import { holding } from '../../../tools/test/house.ts'
import { changeTable } from '../setup/commands.ts'
import { brokerageById, tablesOf } from '../setup/store.ts'
import { arrangeDraft, arrangeMeetings, arrangeWishes, personOf, the } from './arrange.fixtures.ts'
import { releaseTimetable } from './commands/release.ts'
import { compareDraft } from './queries.ts'
import { meetingsOf } from './store/meeting.ts'

const db = await testDatabase({ at: '2019-06-01T09:00:00Z' })
const note = { en: 'Two more tables', zh: '' }

const told = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: Error) => error.message,
  )

async function arranged(wanted: Parameters<typeof arrangeMeetings>[1] = {}) {
  const at = await db.tx((tx) => arrangeMeetings(tx, wanted))
  const lead = holding('station_lead', at.stationId, the(at.parties, 0).personId)
  const release = (after: number, actor = lead) =>
    db.use(actor).run(releaseTimetable, { brokerageId: at.brokerageId, after, note })
  const standing = () => db.tx((tx) => meetingsOf(tx, at.brokerageId, ['booked']))
  const seats = async () =>
    (
      await db.tx((tx) =>
        sql<{
          count: number
        }>`select count(*)::int as count from meeting_seat join meeting on meeting.id = meeting_id
          where brokerage_id = ${at.brokerageId}`.execute(tx),
      )
    ).rows[0]?.count
  return { at, lead, release, standing, seats }
}

test('a release makes meetings, the next one moves, adds and drops, and ids and sequences tell calendars so', async () => {
  const { at, release, standing, seats } = await arranged()
  await db.tx((tx) =>
    arrangeDraft(tx, at, [
      [0, 2, 0, 0],
      [1, 3, 0, 1],
      [0, 3, 1, 0, true],
    ]),
  )
  expect((await release(0)).release).toMatchObject({ number: 1, added: 3, moved: 0, dropped: 0, kept: 0 })
  const before = await standing()
  expect(before.map(({ sequence, pinned }) => [sequence, pinned])).toEqual([
    [0, false],
    [0, false],
    [0, true],
  ])
  expect(await seats()).toBe(9)
  // Two meetings change places: each seat is left before it is taken.
  await db.tx((tx) =>
    arrangeDraft(tx, at, [
      [0, 2, 1, 0],
      [0, 3, 0, 0, true],
      [1, 2, 2, 0],
    ]),
  )
  expect((await release(1)).release).toMatchObject({ number: 2, added: 1, moved: 2, dropped: 1, kept: 0 })
  const after = await standing()
  const known = new Map(before.map((meeting) => [meeting.id, meeting]))
  expect(after.map(({ id, sequence }) => [known.has(id), sequence])).toEqual([
    [true, 1],
    [true, 1],
    [false, 0],
  ])
  expect(await seats()).toBe(9)
  const gone = await db.tx((tx) => meetingsOf(tx, at.brokerageId, ['cancelled']))
  expect(gone.map(({ sequence }) => sequence)).toEqual([1])
  const facts = (await db.facts()).filter(({ payload }) => 'number' in payload && payload.number === 2)
  expect(facts.map(({ name }) => name)).toEqual(Array(4).fill('meetings.released'))
})

test('a table that is found elsewhere changes its meetings to come: calendars count up, and both are told', async () => {
  const { at, release, standing } = await arranged()
  await db.tx((tx) =>
    arrangeDraft(tx, at, [
      [0, 2, 0, 0],
      [1, 3, 0, 1],
    ]),
  )
  await release(0)
  const { eventId, tables } = await db.tx(async (tx) => {
    const brokerage = await brokerageById(tx, at.brokerageId)
    if (!brokerage) throw new Error('it was arranged')
    return { eventId: brokerage.eventId, tables: await tablesOf(tx, brokerage.id) }
  })
  const organiser = db.use(holding('organiser', null, the(at.parties, 0).personId))
  const table = the(tables, 0)
  const known = { ...table, languages: [...table.languages], closed: [...table.closed] }
  const change = (facts: Partial<typeof known>) =>
    organiser.run(changeTable, { eventId, tableId: table.id, facts: { ...known, ...facts } })
  const sequences = async () =>
    (await standing()).map(({ tableId, sequence }) => [tableId === table.id, sequence]).sort()
  const movedFacts = async () => (await db.facts()).filter(({ name }) => name === 'meetings.moved').length
  const before = await movedFacts()
  // Languages and closed slots are the desk's own: nobody goes wrong by them.
  await change({ languages: ['en'] })
  expect([await sequences(), (await movedFacts()) - before]).toEqual([
    [
      [false, 0],
      [true, 0],
    ],
    0,
  ])
  await change({ place: { en: 'Gallery', zh: '展廊' } })
  await change({ onlineUrl: 'https://meet.example.org/new' })
  expect([await sequences(), (await movedFacts()) - before]).toEqual([
    [
      [false, 0],
      [true, 2],
    ],
    2,
  ])
})

test('said twice a release is made once; after another one it is refused', async () => {
  const { at, release, standing } = await arranged()
  await db.tx((tx) => arrangeDraft(tx, at, [[0, 2, 0, 0]]))
  const both = await Promise.all([release(0), release(0)])
  expect(both.map(({ release: { number } }) => number)).toEqual([1, 1])
  expect(await standing()).toHaveLength(1)
  await db.tx((tx) => arrangeDraft(tx, at, [[0, 2, 1, 0]]))
  expect(await told(release(0))).toBe('timetable.released_meanwhile')
  await release(1)
  expect(await told(release(2))).toBe('timetable.nothing_to_release')
})

test('a draft that seats somebody twice is refused by the database, and the last release stands', async () => {
  const { at, release, standing } = await arranged()
  await db.tx((tx) => arrangeDraft(tx, at, [[0, 2, 0, 0]]))
  await release(0)
  const before = await standing()
  await db.tx((tx) =>
    arrangeDraft(tx, at, [
      [0, 2, 1, 0],
      [0, 3, 1, 1],
    ]),
  )
  expect(await told(release(1))).toBe('meetings.slot_taken')
  expect(await standing()).toEqual(before)
})

test('two representatives of a party meet two others at the same time, and not three', async () => {
  const { at, release } = await arranged({ scholars: 3, employers: 1, tables: 3, representatives: 2 })
  await db.tx((tx) =>
    arrangeDraft(tx, at, [
      [0, 3, 0, 0],
      [1, 3, 0, 1],
    ]),
  )
  await release(0)
  await db.tx((tx) =>
    arrangeDraft(tx, at, [
      [0, 3, 0, 0],
      [1, 3, 0, 1],
      [2, 3, 0, 2],
    ]),
  )
  expect(await told(release(1))).toBe('meetings.slot_taken')
})

test('a meeting that two agreed on by themselves stays, whatever the draft says', async () => {
  const { at, release, standing } = await arranged()
  await db.tx((tx) =>
    arrangeDraft(tx, at, [
      [0, 2, 0, 0],
      [1, 3, 0, 1],
    ]),
  )
  await release(0)
  await db.tx((tx) =>
    sql`update meeting set origin = 'market' where table_id = ${the(at.tables, 0)}`.execute(tx),
  )
  await db.tx((tx) => arrangeDraft(tx, at, [[0, 2, 3, 0]]))
  expect((await release(1)).release).toMatchObject({ dropped: 1, moved: 0, kept: 1 })
  expect((await standing()).map(({ slotId }) => slotId)).toEqual([the(at.slots, 0)])
})

test('who may not plan does not release: a neighbour does not even find it, and a party is refused', async () => {
  const { at, release } = await arranged()
  await db.tx((tx) => arrangeDraft(tx, at, [[0, 2, 0, 0]]))
  expect(await told(release(0, holding('station_lead', newId<'station'>())))).toBe('kernel.not_found')
  expect(await told(release(0, holding('registration_desk')))).toBe('kernel.forbidden')
  expect(await told(release(0, personOf(the(at.parties, 0))))).not.toBe('done')
})

test('a timetable of 500 people is released by a handful of writes', async () => {
  const { at, release, standing } = await arranged({ scholars: 300, employers: 200, slots: 10, tables: 200 })
  const places = Array.from({ length: 200 }, (_, index) =>
    Array.from({ length: 10 }, (_, slot) => [(index + slot * 29) % 300, 300 + index, slot, index] as const),
  ).flat()
  await db.tx((tx) => arrangeDraft(tx, at, places))
  const began = performance.now()
  await release(0)
  const ms = performance.now() - began
  process.stdout.write(`released ${places.length} meetings in ${Math.round(ms)} ms\n`)
  expect(await standing()).toHaveLength(2000)
})

test('a draft of which something broke a rule meanwhile is not released, and each is named with its reason', async () => {
  const { at, release, standing } = await arranged()
  await db.tx((tx) =>
    arrangeWishes(tx, at, [
      [0, 2, 'meet'],
      [1, 3, 'meet'],
    ]),
  )
  await db.tx((tx) =>
    arrangeDraft(tx, at, [
      [0, 2, 0, 0],
      [1, 3, 1, 1],
    ]),
  )
  const { id, personId } = the(at.parties, 0)
  await db.tx((tx) =>
    sql`insert into meeting_busy (party_id, slot_id, station_id, person_id)
      values (${id}, ${the(at.slots, 0)}, ${at.stationId}, ${personId})`.execute(tx),
  )
  await db.tx((tx) =>
    sql`update wish set kind = 'no' where from_party = ${the(at.parties, 1).id}`.execute(tx),
  )
  await expect(release(0)).rejects.toMatchObject({
    code: 'timetable.draft_unfit',
    fields: expect.arrayContaining([
      expect.objectContaining({ code: 'timetable.unfit_away' }),
      expect.objectContaining({ code: 'timetable.unfit_unwished' }),
    ]),
  })
  const compare = () =>
    db.use(holding('organiser', null, personId)).ask(compareDraft, { eventId: EventId.parse(at.eventId) })
  expect((await compare()).unfit.map(({ about }) => about).sort()).toEqual(['away', 'unwished'])
  expect(await standing()).toEqual([])
  // What stands already holds nothing back, though it could not be made any more.
  await db.tx((tx) => sql`delete from meeting_busy where party_id = ${id}`.execute(tx))
  await db.tx((tx) =>
    sql`update wish set kind = 'meet' where from_party = ${the(at.parties, 1).id}`.execute(tx),
  )
  await release(0)
  await db.tx((tx) =>
    sql`insert into meeting_table_closed (table_id, slot_id, station_id)
      values (${the(at.tables, 0)}, ${the(at.slots, 0)}, ${at.stationId})`.execute(tx),
  )
  await db.tx((tx) =>
    arrangeDraft(tx, at, [
      [0, 2, 0, 0],
      [1, 3, 2, 1],
    ]),
  )
  expect((await release(1)).release).toMatchObject({ kept: 1, moved: 1 })
})
