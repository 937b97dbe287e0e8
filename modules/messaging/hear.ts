import { z } from 'zod'
import { type Job, job, query, type Tx, type Use } from '#kernel/command'
import type { Words } from '#kernel/i18n'
import { EventId, findEvent, venuesOf } from '#modules/events'
import { readPersons } from '#modules/people'
import { findEdition } from '#modules/programme'
import { findRegistration, RegistrationId, registeredOf, registrationToken } from '#modules/registration'
import type { Keys } from '#platform/keys'
import { isSystem } from './access.ts'
import { queueLetter } from './commands.ts'
import { type About, type RegistrationLetter, registrationLetter } from './letters/registration.ts'

type Ports = { words: Words; keys: Keys; origin: string }

async function aboutOf(tx: Tx, ids: readonly RegistrationId[], { keys, origin }: Ports): Promise<About[]> {
  const found: About[] = []
  for (const id of ids) {
    const registration = await findRegistration(tx, id)
    const event = registration && (await findEvent(tx, registration.eventId))
    const edition = event && (await findEdition(tx, event.editionId))
    const person = registration && (await readPersons(tx, [registration.personId])).get(registration.personId)
    if (!registration || !event || !edition || !person) continue
    const venue = event.venueId ? (await venuesOf(tx, [event.venueId])).get(event.venueId) : undefined
    const token = registrationToken(keys, registration.id, event.endsAt)
    found.push({
      registration,
      event,
      edition,
      person,
      venue,
      origin,
      link: `${origin}/${registration.locale}/registrations/${token}`,
    })
  }
  return found
}

const readAbout = (ports: Ports) =>
  query({
    name: 'messaging.about',
    input: z.object({ ids: z.array(RegistrationId) }),
    load: (tx, { ids }) => aboutOf(tx, ids, ports),
    allow: isSystem,
  })

const guestsOf = query({
  name: 'messaging.guests',
  input: z.object({ eventId: EventId }),
  load: async (tx, { eventId }) => {
    const event = await findEvent(tx, eventId)
    if (!event) return []
    const rows = await registeredOf(tx, { editionId: event.editionId })
    return rows.filter((row) => row.eventId === eventId).map(({ registrationId }) => registrationId)
  },
  allow: isSystem,
})

/** The same fact heard again makes no second letter: the once-key names what is told and at which point. */
async function write(
  use: Use,
  ports: Ports,
  kind: RegistrationLetter,
  ids: readonly RegistrationId[],
  point: (about: About) => string,
) {
  for (const about of await use.ask(readAbout(ports), { ids: [...ids] })) {
    const draft = registrationLetter(
      ports.words,
      kind,
      about,
      `${kind} ${about.registration.id} ${point(about)}`,
    )
    if (draft) await use.run(queueLetter, draft)
  }
}

const kinds: Readonly<Record<string, RegistrationLetter>> = {
  'registration.received': 'received',
  'registration.admitted': 'admitted',
  'registration.waiting': 'waiting',
  'registration.offered': 'offered',
  'registration.declined': 'declined',
  'registration.cancelled': 'cancelled',
  'registration.expired': 'expired',
  'registration.link_wanted': 'link_wanted',
}

export const hear = (ports: Ports): Job<z.ZodType>[] => [
  job({
    name: 'messaging.tell_registration',
    input: z.object({ fact: z.string(), payload: z.object({ registrationId: RegistrationId }) }),
    hears: Object.keys(kinds),
    run: async (use, { fact, payload }) => {
      const kind = kinds[fact]
      if (!kind) return
      await write(use, ports, kind, [payload.registrationId], ({ registration }) =>
        kind === 'link_wanted' ? registration.linkSentAt : (registration.decidedAt ?? registration.createdAt),
      )
    },
  }) as Job<z.ZodType>, // the list forgets each job's own input; the queue parses it by that job's schema
  job({
    name: 'messaging.tell_event',
    input: z.object({ fact: z.string(), payload: z.object({ eventId: EventId, what: z.array(z.string()) }) }),
    hears: ['events.changed', 'events.cancelled'],
    run: async (use, { fact, payload }) => {
      const cancelled = fact === 'events.cancelled'
      // A new title is in the public log; only when and where are worth a letter to everybody.
      if (
        !cancelled &&
        !payload.what.some((field) => ['startsAt', 'endsAt', 'venueId', 'zone', 'onlineUrl'].includes(field))
      )
        return
      const ids = await use.ask(guestsOf, { eventId: payload.eventId })
      await write(use, ports, cancelled ? 'event_cancelled' : 'event_moved', ids, ({ event }) =>
        String(event.sequence),
      )
    },
  }) as Job<z.ZodType>, // as above
]
