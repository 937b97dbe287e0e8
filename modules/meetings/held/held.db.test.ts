import { expect, test } from 'vitest'
import { visitor } from '#kernel/access'
import { newId } from '#kernel/ids'
import { plus } from '#kernel/time'
import { testDatabase } from '../../../tools/test/database.ts'
import { holding } from '../../../tools/test/house.ts'
import { arrangeDraft, arrangeMeetings, personOf, the } from '../timetable/arrange.fixtures.ts'
import { releaseTimetable } from '../timetable/commands/release.ts'
import { meetingsOf } from '../timetable/store/meeting.ts'
import { chooseNextStep, finishStep, sayHeld } from './commands.ts'
import { attendanceOf, stepsOf } from './store.ts'

const db = await testDatabase({ at: '2019-06-01T12:00:00Z' })
const told = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: Error) => error.message,
  )

const at = await db.tx((tx) => arrangeMeetings(tx))
await db.tx((tx) => arrangeDraft(tx, at, [[0, 2, 0, 0]]))
const organiser = holding('organiser', null, the(at.parties, 0).personId)
await db.use(organiser).run(releaseTimetable, { brokerageId: at.brokerageId, after: 0, note: {} })
const meeting = the(await db.tx((tx) => meetingsOf(tx, at.brokerageId, ['booked'])), 0)
const [scholar, , employer] = at.parties
if (!scholar || !employer) throw new Error('no such parties')

const say = (
  party: { id: (typeof scholar)['id']; personId: (typeof scholar)['personId'] },
  said: 'held' | 'other_absent' | 'not_held',
) => db.use(personOf(party)).run(sayHeld, { partyId: party.id, meetingId: meeting.id, said })

test('each side says what took place, once it has begun, and what was said last counts', async () => {
  expect(await told(say(scholar, 'held'))).toBe('held.not_begun')
  db.clock.set(plus(meeting.startsAt, { minutes: 35 }))
  await say(scholar, 'not_held')
  await say(scholar, 'held')
  await say(employer, 'other_absent')
  const lines = await db.tx((tx) => attendanceOf(tx, [meeting.id]))
  expect(lines.map(({ said }) => said).sort()).toEqual(['held', 'other_absent'])
})

test('the signed link is as good as the account, and without either there is no such meeting', async () => {
  const input = { partyId: employer.id, meetingId: meeting.id, said: 'held' } as const
  expect(await told(db.use(visitor).run(sayHeld, { ...input, byLink: true }))).toBe('done')
  expect(await told(db.use(visitor).run(sayHeld, input))).toBe('kernel.not_found')
  expect(await told(db.use(holding('station_lead', newId<'station'>())).run(sayHeld, input))).toBe(
    'kernel.not_found',
  )
  const desk = db.use(holding('registration_desk'))
  expect(await told(desk.run(sayHeld, input))).toBe('kernel.invalid')
  expect(await told(desk.run(sayHeld, { ...input, reason: 'Told us at the counter' }))).toBe('done')
})

test('a next step opens a follow-up with its day, is done, and belongs to the party alone', async () => {
  const input = { partyId: scholar.id, meetingId: meeting.id }
  const use = db.use(personOf(scholar))
  await use.run(chooseNextStep, {
    ...input,
    step: 'send_material',
    note: 'The data sheet',
    dueOn: '2019-06-20',
  })
  await use.run(finishStep, { ...input, done: true })
  const own = await db.as(personOf(scholar), (tx) => stepsOf(tx, scholar.id))
  expect(own).toMatchObject([{ step: 'send_material', dueOn: '2019-06-20', doneAt: db.clock.now() }])
  expect(await db.as(personOf(employer), (tx) => stepsOf(tx, scholar.id))).toEqual([])
  expect(
    await told(
      db.use(personOf(employer)).run(finishStep, { partyId: employer.id, meetingId: meeting.id, done: true }),
    ),
  ).toBe('held.no_step')
  expect(
    await told(use.run(chooseNextStep, { ...input, step: 'follow_up', note: '', dueOn: '2019-02-30' })),
  ).toBe('kernel.invalid')
  expect((await db.facts()).filter(({ name }) => name === 'meetings.next_step')).toHaveLength(2)
})
