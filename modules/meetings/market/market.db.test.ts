import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { z } from 'zod'
import { system } from '#kernel/access'
import type { Job } from '#kernel/command'
import { newId } from '#kernel/ids'
import { testDatabase } from '../../../tools/test/database.ts'
import { holding } from '../../../tools/test/house.ts'
import type { MeetingId } from '../model.ts'
import { arrangeDraft, arrangeMeetings, arrangeWishes, personOf, the } from '../timetable/arrange.fixtures.ts'
import { releaseTimetable } from '../timetable/commands/release.ts'
import { findMeeting, meetingsOf, placementsOf } from '../timetable/store/meeting.ts'
import { editProposal, proposeMeeting } from './commands/ask.ts'
import { answerProposal, cancelMeeting } from './commands/end.ts'
import { jobs } from './jobs.ts'
import { readFellows } from './queries.ts'

// The day before the meeting day: the market is live.
const db = await testDatabase({ at: '2019-06-11T12:00:00Z' })
const live = db.clock.now()

const told = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: Error) => error.message,
  )
const jobNamed = (name: string): Job<z.ZodType> => {
  const found = jobs.find((each) => each.name === name)
  if (!found) throw new Error(`no job ${name}`)
  return found
}
/** As the queue does: what was told is carried to the job that hears it. */
async function carry() {
  const facts = await db.tx((tx) =>
    sql<{ name: string; payload: object }>`update outbox set delivered_at = at where delivered_at is null
      returning name, payload`.execute(tx),
  )
  for (const { name, payload } of facts.rows)
    if (jobNamed('meetings.offer_on').hears?.includes(name))
      await jobNamed('meetings.offer_on').run(db.use(system('test')), { fact: name, payload })
}
const everyMinute = () => jobNamed('meetings.end_holds').run(db.use(system('test')), {})

async function arranged(wanted: Parameters<typeof arrangeMeetings>[1] = {}) {
  db.clock.set(live)
  const at = await db.tx((tx) => arrangeMeetings(tx, wanted))
  const as = (index: number) => db.use(personOf(the(at.parties, index)))
  const id = (index: number) => the(at.parties, index).id
  const propose = (from: number, to: number, slot: number, message = '') =>
    as(from).run(proposeMeeting, { partyId: id(from), to: id(to), slotId: the(at.slots, slot), message })
  const answer = (by: number, meetingId: MeetingId, yes: boolean) =>
    as(by).run(answerProposal, { partyId: id(by), meetingId, yes })
  const cancel = (by: number, meetingId: MeetingId) =>
    as(by).run(cancelMeeting, { partyId: id(by), meetingId })
  const proposed = () => db.tx((tx) => meetingsOf(tx, at.brokerageId, ['proposed']))
  return { at, as, id, propose, answer, cancel, proposed }
}

const stateOf = async (id: MeetingId) => (await db.tx((tx) => findMeeting(tx, id)))?.state

test('a proposal is held, edited, accepted and called off, and each is told', async () => {
  const { at, as, id, propose, answer, cancel } = await arranged()
  const { meeting } = await propose(0, 2, 1, 'About cathodes')
  expect(meeting).toMatchObject({
    state: 'proposed',
    origin: 'market',
    holdUntil: '2019-06-11T12:30:00.000Z',
  })
  db.clock.advance({ minutes: 20 })
  const edited = await as(0).run(editProposal, {
    partyId: id(0),
    meetingId: meeting.id,
    slotId: the(at.slots, 2),
    message: 'Later is better',
  })
  expect(edited.meeting).toMatchObject({ sequence: 1, holdUntil: '2019-06-11T12:50:00.000Z' })
  expect(await told(answer(0, meeting.id, true))).toBe('market.not_yours')
  expect((await answer(2, meeting.id, true)).meeting.state).toBe('booked')
  expect(await told(answer(2, meeting.id, false))).toBe('market.not_proposed')
  expect((await cancel(2, meeting.id)).meeting).toMatchObject({ state: 'cancelled', sequence: 2 })
  const names = (await db.facts()).map(({ name }) => name)
  expect(names.slice(-4)).toEqual(
    ['proposed', 'proposed', 'booked', 'cancelled'].map((what) => `meetings.${what}`),
  )
})

test('two who ask the same one for the same slot at once: exactly one has it', async () => {
  const { propose, proposed } = await arranged({ scholars: 8, employers: 1, tables: 8 })
  const answers = await Promise.all(Array.from({ length: 8 }, (_, index) => told(propose(index, 8, 0))))
  expect(answers.filter((each) => each === 'done')).toHaveLength(1)
  expect(new Set(answers.filter((each) => each !== 'done'))).toEqual(new Set(['meetings.slot_taken']))
  expect(await proposed()).toHaveLength(1)
})

test('the last table goes to one of two pairs that take it at once', async () => {
  const { propose } = await arranged({ scholars: 4, employers: 4, tables: 1 })
  const answers = await Promise.all([0, 1, 2, 3].map((index) => told(propose(index, 4 + index, 0))))
  expect(answers.filter((each) => each === 'done')).toHaveLength(1)
  for (const each of answers) expect(['done', 'meetings.slot_taken', 'market.no_slot']).toContain(each)
})

test('two phones of one party answer at once: the meeting is booked once', async () => {
  const { propose, answer } = await arranged()
  const { meeting } = await propose(0, 2, 0)
  const answers = await Promise.all([1, 2, 3].map(() => told(answer(2, meeting.id, true))))
  expect(answers.sort()).toEqual(['done', 'market.not_proposed', 'market.not_proposed'])
})

test('a hold ends by itself: for who looks at once, for the record by the minute, and the answer comes too late', async () => {
  const { propose, answer } = await arranged({ tables: 1 })
  const { meeting } = await propose(0, 2, 0)
  db.clock.advance({ minutes: 31 })
  expect(await told(answer(2, meeting.id, true))).toBe('market.hold_over')
  // Nobody has cleared it away yet, and the slot is free all the same.
  const { meeting: next } = await propose(1, 3, 0)
  expect(await stateOf(meeting.id)).toBe('expired')
  db.clock.advance({ minutes: 31 })
  await everyMinute()
  expect(await stateOf(next.id)).toBe('expired')
})

test.each([
  ['somebody said no', [[2, 0, 'no']], 'market.no_slot'],
  ['the proposer said no', [[0, 2, 'no']], 'market.no_slot'],
  ['wishes say nothing against it', [[2, 0, 'must']], 'done'],
] as const)('%s: %j gives %s, and never says whose no it was', async (_why, wishes, expected) => {
  const { at, propose } = await arranged()
  await db.tx((tx) => arrangeWishes(tx, at, wishes))
  expect(await told(propose(0, 2, 0))).toBe(expected)
})

test('no proposal within a group, to oneself, beyond one’s most, before the day or after it', async () => {
  const { at, propose } = await arranged({ mostMeetings: 1 })
  expect(await told(propose(0, 1, 0))).toBe('market.no_slot')
  expect(await told(propose(0, 0, 0))).toBe('market.no_slot')
  await propose(0, 2, 0)
  expect(await told(propose(0, 2, 1))).toBe('market.already_meeting')
  expect(await told(propose(0, 3, 1))).toBe('market.most_reached')
  expect(await told(propose(1, 2, 1))).toBe('market.no_slot')
  db.clock.set(at.startsAt)
  db.clock.advance({ days: -3 })
  expect(await told(propose(1, 3, 0))).toBe('market.not_live_yet')
  db.clock.advance({ days: 9 })
  expect(await told(propose(1, 3, 0))).toBe('market.over')
})

test('a meeting called off is held for the next best, whose both yeses make it stand; then for the one after', async () => {
  const { at, answer, cancel, proposed, id } = await arranged({
    scholars: 4,
    employers: 2,
    tables: 1,
    slots: 1,
  })
  await db.tx((tx) => arrangeDraft(tx, at, [[0, 4, 0, 0]]))
  await db
    .use(holding('organiser', null, the(at.parties, 0).personId))
    .run(releaseTimetable, { brokerageId: at.brokerageId, after: 0, note: {} })
  await db.tx((tx) =>
    arrangeWishes(tx, at, [
      [0, 4, 'must'],
      [1, 5, 'meet'],
      [2, 5, 'must'],
      [3, 4, 'must'],
      [4, 3, 'no'],
    ]),
  )
  const [booked] = await db.tx((tx) => meetingsOf(tx, at.brokerageId, ['booked']))
  if (!booked) throw new Error('nothing was released')
  await cancel(4, booked.id)
  expect(await db.tx((tx) => placementsOf(tx, at.brokerageId))).toEqual([])
  await carry()
  const [offered] = await proposed()
  expect(offered).toMatchObject({ origin: 'offer', proposedBy: null, a: id(2), b: id(5) })
  if (!offered) throw new Error('nothing was offered')
  expect((await answer(2, offered.id, true)).meeting).toMatchObject({ state: 'proposed', proposedBy: id(2) })
  await answer(5, offered.id, false)
  await carry()
  const [next] = await proposed()
  expect(next).toMatchObject({ a: id(1), b: id(5) })
  if (!next) throw new Error('nothing was offered')
  await answer(5, next.id, true)
  expect((await answer(1, next.id, true)).meeting.state).toBe('booked')
  // Everybody who wished for it had the chance: what is freed now is offered to nobody.
  await cancel(1, next.id)
  await carry()
  expect(await proposed()).toEqual([])
})

test('who does not answer lets it pass, who called off is left in peace, and a late yes gives the other a whole hold', async () => {
  const { at, answer, cancel, proposed, id } = await arranged({
    scholars: 3,
    employers: 2,
    tables: 1,
    slots: 1,
  })
  await db.tx((tx) => arrangeDraft(tx, at, [[0, 3, 0, 0]]))
  await db
    .use(holding('organiser', null, the(at.parties, 0).personId))
    .run(releaseTimetable, { brokerageId: at.brokerageId, after: 0, note: {} })
  await db.tx((tx) =>
    arrangeWishes(tx, at, [
      [1, 4, 'must'],
      [2, 3, 'must'],
      [2, 4, 'meet'],
    ]),
  )
  const [booked] = await db.tx((tx) => meetingsOf(tx, at.brokerageId, ['booked']))
  if (!booked) throw new Error('nothing was released')
  await cancel(3, booked.id)
  await carry()
  expect(await proposed()).toMatchObject([{ a: id(1), b: id(4) }])
  db.clock.advance({ minutes: 31 })
  await everyMinute()
  await carry()
  const [next] = await proposed()
  // A must, but of the one who called it off.
  expect(next).toMatchObject({ a: id(2), b: id(4) })
  if (!next) throw new Error('nothing was offered')
  db.clock.advance({ minutes: 29 })
  await answer(4, next.id, true)
  db.clock.advance({ minutes: 20 })
  await everyMinute()
  expect((await answer(2, next.id, true)).meeting.state).toBe('booked')
})

test('whom I said no to is not among those I could propose to; whoever said no to me is, and cannot be told apart', async () => {
  const { at, as, id } = await arranged({ scholars: 1, employers: 3 })
  await db.tx((tx) =>
    arrangeWishes(tx, at, [
      [0, 1, 'no'],
      [2, 0, 'no'],
    ]),
  )
  const { fellows, total, noes } = await as(0).ask(readFellows, { partyId: id(0) })
  expect(fellows.map(({ party }) => party.id).sort()).toEqual([id(2), id(3)].sort())
  expect([total, noes]).toEqual([2, 1])
})

test('the desk acts for somebody and says why; a neighbour’s desk and other parties find nothing', async () => {
  const { at, as, id, propose } = await arranged()
  const input = { partyId: id(0), to: id(2), slotId: the(at.slots, 0), message: '' }
  const desk = db.use(holding('station_staff', at.stationId))
  expect(await told(desk.run(proposeMeeting, input))).toBe('kernel.invalid')
  const { meeting } = await desk.run(proposeMeeting, { ...input, reason: 'Asked at the counter' })
  expect(meeting.reason).toBe('Asked at the counter')
  const neighbour = db.use(holding('station_lead', newId<'station'>()))
  expect(await told(neighbour.run(proposeMeeting, { ...input, slotId: the(at.slots, 1), reason: 'x' }))).toBe(
    'kernel.not_found',
  )
  expect(await told(as(3).run(cancelMeeting, { partyId: id(0), meetingId: meeting.id }))).toBe(
    'kernel.not_found',
  )
  expect(await told(as(3).run(cancelMeeting, { partyId: id(3), meetingId: meeting.id }))).toBe(
    'kernel.not_found',
  )
  expect(await told(propose(1, 2, 0))).toBe('meetings.slot_taken')
})

test('row-level security alone shows a meeting to its two and to its station', async () => {
  const { at, propose } = await arranged()
  await propose(0, 2, 0)
  const count = async (actor: Parameters<typeof db.as>[0]) =>
    (await db.as(actor, (tx) => meetingsOf(tx, at.brokerageId, ['proposed']))).length
  expect(await count(personOf(the(at.parties, 0)))).toBe(1)
  expect(await count(personOf(the(at.parties, 2)))).toBe(1)
  expect(await count(personOf(the(at.parties, 1)))).toBe(0)
  expect(await count(holding('station_staff', at.stationId))).toBe(1)
  expect(await count(holding('station_lead', newId<'station'>()))).toBe(0)
})
