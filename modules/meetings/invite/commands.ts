import { z } from 'zod'
import { command } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { EventId, findEvent } from '#modules/events'
import { may } from '../access.ts'
import * as facts from '../facts.ts'
import { lockBrokerage } from '../setup/store.ts'
import { invited } from './rules.ts'
import * as store from './store.ts'

/**
 * Asks every guest with a place who neither takes part nor has left whether they want to, by letter, each at most once a
 * day. Refuses: meetings.joining_closed, .nobody_to_invite.
 */
export const inviteGuests = command({
  name: 'meetings.invite',
  input: z.object({ eventId: EventId }),
  load: async (tx, { eventId }) => {
    const brokerage = await lockBrokerage(tx, eventId)
    const event = await findEvent(tx, eventId)
    if (!brokerage || !event) throw notFound()
    return { brokerage, event, guests: await store.guestsOf(tx, brokerage, event) }
  },
  allow: (actor, { brokerage }) => may.manage(actor, brokerage),
  decide: ({ brokerage, guests }, _input, { at }) => ({ brokerage, people: invited(brokerage, guests, at) }),
  save: (tx, { brokerage, people }, { at }) => store.saveInvited(tx, brokerage, people, at),
  announce: ({ brokerage, people }) => people.map((personId) => facts.invited(brokerage, personId)),
  audit: ({ brokerage }) => ({ type: 'brokerage', id: brokerage.id, stationId: brokerage.stationId }),
})
