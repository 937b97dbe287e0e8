import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { z } from 'zod'
import { system } from '#kernel/access'
import type { Job } from '#kernel/command'
import { newId } from '#kernel/ids'
import { testDatabase } from '../../../tools/test/database.ts'
import { holding } from '../../../tools/test/house.ts'
import { proposeMeeting } from '../market/commands/ask.ts'
import { answerProposal } from '../market/commands/end.ts'
import type { RunId } from '../model.ts'
import { leaveBrokerage } from '../parties/commands.ts'
import { arrangeDraft, arrangeMeetings, arrangeWishes, personOf, the } from '../timetable/arrange.fixtures.ts'
import { pinMeeting, placeMeeting } from '../timetable/commands/draft.ts'
import { releaseTimetable } from '../timetable/commands/release.ts'
import { placementsOf } from '../timetable/store/meeting.ts'
import { beatRun, cancelRun, startRun, takeRun } from './commands.ts'
import { jobs } from './jobs.ts'
import { bestOf, findRun, runsOf } from './store.ts'

const db = await testDatabase({ at: '2019-06-03T09:00:00Z' })
const before = db.clock.now()
const worker = system('test')

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
const search = (runId: RunId) => jobNamed('meetings.search').run(db.use(worker), { payload: { runId } })
const takeUp = () => jobNamed('meetings.take_up_runs').run(db.use(worker), {})
const runOf = async (id: RunId) => {
  const run = await db.tx((tx) => findRun(tx, id))
  if (!run) throw new Error('no such run')
  return run
}

async function arranged(wanted: Parameters<typeof arrangeMeetings>[1] = {}) {
  db.clock.set(before)
  const at = await db.tx((tx) => arrangeMeetings(tx, wanted))
  const lead = db.use(holding('station_lead', at.stationId, the(at.parties, 0).personId))
  const start = (scope: 'whole' | 'gaps' = 'whole', seconds = 1) =>
    lead.run(startRun, { brokerageId: at.brokerageId, scope, seconds, seed: 1 })
  const draft = () => db.tx((tx) => placementsOf(tx, at.brokerageId))
  return { at, lead, start, draft }
}

test('a run makes the draft: musts first, nobody and no table twice, with a reason for what found no place', async () => {
  const { at, start, draft } = await arranged({ scholars: 3, employers: 1, slots: 2, tables: 1 })
  await db.tx((tx) =>
    arrangeWishes(tx, at, [
      [0, 3, 'meet'],
      [1, 3, 'must'],
      [2, 3, 'must'],
    ]),
  )
  const { id } = await start()
  await search(id)
  const run = await runOf(id)
  expect(run).toMatchObject({ state: 'done', attempts: 1, fault: null })
  expect(run.answer?.worth).toMatchObject({ placed: 2, musts: 2 })
  expect(run.answer?.unplaced).toMatchObject([{ must: false }])
  expect(run.answer?.unplaced[0]?.reasons.length).toBeGreaterThan(0)
  const placed = await draft()
  expect(new Set(placed.map(({ slotId }) => slotId)).size).toBe(2)
  expect(placed.flatMap(({ a, b }) => [a, b])).not.toContain(the(at.parties, 0).id)
})

test('gaps only moves nobody, and a whole run leaves pins where they are', async () => {
  const { at, lead, start, draft } = await arranged({ slots: 4 })
  await db.tx((tx) =>
    arrangeWishes(tx, at, [
      [0, 2, 'meet'],
      [1, 3, 'meet'],
      [0, 3, 'must'],
    ]),
  )
  const [pinned] = await db.tx((tx) => arrangeDraft(tx, at, [[0, 2, 3, 1]]))
  const gaps = await start('gaps')
  await search(gaps.id)
  expect(await draft()).toHaveLength(3)
  expect(await draft()).toContainEqual(pinned)
  const [told] = await db.tx((tx) => runsOf(tx, at.brokerageId))
  expect(told?.progress.change).toEqual({ added: 2, moved: 0, dropped: 0 })
  if (!pinned) throw new Error('nothing was placed')
  const pair = { brokerageId: at.brokerageId, a: pinned.a, b: pinned.b }
  await lead.run(pinMeeting, { ...pair, pinned: true })
  const whole = await start('whole')
  await search(whole.id)
  expect(await draft()).toContainEqual({ ...pinned, pinned: true })
})

test('what two agreed on by themselves keeps its people and its table, and what they called off is not planned again', async () => {
  const { at, start, draft } = await arranged({ slots: 2, tables: 1 })
  await db.tx((tx) =>
    arrangeWishes(tx, at, [
      [0, 2, 'meet'],
      [1, 3, 'must'],
      [0, 3, 'must'],
    ]),
  )
  const meeting = (one: number, other: number, slot: number, state: string, calledOff: boolean) =>
    db.tx(async (tx) => {
      const [a, b] = [the(at.parties, one), the(at.parties, other)].sort((x, y) => (x.id < y.id ? -1 : 1))
      await sql`insert into meeting (id, brokerage_id, station_id, party_a, party_b, person_a, person_b, slot_id, table_id,
          starts_at, ends_at, state, origin, changed_at, called_off)
        select ${newId()}, ${at.brokerageId}, ${at.stationId}, ${a?.id}, ${b?.id}, ${a?.personId}, ${b?.personId}, id,
          ${the(at.tables, 0)}, starts_at, ends_at, ${state}, 'market', ${before}, ${calledOff}
        from meeting_slot where id = ${the(at.slots, slot)}`.execute(tx)
    })
  await meeting(1, 3, 0, 'booked', false)
  await meeting(0, 3, 1, 'cancelled', true)
  const { id } = await start()
  await search(id)
  expect((await draft()).map(({ slotId }) => slotId)).toEqual([the(at.slots, 1)])
})

test('one run at a time; while it goes on nothing is moved by hand; stopped, the draft is as it was', async () => {
  const { at, lead, start, draft } = await arranged()
  await db.tx((tx) => arrangeWishes(tx, at, [[0, 2, 'meet']]))
  const [placed] = await db.tx((tx) => arrangeDraft(tx, at, [[0, 2, 0, 0]]))
  if (!placed) throw new Error('nothing was placed')
  const { id } = await start()
  expect(await told(start())).toBe('timetable.run_one_at_a_time')
  const move = {
    ...placed,
    brokerageId: at.brokerageId,
    to: { slotId: the(at.slots, 1), tableId: placed.tableId },
  }
  expect(await told(lead.run(placeMeeting, move))).toBe('timetable.run_going')
  await lead.run(cancelRun, { runId: id })
  await search(id)
  expect(await runOf(id)).toMatchObject({ state: 'cancelled', answer: null })
  expect(await draft()).toEqual([placed])
  expect(await told(lead.run(cancelRun, { runId: id }))).toBe('timetable.run_over')
  expect(await told(db.use(holding('station_lead', newId<'station'>())).run(cancelRun, { runId: id }))).toBe(
    'kernel.not_found',
  )
  expect(await told(lead.run(placeMeeting, move))).toBe('done')
})

test('a run whose worker has gone silent is taken up, and the one that comes back late has lost it', async () => {
  const { at, start } = await arranged()
  await db.tx((tx) => arrangeWishes(tx, at, [[0, 2, 'meet']]))
  const { id } = await start()
  const dead = crypto.randomUUID()
  await db.use(worker).run(takeRun, { runId: id, worker: dead })
  await takeUp()
  expect(await runOf(id)).toMatchObject({ state: 'running', worker: dead })
  db.clock.advance({ seconds: 30 })
  await takeUp()
  expect(await runOf(id)).toMatchObject({ state: 'done', attempts: 2 })
  expect(await told(db.use(worker).run(beatRun, { runId: id, worker: dead, progress: null }))).toBe(
    'timetable.run_gone',
  )
})

test('a run that is taken up goes on from the best plan before, in the time that is left', async () => {
  const { at, start, draft } = await arranged({ slots: 2 })
  await db.tx((tx) =>
    arrangeWishes(tx, at, [
      [0, 2, 'meet'],
      [1, 3, 'meet'],
    ]),
  )
  const { id } = await start('whole', 600)
  const dead = crypto.randomUUID()
  const { asked } = await db.use(worker).run(takeRun, { runId: id, worker: dead })
  if (!asked) throw new Error('there was something to do')
  const placed = { ...the(asked.pairs, 0), slotId: the(asked.slots, 1), tableId: the(asked.tables, 1) }
  const best = { ms: 599_000, placements: [placed] }
  await db.use(worker).run(beatRun, { runId: id, worker: dead, progress: null, best })
  await db.use(worker).run(beatRun, { runId: id, worker: dead, progress: null }) // a beat without news keeps it
  db.clock.advance({ seconds: 30 })
  const began = performance.now()
  await takeUp() // one of the six hundred seconds is left
  expect(performance.now() - began).toBeLessThan(60_000)
  expect(await runOf(id)).toMatchObject({ state: 'done', attempts: 2 })
  expect(await draft()).toHaveLength(2)
  expect(await db.tx((tx) => bestOf(tx, id))).toBeNull() // the draft has it now
})

test('a run that killed three workers has failed and says what to do; the next may start', async () => {
  const { at, start, draft } = await arranged()
  await db.tx((tx) => arrangeWishes(tx, at, [[0, 2, 'meet']]))
  const { id } = await start()
  for (let death = 0; death < 3; death += 1) {
    await db.use(worker).run(takeRun, { runId: id, worker: crypto.randomUUID() })
    db.clock.advance({ seconds: 30 })
  }
  await takeUp()
  expect(await runOf(id)).toMatchObject({ state: 'failed', fault: 'timetable.fault_died' })
  expect(await draft()).toEqual([])
  expect(await told(start())).toBe('done')
})

test.each([
  ['no slots', { slots: 0 }, 'meetings.not_ready_slots'],
  ['no tables', { tables: 0 }, 'meetings.not_ready_tables'],
  ['no wishes', {}, 'meetings.not_ready_wishes'],
] as const)('with %s no run begins', async (_why, wanted, expected) => {
  const { start } = await arranged(wanted)
  expect(await told(start())).toBe(expected)
})

test('a party may not run the optimiser, nor move anybody', async () => {
  const { at } = await arranged()
  await db.tx((tx) => arrangeWishes(tx, at, [[0, 2, 'meet']]))
  const input = { brokerageId: at.brokerageId, scope: 'whole', seconds: 1, seed: 1 } as const
  expect(await told(db.use(personOf(at.parties[0])).run(startRun, input))).not.toBe('done')
})

test('run again when nothing changed, whoever has a place keeps it', async () => {
  const { at, start, draft } = await arranged({ scholars: 8, employers: 8, slots: 8, tables: 10 })
  const wishes = Array.from({ length: 40 }, (_none, index) => [
    index % 8,
    8 + ((index * 3 + (index >> 3)) % 8),
  ])
  const once = new Map(
    wishes.map(([one = 0, other = 0]) => [`${one} ${other}`, [one, other, 'meet'] as const]),
  )
  await db.tx((tx) => arrangeWishes(tx, at, [...once.values()]))
  const first = await start()
  await search(first.id)
  const before = await draft()
  expect(before.length).toBeGreaterThan(20)
  // More rooms than before: a search that is free to choose comes to another plan of the same worth.
  const again = await start('whole', 2)
  await search(again.id)
  const { progress } = await runOf(again.id)
  const better = (progress.worth?.breaks ?? 0) < ((await runOf(first.id)).progress.worth?.breaks ?? 0)
  expect(progress.change?.moved === 0 || better).toBe(true)
  if (!better) expect(await draft()).toEqual(before)
})

test('what changed while a run searched is not in its draft, and the run says how many it left out', async () => {
  const { at, start, draft } = await arranged({ scholars: 4, employers: 1, slots: 6, tables: 2 })
  await db.tx((tx) =>
    arrangeWishes(tx, at, [
      [0, 4, 'must'],
      [1, 4, 'meet'],
      [2, 4, 'meet'],
      [3, 4, 'meet'],
    ]),
  )
  const { id } = await start('whole', 3)
  const going = search(id)
  await expect.poll(async () => (await runOf(id)).state).toBe('running')
  // One leaves, one says no, and one can no longer come at all; the search knows nothing of it.
  await db.use(personOf(the(at.parties, 0))).run(leaveBrokerage, { partyId: the(at.parties, 0).id })
  await db.tx((tx) =>
    sql`update wish set kind = 'no' where from_party = ${the(at.parties, 1).id}`.execute(tx),
  )
  await db.tx((tx) =>
    sql`insert into meeting_busy (party_id, slot_id, station_id, person_id)
      select ${the(at.parties, 2).id}, slot, ${at.stationId}, ${the(at.parties, 2).personId}
      from unnest(${[...at.slots]}::uuid[]) as slot`.execute(tx),
  )
  await going
  expect(await runOf(id)).toMatchObject({ state: 'done', progress: { change: { added: 1, unfit: 3 } } })
  expect((await draft()).map(({ a, b }) => [a, b].sort())).toEqual([
    [the(at.parties, 3).id, the(at.parties, 4).id].sort(),
  ])
})

test('a slot that was taken away while a run searched is no accident', async () => {
  const { at, start, draft } = await arranged({ scholars: 1, employers: 1, slots: 1, tables: 1 })
  await db.tx((tx) => arrangeWishes(tx, at, [[0, 1, 'must']]))
  const { id } = await start('whole', 2)
  const going = search(id)
  await expect.poll(async () => (await runOf(id)).state).toBe('running')
  await db.tx((tx) => sql`delete from meeting_slot where id = ${the(at.slots, 0)}`.execute(tx))
  await going
  expect(await runOf(id)).toMatchObject({ state: 'done', attempts: 1 })
  expect(await draft()).toEqual([])
})

test('a run for which nothing is left to plan when it begins has failed, and another can be asked for', async () => {
  const { at, start } = await arranged({ scholars: 1, employers: 1, slots: 1, tables: 1 })
  await db.tx((tx) => arrangeWishes(tx, at, [[0, 1, 'must']]))
  const { id } = await start()
  await db.tx((tx) =>
    sql`update wish set kind = 'no' where from_party = ${the(at.parties, 0).id}`.execute(tx),
  )
  await search(id)
  expect(await runOf(id)).toMatchObject({ state: 'failed', fault: 'timetable.fault_changed' })
  await db.tx((tx) =>
    sql`update wish set kind = 'must' where from_party = ${the(at.parties, 0).id}`.execute(tx),
  )
  expect(await told(start())).toBe('done')
})

test('a table that closes after the draft: gaps only places anew what stood there, and leaves the others', async () => {
  const { at, start, draft } = await arranged({ slots: 2, tables: 2 })
  await db.tx((tx) =>
    arrangeWishes(tx, at, [
      [0, 2, 'meet'],
      [1, 3, 'meet'],
    ]),
  )
  const placed = await db.tx((tx) =>
    arrangeDraft(tx, at, [
      [0, 2, 0, 0],
      [1, 3, 1, 1],
    ]),
  )
  await db.tx((tx) =>
    sql`insert into meeting_table_closed (table_id, slot_id, station_id)
      values (${the(at.tables, 0)}, ${the(at.slots, 0)}, ${at.stationId})`.execute(tx),
  )
  const { id } = await start('gaps')
  await search(id)
  const now = await draft()
  expect(now).toHaveLength(2)
  expect(now).toContainEqual(the(placed, 1))
  expect(now).not.toContainEqual(the(placed, 0))
})

test('on the day itself what has begun stays, and nothing comes into a slot that has begun', async () => {
  const { at, lead, start, draft } = await arranged({ slots: 4, tables: 2, mostMeetings: 2 })
  await db.tx((tx) =>
    arrangeWishes(tx, at, [
      [0, 2, 'meet'],
      [1, 3, 'meet'],
      [0, 3, 'must'],
      [1, 2, 'must'],
    ]),
  )
  const placed = await db.tx((tx) => arrangeDraft(tx, at, [[0, 2, 0, 0]]))
  await lead.run(releaseTimetable, { brokerageId: at.brokerageId, after: 0, note: {} })
  db.clock.set(at.startsAt)
  db.clock.advance({ minutes: 10 })
  // By hand: neither taken out nor moved, and nothing put beside it.
  const place = (one: number, other: number, to: [number, number] | null) =>
    lead.run(placeMeeting, {
      brokerageId: at.brokerageId,
      a: the(at.parties, one).id,
      b: the(at.parties, other).id,
      to: to && { slotId: the(at.slots, to[0]), tableId: the(at.tables, to[1]) },
    })
  expect(await told(place(0, 2, null))).toBe('timetable.has_begun')
  expect(await told(place(0, 2, [2, 0]))).toBe('timetable.has_begun')
  expect(await told(place(1, 3, [0, 1]))).toBe('timetable.move_refused')
  const { id } = await start()
  await search(id)
  const now = await draft()
  expect(now).toContainEqual(the(placed, 0))
  expect(now.filter(({ slotId }) => slotId === the(at.slots, 0))).toHaveLength(1)
  // Everybody may have two: the one that has begun is one of them.
  expect(now).toHaveLength(4)
  const { release } = await lead.run(releaseTimetable, { brokerageId: at.brokerageId, after: 1, note: {} })
  expect(release).toMatchObject({ kept: 1, moved: 0, dropped: 0, added: 3 })
})

test('a desk that is a few minutes late releases what the slot that is on was to have, and not what is over', async () => {
  const { at, lead } = await arranged({ slots: 3, tables: 2 })
  await db.tx((tx) => arrangeWishes(tx, at, [[0, 2, 'meet']]))
  await db.tx((tx) => arrangeDraft(tx, at, [[0, 2, 0, 0]]))
  const release = () => lead.run(releaseTimetable, { brokerageId: at.brokerageId, after: 0, note: {} })
  db.clock.set(at.startsAt)
  db.clock.advance({ minutes: 40 })
  expect(await told(release())).toBe('timetable.draft_unfit')
  db.clock.set(at.startsAt)
  db.clock.advance({ minutes: 5 })
  expect((await release()).release).toMatchObject({ added: 1 })
})

test('what two agreed on by themselves counts towards what their group allows', async () => {
  const { at, start, draft } = await arranged({
    scholars: 3,
    employers: 1,
    slots: 3,
    tables: 3,
    mostMeetings: 2,
  })
  await db.tx((tx) =>
    arrangeWishes(tx, at, [
      [0, 3, 'meet'],
      [1, 3, 'must'],
      [2, 3, 'must'],
    ]),
  )
  db.clock.set(at.startsAt)
  db.clock.advance({ days: -1 })
  const as = (index: number) => db.use(personOf(the(at.parties, index)))
  const id = (index: number) => the(at.parties, index).id
  const { meeting } = await as(0).run(proposeMeeting, {
    partyId: id(0),
    to: id(3),
    slotId: the(at.slots, 0),
    message: '',
  })
  await as(3).run(answerProposal, { partyId: id(3), meetingId: meeting.id, yes: true })
  const run = await start()
  await search(run.id)
  expect(await draft()).toHaveLength(1)
  // The limit is told as the group has it.
  expect((await runOf(run.id)).answer?.unplaced[0]?.reasons).toContainEqual(
    expect.objectContaining({ code: 'move.most', with: expect.objectContaining({ most: 2 }) }),
  )
})
