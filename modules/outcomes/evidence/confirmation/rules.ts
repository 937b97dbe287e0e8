import { hash } from 'node:crypto'
import { type Actor, personIdOf } from '#kernel/access'
import { forbidden, invalidField } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { type Instant, plus } from '#kernel/time'
import { isWithdrawn, linkStale, linkUsed, notHigher, tooManyAsked } from '../../errors.ts'
import { canonical } from '../../log/canonical.ts'
import type { Change, Outcome } from '../../model.ts'
import { changed } from '../../rules/claim.ts'
import { atLeastConfirmed, reaches } from '../../rules/level.ts'
import type { Confirmation } from './model.ts'

/** How long a link may be answered, and how often the other side of one outcome may be asked. */
export const openFor = { days: 60 }
export const mostAsked = 5

/** One mailbox has many spellings: case, and what stands behind a plus sign. */
const mailbox = (email: string) => email.toLowerCase().replace(/\+[^@]*@/, '@')
export const sameMailbox = (a: string, b: string): boolean => mailbox(a) === mailbox(b)

/** Whether an address belongs to those who stated it, not to the other side. */
export const isOwnSide = (
  { ownAddresses, isStaffOfStation }: Pick<Asking, 'ownAddresses' | 'isStaffOfStation'>,
  email: string,
): boolean => isStaffOfStation || ownAddresses.some((own) => sameMailbox(own, email))

/** What the other side is shown, hashed: when a correction changes it, an older link confirms nothing. */
export const factsHash = ({ terms, title, organisation, happenedOn }: Outcome): string =>
  hash('sha256', canonical({ terms, title, organisation, happenedOn }), 'hex')

export type Asking = {
  outcome: Outcome
  asked: readonly Confirmation[]
  /** Addresses of the claimant, of whom it is about and of whoever asks: none of them is the other side. */
  ownAddresses: readonly string[]
  /** The address belongs to somebody who works for the station that brought it. */
  isStaffOfStation: boolean
}

/** Asks the other side by mail. Refuses addresses of this side, what stands confirmed already, and the sixth time. */
export function ask(
  { outcome, asked, ...own }: Asking,
  to: Pick<Confirmation, 'email' | 'name' | 'locale'>,
  actor: Actor,
  at: Instant,
): Confirmation {
  const by = personIdOf(actor)
  if (by === null) throw forbidden()
  if (outcome.state === 'withdrawn') throw isWithdrawn()
  if (reaches(outcome.level, 'confirmed')) throw notHigher(outcome.level)
  if (isOwnSide(own, to.email)) throw invalidField('email', 'outcomes.field_own_side')
  if (asked.length >= mostAsked) throw tooManyAsked()
  return {
    ...to,
    email: to.email.toLowerCase(),
    id: newId<'confirmation'>(),
    outcomeId: outcome.id,
    stationId: outcome.stationId,
    askedBy: by,
    askedAt: at,
    until: plus(at, openFor),
    factsHash: factsHash(outcome),
    answer: null,
  }
}

export type Answered = Change & { confirmation: Confirmation }

/**
 * The other side's word. Yes lifts the level to "confirmed" (a higher one stays); no leaves it and disputes the record.
 * Refuses a link that was used, one whose record has changed since, and a record that was withdrawn.
 */
export function answer(
  { confirmation, outcome }: { confirmation: Confirmation; outcome: Outcome },
  given: { said: 'confirmed' | 'denied'; name: string; note: string },
  at: Instant,
): Answered {
  if (confirmation.answer !== null) throw linkUsed()
  if (outcome.state === 'withdrawn') throw isWithdrawn()
  if (confirmation.factsHash !== factsHash(outcome)) throw linkStale()
  const { said, name, note } = given
  const next = said === 'denied' ? { ...outcome, disputed: true } : atLeastConfirmed(outcome, at)
  return {
    ...changed(next, { kind: said, by: null, at, reason: note, name: `${name} <${confirmation.email}>` }),
    confirmation: { ...confirmation, answer: { at, said, name, note } },
  }
}
