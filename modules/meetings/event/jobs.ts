import { z } from 'zod'
import { type Job, job } from '#kernel/command'
import { EventId } from '#modules/events'
import { closeMeetings, copySetUp } from './commands.ts'

/** A cancelled event takes its meetings with it. */
const closeWithEvent = job({
  name: 'meetings.close_with_event',
  input: z.object({ fact: z.string(), payload: z.object({ eventId: EventId }) }),
  hears: ['events.cancelled'],
  run: async (use, { payload }) => void (await use.run(closeMeetings, payload)),
})

/** A new edition's copy of an event begins with the meetings' set-up of the old one. */
const copyToClone = job({
  name: 'meetings.copy_to_clone',
  input: z.object({
    fact: z.string(),
    payload: z.object({ from: EventId, to: EventId, days: z.number().int() }),
  }),
  hears: ['events.cloned'],
  run: async (use, { payload }) => void (await use.run(copySetUp, payload)),
})

export const jobs: readonly Job<z.ZodType>[] = [
  closeWithEvent as Job<z.ZodType>,
  copyToClone as Job<z.ZodType>,
] // the queue parses by each job's own schema
