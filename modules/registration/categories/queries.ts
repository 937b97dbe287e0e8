import { z } from 'zod'
import { query } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { EventId, findEvent } from '#modules/events'
import { may } from '../access.ts'
import type { CategoryId, RegistrationState } from '../model.ts'
import { listCategories } from '../store.ts'
import * as store from './store.ts'

export type StateCounts = Partial<Record<RegistrationState, number>>

/** An event's categories with how many registrations of each are in which state. */
export const readSetUp = query({
  name: 'registration.read_set_up',
  input: z.object({ eventId: EventId }),
  load: async (tx, { eventId }) => {
    const event = await findEvent(tx, eventId)
    if (!event) throw notFound()
    const counts = new Map<CategoryId, StateCounts>()
    for (const { categoryId, state, count } of await store.countStates(tx, eventId))
      counts.set(categoryId, { ...counts.get(categoryId), [state]: count })
    return { event, categories: await listCategories(tx, eventId), counts }
  },
  allow: (actor, { event }) => may.see(actor, event),
})
