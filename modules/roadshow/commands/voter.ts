import type { Tx } from '#kernel/command'
import { Refusal } from '#kernel/errors'
import type { Id } from '#kernel/ids'
import { presentPeople, presentRegistrations, ticketOf } from '#modules/registration'
import type { Keys } from '#platform/keys'
import * as errors from '../errors.ts'
import type { Means, Voter } from '../model.ts'
import type { By } from '../wire.ts'

type Ask = { by: By; personId: Id<'person'> | null }
type Claim = { means: Means; personId?: Id<'person'>; registrationId?: Id<'registration'> }

/**
 * Who of the hall each of them is, in their order; a refusal for whoever is not in at this event. A link or ticket of
 * another event opens nothing here, and a ticket's code is checked for its signature.
 */
export async function votersOf(
  tx: Tx,
  keys: Keys,
  eventId: Id<'event'>,
  asks: readonly Ask[],
): Promise<readonly (Voter | Refusal)[]> {
  const claims: (Claim | Refusal)[] = []
  for (const { by, personId } of asks) {
    if (by.means === 'account')
      claims.push(personId === null ? errors.signInOrTicket() : { means: 'account', personId })
    else if (by.means === 'link') claims.push({ means: 'link', registrationId: by.registrationId })
    else {
      const read = await ticketOf(tx, keys, eventId, by.code)
      if (read === 'unknown') claims.push(errors.ticketUnknown())
      else if (read === 'other_event') claims.push(errors.ticketOfOther())
      else claims.push({ means: 'code', registrationId: read })
    }
  }
  const known = claims.flatMap((claim) => (claim instanceof Refusal ? [] : [claim]))
  const [people, registrations] = await Promise.all([
    presentPeople(
      tx,
      eventId,
      known.flatMap(({ personId }) => personId ?? []),
    ),
    presentRegistrations(
      tx,
      known.flatMap(({ registrationId }) => registrationId ?? []),
    ),
  ])
  return claims.map((claim) => {
    if (claim instanceof Refusal) return claim
    const found = claim.personId
      ? people.get(claim.personId)
      : claim.registrationId && registrations.get(claim.registrationId)
    if (found === undefined) return errors.notCheckedIn()
    if (found.eventId !== eventId) return errors.ticketOfOther()
    return { personId: found.personId, registrationId: found.registrationId, means: claim.means }
  })
}

/** The same for one. */
export async function voterOf(tx: Tx, keys: Keys, eventId: Id<'event'>, ask: Ask): Promise<Voter> {
  const [voter] = await votersOf(tx, keys, eventId, [ask])
  if (!voter) throw errors.signInOrTicket()
  if (voter instanceof Refusal) throw voter
  return voter
}
