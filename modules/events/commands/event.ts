import { z } from 'zod'
import { command } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { prose } from '#kernel/text'
import { EditionId, findEdition } from '#modules/programme'
import { may, mayManageEvent } from '../access.ts'
import * as facts from '../facts.ts'
import { EventId } from '../model.ts'
import * as rules from '../rules/event.ts'
import * as store from '../store/event.ts'
import { checkVenue, eventFacts, festivalOf, locked, subjectOf } from './input.ts'

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
