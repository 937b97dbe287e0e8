import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { system } from '#kernel/access'
import { compileWords } from '#kernel/i18n'
import { plus } from '#kernel/time'
import { EditionId } from '#modules/programme'
import { openKeys } from '#platform/keys'
import { catalogues } from '../../locales/index.ts'
import { testDatabase } from '../../tools/test/database.ts'
import { holding } from '../../tools/test/house.ts'
import { sayHeld } from '../meetings/held/commands.ts'
import { proposeMeeting } from '../meetings/market/commands/ask.ts'
import { answerProposal, cancelMeeting } from '../meetings/market/commands/end.ts'
import { expireHolds } from '../meetings/market/commands/settle.ts'
import { arrangeDraft, arrangeMeetings, personOf, the } from '../meetings/timetable/arrange.fixtures.ts'
import { releaseTimetable } from '../meetings/timetable/commands/release.ts'
import { meetingsOf } from '../meetings/timetable/store/meeting.ts'
import { draftStatement, recomputeStatement } from './index.ts'

const db = await testDatabase({ at: '2019-06-11T12:00:00Z' })
const at = await db.tx((tx) => arrangeMeetings(tx, { scholars: 4, employers: 4, slots: 8, tables: 4 }))
const first = [
  [0, 4, 0, 0],
  [1, 5, 0, 1],
  [2, 6, 6, 0],
  [3, 7, 7, 0],
] as const
await db.tx((tx) => arrangeDraft(tx, at, first))
const organiser = holding('organiser', null, the(at.parties, 0).personId)
const release = (after: number) =>
  db.use(organiser).run(releaseTimetable, { brokerageId: at.brokerageId, after, note: {} })
await release(0)
const booked = await db.tx((tx) => meetingsOf(tx, at.brokerageId, ['booked']))
/** The meeting of a party, by its place in the list. */
const meetingOf = (party: number) => {
  const { id } = the(at.parties, party)
  const found = booked.find(({ a, b }) => a === id || b === id)
  if (!found) throw new Error('everybody has one')
  return found
}
const by = (party: number) => db.use(personOf(the(at.parties, party)))
const say = (party: number, said: 'held' | 'other_absent' | 'not_held') =>
  by(party).run(sayHeld, { partyId: the(at.parties, party).id, meetingId: meetingOf(party).id, said })

const ports = { keys: openKeys('a secret of the meetings’ recount'), origin: 'https://summit.example' }
const metrics = ['meetings_booked', 'meetings_held', 'meetings_told', 'meetings_no_show', 'meetings_answered']
const { editionId } = await db.tx(async (tx) => {
  const found = await sql<{
    id: string
  }>`select edition_id as id from event where id = ${at.eventId}`.execute(tx)
  return { editionId: EditionId.parse(found.rows[0]?.id) }
})
const draft = async () =>
  (
    await db
      .use(organiser)
      .run(draftStatement({ words: compileWords(catalogues), ...ports }), { editionId, metrics })
  ).statement.id
/** Of each number that is another now: how it is explained, and by what. */
const again = async (statementId: Awaited<ReturnType<typeof draft>>) => {
  const { differences } = await db.use(holding('auditor')).ask(recomputeStatement(ports), { statementId })
  return Object.fromEntries(
    differences.flatMap(({ metric, verdict, causes }) =>
      verdict === 'same' ? [] : [[metric, { verdict, causes }]],
    ),
  )
}
const later = (minutes: number) => db.clock.set(plus(db.clock.now(), { minutes }))

db.clock.set(plus(at.startsAt, { minutes: 40 }))
await say(0, 'held')
await say(1, 'other_absent')

test('an answer that is put right is the cause of what was counted as held', async () => {
  const id = await draft()
  expect(await again(id)).toEqual({})
  later(5)
  await say(0, 'not_held')
  const told = { verdict: 'explained', causes: { told_later: 1 } }
  expect(await again(id)).toEqual({ meetings_held: told })
  later(5)
  await say(1, 'held')
  expect(await again(id)).toEqual({
    meetings_held: { verdict: 'explained', causes: { told_later: 2 } },
    meetings_no_show: told,
  })
  // What nobody said later explains nothing.
  const between = await draft()
  await db.tx((tx) => sql`update meeting_attendance set said = 'not_held'`.execute(tx))
  expect((await again(between)).meetings_held).toMatchObject({ verdict: 'unexplained' })
})

test('a meeting that is called off, by a party or by the next timetable, is the cause of what was counted as booked', async () => {
  const id = await draft()
  later(5)
  await by(2).run(cancelMeeting, { partyId: the(at.parties, 2).id, meetingId: meetingOf(2).id })
  expect(await again(id)).toEqual({
    meetings_booked: { verdict: 'explained', causes: { meeting_changed: 1 } },
  })
  later(5)
  await db.tx((tx) => arrangeDraft(tx, at, first.slice(0, 2)))
  await release(1)
  const left = await db.tx((tx) => meetingsOf(tx, at.brokerageId, ['booked']))
  expect(left).toHaveLength(2)
  expect(await again(id)).toEqual({
    meetings_booked: { verdict: 'explained', causes: { meeting_changed: 2 } },
  })
})

test('a proposal that is answered, or that nobody answers in time, is one as well', async () => {
  const propose = (from: number, to: number) =>
    by(from).run(proposeMeeting, {
      ...{
        partyId: the(at.parties, from).id,
        to: the(at.parties, to).id,
        slotId: the(at.slots, 5),
        message: '',
      },
    })
  const [{ meeting: answered }] = [await propose(0, 6), await propose(1, 7)]
  const id = await draft()
  later(5)
  await by(6).run(answerProposal, { partyId: the(at.parties, 6).id, meetingId: answered.id, yes: true })
  expect(await again(id)).toEqual({
    meetings_booked: { verdict: 'explained', causes: { meeting_changed: 1 } },
    meetings_answered: { verdict: 'explained', causes: { meeting_changed: 1 } },
  })
  later(60)
  await db.use(system('settle')).run(expireHolds, { brokerageId: at.brokerageId })
  expect((await again(id)).meetings_answered).toEqual({
    verdict: 'explained',
    causes: { meeting_changed: 2 },
  })
})

test('a statement that was frozen when one side’s word was enough is counted again by that', async () => {
  const brokerage = await db.tx((tx) => meetingsOf(tx, at.brokerageId, ['booked']))
  const [meeting] = brokerage.filter(({ endsAt }) => endsAt <= db.clock.now())
  if (!meeting) throw new Error('one is over')
  await db.tx((tx) => sql`delete from meeting_attendance`.execute(tx))
  const tell = async (partyId: typeof meeting.a, said: 'held' | 'not_held') => {
    const party = at.parties.find(({ id }) => id === partyId)
    if (party) await db.use(personOf(party)).run(sayHeld, { partyId, meetingId: meeting.id, said })
  }
  await tell(meeting.a, 'held')
  await tell(meeting.b, 'not_held')
  const id = await draft()
  const valueIn = async (key: string) => {
    const found = await db.tx((tx) =>
      sql<{ value: number }>`select (each ->> 'value')::int as value
        from statement, jsonb_array_elements(body::jsonb -> 'figures') as each
        where statement.id = ${id} and each ->> 'metric' = ${key}`.execute(tx),
    )
    return found.rows[0]?.value
  }
  expect([await valueIn('meetings_held'), await valueIn('meetings_told')]).toEqual([0, 1])
  // As it was frozen before: the source of then, the number of then.
  await db.tx((tx) =>
    sql`update statement set body = jsonb_set(jsonb_set(body::jsonb, '{figures,1,formula,source}', '"meetings"'),
      '{figures,1,value}', '1')::text where id = ${id}`.execute(tx),
  )
  const { differences } = await db.use(holding('auditor')).ask(recomputeStatement(ports), { statementId: id })
  expect(differences.find(({ metric }) => metric === 'meetings_held')).toMatchObject({ was: 1, now: 1 })
})
