import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { Instant } from '#kernel/time'
import type { NewPerson, Person, PersonId } from './model.ts'
import * as store from './store.ts'

/** Finds the person of an address, in whatever case it was typed, or makes the record. Never overwrites what stands. */
export async function ensurePerson(tx: Tx, person: NewPerson, at: Instant): Promise<Person> {
  const found = await store.ensureMany(tx, [person], at)
  const made = found.get(person.email.toLowerCase())
  if (!made)
    throw new Error('a person that was just made cannot be seen: the transaction has too short a reach')
  return made
}

export const letStationSee = (tx: Tx, personId: PersonId, stationId: Id<'station'>): Promise<void> =>
  store.letStationSee(tx, [{ personId, stationId }])

export const recordConsent = (tx: Tx, consent: store.NewConsent, at: Instant): Promise<void> =>
  store.insertConsents(tx, [consent], at)
