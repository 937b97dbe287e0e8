import { z } from 'zod'
import { personIdOf, signedIn } from '#kernel/access'
import { beyond, query, type Tx } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { EventId, findEvent, venuesOf } from '#modules/events'
import { findPerson } from '#modules/people'
import { findEdition } from '#modules/programme'
import { type Registration, RegistrationId } from '../model.ts'
import { findRegistration, listCategories } from '../store.ts'
import * as store from './store.ts'

async function withEvent(tx: Tx, registration: Registration) {
  const event = await findEvent(tx, EventId.parse(registration.eventId))
  const edition = event && (await findEdition(tx, event.editionId))
  const category = (await listCategories(tx, registration.eventId)).find(
    ({ id }) => id === registration.categoryId,
  )
  if (!event || !edition || !category) throw notFound()
  return { registration, event, edition, category }
}

/** One registration as its guest sees it: by the signed link, or signed in. */
export const readOwn = query({
  name: 'registration.read_own',
  input: z.object({ registrationId: RegistrationId, byLink: z.boolean().default(false) }),
  reach: beyond('a guest without an account reads by the signed link of exactly this registration'),
  load: async (tx, { registrationId }) => {
    const registration = await findRegistration(tx, registrationId)
    const person = registration && (await findPerson(tx, registration.personId))
    if (!registration || !person) throw notFound()
    const before = registration.state === 'waiting' ? await store.countBefore(tx, registration) : 0
    const own = await withEvent(tx, registration)
    const { venueId } = own.event
    const venue = venueId === null ? undefined : (await venuesOf(tx, [venueId])).get(venueId)
    return { ...own, person, before, venue }
  },
  allow: (actor, { registration }, { byLink }) => byLink || personIdOf(actor) === registration.personId,
})

/** Everything whoever asks has registered for. */
export const listOwn = query({
  name: 'registration.list_own',
  input: z.object({}),
  reach: beyond('the list is of the asker alone; a draft category it names may not be seen otherwise'),
  load: async (tx, _input, { actor }) => {
    const personId = personIdOf(actor)
    const own = personId === null ? [] : await store.listOf(tx, personId)
    const read = []
    for (const registration of own) read.push(await withEvent(tx, registration))
    return read
  },
  allow: signedIn,
})

/** What whoever asks has at one event; undefined without a registration. */
export const readOwnAt = query({
  name: 'registration.read_own_at',
  input: z.object({ eventId: EventId }),
  load: async (tx, { eventId }, { actor }) => {
    const personId = personIdOf(actor)
    return personId === null ? undefined : store.findAt(tx, personId, eventId)
  },
  allow: signedIn,
})
