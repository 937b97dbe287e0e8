import type { Id } from '#kernel/ids'
import { type Instant, msBetween } from '#kernel/time'
import * as errors from '../errors.ts'
import type { Brokerage } from '../model.ts'
import { mayJoin } from '../phases/rules.ts'
import { nudgeEveryMs } from '../ready/rules.ts'

type PersonId = Id<'person'>

export type Guests = {
  /** Who has a place at the event. */
  admitted: readonly PersonId[]
  /** Who takes part in its meetings, or did and left: they have answered already. */
  known: ReadonlySet<PersonId>
  /** When somebody was last asked. */
  asked: ReadonlyMap<PersonId, Instant>
}

/** Guests with a place who have not said yes or no to the meetings yet. */
export const missing = ({ admitted, known }: Guests): PersonId[] =>
  [...new Set(admitted)].filter((id) => !known.has(id))

/** Those of them who may be asked now: nobody is asked twice within a day. */
export const askable = (guests: Guests, at: Instant): PersonId[] =>
  missing(guests).filter((id) => {
    const last = guests.asked.get(id)
    return last === undefined || msBetween(last, at) >= nudgeEveryMs
  })

/** Whom one click asks. Refuses while nobody can join, and when nobody is to be asked. */
export function invited(brokerage: Brokerage, guests: Guests, at: Instant): PersonId[] {
  if (!mayJoin(brokerage, at)) throw errors.joiningClosed()
  const found = askable(guests, at)
  if (found.length === 0) throw errors.nobodyToInvite()
  return found
}
