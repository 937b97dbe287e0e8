import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { system } from '#kernel/access'
import { newId } from '#kernel/ids'
import { instant, plus, toLocal } from '#kernel/time'
import { EventId, findEvent, insertEvent } from '#modules/events'
import { testDatabase } from '../../../tools/test/database.ts'
import { proposeMeeting } from '../market/commands/ask.ts'
import { offerFreed } from '../market/commands/settle.ts'
import { startRun } from '../runs/commands.ts'
import { runsOf } from '../runs/store.ts'
import { changeBrokerage, moveSlots } from '../setup/commands.ts'
import { daysToEvent, slotsAway } from '../setup/rules.ts'
import { findBrokerage, readSetUp, saveTable } from '../setup/store.ts'
import { arrangeDraft, arrangeMeetings, arrangeWishes, personOf, the } from '../timetable/arrange.fixtures.ts'
import { releaseTimetable } from '../timetable/commands/release.ts'
import { meetingsOf, seatsOf } from '../timetable/store/meeting.ts'
import { jobs } from './jobs.ts'

const db = await testDatabase({ at: '2019-06-11T09:00:00Z' })
const told = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: Error) => error.message,
  )
const hear = (name: string, payload: object) =>
  jobs.find((job) => job.name === name)?.run(db.use(system('test')), { fact: '', payload })

test('a cancelled event takes its meetings with it: each is called off and told, seats are free, nothing more begins', async () => {
  const at = await db.tx((tx) => arrangeMeetings(tx))
  await db.tx((tx) =>
    arrangeWishes(tx, at, [
      [0, 2, 'must'],
      [1, 3, 'meet'],
      [0, 3, 'meet'],
    ]),
  )
  await db.tx((tx) =>
    arrangeDraft(tx, at, [
      [0, 2, 0, 0],
      [1, 3, 1, 0],
    ]),
  )
  const lead = db.use({
    kind: 'person',
    personId: the(at.parties, 0).personId,
    grants: [{ role: 'station_lead', stationId: at.stationId }],
  })
  await lead.run(releaseTimetable, { brokerageId: at.brokerageId, after: 0, note: {} })
  await lead.run(startRun, { brokerageId: at.brokerageId, scope: 'whole', seconds: 5, seed: 1 })

  // Said of an event that takes place, nothing happens.
  await hear('meetings.close_with_event', { eventId: at.eventId })
  expect(await db.tx((tx) => meetingsOf(tx, at.brokerageId, ['booked']))).toHaveLength(2)

  await db.tx((tx) =>
    sql`update event set state = 'cancelled', review_reason = 'The hall was flooded' where id = ${at.eventId}`.execute(
      tx,
    ),
  )
  await hear('meetings.close_with_event', { eventId: at.eventId })
  await hear('meetings.close_with_event', { eventId: at.eventId }) // facts may be told twice
  const off = await db.tx((tx) => meetingsOf(tx, at.brokerageId, ['cancelled']))
  expect(off).toMatchObject([
    { sequence: 1, reason: 'The hall was flooded' },
    { sequence: 1, reason: 'The hall was flooded' },
  ])
  expect(await db.tx((tx) => seatsOf(tx, at.brokerageId))).toEqual([])
  expect((await db.tx((tx) => runsOf(tx, at.brokerageId))).map(({ state }) => state)).toEqual(['cancelled'])
  const facts = (await db.facts()).filter(({ name }) => name === 'meetings.cancelled')
  expect(new Set(facts.map(({ payload }) => (payload as { meetingId: string }).meetingId))).toEqual(
    new Set(off.map(({ id }) => id)),
  )
  expect(facts).toHaveLength(2)

  await db.use(system('test')).run(offerFreed, { meetingId: the(off, 0).id })
  expect(await db.tx((tx) => meetingsOf(tx, at.brokerageId, ['proposed']))).toEqual([])
  expect(
    await told(lead.run(startRun, { brokerageId: at.brokerageId, scope: 'whole', seconds: 5, seed: 1 })),
  ).toBe('timetable.is_over')
  expect(
    await told(
      db.use(personOf(the(at.parties, 0))).run(proposeMeeting, {
        partyId: the(at.parties, 0).id,
        to: the(at.parties, 3).id,
        slotId: the(at.slots, 3),
        message: '',
        reason: null,
      }),
    ),
  ).toBe('market.over')
  const brokerage = await db.tx((tx) => findBrokerage(tx, at.eventId))
  const change = {
    begins: brokerage?.begins,
    holdMinutes: 30,
    reason: { en: 'x', zh: '' },
    about: { en: '', zh: '' },
  }
  expect(
    await told(lead.run(changeBrokerage, { eventId: EventId.parse(at.eventId), ...change } as never)),
  ).toBe('meetings.closed')
})

test('a copied event begins with what was set up for its meetings, so many days later, and with nobody in it', async () => {
  const at = await db.tx((tx) => arrangeMeetings(tx, { slots: 3, tables: 2 }))
  const from = EventId.parse(at.eventId)
  const to = newId<'event'>()
  const days = 364
  const source = await db.tx(async (tx) => {
    const event = await findEvent(tx, from)
    const brokerage = await findBrokerage(tx, from)
    if (!event || !brokerage) throw new Error('it was arranged')
    const setUp = await readSetUp(tx, brokerage)
    await saveTable(tx, brokerage, { ...the(setUp.tables, 0), closed: [the(setUp.slots, 1).id] })
    await insertEvent(tx, {
      ...event,
      id: to,
      slug: 'next-year',
      guid: crypto.randomUUID(),
      state: 'draft',
      startsAt: plus(event.startsAt, { days }),
      endsAt: plus(event.endsAt, { days }),
      clonedFrom: from,
    })
    return { event, setUp: await readSetUp(tx, brokerage) }
  })
  await hear('meetings.copy_to_clone', { from, to, days })
  await hear('meetings.copy_to_clone', { from, to, days })
  const copy = await db.tx(async (tx) => {
    const brokerage = await findBrokerage(tx, to)
    if (!brokerage) throw new Error('it was copied')
    return { setUp: await readSetUp(tx, brokerage), event: await findEvent(tx, to) }
  })
  const { zone } = source.event
  const clocks = (slots: readonly { startsAt: string }[]) =>
    slots.map(({ startsAt }) => toLocal(instant(startsAt), zone))
  expect(clocks(source.setUp.slots)).toEqual(['2019-06-12T09:00', '2019-06-12T09:30', '2019-06-12T10:00'])
  expect(clocks(copy.setUp.slots)).toEqual(['2020-06-10T09:00', '2020-06-10T09:30', '2020-06-10T10:00'])
  expect(toLocal(copy.setUp.brokerage.begins.profile, zone)).toBe(
    toLocal(source.setUp.brokerage.begins.profile, zone).replace('2019-05-03', '2020-05-01'),
  )
  expect(copy.setUp.brokerage).toMatchObject({ release: 0, closedAt: null, holdMinutes: 30 })
  expect(copy.setUp.groups.map(({ name }) => name)).toEqual(source.setUp.groups.map(({ name }) => name))
  expect(copy.setUp.pairings).toHaveLength(1)
  expect(copy.setUp.tables.map(({ name, closed }) => [name, closed])).toEqual([
    ['1', [copy.setUp.slots[1]?.id]],
    ['2', []],
  ])
  const people = await db.tx((tx) =>
    sql`select from meeting_party where brokerage_id = ${copy.setUp.brokerage.id}`.execute(tx),
  )
  expect(people.rows).toEqual([])
})

test('an event that got other dates brings its slots along, and the next release moves the meetings and says so', async () => {
  const at = await db.tx((tx) => arrangeMeetings(tx, { slots: 3 }))
  await db.tx((tx) => arrangeWishes(tx, at, [[0, 2, 'must']]))
  await db.tx((tx) => arrangeDraft(tx, at, [[0, 2, 0, 0]]))
  const lead = db.use({
    kind: 'person',
    personId: the(at.parties, 0).personId,
    grants: [{ role: 'station_lead', stationId: at.stationId }],
  })
  const eventId = EventId.parse(at.eventId)
  const release = (after: number) =>
    lead.run(releaseTimetable, { brokerageId: at.brokerageId, after, note: {} })
  await release(0)
  expect(await told(lead.run(moveSlots, { eventId, days: 1 }))).toBe('kernel.invalid') // the event is not there
  await db.tx((tx) =>
    sql`update event set starts_at = starts_at + interval '1 day', ends_at = ends_at + interval '1 day'
      where id = ${at.eventId}`.execute(tx),
  )
  const looked = await db.tx(async (tx) => {
    const [event, brokerage] = [await findEvent(tx, eventId), await findBrokerage(tx, eventId)]
    if (!event || !brokerage) throw new Error('it was arranged')
    const { slots } = await readSetUp(tx, brokerage)
    return { away: slotsAway(slots, event).length, days: daysToEvent(slots, event) }
  })
  expect(looked).toEqual({ away: 3, days: 1 })
  await lead.run(moveSlots, { eventId, days: looked.days })
  await release(1)
  expect(await db.tx((tx) => meetingsOf(tx, at.brokerageId, ['booked']))).toMatchObject([
    { startsAt: plus(at.startsAt, { days: 1 }), sequence: 1, state: 'booked' },
  ])
})
