import type { Id } from '#kernel/ids'
import type { Instant } from '#kernel/time'
import * as errors from '../errors.ts'
import type { ContactId, ProjectId } from '../model.ts'

/** Somebody asks a project's people to get in touch. No address is in it, and none is ever shown. */
export type Contact = {
  id: ContactId
  projectId: ProjectId
  fromPerson: Id<'person'>
  toPerson: Id<'person'>
  message: string
  at: Instant
  answeredAt: Instant | null
  answer: 'accepted' | 'declined' | null
  /** The team's own words with its answer. */
  note: string
}

/** Enough for somebody who goes through an exhibition with care. */
export const mostADay = 10

/**
 * Refuses one's own project, a second question while the first is open, another one after a no, and more than a day's.
 */
export function mayAsk(
  from: Id<'person'>,
  team: readonly (Id<'person'> | null)[],
  before: readonly Contact[],
  today: number,
): void {
  if (team.includes(from)) throw errors.contactOwn()
  if (before.some(({ answer }) => answer === null)) throw errors.contactOpen()
  if (before.some(({ answer }) => answer === 'declined')) throw errors.contactDeclined()
  if (today >= mostADay) throw errors.contactTooMany(mostADay)
}

/** The team's yes or no, once. */
export function answered(
  contact: Contact,
  answer: 'accepted' | 'declined',
  note: string,
  at: Instant,
): Contact {
  if (contact.answer !== null) throw errors.contactAnswered()
  return { ...contact, answer, note, answeredAt: at }
}
