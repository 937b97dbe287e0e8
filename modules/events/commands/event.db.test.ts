import { expect, test } from 'vitest'
import { type Actor, visitor } from '#kernel/access'
import { newId } from '#kernel/ids'
import { instant, zone } from '#kernel/time'
import { testDatabase } from '../../../tools/test/database.ts'
import { codeOf } from '../../../tools/test/refused.ts'
import { arrangeSummit, holding } from '../arrange.fixtures.ts'
import { aFestival, anEvent } from '../fixtures.ts'
import { listPublic, readPublic } from '../queries.ts'
import { changesOf, find, insert, sessionsOf } from '../store/event.ts'
import { insertFestival } from '../store/place.ts'
import { cancelEvent, changeEvent, draftEvent, releaseEvent } from './event.ts'
import { declineProposal, proposeEvent } from './proposal.ts'
import { addSession, changeSession, removeSession } from './session.ts'
import { addVenue, changeVenue } from './venue.ts'

const db = await testDatabase({ at: '2019-05-20T09:00:00Z' })
const summit = await db.tx((tx) => arrangeSummit(tx, db.clock.now()))
const { edition, london, boston, host } = summit
const organiser = holding('organiser')
const lead = holding('station_lead', london.id)
const staff = holding('station_staff', london.id)
const neighbour = holding('station_lead', boston.id)

let number = 0
const facts = (over: object = {}) => {
  number += 1
  return {
    editionId: edition.id,
    stationId: london.id,
    festivalId: null,
    hostName: 'London station',
    slug: `meeting-${number}`,
    kind: 'promotion' as const,
    title: { en: 'Promotion meeting', zh: '推介会' },
    summary: { en: 'Meet the programme.', zh: '' },
    body: { en: '', zh: '' },
    stream: null,
    venueId: null,
    zone: zone('Europe/London'),
    startsAt: instant('2019-06-12T13:00:00Z'),
    endsAt: instant('2019-06-12T17:00:00Z'),
    capacity: 120,
    onlineUrl: 'https://meet.example.org/london',
    ...over,
  }
}

/** What was told of one event, in order. */
const toldOf = async (eventId: string) =>
  (await db.facts()).flatMap(({ name, payload }) =>
    'eventId' in payload && payload.eventId === eventId ? [name] : [],
  )

test('a station’s event goes from draft through release and a move to its cancellation, and the public log tells it', async () => {
  const input = facts()
  const { event: draft } = await db.use(lead).run(draftEvent, input)
  expect(draft).toMatchObject({ state: 'draft', sequence: 0, releasedAt: null })
  expect(await codeOf(db.use(visitor).ask(readPublic, { edition: '2019', slug: draft.slug }))).toBe(
    'kernel.not_found',
  )

  await db.use(staff).run(releaseEvent, { eventId: draft.id })
  const { editionId: _edition, ...typed } = input
  await db.use(lead).run(changeEvent, {
    ...typed,
    eventId: draft.id,
    startsAt: instant('2019-06-13T13:00:00Z'),
    endsAt: instant('2019-06-13T17:00:00Z'),
  })
  await db.use(lead).run(changeEvent, {
    ...typed,
    eventId: draft.id,
    startsAt: instant('2019-06-13T13:00:00Z'),
    endsAt: instant('2019-06-13T17:00:00Z'),
    title: { en: 'Dalian in London', zh: '大连推介会' },
  })
  await db.use(lead).run(cancelEvent, { eventId: draft.id, reason: 'The hall was flooded.' })

  const shown = await db.use(visitor).ask(readPublic, { edition: '2019', slug: draft.slug })
  expect(shown.event).toMatchObject({
    state: 'cancelled',
    sequence: 3,
    guid: draft.guid,
    reviewReason: 'The hall was flooded.',
  })
  expect(shown.changes.map(({ kind, what }) => ({ kind, what })).toReversed()).toEqual([
    { kind: 'released', what: [] },
    { kind: 'moved', what: ['startsAt', 'endsAt'] },
    { kind: 'changed', what: ['title'] },
    { kind: 'cancelled', what: [] },
  ])
  expect(await toldOf(draft.id)).toEqual([
    'events.released',
    'events.changed',
    'events.changed',
    'events.cancelled',
  ])
})

test('a change of nothing is saved without a line in the log, a fact, or a higher sequence', async () => {
  const input = facts()
  const { event } = await db.use(lead).run(draftEvent, input)
  await db.use(lead).run(releaseEvent, { eventId: event.id })
  const { editionId: _edition, ...typed } = input
  await db.use(lead).run(changeEvent, { ...typed, eventId: event.id })
  const [after, log] = await db.tx(async (tx) => [await find(tx, event.id), await changesOf(tx, event.id)])
  expect(after?.sequence).toBe(0)
  expect(log).toHaveLength(1)
  expect(await toldOf(event.id)).toEqual(['events.released'])
})

test.each([
  { why: 'no summary', over: { summary: { en: '', zh: '' } } },
  { why: 'neither venue nor link', over: { onlineUrl: null } },
  { why: 'nobody hosts it', over: { hostName: '' } },
])('what is missing stops the release and leaves a draft: $why', async ({ over }) => {
  const { event } = await db.use(lead).run(draftEvent, facts(over))
  expect(await codeOf(db.use(lead).run(releaseEvent, { eventId: event.id }))).toBe('events.not_ready')
  expect(await db.tx((tx) => find(tx, event.id))).toMatchObject({ state: 'draft' })
})

test.each([
  { why: 'a zone that does not exist', over: { zone: 'Europe/Atlantis' }, code: 'events.field_zone' },
  { why: 'an offset is no zone', over: { zone: '+01:00' }, code: 'events.field_zone' },
  {
    why: 'a local time is no instant',
    over: { startsAt: '2019-06-12T14:00' },
    code: 'kernel.field_not_a_date',
  },
  {
    why: 'an end at the start',
    over: { endsAt: '2019-06-12T13:00:00.000Z' },
    code: 'events.field_ends_before',
  },
  {
    why: 'no title in either language',
    over: { title: { en: ' ', zh: '' } },
    code: 'kernel.field_one_language',
  },
  { why: 'a script for a link', over: { onlineUrl: 'javascript:alert(1)' }, code: 'events.field_url' },
  { why: 'capital letters in the address', over: { slug: 'London' }, code: 'events.field_slug' },
  { why: 'no places', over: { capacity: 0 }, code: 'kernel.field_too_small' },
  {
    why: 'a title of ten megabytes',
    over: { title: { en: 'x'.repeat(1e7), zh: '' } },
    code: 'kernel.field_too_long',
  },
])('bad input is refused by name: $why', async ({ over, code }) => {
  // The types already refuse most of these; a request does not know them.
  const input = facts(over) as ReturnType<typeof facts>
  expect(await codeOf(db.use(lead).run(draftEvent, input))).toBe(code)
})

test('two events of one edition cannot have one address, and in the other edition it is free', async () => {
  const { event } = await db.use(lead).run(draftEvent, facts())
  expect(await codeOf(db.use(organiser).run(draftEvent, facts({ slug: event.slug })))).toBe(
    'events.field_slug_taken',
  )
  expect(
    await codeOf(db.use(organiser).run(draftEvent, facts({ slug: event.slug, editionId: summit.next.id }))),
  ).toBe('done')
})

const { event: ours } = await db.use(lead).run(draftEvent, facts())
const nobody: Actor = { kind: 'person', personId: newId<'person'>(), grants: [] }
const who = {
  organiser,
  lead,
  staff,
  neighbour,
  nobody,
  visitor,
  auditor: holding('auditor'),
  crew: holding('check_in_crew'),
}
const answers: Record<keyof typeof who, readonly [draft: string, cancel: string]> = {
  organiser: ['done', 'events.wrong_state'],
  lead: ['done', 'events.wrong_state'],
  staff: ['done', 'events.wrong_state'],
  // What row-level security hides is not found; what may be seen and not changed is forbidden.
  neighbour: ['kernel.forbidden', 'kernel.not_found'],
  nobody: ['kernel.forbidden', 'kernel.not_found'],
  visitor: ['kernel.sign_in_first', 'kernel.not_found'],
  auditor: ['kernel.forbidden', 'kernel.forbidden'],
  crew: ['kernel.forbidden', 'kernel.not_found'],
}
test.each(Object.entries(answers))(
  '%s drafts for London, and cancels London’s draft',
  async (name, expected) => {
    const use = db.use(who[name as keyof typeof who])
    expect([
      await codeOf(use.run(draftEvent, facts())),
      await codeOf(use.run(cancelEvent, { eventId: ours.id, reason: 'x' })),
    ]).toEqual(expected)
  },
)

test('staff cannot put their event under a neighbour’s station', async () => {
  const { editionId: _edition, ...typed } = facts({ stationId: boston.id })
  expect(await codeOf(db.use(lead).run(changeEvent, { ...typed, eventId: ours.id }))).toBe('kernel.forbidden')
})

const festival = aFestival({ editionId: edition.id })
await db.tx((tx) => insertFestival(tx, festival))
const proposal = (over: object = {}) => {
  number += 1
  return {
    festivalId: festival.id,
    hostName: 'Example Robotics',
    slug: `robots-${number}`,
    title: { en: 'Robots at breakfast', zh: '' },
    summary: { en: 'Three talks.', zh: '' },
    stream: 'ai',
    startsAt: instant('2019-06-12T08:00:00Z'),
    endsAt: instant('2019-06-12T10:00:00Z'),
    onlineUrl: null,
    place: '1 Example Street',
    ...over,
  }
}

test('a side event waits for review, unseen by all but its host and the organisers, and is public once accepted', async () => {
  const { event } = await db.use(host).run(proposeEvent, proposal())
  expect(event).toMatchObject({ state: 'proposed', proposedBy: host.personId, stationId: null })
  const seenBy = (actor: Actor) => db.as(actor, async (tx) => (await find(tx, event.id)) !== undefined)
  expect([await seenBy(host), await seenBy(organiser)]).toEqual([true, true])
  expect([await seenBy(lead), await seenBy(nobody), await seenBy(visitor)]).toEqual([false, false, false])
  expect(await codeOf(db.use(host).run(releaseEvent, { eventId: event.id }))).toBe('kernel.forbidden')

  await db.use(organiser).run(releaseEvent, { eventId: event.id })
  const { events } = await db.use(visitor).ask(listPublic, { edition: '2019' })
  expect(events.map(({ id }) => id)).toContain(event.id)
  expect(await toldOf(event.id)).toEqual(['events.proposed', 'events.released'])
})

test('a declined proposal keeps its reason for the host and never becomes public', async () => {
  const { event } = await db.use(host).run(proposeEvent, proposal())
  expect(await codeOf(db.use(host).run(declineProposal, { eventId: event.id, reason: 'x' }))).toBe(
    'kernel.forbidden',
  )
  await db.use(organiser).run(declineProposal, { eventId: event.id, reason: 'The hall is too small.' })
  expect(await db.as(host, (tx) => find(tx, event.id))).toMatchObject({
    state: 'declined',
    reviewReason: 'The hall is too small.',
  })
  expect(await codeOf(db.use(organiser).run(releaseEvent, { eventId: event.id }))).toBe('events.wrong_state')
})

test.each([
  { why: 'a stream of no festival', over: { stream: 'food' }, code: 'events.field_stream' },
  {
    why: 'the week after',
    over: { startsAt: '2019-06-19T08:00:00.000Z', endsAt: '2019-06-19T10:00:00.000Z' },
    code: 'events.field_outside_festival',
  },
  { why: 'no host', over: { hostName: '' }, code: 'kernel.field_required' },
  { why: 'no festival', over: { festivalId: newId<'festival'>() }, code: 'kernel.not_found' },
])('a proposal that misses the criteria is refused: $why', async ({ over, code }) => {
  const input = proposal(over) as ReturnType<typeof proposal>
  expect(await codeOf(db.use(host).run(proposeEvent, input))).toBe(code)
})

test('a visitor is asked to sign in before hosting', async () => {
  expect(await codeOf(db.use(visitor).run(proposeEvent, proposal()))).toBe('kernel.sign_in_first')
})

test('sessions lie within their event; staff add and remove them, the neighbour does not find them', async () => {
  const { event } = await db.use(lead).run(draftEvent, facts())
  const session = (over: object = {}) => ({
    eventId: event.id,
    title: { en: 'A returned guest’s own story', zh: '归国嘉宾分享' },
    abstract: { en: '', zh: '' },
    language: 'en+zh' as const,
    startsAt: instant('2019-06-12T13:30:00Z'),
    endsAt: instant('2019-06-12T14:00:00Z'),
    speakers: [{ en: '', zh: '李明' }],
    room: '',
    ...over,
  })
  expect(await codeOf(db.use(neighbour).run(addSession, session()))).toBe('kernel.not_found')
  expect(
    await codeOf(db.use(lead).run(addSession, session({ endsAt: instant('2019-06-12T17:00:01Z') }))),
  ).toBe('events.field_outside_event')
  const { session: made } = await db.use(lead).run(addSession, session())
  const inside = await db.tx((tx) => sessionsOf(tx, [event.id]))
  expect(inside.map(({ id, speakers }) => ({ id, speakers: speakers.length }))).toEqual([
    { id: made.id, speakers: 1 },
  ])
  expect(await db.as(visitor, (tx) => sessionsOf(tx, [event.id]))).toEqual([])
  await db.use(staff).run(changeSession, {
    ...session({ speakers: [{ en: 'Li Ming', zh: '李明' }], endsAt: instant('2019-06-12T14:30:00Z') }),
    sessionId: made.id,
  })
  const [changed] = await db.tx((tx) => sessionsOf(tx, [event.id]))
  expect(changed).toMatchObject({ id: made.id, guid: made.guid, endsAt: '2019-06-12T14:30:00.000Z' })
  expect(changed?.speakers.map(({ name }) => name)).toEqual([{ en: 'Li Ming', zh: '李明' }])
  expect(await codeOf(db.use(neighbour).run(changeSession, { ...session(), sessionId: made.id }))).toBe(
    'kernel.not_found',
  )
  await db.use(staff).run(removeSession, { eventId: event.id, sessionId: made.id })
  expect(await db.tx((tx) => sessionsOf(tx, [event.id]))).toEqual([])
})

test('what is public counts its sessions: each change of them is in the public log, and a cancelled event keeps its own', async () => {
  const { event } = await db.use(lead).run(draftEvent, facts())
  await db.use(lead).run(releaseEvent, { eventId: event.id })
  const session = {
    eventId: event.id,
    title: { en: 'Questions', zh: '' },
    abstract: { en: '', zh: '' },
    language: 'en' as const,
    startsAt: instant('2019-06-12T13:30:00Z'),
    endsAt: instant('2019-06-12T14:00:00Z'),
    speakers: [],
    room: '',
  }
  const { session: made } = await db.use(lead).run(addSession, session)
  const same = { ...session, sessionId: made.id }
  await db.use(lead).run(changeSession, same)
  await db.use(lead).run(changeSession, { ...same, title: { en: 'Answers', zh: '' } })
  await db.use(lead).run(removeSession, { eventId: event.id, sessionId: made.id })
  const [after, log] = await db.tx(async (tx) => [await find(tx, event.id), await changesOf(tx, event.id)])
  expect(after?.sequence).toBe(3)
  expect(log.map(({ what }) => what).toReversed()).toEqual([[], ['sessions'], ['sessions'], ['sessions']])
  await db.use(lead).run(cancelEvent, { eventId: event.id, reason: 'Ill.' })
  expect(await codeOf(db.use(lead).run(addSession, session))).toBe('events.wrong_state')
})

test('a venue written wrong is mended by whoever has all that is held there, and what is public says so', async () => {
  const written = {
    name: { en: 'Thames Exchnage', zh: '' },
    address: { en: '', zh: '' },
    city: { en: 'London', zh: '' },
    country: 'GB',
    zone: zone('Europe/London'),
  }
  const { id: venueId } = await db.use(lead).run(addVenue, written)
  const { event } = await db.use(lead).run(draftEvent, facts({ venueId }))
  await db.use(lead).run(releaseEvent, { eventId: event.id })
  const mended = { venueId, ...written, name: { en: 'Thames Exchange', zh: '泰晤士交易所' } }
  await db.use(lead).run(changeVenue, mended)
  await db.use(lead).run(changeVenue, mended)
  const shown = await db.use(visitor).ask(readPublic, { edition: '2019', slug: event.slug })
  expect(shown.venue?.name.en).toBe('Thames Exchange')
  expect(shown.event.sequence).toBe(1)
  expect(shown.changes[0]?.what).toEqual(['venueWords'])
  expect(await codeOf(db.use(lead).run(changeVenue, { ...mended, zone: zone('Asia/Tokyo') }))).toBe(
    'events.field_zone_of_events',
  )
  const { id: other } = await db.use(lead).run(addVenue, written)
  const { event: draft } = await db.use(lead).run(draftEvent, facts({ venueId: other }))
  await db.use(lead).run(changeVenue, { ...written, venueId: other, zone: zone('Europe/Berlin') })
  expect(await db.tx((tx) => find(tx, draft.id))).toMatchObject({
    zone: 'Europe/Berlin',
    startsAt: draft.startsAt,
  })
  await db.use(neighbour).run(draftEvent, facts({ venueId, stationId: boston.id }))
  expect(await codeOf(db.use(lead).run(changeVenue, mended))).toBe('events.venue_shared')
  await db.use(organiser).run(changeVenue, { ...mended, country: 'FR' })
})

test('two who release at once: one does it, the other is told that it was done', async () => {
  const { event } = await db.use(lead).run(draftEvent, facts())
  const both = await Promise.all(
    [lead, staff].map((actor) => codeOf(db.use(actor).run(releaseEvent, { eventId: event.id }))),
  )
  expect(both.sort()).toEqual(['done', 'events.wrong_state'])
  expect(await toldOf(event.id)).toEqual(['events.released'])
})

test('the database itself refuses an event that ends before it starts', async () => {
  const wrong = anEvent({ editionId: edition.id, endsAt: instant('2019-06-12T12:00:00Z') })
  await expect(db.tx((tx) => insert(tx, wrong))).rejects.toThrow('event_ends_after_it_starts')
})
