import { z } from 'zod'
import { isStaff, personIdOf } from '#kernel/access'
import { command, type Tx } from '#kernel/command'
import { isCountry } from '#kernel/countries'
import { notFound, signInFirst } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { bilingual, line, prose } from '#kernel/text'
import { type Instant, isInstant, isZone, type Zone } from '#kernel/time'
import { EditionId, findEdition } from '#modules/programme'
import { StationId } from '#modules/stations'
import { may, mayManageEvent } from './access.ts'
import { unknownVenue, zoneOfVenue } from './errors.ts'
import * as facts from './facts.ts'
import {
  type Event,
  EventId,
  eventKinds,
  type Festival,
  FestivalId,
  SessionId,
  type Venue,
  VenueId,
} from './model.ts'
import * as rules from './rules.ts'
import * as store from './store/event.ts'
import * as places from './store/place.ts'

const Moment = z.custom<Instant>(
  (value) => typeof value === 'string' && isInstant(value),
  'kernel.field_not_a_date',
)
const ZoneName = z.custom<Zone>((value) => typeof value === 'string' && isZone(value), 'events.field_zone')
const Slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/, 'events.field_slug')
const WebAddress = z.url({ protocol: /^https?$/, error: 'events.field_url' }).max(1000)

const eventFacts = {
  stationId: StationId.nullable(),
  festivalId: FestivalId.nullable(),
  hostName: line(200, 0),
  slug: Slug,
  kind: z.enum(eventKinds),
  title: bilingual({ max: 200 }),
  summary: bilingual({ max: 600, lines: 'many', optional: true }),
  body: bilingual({ max: 20_000, lines: 'many', optional: true }),
  stream: z.string().max(60).nullable(),
  venueId: VenueId.nullable(),
  zone: ZoneName,
  startsAt: Moment,
  endsAt: Moment,
  capacity: z.number().int().min(1).max(1_000_000).nullable(),
  onlineUrl: WebAddress.nullable(),
}

async function festivalOf(tx: Tx, id: FestivalId | null): Promise<Festival | null> {
  if (id === null) return null
  const festival = await places.findFestival(tx, id)
  if (!festival) throw notFound()
  return festival
}

/** The venue exists, and the event's clock is the venue's. */
async function checkVenue(tx: Tx, { venueId, zone }: Pick<Event, 'venueId' | 'zone'>): Promise<void> {
  if (venueId === null) return
  const venue = (await places.venuesOf(tx, [venueId])).get(venueId)
  if (!venue) throw unknownVenue()
  if (venue.zone !== zone) throw zoneOfVenue(venue.zone)
}

async function locked(tx: Tx, eventId: EventId): Promise<Event> {
  const event = await store.lock(tx, eventId)
  if (!event) throw notFound()
  return event
}

const subjectOf = ({ event }: { event: Event }) => ({
  type: 'event',
  id: event.id,
  stationId: event.stationId,
})

/** A draft. Nothing of it is public until it is released. */
export const draftEvent = command({
  name: 'events.draft',
  input: z.object({ editionId: EditionId, ...eventFacts }),
  load: async (tx, { editionId, festivalId, venueId, zone }) => {
    if (!(await findEdition(tx, editionId))) throw notFound()
    await checkVenue(tx, { venueId, zone })
    return { festival: await festivalOf(tx, festivalId) }
  },
  allow: (actor, _loaded, { stationId }) => mayManageEvent(actor, { stationId }),
  decide: ({ festival }, input, { at }) => ({ event: rules.draft(input, festival, at) }),
  save: (tx, { event }) => store.insert(tx, event),
  audit: subjectOf,
})

/** Changes a draft at once; what is public counts up and goes into the public log. */
export const changeEvent = command({
  name: 'events.change',
  input: z.object({ eventId: EventId, ...eventFacts }),
  load: async (tx, { eventId, festivalId, venueId, zone }) => {
    const event = await locked(tx, eventId)
    await checkVenue(tx, { venueId, zone })
    return {
      event,
      sessions: await store.sessionsOf(tx, [eventId]),
      festival: await festivalOf(tx, festivalId),
    }
  },
  // Both where it is and where it would go must be the actor's.
  allow: (actor, { event }, { stationId }) =>
    mayManageEvent(actor, event) && mayManageEvent(actor, { stationId }),
  decide: ({ event, festival, sessions }, { eventId: _id, ...input }, { at }) => {
    const changed = rules.change(event, input, festival, at)
    return { ...changed, sessions: rules.moveAlong(sessions, event, changed.event) }
  },
  save: async (tx, changed) => {
    await store.save(tx, changed)
    await store.placeSessions(tx, changed.sessions)
  },
  announce: (change) => (change.log ? [facts.changed(change)] : []),
  audit: subjectOf,
})

export const releaseEvent = command({
  name: 'events.release',
  input: z.object({ eventId: EventId }),
  load: (tx, { eventId }) => locked(tx, eventId),
  // A proposal of an independent host is the festival's to accept, not a station's.
  allow: (actor, event) => (event.state === 'proposed' ? may.review(actor, event) : may.manage(actor, event)),
  decide: (event, _input, { at }) => rules.release(event, at),
  save: store.save,
  announce: (change) => [facts.released(change)],
  audit: subjectOf,
})

export const cancelEvent = command({
  name: 'events.cancel',
  input: z.object({ eventId: EventId, reason: prose(1000, 1) }),
  load: (tx, { eventId }) => locked(tx, eventId),
  allow: may.manage,
  decide: (event, { reason }, { at }) => rules.cancel(event, reason, at),
  save: store.save,
  announce: (change) => [facts.cancelled(change)],
  audit: subjectOf,
})

/** A side event from an independent host, checked against the festival's criteria, waits for review. */
export const proposeEvent = command({
  name: 'events.propose',
  input: z.object({
    festivalId: FestivalId,
    hostName: line(200),
    slug: Slug,
    title: eventFacts.title,
    summary: bilingual({ max: 600, lines: 'many' }),
    stream: z.string().max(60),
    startsAt: Moment,
    endsAt: Moment,
    onlineUrl: WebAddress.nullable(),
    place: line(200, 0),
  }),
  load: async (tx, { festivalId }) => {
    const festival = await places.findFestival(tx, festivalId)
    if (!festival) throw notFound()
    return festival
  },
  allow: (actor) => actor.kind === 'person',
  decide: (festival, { place, ...input }, { actor, at }) => {
    const proposedBy = personIdOf(actor)
    if (proposedBy === null) throw signInFirst()
    const where: Venue | null =
      place === ''
        ? null
        : {
            id: newId<'venue'>(),
            name: { en: place, zh: '' },
            address: { en: '', zh: '' },
            city: festival.area,
            country: 'ZZ',
            zone: festival.zone,
          }
    const event = rules.propose(
      {
        ...input,
        editionId: festival.editionId,
        proposedBy,
        stationId: null,
        kind: 'side_event',
        body: { en: '', zh: '' },
        venueId: where?.id ?? null,
        zone: festival.zone,
        capacity: null,
      },
      festival,
      at,
    )
    return { event, log: null, where }
  },
  save: async (tx, { event, where }) => {
    if (where) await places.insertVenue(tx, where)
    await store.insert(tx, event)
  },
  announce: (change) => [facts.proposed(change)],
  audit: subjectOf,
})

export const declineProposal = command({
  name: 'events.decline',
  input: z.object({ eventId: EventId, reason: prose(1000, 1) }),
  load: (tx, { eventId }) => locked(tx, eventId),
  allow: may.review,
  decide: (event, { reason }, { at }) => rules.decline(event, reason, at),
  save: store.save,
  announce: (change) => [facts.reviewed(change)],
  audit: subjectOf,
})

export const addSession = command({
  name: 'events.add_session',
  input: z.object({
    eventId: EventId,
    title: bilingual({ max: 200 }),
    abstract: bilingual({ max: 5000, lines: 'many', optional: true }),
    language: z.enum(['en', 'zh', 'en+zh']),
    startsAt: Moment,
    endsAt: Moment,
    speaker: line(200, 0),
    room: line(120, 0),
  }),
  load: async (tx, { eventId }) => {
    const event = await locked(tx, eventId)
    return { event, rooms: event.venueId ? await places.roomsOf(tx, [event.venueId]) : [] }
  },
  allow: (actor, { event }) => may.manage(actor, event),
  decide: ({ event, rooms }, input) => {
    rules.checkSession(input, event)
    const known = rooms.find((room) => room.name.en === input.room || room.name.zh === input.room)
    const room =
      known || input.room === '' || event.venueId === null
        ? null
        : { id: newId<'room'>(), venueId: event.venueId, name: { en: input.room, zh: '' }, capacity: null }
    const session = {
      id: newId<'session'>(),
      eventId: event.id,
      stationId: event.stationId,
      roomId: known?.id ?? room?.id ?? null,
      kind: 'talk',
      title: input.title,
      abstract: input.abstract,
      language: input.language,
      startsAt: input.startsAt,
      endsAt: input.endsAt,
      guid: crypto.randomUUID(),
      speakers:
        input.speaker === '' ? [] : [{ name: { en: input.speaker, zh: '' }, role: { en: '', zh: '' } }],
    }
    return { event, session, room }
  },
  save: async (tx, { session, room }) => {
    if (room) await places.insertRoom(tx, room)
    await store.insertSessions(tx, [session])
  },
  audit: subjectOf,
})

export const removeSession = command({
  name: 'events.remove_session',
  input: z.object({ eventId: EventId, sessionId: SessionId }),
  load: (tx, { eventId }) => locked(tx, eventId),
  allow: may.manage,
  decide: (event, { sessionId }) => ({ event, sessionId }),
  save: (tx, { event, sessionId }) => store.removeSession(tx, event.id, sessionId),
  audit: subjectOf,
})

export const addVenue = command({
  name: 'events.add_venue',
  input: z.object({
    name: bilingual({ max: 200 }),
    address: bilingual({ max: 300, optional: true }),
    city: bilingual({ max: 120 }),
    country: z.string().refine(isCountry, 'kernel.field_country'),
    zone: ZoneName,
  }),
  load: async () => null,
  allow: isStaff,
  decide: (_loaded, input): Venue => ({ ...input, id: newId<'venue'>() }),
  save: places.insertVenue,
  audit: (venue) => ({ type: 'venue', id: venue.id }),
})
