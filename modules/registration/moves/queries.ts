import { z } from 'zod'
import { query } from '#kernel/command'
import * as store from './store.ts'

/** Events where an offer is over or a free place is waited for. */
export const eventsToSettle = query({
  name: 'registration.events_to_settle',
  input: z.object({}),
  load: (tx, _input, { at }) => store.eventsToSettle(tx, at),
  allow: (actor) => actor.kind === 'system',
})
