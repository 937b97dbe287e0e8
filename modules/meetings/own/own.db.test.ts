import { expect, test } from 'vitest'
import { system, visitor } from '#kernel/access'
import { compileWords } from '#kernel/i18n'
import { EventId } from '#modules/events'
import { catalogues } from '../../../locales/index.ts'
import { testDatabase } from '../../../tools/test/database.ts'
import { holding } from '../../../tools/test/house.ts'
import { leaveBrokerage } from '../parties/commands.ts'
import { startRun } from '../runs/commands.ts'
import { jobs } from '../runs/jobs.ts'
import { arrangeDraft, arrangeMeetings, arrangeWishes, personOf, the } from '../timetable/arrange.fixtures.ts'
import { releaseTimetable } from '../timetable/commands/release.ts'
import { reasonsOf } from '../timetable/pages/unplaced.tsx'
import { readDraft } from '../timetable/queries.ts'
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

test('each wish without a meeting says why not in words, to the person the least and to the desk the whole, and never a no', async () => {
  // Three scholars want the one employer, who has two slots: in one of them the second scholar cannot, and one was said no to.
  const at = await db.tx((tx) => arrangeMeetings(tx, { scholars: 4, employers: 2, slots: 2, tables: 2 }))
  const of = (index: number) => the(at.parties, index)
  await db.tx((tx) =>
    arrangeWishes(tx, at, [
      [0, 4, 'must'],
      [1, 4, 'must'],
      [2, 4, 'meet'],
      [3, 5, 'meet'],
      [5, 3, 'no'],
    ]),
  )
  const lead = db.use(holding('station_lead', at.stationId, of(0).personId))
  const run = await lead.run(startRun, { brokerageId: at.brokerageId, scope: 'whole', seconds: 1, seed: 1 })
  const search = jobs.find(({ name }) => name === 'meetings.search')
  await search?.run(db.use(system('test')), { payload: { runId: run.id } })
  await lead.run(releaseTimetable, { brokerageId: at.brokerageId, after: 0, note: {} })

  const leftOf = async (index: number) => {
    const party = of(index)
    const { left } = await db.use(personOf(party)).ask(readOwnTimetable, { partyId: party.id })
    return left.map(({ why }) => why)
  }
  expect(await leftOf(0)).toEqual([])
  expect(await leftOf(2)).toEqual(['not_fitted'])
  expect(await leftOf(3)).toEqual(['not_fitted']) // the no looks like any other
  for (const locale of ['en', 'zh'] as const) {
    const words = compileWords(catalogues).say(locale)
    expect(words('own.why_not_not_fitted')).toMatch(locale === 'en' ? /no room/ : /\p{Script=Han}/u)
  }

  const draft = await lead.ask(readDraft, { eventId: at.eventId as EventId })
  const [unplaced, ...others] = draft.last?.answer?.unplaced ?? []
  expect(others).toEqual([]) // the refused pair was never asked of the optimiser
  const sentencesIn = (locale: 'en' | 'zh') => {
    const visit = { say: compileWords(catalogues).say(locale), locale } as Parameters<typeof reasonsOf>[0] // all that the sentences ask of it
    return draft.last?.answer && unplaced ? reasonsOf(visit, draft, draft.last.answer, unplaced.reasons) : []
  }
  // Names stand for themselves, without the noun that a number would need.
  expect(sentencesIn('en').join()).toContain('P4')
  expect(sentencesIn('en').join()).not.toMatch(/person|\[|\]/i)
  expect(sentencesIn('zh').join()).not.toMatch(/人员|\[|\]/u)
})
