import { z } from 'zod'
import { personIdOf } from '#kernel/access'
import { command, type Tx } from '#kernel/command'
import { notFound, signInFirst } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { bilingual, line, prose } from '#kernel/text'
import { findEdition } from '#modules/programme'
import { may } from '../access.ts'
import { whereNeeded } from '../errors.ts'
import * as facts from '../facts.ts'
import { EventId, type Festival, FestivalId, type Venue } from '../model.ts'
import * as rules from '../rules/event.ts'
import * as store from '../store/event.ts'
import * as places from '../store/place.ts'
import { eventFacts, locked, Moment, Slug, subjectOf, WebAddress } from './input.ts'

const proposalFacts = {
  hostName: line(200),
  slug: Slug,
  title: eventFacts.title,
  summary: bilingual({ max: 600, lines: 'many' }),
  stream: z.string().max(60),
  startsAt: Moment,
  endsAt: Moment,
  onlineUrl: WebAddress.nullable(),
  place: line(200, 0),
}

async function festivalAt(tx: Tx, id: FestivalId | null): Promise<Festival> {
  const festival = id && (await places.findFestival(tx, id))
  if (!festival) throw notFound()
  return festival
}

/** Where a host says that it is; the words they gave before stay the same venue. */
function placed(place: string, onlineUrl: string | null, festival: Festival, before: Venue | null) {
  // Without either it could never be released, and only its reviewer would learn that.
  if (place === '' && onlineUrl === null) throw whereNeeded()
  const isSame = before !== null && (before.name.en === place || before.name.zh === place)
  if (place === '' || isSame) return { venueId: isSame ? before.id : null, where: null }
  const where: Venue = {
    id: newId<'venue'>(),
    name: { en: place, zh: '' },
    address: { en: '', zh: '' },
    city: festival.area,
    country: 'ZZ',
    zone: festival.zone,
  }
  return { venueId: where.id, where }
}

/** A side event from an independent host, checked against the festival's criteria, waits for review. */
export const proposeEvent = command({
  name: 'events.propose',
  input: z.object({ festivalId: FestivalId, ...proposalFacts }),
  load: async (tx, { festivalId }) => {
    const festival = await festivalAt(tx, festivalId)
    if ((await findEdition(tx, festival.editionId))?.state === 'draft') throw notFound()
    return festival
  },
  allow: (actor) => actor.kind === 'person',
  decide: (festival, { place, ...input }, { actor, at }) => {
    const proposedBy = personIdOf(actor)
    if (proposedBy === null) throw signInFirst()
    const { venueId, where } = placed(place, input.onlineUrl, festival, null)
    const event = rules.propose(
      {
        ...input,
        editionId: festival.editionId,
        proposedBy,
        stationId: null,
        kind: 'side_event',
        body: { en: '', zh: '' },
        venueId,
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

/** Its host mends what waits or was declined: it waits for review again. */
export const proposeAgain = command({
  name: 'events.propose_again',
  input: z.object({ eventId: EventId, ...proposalFacts }),
  load: async (tx, { eventId }) => {
    const event = await locked(tx, eventId)
    const venue =
      event.venueId === null ? null : (await places.venuesOf(tx, [event.venueId])).get(event.venueId)
    return { event, festival: await festivalAt(tx, event.festivalId), venue: venue ?? null }
  },
  allow: (actor, { event }) => may.propose(actor, event),
  decide: ({ event, festival, venue }, { eventId: _id, place, ...input }, { at }) => {
    const { venueId, where } = placed(place, input.onlineUrl, festival, venue)
    return { event: rules.reproposed(event, { ...input, venueId }, festival, at), log: null, where }
  },
  save: async (tx, change) => {
    if (change.where) await places.insertVenue(tx, change.where)
    await store.save(tx, change)
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
