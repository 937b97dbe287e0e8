import { z } from 'zod'
import { job } from '#kernel/command'
import { EventId } from '#modules/events'
import { copyCategories } from './categories/commands.ts'
import { settleEvent } from './moves/commands.ts'
import { eventsToSettle } from './moves/queries.ts'

/** Every minute: offers that were not taken end, and the next in line is asked. */
export const settleOffers = job({
  name: 'registration.settle_offers',
  input: z.object({}),
  every: '* * * * *',
  run: async (use) => {
    for (const eventId of await use.ask(eventsToSettle, {})) await use.run(settleEvent, { eventId })
  },
})

/** A new edition's copy of an event begins with the categories of the old one. */
export const copyToClone = job({
  name: 'registration.copy_to_clone',
  input: z.object({
    fact: z.string(),
    payload: z.object({ from: EventId, to: EventId, days: z.number().int() }),
  }),
  hears: ['events.cloned'],
  run: async (use, { payload }) => void (await use.run(copyCategories, payload)),
})

export const jobs = [settleOffers, copyToClone]
