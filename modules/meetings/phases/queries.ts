import { z } from 'zod'
import { everyone } from '#kernel/access'
import { query } from '#kernel/command'
import { EventId } from '#modules/events'
import { findBrokerage } from '../setup/store.ts'

/** The meetings of an event that the reader may see, if there are any. */
export const findPhases = query({
  name: 'meetings.phases',
  input: z.object({ eventId: EventId }),
  load: async (tx, { eventId }) => (await findBrokerage(tx, eventId)) ?? null,
  allow: everyone('phases of a released event are published; row-level security hides those of a draft'),
})
