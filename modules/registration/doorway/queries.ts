import { z } from 'zod'
import { beyond, query, type Reach } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { idOf } from '#kernel/ids'
import { foldForSearch } from '#kernel/names'
import { listEvents } from '#modules/events'
import { atSomeDoor, may } from './access.ts'
import { recentCounts } from './recent.ts'
import { doorsInOrder } from './rules.ts'
import { readSerial } from './serial.ts'
import * as guests from './store/guests.ts'
import { findEvent } from './store/record.ts'

const watching = (reach: Reach) => ({
  /** The door as its page shows it: counts, the last scans, and guests whose name or serial was typed. */
  stand: query({
    name: 'registration.door',
    reach,
    input: z.object({ eventId: idOf('event'), q: z.string().max(200) }),
    load: async (tx, { eventId, q }, { actor }) => {
      const event = await findEvent(tx, eventId)
      if (!event) throw notFound()
      const parts = foldForSearch(q).split(' ').filter(Boolean)
      const serial = readSerial(q)
      return {
        event,
        may: may.allowed(actor, event),
        counts: await guests.countGuests(tx, eventId),
        scans: await guests.recentScans(tx, eventId, 20),
        found:
          parts.length === 0 || serial !== null
            ? []
            : await guests.searchGuests(tx, eventId, { parts, limit: 20 }),
      }
    },
    allow: (actor, { event }) => may.watch(actor, event),
  }),

  counts: query({
    name: 'registration.door_counts',
    reach,
    /** `fresh`: counted now, for one who asks for many. */
    input: z.object({ eventId: idOf('event'), fresh: z.boolean().default(false) }),
    load: async (tx, { eventId, fresh }, { actor, at }) => {
      const event = await findEvent(tx, eventId)
      if (!event || !may.watch(actor, event)) throw notFound()
      const counts = fresh ? guests.countGuests(tx, eventId) : recentCounts(tx, eventId, at)
      return { event, counts: await counts }
    },
    allow: (actor, { event }) => may.watch(actor, event),
  }),

  guest: query({
    name: 'registration.door_guest',
    reach,
    input: z.object({ registrationId: idOf('registration'), eventId: idOf('event') }),
    load: async (tx, { registrationId, eventId }) => {
      const event = await findEvent(tx, eventId)
      const guest = await guests.findGuest(tx, eventId, registrationId)
      if (!event || !guest) throw notFound()
      return { event, guest }
    },
    allow: (actor, { event }) => may.watch(actor, event),
  }),
})

export const doorQueries = {
  staff: watching('actor'),
  crew: watching(beyond('the crew at a door holds no station; the use case asks whether they may')),
}

/** Released events at whose doors somebody may work or watch; the crew's are all of them, which everybody may read. */
export const listDoors = query({
  name: 'registration.doors',
  input: z.object({}),
  load: async (tx, _input, { actor, at }) => {
    const events = await listEvents(tx, { states: ['released'] })
    return doorsInOrder(
      events.filter((event) => may.watch(actor, event)),
      at,
    )
  },
  allow: atSomeDoor,
})
