import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { visitor } from '#kernel/access'
import { instant, plainDate, zone } from '#kernel/time'
import { testDatabase } from '../../../tools/test/database.ts'
import { codeOf } from '../../../tools/test/refused.ts'
import { arrangeSummit, holding } from '../arrange.fixtures.ts'
import { listProposals, listPublic, readFestival, readProposal } from '../queries.ts'
import { find } from '../store/event.ts'
import { listFestivals } from '../store/place.ts'
import { releaseEvent } from './event.ts'
import { changeFestival, openFestival, removeFestival } from './festival.ts'
import { declineProposal, proposeAgain, proposeEvent } from './proposal.ts'

const db = await testDatabase({ at: '2019-05-20T09:00:00Z' })
const { edition, next, london, host } = await db.tx((tx) => arrangeSummit(tx, db.clock.now()))
const organiser = holding('organiser')

const week = {
  name: { en: 'London Tech Week', zh: '伦敦科技周' },
  area: { en: 'London', zh: '伦敦' },
  zone: zone('Europe/London'),
  startsOn: plainDate('2019-06-10'),
  endsOn: plainDate('2019-06-14'),
  streams: [
    { key: '', name: { en: 'Artificial intelligence', zh: '人工智能' } },
    { key: '', name: { en: '', zh: '新材料' } },
    { key: '', name: { en: '', zh: '海洋' } },
  ],
  criteria: { en: 'In London, in the week.', zh: '' },
}
const { id: festivalId, streams } = await db
  .use(organiser)
  .run(openFestival, { editionId: edition.id, slug: 'tech-week', ...week })
const told = {
  hostName: 'Lumen Photonics',
  slug: 'light',
  title: { en: 'Light for medicine', zh: '' },
  summary: { en: 'Lasers.', zh: '' },
  stream: 'artificial-intelligence',
  startsAt: instant('2019-06-11T09:00:00Z'),
  endsAt: instant('2019-06-11T11:00:00Z'),
  onlineUrl: null,
  place: 'Lumen Studio',
}

test('the organiser opens a festival with its criteria; streams have addresses of their own, whatever their script', () => {
  expect(streams.map(({ key }) => key)).toEqual(['artificial-intelligence', 'stream', 'stream-2'])
})

test.each([
  ['its address is taken', { slug: 'tech-week' }, 'events.field_slug_taken'],
  ['it ends before it starts', { slug: 'b', endsOn: plainDate('2019-06-09') }, 'events.field_ends_before'],
  ['it has no stream', { slug: 'c', streams: [] }, 'events.field_no_streams'],
])('a festival is refused when %s', async (_why, over, code) => {
  const opened = db.use(organiser).run(openFestival, { editionId: edition.id, ...week, ...over })
  expect(await codeOf(opened)).toBe(code)
})

test('nobody but the organisers opens or changes one', async () => {
  for (const actor of [visitor, host, holding('station_lead', london.id), holding('auditor')]) {
    const open = db.use(actor).run(openFestival, { editionId: edition.id, slug: 'mine', ...week })
    expect(await codeOf(open)).toMatch(/kernel\.(forbidden|sign_in_first)/)
    const change = db.use(actor).run(changeFestival, { festivalId, ...week })
    expect(await codeOf(change)).toMatch(/kernel\.(forbidden|sign_in_first)/)
  }
})

test('a declined host reads why, mends the proposal and sends it again; what is public is no longer the host’s to change', async () => {
  const { event } = await db.use(host).run(proposeEvent, { festivalId, ...told })
  await db.use(organiser).run(declineProposal, { eventId: event.id, reason: 'Say who speaks.' })
  const read = await db.use(host).ask(readProposal, { eventId: event.id })
  expect(read).toMatchObject({
    event: { reviewReason: 'Say who speaks.' },
    venue: { name: { en: 'Lumen Studio' } },
  })
  const again = { eventId: event.id, ...told, summary: { en: 'Dr Li speaks about lasers.', zh: '' } }
  expect(await codeOf(db.use(holding('station_lead', london.id)).run(proposeAgain, again))).toBe(
    'kernel.not_found',
  )
  await db.use(host).run(proposeAgain, again)
  const now = await db.tx((tx) => find(tx, event.id))
  expect(now).toMatchObject({
    state: 'proposed',
    reviewReason: null,
    summary: { en: 'Dr Li speaks about lasers.' },
    venueId: event.venueId,
  })
  await db.use(organiser).run(releaseEvent, { eventId: event.id })
  expect(await codeOf(db.use(host).run(proposeAgain, again))).toBe('kernel.not_found')
  expect(await db.use(organiser).ask(listProposals, { own: false })).toEqual([])
})

test('a proposal says where it is, because nobody could accept it otherwise', async () => {
  const nowhere = db.use(host).run(proposeEvent, { festivalId, ...told, slug: 'nowhere', place: '' })
  expect(await codeOf(nowhere)).toBe('events.field_where_needed')
})

test('a change may not leave events out that met the criteria; names are mended freely', async () => {
  const kept = { festivalId, ...week, streams: [...streams] }
  expect(
    await codeOf(db.use(organiser).run(changeFestival, { ...kept, startsOn: plainDate('2019-06-12') })),
  ).toBe('events.events_left_out')
  expect(await codeOf(db.use(organiser).run(changeFestival, { ...kept, streams: streams.slice(1) }))).toBe(
    'events.events_left_out',
  )
  await db.use(organiser).run(changeFestival, {
    ...kept,
    name: { en: 'Tech Week', zh: '科技周' },
    streams: streams.map((each, index) => (index === 0 ? { ...each, name: { en: 'AI', zh: '智能' } } : each)),
  })
  const { festival, events } = await db.use(visitor).ask(readFestival, { edition: '2019', slug: 'tech-week' })
  expect(festival.name.en).toBe('Tech Week')
  expect(festival.streams[0]).toEqual({ key: 'artificial-intelligence', name: { en: 'AI', zh: '智能' } })
  expect(events).toHaveLength(1)
  expect(await codeOf(db.use(organiser).run(removeFestival, { festivalId }))).toBe('events.festival_in_use')
})

test('of an edition in preparation the public sees nothing, released events and festivals among it; staff look ahead', async () => {
  const put = (state: string) =>
    db.tx((tx) => sql`update edition set state = ${state} where id = ${next.id}`.execute(tx))
  await put('draft')
  const empty = await db.use(organiser).run(openFestival, { editionId: next.id, slug: 'tech-week', ...week })
  const asked = { edition: '2020', slug: 'tech-week' }
  expect(await codeOf(db.use(visitor).ask(listPublic, { edition: '2020' }))).toBe('kernel.not_found')
  expect(await codeOf(db.use(host).ask(readFestival, asked))).toBe('kernel.not_found')
  expect(await codeOf(db.use(host).run(proposeEvent, { festivalId: empty.id, ...told }))).toBe(
    'kernel.not_found',
  )
  const staff = db.use(holding('station_staff', london.id))
  expect((await staff.ask(readFestival, asked)).festival.id).toBe(empty.id)
  await put('open')
  expect((await db.use(visitor).ask(readFestival, asked)).festival.id).toBe(empty.id)
  await db.use(organiser).run(removeFestival, { festivalId: empty.id })
  expect(await db.tx((tx) => listFestivals(tx, next.id))).toEqual([])
})
