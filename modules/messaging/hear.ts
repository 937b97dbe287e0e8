import { z } from 'zod'
import { type Job, job, query, type Tx, type Use } from '#kernel/command'
import type { Words } from '#kernel/i18n'
import { type Event, EventId, findEvent, venuesOf } from '#modules/events'
import { readPersons } from '#modules/people'
import { type EditionId, findEdition } from '#modules/programme'
import { RegistrationId, readRegistrations, registeredOf, registrationToken } from '#modules/registration'
import type { Keys } from '#platform/keys'
import { isSystem } from './access.ts'
import { queueLetters } from './commands.ts'
import { type About, type RegistrationLetter, registrationLetter } from './letters/registration.ts'
import { senderIn } from './sender.ts'

type Ports = {
  words: Words
  keys: Keys
  origin: string
  /** As the mail server knows it: `Name <address>`, or the address alone. */
  from: string
}

/** Asked once for each id, however many letters are about it. */
const once = <Key, Value>(read: (key: Key) => Promise<Value>) => {
  const known = new Map<Key, Promise<Value>>()
  return (key: Key): Promise<Value> => {
    const found = known.get(key) ?? read(key)
    known.set(key, found)
    return found
  }
}

async function aboutOf(
  tx: Tx,
  ids: readonly RegistrationId[],
  { keys, origin, from }: Ports,
): Promise<About[]> {
  const registrations = await readRegistrations(tx, ids)
  const people = await readPersons(
    tx,
    registrations.map(({ personId }) => personId),
  )
  const eventOf = once((id: EventId) => findEvent(tx, id))
  const editionOf = once((id: EditionId) => findEdition(tx, id))
  const venueOf = once(async (id: NonNullable<Event['venueId']>) => (await venuesOf(tx, [id])).get(id))
  const found: About[] = []
  for (const registration of registrations) {
    const event = await eventOf(registration.eventId)
    const edition = event && (await editionOf(event.editionId))
    const person = people.get(registration.personId)
    if (!event || !edition || !person) continue
    const venue = event.venueId ? await venueOf(event.venueId) : undefined
    const token = registrationToken(keys, registration.id, event.endsAt)
    const link = `${origin}/${registration.locale}/registrations/${token}`
    found.push({ registration, event, edition, person, venue, origin, link, sender: senderIn(from) })
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

/** Letters that are read and written in one transaction each. */
const mostTogether = 200

/** The same fact heard again makes no second letter: the once-key names what is told and at which point. */
async function write(
  use: Use,
  ports: Ports,
  kind: RegistrationLetter,
  ids: readonly RegistrationId[],
  point: (about: About) => string,
) {
  for (let from = 0; from < ids.length; from += mostTogether) {
    const about = await use.ask(readAbout(ports), { ids: ids.slice(from, from + mostTogether) })
    const drafts = about.flatMap(
      (each) =>
        registrationLetter(ports.words, kind, each, `${kind} ${each.registration.id} ${point(each)}`) ?? [],
    )
    if (drafts.length > 0) await use.run(queueLetters, drafts)
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

const Told = z.object({ fact: z.string(), payload: z.object({ registrationId: RegistrationId }) })

/** One letter for each fact; those of one kind are written together. */
async function tell(use: Use, ports: Ports, told: readonly z.output<typeof Told>[]) {
  for (const [fact, kind] of Object.entries(kinds)) {
    const ids = told.filter((each) => each.fact === fact).map(({ payload }) => payload.registrationId)
    await write(use, ports, kind, [...new Set(ids)], ({ registration }) =>
      kind === 'link_wanted' ? registration.linkSentAt : (registration.decidedAt ?? registration.createdAt),
    )
  }
}

export const hear = (ports: Ports): Job<z.ZodType>[] => [
  job({
    name: 'messaging.tell_registration',
    input: Told,
    hears: Object.keys(kinds),
    run: (use, told) => tell(use, ports, [told]),
    runAll: (use, told) => tell(use, ports, told),
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
