import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { visitor } from '#kernel/access'
import { testDatabase } from '../../../tools/test/database.ts'
import { holding } from '../../../tools/test/house.ts'
import { arrangeMeetings } from '../arrange.fixtures.ts'
import {
  addGroup,
  addSlots,
  addTables,
  changeTable,
  moveOn,
  openBrokerage,
  removeGroup,
  removeSlots,
  removeTables,
  setPairings,
} from './commands.ts'
import { findBrokerage, phaseChangesOf, readSetUp } from './store.ts'

const db = await testDatabase()
const event = await arrangeMeetings(db)
const { eventId } = event
const lead = db.use(event.lead)
const told = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: Error) => error.message,
  )
const setUp = () =>
  db.tx(async (tx) => {
    const brokerage = await findBrokerage(tx, eventId)
    if (!brokerage) throw new Error('it was opened')
    return readSetUp(tx, brokerage)
  })
const day = { day: '2019-06-12', from: '14:00', until: '15:40', minutes: 20, gap: 5, pause: null }
const tables = {
  prefix: 'A',
  count: 3,
  place: { en: 'Hall', zh: '大厅' },
  languages: ['en'],
  onlineUrl: null,
}

test('meetings are opened once, by those who manage the event, with phases from its dates', async () => {
  expect(await told(db.use(event.neighbour).run(openBrokerage, { eventId }))).toBe('kernel.forbidden')
  expect(await told(db.use(visitor).run(openBrokerage, { eventId }))).toBe('kernel.sign_in_first')
  await lead.run(openBrokerage, { eventId, usualGroups: true })
  expect(await told(lead.run(openBrokerage, { eventId }))).toBe('meetings.already_open')
  const { brokerage, groups, pairings } = await setUp()
  expect([groups.length, pairings.length]).toEqual([4, 3])
  expect(brokerage.begins.live).toBe('2019-06-10T08:00:00.000Z') // nine in London, two days ahead
  expect(brokerage.begins.done).toBe('2019-06-12T17:00:00.000Z')
})

test('slots that overlap are refused with which one, and a slot or table goes', async () => {
  await lead.run(addSlots, { eventId, day })
  await lead.run(addTables, { eventId, facts: tables })
  expect((await setUp()).slots).toHaveLength(4)
  await expect(
    lead.run(addSlots, { eventId, day: { ...day, from: '14:10', until: '14:30' } }),
  ).rejects.toMatchObject({
    code: 'meetings.slot_overlaps',
    details: { day: '2019-06-12', from: '14:00', until: '14:20' },
  })
  const before = await setUp()
  const [slot] = before.slots
  const [table] = before.tables
  if (!slot || !table) throw new Error('there are some')
  const facts = { ...table, languages: [], closed: [slot.id] }
  await lead.run(changeTable, { eventId, tableId: table.id, facts })
  expect((await setUp()).tables[0]?.closed).toEqual([slot.id])
  const taken = { ...facts, closed: [], name: 'A2' }
  expect(await told(lead.run(changeTable, { eventId, tableId: table.id, facts: taken }))).toBe(
    'kernel.invalid',
  )
  await lead.run(removeSlots, { eventId, slotIds: [slot.id] })
  await lead.run(removeTables, { eventId, tableIds: [table.id] })
  const after = await setUp()
  expect([after.slots.length, after.tables.map(({ name }) => name)]).toEqual([3, ['A2', 'A3']])
})

test('two desks cannot make overlapping slots: the database refuses the later one', async () => {
  const at = { ...day, from: '16:00', until: '16:20' }
  const answers = await Promise.all([1, 2, 3].map(() => told(lead.run(addSlots, { eventId, day: at }))))
  expect(answers.filter((answer) => answer === 'done')).toHaveLength(1)
  // Whoever looked before the first was done hears it from the database, which does not know with which slot.
  expect(answers.filter((answer) => /^meetings\.slot_overlaps(_new)?$/.test(answer))).toHaveLength(2)
})

test('groups and who meets whom are written whole; unknown groups are not found', async () => {
  await lead.run(addGroup, {
    eventId,
    facts: { name: { en: 'Media', zh: '媒体' }, mostMeetings: 3, mostWishes: 5, mostMusts: 1, weight: 2 },
  })
  const { groups } = await setUp()
  const [first, second, , , media] = groups
  if (!first || !second || !media) throw new Error('five groups')
  await lead.run(setPairings, {
    eventId,
    pairings: [
      { a: media.id, b: media.id },
      { a: second.id, b: first.id },
      { a: first.id, b: second.id },
    ],
  })
  expect((await setUp()).pairings).toHaveLength(2)
  await lead.run(removeGroup, { eventId, groupId: media.id })
  expect((await setUp()).pairings).toHaveLength(1)
  expect(await told(lead.run(removeGroup, { eventId, groupId: media.id }))).toBe('kernel.not_found')
})

test('the next phase begins now, with a reason that everybody can read', async () => {
  db.clock.set(event.startsAt)
  const reason = { en: 'Everybody is ready', zh: '人已到齐' }
  expect(await told(lead.run(moveOn, { eventId, reason: { en: '', zh: '' } }))).toBe('kernel.invalid')
  expect(await told(db.use(event.neighbour).run(moveOn, { eventId, reason }))).toBe('kernel.not_found')
  expect(await told(db.use(holding('auditor')).run(moveOn, { eventId, reason }))).toBe('kernel.forbidden')
  await lead.run(moveOn, { eventId, reason })
  const { brokerage } = await setUp()
  expect(brokerage.begins.done).toBe(event.startsAt)
  const changes = await db.as(visitor, (tx) => phaseChangesOf(tx, brokerage.id))
  expect(changes).toMatchObject([{ phase: 'done', became: event.startsAt, reason }])
  // As the last release wrote them: one text, which is one of the two languages.
  await db.tx((tx) => sql`update meeting_phase_change set why = null`.execute(tx))
  const older = await db.as(visitor, (tx) => phaseChangesOf(tx, brokerage.id))
  expect(older[0]?.reason).toEqual({ en: '', zh: 'Everybody is ready · 人已到齐' })
})
