import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { system } from '#kernel/access'
import { Refusal } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { instant, toLocal, zone } from '#kernel/time'
import { testDatabase } from '../../tools/test/database.ts'
import { arrangeSummit, holding } from './arrange.fixtures.ts'
import { changeEvent } from './commands/event.ts'
import { addVenue } from './commands/venue.ts'
import { anEvent } from './fixtures.ts'
import { jobs } from './jobs.ts'
import { jsonLdOf } from './json-ld.ts'
import type { Event, Session } from './model.ts'
import { changesOf, insert, insertSessions, list, sessionsOf } from './store/event.ts'
import { shapeOf } from './wire.ts'

const db = await testDatabase({ at: '2019-05-20T09:00:00Z' })
const { edition, next, london, boston, host } = await db.tx((tx) => arrangeSummit(tx, db.clock.now()))
const organiser = holding('organiser')

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => {
      if (!(error instanceof Refusal)) throw error
      return error.fields[0]?.code ?? error.code
    },
  )

/** A released event with one session of half an hour, half an hour after its start. */
async function arranged(over: Partial<Event> = {}): Promise<{ event: Event; session: Session }> {
  const event = anEvent({ editionId: edition.id, stationId: london.id, ...over })
  const session: Session = {
    id: newId<'session'>(),
    eventId: event.id,
    stationId: event.stationId,
    roomId: null,
    kind: 'talk',
    title: { en: 'A story', zh: '' },
    abstract: { en: '', zh: '' },
    language: 'en',
    startsAt: instant('2019-06-12T13:30:00Z'),
    endsAt: instant('2019-06-12T14:00:00Z'),
    guid: crypto.randomUUID(),
    speakers: [],
  }
  await db.tx(async (tx) => {
    await insert(tx, event)
    await insertSessions(tx, [session])
  })
  return { event, session }
}
const changed = (event: Event, over: object) =>
  codeOf(db.use(organiser).run(changeEvent, { ...event, eventId: event.id, ...over }))

test.each([
  { why: 'another station', over: { stationId: boston.id }, code: 'events.field_station_fixed' },
  { why: 'another address', over: { slug: 'elsewhere' }, code: 'events.field_slug_fixed' },
  { why: 'a venue that is none', over: { venueId: newId<'venue'>() }, code: 'kernel.field_choose' },
  {
    why: 'an end before its sessions',
    over: { endsAt: instant('2019-06-12T13:59:00Z') },
    code: 'events.field_sessions_outside',
  },
])('what hangs on a released event cannot be cut off: $why', async ({ over, code }) => {
  const { event } = await arranged()
  expect(await changed(event, over)).toBe(code)
})

test('an event moved as a whole takes its sessions along', async () => {
  const { event, session } = await arranged()
  const startsAt = instant('2019-06-13T13:00:00Z')
  expect(await changed(event, { startsAt, endsAt: instant('2019-06-13T17:00:00Z') })).toBe('done')
  expect(await db.tx((tx) => sessionsOf(tx, [event.id]))).toMatchObject([
    { id: session.id, startsAt: '2019-06-13T13:30:00.000Z', endsAt: '2019-06-13T14:00:00.000Z' },
  ])
})

test('whatever the public page shows is logged when it changes', async () => {
  const { event } = await arranged()
  expect(await changed(event, { summary: { en: 'Other words.', zh: '' }, hostName: 'Another host' })).toBe(
    'done',
  )
  const [line] = await db.tx((tx) => changesOf(tx, event.id))
  expect(line).toMatchObject({ kind: 'changed', what: ['hostName', 'summary'] })
})

test('an event at a venue goes by the venue’s clock', async () => {
  const venue = await db.use(organiser).run(addVenue, {
    name: { en: 'Hall', zh: '' },
    address: { en: '', zh: '' },
    city: { en: 'Boston', zh: '' },
    country: 'US',
    zone: zone('America/New_York'),
  })
  const { event } = await arranged()
  expect(await changed(event, { venueId: venue.id })).toBe('events.field_zone_of_venue')
  expect(await changed(event, { venueId: venue.id, zone: venue.zone })).toBe('done')
})

test('a venue lies in a country or region that exists', async () => {
  const asked = db.use(organiser).run(addVenue, {
    name: { en: 'Hall', zh: '' },
    address: { en: '', zh: '' },
    city: { en: 'Nowhere', zh: '' },
    country: 'Q9',
    zone: zone('Europe/London'),
  })
  expect(await codeOf(asked)).toBe('kernel.field_country')
})

test('the link into the room is on no public page', () => {
  const event = anEvent({ onlineUrl: 'https://meet.example.org/secret' })
  const page = { url: 'https://summit.example.org/e', series: 's', locale: 'en' as const }
  expect(JSON.stringify([jsonLdOf(event, undefined, page), shapeOf(event)])).not.toContain('secret')
})

describe('row-level security alone', () => {
  const hosted = async (state: Event['state']) => {
    const event = anEvent({ editionId: edition.id, proposedBy: host.personId, state })
    await db.tx((tx) => insert(tx, event))
    return event.id
  }
  const write = (id: string, to: string) =>
    db.as(host, (tx) => sql`update event set state = ${to}, host_name = 'x' where id = ${id}`.execute(tx))

  test('keeps a host from what is decided', async () => {
    expect((await write(await hosted('released'), 'released')).numAffectedRows).toBe(0n)
    expect((await write(await hosted('proposed'), 'proposed')).numAffectedRows).toBe(1n)
  })
  test('keeps a host from releasing the own proposal', async () => {
    await expect(write(await hosted('proposed'), 'released')).rejects.toThrow('row-level security')
  })
})

test('a clone keeps the time on the wall over a change of the clocks, and gives way where an address is taken', async () => {
  const { event } = await arranged({ slug: 'meeting' })
  await db.tx((tx) => insert(tx, anEvent({ editionId: next.id, slug: 'meeting' })))
  const clone = jobs.find(({ name }) => name === 'events.clone')
  await clone?.run(db.use(system('events.clone')), {
    fact: 'programme.edition_cloned',
    payload: { from: edition.id, to: next.id, days: 250 },
  })
  const copy = (await db.tx((tx) => list(tx, { editionId: next.id }))).find(
    (each) => each.clonedFrom === event.id,
  )
  expect(copy?.slug).toBe('meeting-2')
  expect(toLocal(copy?.startsAt ?? event.startsAt, event.zone)).toBe('2020-02-17T14:00')
  const sessions = await db.tx((tx) => sessionsOf(tx, copy ? [copy.id] : []))
  expect(sessions.map(({ startsAt }) => toLocal(startsAt, event.zone))).toEqual(['2020-02-17T14:30'])
})
