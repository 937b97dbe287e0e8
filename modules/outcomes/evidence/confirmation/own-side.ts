import { type Actor, personIdOf } from '#kernel/access'
import type { Tx } from '#kernel/command'
import { findPersonByEmail, grantsOf, readPersons } from '#modules/people'
import type { Outcome } from '../../model.ts'
import type { Asking } from './rules.ts'

/** Who works for the station that brought it, or for one of its claimant's, is not the other side. */
async function worksForStation(tx: Tx, email: string, { stationId, claimantStations }: Outcome) {
  const person = await findPersonByEmail(tx, email.toLowerCase())
  if (!person) return false
  const grants = await grantsOf(tx, person.id)
  return grants.some(
    (grant) => grant.stationId !== null && [stationId, ...claimantStations].includes(grant.stationId),
  )
}

/** What tells whether `email` is of this side. Needs to know of all people, also of those the asker may not see. */
export async function ownSideOf(
  tx: Tx,
  outcome: Outcome,
  email: string,
  actor: Actor,
): Promise<Pick<Asking, 'ownAddresses' | 'isStaffOfStation'>> {
  const own = [outcome.claimantId, outcome.personId, personIdOf(actor)].filter((id) => id !== null)
  const people = await readPersons(tx, own)
  return {
    ownAddresses: [...people.values()].flatMap((person) => person.email ?? []),
    isStaffOfStation: await worksForStation(tx, email, outcome),
  }
}
