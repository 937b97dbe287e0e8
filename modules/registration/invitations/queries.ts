import { z } from 'zod'
import { query } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { EventId, findEvent } from '#modules/events'
import { may } from '../access.ts'
import { listCategories } from '../store.ts'
import * as store from './store.ts'

/** An event's invitations with the categories they open. */
export const readInvitations = query({
  name: 'registration.read_invitations',
  input: z.object({ eventId: EventId }),
  load: async (tx, { eventId }) => {
    const event = await findEvent(tx, eventId)
    if (!event) throw notFound()
    return {
      event,
      categories: await listCategories(tx, eventId),
      invitations: await store.listInvitations(tx, eventId),
    }
  },
  allow: (actor, { event }) => may.see(actor, event),
})
