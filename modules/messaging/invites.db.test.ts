import ical from 'ical.js'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { compileWords } from '#kernel/i18n'
import { openKeys } from '#platform/keys'
import { catalogues } from '../../locales/index.ts'
import { testDatabase } from '../../tools/test/database.ts'
import { holding } from '../../tools/test/house.ts'
import { proposeMeeting } from '../meetings/market/commands/ask.ts'
import { answerProposal, cancelMeeting } from '../meetings/market/commands/end.ts'
import { arrangeDraft, arrangeMeetings, personOf, the } from '../meetings/timetable/arrange.fixtures.ts'
import { releaseTimetable } from '../meetings/timetable/commands/release.ts'
import { hearMeetings } from './hear-meetings.ts'

// What a calendar program is given by mail, read by a parser that is not ours.

const db = await testDatabase({ at: '2019-06-11T12:00:00Z' })
const jobs = hearMeetings({
  words: compileWords(catalogues),
  keys: openKeys('a secret of the tests that is long enough'),
  origin: 'https://summit.example',
  from: 'Summit <summit@example.org>',
})
const at = await db.tx((tx) => arrangeMeetings(tx))
const [scholar, , , employer] = at.parties
if (!scholar || !employer) throw new Error('no such parties')

let heard = 0
/** Every fact that was told since the last time is heard, as the queue does. */
async function hear() {
  const facts = (await db.facts()).slice(heard)
  heard += facts.length
  for (const { name, payload } of facts)
    for (const job of jobs)
      if (job.hears?.includes(name))
        await job.run(db.use({ kind: 'system', job: 'test' }), { fact: name, payload })
}

/** The calendar that came with somebody's newest letter of a kind, as the parser reads it. */
async function calendarTo(email: string, kind: string) {
  const found = await db.tx((tx) =>
    sql<{ calendar: { method: string; content: string } }>`select calendar from mail
      where to_address = ${email} and kind = ${kind} order by created_at desc limit 1`.execute(tx),
  )
  const [row] = found.rows
  if (!row) throw new Error(`no letter ${kind} to ${email}`)
  const { method, content } = row.calendar
  expect(content.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
  const read = new ical.Component(ical.parse(content))
  expect(read.getFirstPropertyValue('method')).toBe(method) // the letter's own part says the same
  const [entry] = read.getAllSubcomponents('vevent')
  if (!entry) throw new Error('no entry in it')
  const value = (name: string) => String(entry.getFirstPropertyValue(name))
  return {
    method,
    entries: read.getAllSubcomponents('vevent').length,
    uid: value('uid'),
    sequence: value('sequence'),
    status: value('status'),
    start: value('dtstart'),
    sender: value('organizer'),
    readers: entry.getAllProperties('attendee').map((each) => ({
      address: String(each.getFirstValue()).toLowerCase(),
      answer: each.getParameter('partstat'),
      asked: each.getParameter('rsvp'),
    })),
  }
}

test('a release publishes the whole list, by its sender and for nobody in particular', async () => {
  await db.tx((tx) =>
    arrangeDraft(tx, at, [
      [0, 2, 0, 0],
      [0, 3, 1, 0],
    ]),
  )
  const organiser = db.use(holding('organiser', null, the(at.parties, 1).personId))
  const note = { en: 'Two more tables', zh: '新增两张桌' }
  await organiser.run(releaseTimetable, { brokerageId: at.brokerageId, after: 0, note })
  await hear()
  const [letter] = await db.tx(async (tx) => {
    const found = await sql<{ text: string; locale: 'en' | 'zh' }>`select body_text as text, locale from mail
      where to_address = ${scholar.email} and kind = 'meeting_released'`.execute(tx)
    return found.rows
  })
  // What the desk writes with a release is for those who read of it.
  expect(letter?.text).toContain(note[letter?.locale ?? 'en'])
  expect(await calendarTo(scholar.email, 'meeting_released')).toMatchObject({
    method: 'PUBLISH',
    entries: 2,
    sequence: '0',
    status: 'CONFIRMED',
    start: '2019-06-12T08:00:00Z',
    sender: 'mailto:summit@example.org',
    readers: [],
  })
})

test('a booked meeting is an invitation to its reader alone, and calling it off ends the same one', async () => {
  const [one, other] = [the(at.parties, 1), employer]
  const input = { partyId: one.id, to: other.id, slotId: the(at.slots, 2), message: '', reason: null }
  const { meeting } = await db.use(personOf(one)).run(proposeMeeting, input)
  const mine = { partyId: other.id, meetingId: meeting.id }
  await db.use(personOf(other)).run(answerProposal, { ...mine, yes: true })
  await hear()
  const invitation = await calendarTo(other.email, 'meeting_booked')
  const reader = { address: `mailto:${other.email}`, answer: 'ACCEPTED', asked: 'FALSE' }
  expect(invitation).toEqual({
    method: 'REQUEST',
    entries: 1,
    uid: `meeting-${meeting.id}@summit.example`,
    sequence: '0',
    status: 'CONFIRMED',
    start: '2019-06-12T09:00:00Z',
    sender: 'mailto:summit@example.org',
    readers: [reader],
  })
  expect((await calendarTo(one.email, 'meeting_booked')).readers).toMatchObject([
    { address: `mailto:${one.email}` },
  ])

  await db.use(personOf(other)).run(cancelMeeting, { ...mine, reason: 'My train is late' })
  await hear()
  expect(await calendarTo(other.email, 'meeting_cancelled')).toEqual({
    ...invitation,
    method: 'CANCEL',
    sequence: '1',
    status: 'CANCELLED',
  })
})
