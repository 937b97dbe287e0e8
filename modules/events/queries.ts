import { z } from 'zod'
import { type Actor, isStaff, personIdOf, signedIn } from '#kernel/access'
import { query, type Tx } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { deskEdition, findEdition, findShownEdition, listEditions, mayOrganise } from '#modules/programme'
import { listStations, StationId } from '#modules/stations'
import { may, publicEvents } from './access.ts'
import { type Event, EventId, eventStates, type Venue, type VenueId } from './model.ts'
import * as store from './store/event.ts'
import * as places from './store/place.ts'

function venuesFor(tx: Tx, events: readonly Event[]) {
  const ids = [...new Set(events.flatMap(({ venueId }) => (venueId ? [venueId] : [])))]
  return ids.length === 0 ? new Map<VenueId, Venue>() : places.venuesOf(tx, ids)
}

async function edition(tx: Tx, slug: string, actor: Actor) {
  const found = await findShownEdition(tx, slug, actor)
  if (!found) throw notFound()
  return found
}

const Slug = z.string().max(100)

/** What is released in an edition, by start, with places, stations and festivals. */
export const listPublic = query({
  name: 'events.public_list',
  input: z.object({ edition: Slug, stationId: StationId.nullable().default(null) }),
  load: async (tx, { edition: slug, stationId }, { actor }) => {
    const of = await edition(tx, slug, actor)
    const [events, stations, festivals] = await Promise.all([
      store.list(tx, { editionId: of.id, stationId, states: ['released', 'cancelled'] }),
      listStations(tx),
      places.listFestivals(tx, of.id),
    ])
    return { edition: of, events, venues: await venuesFor(tx, events), stations, festivals }
  },
  allow: publicEvents,
})

const OfEvent = z.object({ edition: Slug, slug: Slug })

async function publicEvent(tx: Tx, input: z.infer<typeof OfEvent>, actor: Actor) {
  const [of, event] = await Promise.all([
    edition(tx, input.edition, actor),
    store.findPublic(tx, input.edition, input.slug),
  ])
  if (!event) throw notFound()
  return { edition: of, event }
}

const roomsFor = (tx: Tx, { venueId }: Event) => (venueId ? places.roomsOf(tx, [venueId]) : [])

/** One released or cancelled event with all that its page shows. */
export const readPublic = query({
  name: 'events.public_read',
  input: OfEvent,
  load: async (tx, input, { actor }) => {
    const { edition, event } = await publicEvent(tx, input, actor)
    const [venues, rooms, sessions, changes, stations, festival] = await Promise.all([
      venuesFor(tx, [event]),
      roomsFor(tx, event),
      store.sessionsOf(tx, [event.id]),
      store.changesOf(tx, event.id),
      event.stationId ? listStations(tx) : [],
      event.festivalId ? places.findFestival(tx, event.festivalId) : undefined,
    ])
    const venue: Venue | undefined = venues.values().next().value
    const station = stations.find(({ id }) => id === event.stationId)
    return { edition, event, venue, rooms, sessions, changes, station, festival }
  },
  allow: publicEvents,
})

/** One released or cancelled event with its sessions, and with the schedule it was imported from, which may be large. */
export const readProgramme = query({
  name: 'events.public_programme',
  input: OfEvent,
  load: async (tx, input, { actor }) => {
    const { event } = await publicEvent(tx, input, actor)
    const [rooms, sessions, imported] = await Promise.all([
      roomsFor(tx, event),
      store.sessionsOf(tx, [event.id]),
      store.schedulesOf(tx, [event.id]),
    ])
    return { event, rooms, sessions, imported }
  },
  allow: publicEvents,
})

export const readFestival = query({
  name: 'events.festival',
  input: z.object({ edition: Slug, slug: Slug }),
  load: async (tx, input, { actor }) => {
    const of = await edition(tx, input.edition, actor)
    const festival = await places.findFestivalBySlug(tx, of.id, input.slug)
    if (!festival) throw notFound()
    const events = await store.list(tx, {
      editionId: of.id,
      festivalId: festival.id,
      states: ['released', 'cancelled'],
    })
    return { edition: of, festival, events, venues: await venuesFor(tx, events) }
  },
  allow: publicEvents,
})

/** The desk: every event of an edition that the reader's reach lets be seen and that the reader may manage or read. */
export const listDesk = query({
  name: 'events.desk',
  input: z.object({ state: z.enum(eventStates).nullable(), edition: Slug.nullable() }),
  load: async (tx, { state, edition }, { actor }) => {
    const current = await deskEdition(tx, edition)
    const all = (await store.list(tx, { editionId: current?.id ?? null })).filter(
      (event) =>
        may.manage(actor, event) ||
        mayOrganise(actor, undefined) ||
        may.view(actor, { ...event, state: 'draft' }),
    )
    const counts = Object.fromEntries(
      eventStates.map((each) => [each, all.filter((event) => event.state === each).length]),
    )
    return {
      edition: current,
      editions: await listEditions(tx),
      events: state === null ? all : all.filter((event) => event.state === state),
      counts,
      total: all.length,
    }
  },
  allow: signedIn,
})

/** One event for those who work on it; a neighbour station's draft is not found. */
export const readDesk = query({
  name: 'events.desk_read',
  input: z.object({ eventId: EventId }),
  load: async (tx, { eventId }, { actor }) => {
    const event = await store.find(tx, eventId)
    if (!event || !may.view(actor, { ...event, state: 'draft' })) throw notFound()
    const venues = await places.listVenues(tx)
    const edition = await findEdition(tx, event.editionId)
    if (!edition) throw notFound()
    return {
      event,
      edition,
      venues,
      rooms: event.venueId ? await places.roomsOf(tx, [event.venueId]) : [],
      sessions: await store.sessionsOf(tx, [event.id]),
      changes: await store.changesOf(tx, event.id),
      stations: await listStations(tx),
      festivals: await places.listFestivals(tx, event.editionId),
    }
  },
  allow: (actor, { event }) => may.view(actor, { ...event, state: 'draft' }),
})

/** What a new event can be filed under. */
export const readChoices = query({
  name: 'events.choices',
  input: z.object({ edition: Slug.nullable() }),
  load: async (tx, { edition }) => {
    const current = await deskEdition(tx, edition)
    if (!current) throw notFound()
    return {
      edition: current,
      venues: await places.listVenues(tx),
      stations: await listStations(tx),
      festivals: await places.listFestivals(tx, current.id),
    }
  },
  allow: signedIn,
})

/** Side events waiting for review, oldest first; and a host's own. */
export const listProposals = query({
  name: 'events.proposals',
  input: z.object({ own: z.boolean() }),
  load: (tx, { own }, { actor }) =>
    store.list(tx, own ? { proposedBy: personIdOf(actor) } : { states: ['proposed', 'declined'] }),
  allow: (actor, _answer, { own }) => (own ? signedIn(actor, undefined) : mayOrganise(actor, undefined)),
})

/** The venues that events are held at; they are shared by all stations. */
export const listVenues = query({
  name: 'events.venues',
  input: z.object({}),
  load: (tx) => places.listVenues(tx),
  allow: isStaff,
})

/** The festivals of an edition, that of the desk when none is named, with what their desk needs. */
export const listFestivalsDesk = query({
  name: 'events.festivals_desk',
  input: z.object({ edition: Slug.nullable() }),
  load: async (tx, input) => {
    const current = await deskEdition(tx, input.edition)
    return {
      edition: current,
      editions: await listEditions(tx),
      festivals: current ? await places.listFestivals(tx, current.id) : [],
    }
  },
  allow: mayOrganise,
})

/** A host's own proposal, to be mended. */
export const readProposal = query({
  name: 'events.own_proposal',
  input: z.object({ eventId: EventId }),
  load: async (tx, { eventId }) => {
    const event = await store.find(tx, eventId)
    const festival = event?.festivalId ? await places.findFestival(tx, event.festivalId) : undefined
    if (!event || !festival) throw notFound()
    return { event, festival, venue: (await venuesFor(tx, [event])).values().next().value ?? null }
  },
  allow: (actor, { event }) => may.propose(actor, event),
})
