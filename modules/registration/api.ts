import { everyone } from '#kernel/access'
import { api, type Doors } from '#platform/http'
import type { Keys } from '#platform/keys'
import { register } from './admission/commands.ts'
import { readGuests } from './guests/queries.ts'
import { readInvitationToken } from './links.ts'
import { staff } from './parts.tsx'
import { ApiGuests, ApiList, ApiRegistered, ApiRegistration } from './wire.ts'

export const doors = ({ keys }: { keys: Keys }): Doors => ({
  module: 'registration',
  routes: [
    api({
      method: 'post',
      path: '/api/v1/events/:id/registrations',
      summary: 'Ask for a place at an event. Repeating a key asks once.',
      who: everyone('a visitor registers'),
      input: ApiRegistration,
      output: ApiRegistered,
      answer: async (visit, { id, invitation, ...input }) => {
        const { state } = await visit.use.gather(register, {
          ...input,
          eventId: id,
          invitationId:
            invitation === undefined ? undefined : readInvitationToken(keys, invitation, visit.use.now()),
        })
        // A verdict without a state is a refusal, and was thrown as one.
        return { status: 201, body: { state: state ?? 'pending', key: input.key } }
      },
    }),
    api({
      method: 'get',
      path: '/api/v1/events/:id/registrations',
      summary: 'The registrations of an event, for its staff.',
      who: staff,
      input: ApiList,
      output: ApiGuests,
      answer: async (visit, { id, state = null, category = null, q, page }) => {
        const { guests, counts } = await visit.use.ask(readGuests, {
          eventId: id,
          state,
          categoryId: category,
          search: q,
          page,
        })
        const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
        // The schema of the answer leaves out what is not told.
        return {
          body: {
            total: state === null ? all : (counts[state] ?? 0),
            registrations: guests.map((guest) => ({ ...guest, answers: { ...guest.answers } })),
          },
        }
      },
    }),
  ],
})
