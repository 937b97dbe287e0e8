import { everyone } from '#kernel/access'
import { api, type Doors } from '#platform/http'
import type { Keys } from '#platform/keys'
import { register } from './admission/commands.ts'
import { readInvitationToken } from './links.ts'
import { ApiRegistered, ApiRegistration } from './wire.ts'

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
  ],
})
