import { z } from 'zod'
import { type Job, job } from '#kernel/command'
import { Refusal } from '#kernel/errors'
import { MeetingId } from '../model.ts'
import { brokeragesToSettle, expireHolds, offerFreed } from './commands/settle.ts'

/** Every minute: holds that are over end, and what they held is free. */
const endHolds = job({
  name: 'meetings.end_holds',
  input: z.object({}),
  every: '* * * * *',
  run: async (use) => {
    for (const brokerageId of await use.ask(brokeragesToSettle, {}))
      await use.run(expireHolds, { brokerageId })
  },
})

/** What was called off, declined or not answered goes to the next best. */
const offerOn = job({
  name: 'meetings.offer_on',
  input: z.object({ payload: z.object({ meetingId: MeetingId }) }),
  hears: ['meetings.cancelled', 'meetings.declined', 'meetings.expired'],
  run: async (use, { payload }) => {
    try {
      await use.run(offerFreed, payload)
    } catch (error) {
      // Somebody took a seat of it first: then there is nothing to offer.
      if (!(error instanceof Refusal)) throw error
    }
  },
})

export const jobs: readonly Job<z.ZodType>[] = [endHolds, offerOn as Job<z.ZodType>] // the queue parses by each job's own schema
