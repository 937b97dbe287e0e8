import { invalidField } from '#kernel/errors'
import { daysBetween, type Instant, type PlainDate, shiftDate } from '#kernel/time'
import { isWithdrawn, linkUsed, nothingToAsk, stillAsked } from '../errors.ts'
import type { Change, Evidence, Outcome } from '../model.ts'
import { changed } from '../rules/claim.ts'
import { reaches } from '../rules/level.ts'
import type { Followup, Turn } from './model.ts'
import type { Span } from './survival.ts'

/** Days that each has to answer before the next is asked. */
export const patience = { days: 14 }
export const turns: readonly Turn[] = ['person', 'enterprise', 'station']

/** After whom the next is asked; null when nobody is left: then contact is lost. */
export const nextTurn = (turn: Turn): Turn | null => turns[turns.indexOf(turn) + 1] ?? null

/** Asked now, and the next one's day. */
export const asked = (followup: Followup, today: PlainDate): Followup => ({
  ...followup,
  state: 'asked',
  askedOn: followup.askedOn ?? today,
  nextOn: shiftDate(today, patience),
})

/** Nobody answered in time: the next is asked, or contact is lost and the record says so. */
export function passOn(followup: Followup, today: PlainDate): Followup {
  const turn = nextTurn(followup.turn)
  return turn === null ? { ...followup, state: 'lost' } : { ...followup, turn, state: 'due', nextOn: today }
}

/** Somebody found an address again: asked from the first turn on, as if it had just become due. */
export function again(
  { followup, outcome }: { followup: Followup; outcome: Pick<Outcome, 'state' | 'endedOn'> },
  today: PlainDate,
): Followup {
  if (questionOf({ followup, outcome }) !== 'open') throw nothingToAsk()
  if (followup.state !== 'lost') throw stillAsked()
  return { ...followup, turn: 'person', state: 'due', askedOn: null, nextOn: today }
}

/** Contact is lost: a state of its own, neither going on nor ended. */
export const lose = (outcome: Outcome, today: PlainDate, at: Instant): Change =>
  changed({ ...outcome, lostOn: today }, { kind: 'lost', by: null, at })

/** What a link is to: a question that is still open, also after contact was lost, or why nothing is asked any more. */
export function questionOf({
  followup,
  outcome,
}: {
  followup: Pick<Followup, 'state'>
  outcome: Pick<Outcome, 'state' | 'endedOn'>
}): 'open' | 'withdrawn' | 'ended' | 'answered' {
  if (outcome.state === 'withdrawn') return 'withdrawn'
  if (outcome.endedOn !== null) return 'ended'
  return followup.state === 'answered' ? 'answered' : 'open'
}

/** A level that rests on papers asks for a recent one; a verifier looks at it before the level is renewed. */
export const needsPaper = (outcome: Pick<Outcome, 'level'>): boolean => reaches(outcome.level, 'documented')

/**
 * One tap: it goes on, or it ended on a day. Going on renews a level up to "confirmed"; a higher one needs new evidence
 * and somebody who looks at it, so the entry only says that it was seen.
 */
export function answer(
  { followup, outcome }: { followup: Followup; outcome: Outcome },
  given:
    | { turn: Turn; said: 'goes_on'; evidence?: Evidence | null }
    | { turn: Turn; said: 'ended'; endedOn: PlainDate },
  today: PlainDate,
  at: Instant,
): Change & { followup: Followup } {
  const question = questionOf({ followup, outcome })
  if (question === 'withdrawn') throw isWithdrawn()
  if (question !== 'open') throw linkUsed()
  const done: Followup = { ...followup, state: 'answered', answeredOn: today }
  const entry = { by: null, at, name: given.turn }
  if (given.said === 'ended') {
    if (given.endedOn > today) throw invalidField('endedOn', 'outcomes.field_future')
    if (given.endedOn < outcome.happenedOn) throw invalidField('endedOn', 'outcomes.field_before_it_began')
    const next = { ...outcome, endedOn: given.endedOn, lastSeenOn: given.endedOn, lostOn: null }
    return { ...changed(next, { ...entry, kind: 'ended' }), followup: done }
  }
  const renews = !needsPaper(outcome)
  const next = { ...outcome, lastSeenOn: today, lostOn: null, ...(renews ? { vouchedAt: at } : {}) }
  const seen = changed(next, { ...entry, kind: renews ? 'reconfirmed' : 'seen' })
  if (!given.evidence) return { ...seen, followup: done }
  if (!needsPaper(outcome)) throw invalidField('file', 'outcomes.field_not_asked')
  const { entries } = changed(seen.outcome, { ...entry, kind: 'evidenced', evidence: given.evidence })
  return { ...seen, entries: [...entries, ...seen.entries], followup: done }
}

const daysAMonth = 365.25 / 12

/** How long an outcome was watched, in months with one digit: until it ended, or was last known to go on. */
export const spanOf = ({
  happenedOn,
  endedOn,
  lastSeenOn,
}: Pick<Outcome, 'happenedOn' | 'endedOn' | 'lastSeenOn'>): Span => ({
  months: Math.max(
    0,
    Math.round((daysBetween(happenedOn, endedOn ?? lastSeenOn ?? happenedOn) / daysAMonth) * 10) / 10,
  ),
  ended: endedOn !== null,
})
