import { command } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { findEvent } from '#modules/events'
import { may } from '../access.ts'
import { listCategories } from '../store.ts'
import { Filter } from './queries.ts'
import * as store from './store.ts'

const mostExported = 100_000

/** Takes a guest list out of the house: a read, but one that leaves a line in the trail. */
export const exportGuests = command({
  name: 'registration.export_guests',
  input: Filter,
  load: async (tx, filter) => {
    const event = await findEvent(tx, filter.eventId)
    if (!event) throw notFound()
    return {
      event,
      categories: await listCategories(tx, filter.eventId),
      guests: await store.listGuests(tx, filter, { by: 'place', offset: 0, limit: mostExported }),
    }
  },
  allow: (actor, { event }) => may.export(actor, event),
  decide: (loaded) => loaded,
  save: async () => {},
  audit: ({ event }) => ({ type: 'event', id: event.id, stationId: event.stationId }),
})
