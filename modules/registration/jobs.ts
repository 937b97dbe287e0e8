import { z } from 'zod'
import { job } from '#kernel/command'
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

export const jobs = [settleOffers]
