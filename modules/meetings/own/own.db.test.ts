import { expect, test } from 'vitest'
import { visitor } from '#kernel/access'
import { compileWords } from '#kernel/i18n'
import { EventId } from '#modules/events'
import { catalogues } from '../../../locales/index.ts'
import { testDatabase } from '../../../tools/test/database.ts'
import { holding } from '../../../tools/test/house.ts'
import { leaveBrokerage } from '../parties/commands.ts'
import { arrangeDraft, arrangeMeetings, arrangeWishes, personOf, the } from '../timetable/arrange.fixtures.ts'
import { releaseTimetable } from '../timetable/commands/release.ts'
import { meetingsOf, seatsOf } from '../timetable/store/meeting.ts'
import { makeWish } from '../wishes/commands.ts'
import { renewFeed } from './commands.ts'
import { ownMeetings } from './export.ts'
import { readFeed, readOwnTimetable } from './queries.ts'
import { whyText } from './words.ts'

const db = await testDatabase({ at: '2019-06-01T12:00:00Z' })
const told = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: Error) => error.message,
  )
const say = compileWords(catalogues).say('en')

/** Two scholars and two employers, two of whom have meetings in the released timetable. */
async function released() {
  const at = await db.tx((tx) => arrangeMeetings(tx))
  const organiser = db.use(holding('organiser', null, the(at.parties, 0).personId))
  await db.tx((tx) =>
    arrangeWishes(tx, at, [
      [0, 2, 'must'],
      [2, 0, 'meet'],
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
  const release = (after: number) =>
    organiser.run(releaseTimetable, { brokerageId: at.brokerageId, after, note: {} })
  const of = (index: number) => {
    const party = the(at.parties, index)
    return { ...party, use: db.use(personOf(party)) }
  }
  const seen = async (index: number, other: number) => {
    const { id, use } = of(index)
    const { meetings } = await use.ask(readOwnTimetable, { partyId: id })
    return meetings.find((own) => own.other.id === of(other).id)
  }
  return { ...at, of, release, seen, eventId: EventId.parse(at.eventId) }
}

test('a note is read by the other when the two have a meeting that stands, and at no other time', async () => {
  const at = await released()
  const scholar = at.of(0)
  const note = 'Your pilot line is what I look for'
  await scholar.use.run(makeWish, { eventId: at.eventId, to: at.of(2).id, kind: 'must', note })
  await scholar.use.run(makeWish, {
    eventId: at.eventId,
    to: at.of(3).id,
    kind: 'meet',
    note: 'For you alone',
  })
  const long = { eventId: at.eventId, to: at.of(2).id, kind: 'must', note: 'x'.repeat(301) } as const
  expect(await told(scholar.use.run(makeWish, long))).toBe('kernel.invalid')
  await scholar.use.run(makeWish, { eventId: at.eventId, to: at.of(2).id, kind: 'must' }) // the note stays
  expect(await at.seen(2, 0)).toBeUndefined()
  await at.release(0)
  const own = await at.seen(2, 0)
  expect(own?.noteToMe).toBe(note)
  expect(own && whyText(say, own)).toContain(`They wrote to you: ${note}`)
  // Nobody reads what was written to somebody else, and whom one does not meet one does not read.
  const everything = await at.of(3).use.ask(readOwnTimetable, { partyId: at.of(3).id })
  expect(JSON.stringify(everything.meetings.map(({ noteToMe }) => noteToMe))).not.toContain('alone')

  await scholar.use.run(makeWish, { eventId: at.eventId, to: at.of(2).id, kind: 'no' })
  expect((await at.seen(2, 0))?.noteToMe).toBe('')
})

test('leaving calls off the meetings to come, frees their seats, and tells the other', async () => {
  const at = await released()
  await at.release(0)
  expect(await db.tx((tx) => seatsOf(tx, at.brokerageId))).toHaveLength(6)
  await at.of(0).use.run(leaveBrokerage, { partyId: at.of(0).id })
  const [gone, stays] = [
    await db.tx((tx) => meetingsOf(tx, at.brokerageId, ['cancelled'])),
    await db.tx((tx) => meetingsOf(tx, at.brokerageId, ['booked'])),
  ]
  expect(gone).toMatchObject([{ sequence: 1, holdUntil: null }])
  expect(new Set([gone[0]?.a, gone[0]?.b])).toEqual(new Set([at.of(0).id, at.of(2).id]))
  expect(stays).toHaveLength(1)
  expect(await db.tx((tx) => seatsOf(tx, at.brokerageId))).toHaveLength(3)
  const fact = (await db.facts()).findLast(({ name }) => name === 'meetings.cancelled')
  expect(fact?.payload).toMatchObject({ meetingId: gone[0]?.id, by: at.of(0).id })
  expect((await at.seen(2, 0))?.meeting.state).toBe('cancelled')
})

test('a new address of the calendar ends the old one; only whose it is makes it', async () => {
  const at = await released()
  await at.release(0)
  const { id, feedKey, use } = at.of(0)
  const read = (key: string) => told(db.use(visitor).ask(readFeed, { feedKey: key }))
  expect(await read(feedKey)).toBe('done')
  expect(await told(at.of(2).use.run(renewFeed, { partyId: id }))).toBe('kernel.not_found')
  expect(await told(db.use(holding('registration_desk')).run(renewFeed, { partyId: id }))).toBe(
    'kernel.forbidden',
  )
  const first = await use.run(renewFeed, { partyId: id })
  const second = await db.use(visitor).run(renewFeed, { partyId: id, byLink: true })
  expect([await read(feedKey), await read(first.party.feedKey), await read(second.party.feedKey)]).toEqual([
    'kernel.not_found',
    'kernel.not_found',
    'done',
  ])
})

test('what a person wrote, wished and met is in the export of their own data; the secret and others’ words are not', async () => {
  const at = await released()
  const { id, personId, feedKey } = at.of(0)
  await at.of(2).use.run(makeWish, { eventId: at.eventId, to: id, kind: 'meet', note: 'Not yours to export' })
  await at.release(0)
  const file = JSON.stringify(await db.as(personOf(at.of(0)), (tx) => ownMeetings.read(tx, personId)))
  const [part] = JSON.parse(file)
  expect(part).toMatchObject({ id, headline: 'Battery chemistry', meetings: [{ state: 'booked' }] })
  expect(part.wishes.map(({ kind }: { kind: string }) => kind).sort()).toEqual(['meet', 'must'])
  expect(file).not.toContain(feedKey)
  expect(file).not.toContain('Not yours')
})
