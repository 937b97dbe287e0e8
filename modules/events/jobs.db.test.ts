import { expect, test } from 'vitest'
import { system } from '#kernel/access'
import { newId } from '#kernel/ids'
import { instant, plainDate, toLocal } from '#kernel/time'
import { testDatabase } from '../../tools/test/database.ts'
import { arrangeSummit } from './arrange.fixtures.ts'
import { aFestival, anEvent } from './fixtures.ts'
import { jobs } from './jobs.ts'
import type { Event, Session } from './model.ts'
import { insert, insertSessions, list, sessionsOf } from './store/event.ts'
import { insertFestival, listFestivals } from './store/place.ts'

const db = await testDatabase({ at: '2019-12-01T09:00:00Z' })
const { edition, next, london, host } = await db.tx((tx) => arrangeSummit(tx, db.clock.now()))
const clone = jobs.find(({ name }) => name === 'events.clone')
const days = 364
/** The fact may be delivered more than once. */
const hear = () =>
  clone?.run(db.use(system('events.clone')), {
    fact: 'programme.edition_cloned',
    payload: { from: edition.id, to: next.id, days },
  })

const festival = aFestival({ editionId: edition.id })
const own = (over: Partial<Event>): Event => anEvent({ editionId: edition.id, stationId: london.id, ...over })
const meeting = own({ slug: 'meeting', festivalId: festival.id, stream: 'ai', sequence: 3, capacity: 120 })
const unfinished = own({ slug: 'unfinished', state: 'draft', releasedAt: null })
const called_off = own({ slug: 'called-off', state: 'cancelled', sequence: 1 })
const theirs = own({
  slug: 'theirs',
  stationId: null,
  festivalId: festival.id,
  stream: 'ai',
  proposedBy: host.personId,
})
const story: Session = {
  id: newId<'session'>(),
  eventId: meeting.id,
  stationId: london.id,
  roomId: null,
  kind: 'talk',
  title: { en: 'A story', zh: '分享' },
  abstract: { en: '', zh: '' },
  language: 'zh',
  startsAt: instant('2019-06-12T13:30:00Z'),
  endsAt: instant('2019-06-12T14:00:00Z'),
  guid: crypto.randomUUID(),
  speakers: [{ name: { en: 'Li Ming', zh: '李明' }, role: { en: '', zh: '' } }],
}
await db.tx(async (tx) => {
  await insertFestival(tx, festival)
  for (const event of [meeting, unfinished, called_off, theirs]) await insert(tx, event)
  await insertSessions(tx, [story])
})
const copies = () => db.tx((tx) => list(tx, { editionId: next.id }))

await hear()

test('the summit’s and stations’ own events are drafts of the next edition, moved by whole days', async () => {
  const made = await copies()
  expect(made.map(({ slug }) => slug).sort()).toEqual(['meeting', 'unfinished'])
  const copy = made.find(({ slug }) => slug === 'meeting')
  expect(copy).toMatchObject({
    state: 'draft',
    sequence: 0,
    releasedAt: null,
    stationId: london.id,
    capacity: 120,
    clonedFrom: meeting.id,
    startsAt: '2020-06-10T13:00:00.000Z',
  })
  expect(copy?.guid).not.toBe(meeting.guid)
  expect(toLocal(copy?.startsAt ?? meeting.startsAt, meeting.zone)).toBe('2020-06-10T14:00')
})

test('the festival comes along with its criteria, and its events are in the new one', async () => {
  const [made, ...more] = await db.tx((tx) => listFestivals(tx, next.id))
  expect(more).toEqual([])
  expect(made).toMatchObject({
    slug: festival.slug,
    streams: festival.streams,
    startsOn: plainDate('2020-06-08'),
    endsOn: plainDate('2020-06-12'),
  })
  expect((await copies()).find(({ slug }) => slug === 'meeting')?.festivalId).toBe(made?.id)
})

test('sessions come along with their event; who spoke does not', async () => {
  const copy = (await copies()).find(({ slug }) => slug === 'meeting')
  const sessions = await db.tx((tx) => sessionsOf(tx, copy ? [copy.id] : []))
  expect(sessions).toMatchObject([
    {
      title: story.title,
      startsAt: '2020-06-10T13:30:00.000Z',
      endsAt: '2020-06-10T14:00:00.000Z',
      speakers: [],
    },
  ])
  expect(sessions[0]?.guid).not.toBe(story.guid)
})

test('the edition it was copied from stays as it was', async () => {
  const before = await db.tx((tx) => list(tx, { editionId: edition.id }))
  expect(before.map(({ id, state, sequence }) => ({ id, state, sequence }))).toEqual(
    expect.arrayContaining([
      { id: meeting.id, state: 'released', sequence: 3 },
      { id: called_off.id, state: 'cancelled', sequence: 1 },
    ]),
  )
  expect(before).toHaveLength(4)
})

test('heard a second time it makes nothing new, and what was changed since stays', async () => {
  const before = await copies()
  await hear()
  expect(await copies()).toEqual(before)
  expect(await db.tx((tx) => listFestivals(tx, next.id))).toHaveLength(1)
})

test('each copy is told once, for those who copy what hangs on an event', async () => {
  const told = (await db.facts()).filter(({ name }) => name === 'events.cloned')
  const expected = (await copies()).map((copy) => ({ from: copy.clonedFrom, to: copy.id, days }))
  expect(told.map(({ payload }) => payload)).toEqual(expect.arrayContaining(expected))
  expect(told).toHaveLength(2)
})
