import { z } from 'zod'
import { query } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { EventId, findEvent } from '#modules/events'
import { readPersons } from '#modules/people'
import { may } from '../access.ts'
import { CategoryId, RegistrationId, registrationStates } from '../model.ts'
import { listCategories } from '../store.ts'
import * as store from './store.ts'

export const pageSize = 100

/** Which guests of an event; everything else that is asked of the list is added to it. */
export const Filter = z.object({
  eventId: EventId,
  state: z.enum(registrationStates).nullable().default(null),
  categoryId: CategoryId.nullable().default(null),
  search: z.string().max(200).default(''),
})

/** One page of the guest list, with how many there are in each state. */
export const readGuests = query({
  name: 'registration.read_guests',
  input: Filter.extend({
    by: z.enum(['place', 'name']).default('place'),
    page: z.number().int().min(1).max(10_000).default(1),
  }),
  load: async (tx, { by, page, ...filter }) => {
    const event = await findEvent(tx, filter.eventId)
    if (!event) throw notFound()
    const guests = await store.listGuests(tx, filter, { by, offset: (page - 1) * pageSize, limit: pageSize })
    return {
      event,
      guests,
      counts: await store.countGuests(tx, filter),
      categories: await listCategories(tx, filter.eventId),
    }
  },
  allow: (actor, { event }) => may.see(actor, event),
})

/** Ids of everybody on a list, for an action on all of them. */
export const readGuestIds = query({
  name: 'registration.read_guest_ids',
  input: Filter,
  load: async (tx, filter) => {
    const event = await findEvent(tx, filter.eventId)
    if (!event) throw notFound()
    return { event, ids: await store.idsOf(tx, filter, 2000) }
  },
  allow: (actor, { event }) => may.see(actor, event),
})

/** One guest with answers and everything that became of the registration. */
export const readGuest = query({
  name: 'registration.read_guest',
  input: z.object({ eventId: EventId, registrationId: RegistrationId }),
  load: async (tx, { eventId, registrationId }) => {
    const event = await findEvent(tx, eventId)
    const guest = await store.findGuest(tx, eventId, registrationId)
    const category = (await listCategories(tx, eventId)).find(({ id }) => id === guest?.categoryId)
    if (!event || !guest || !category) throw notFound()
    const changes = await store.changesOf(tx, registrationId)
    // Those whom the reader may not see stay without a name.
    const people = await readPersons(
      tx,
      changes.flatMap(({ byPerson }) => byPerson ?? []),
    )
    return { event, guest, category, changes, people }
  },
  allow: (actor, { event }) => may.see(actor, event),
})
