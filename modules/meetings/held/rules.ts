import { dateIn, type Instant, plus, type Zone } from '#kernel/time'
import type { Attendance, Meeting, MeetingState, NextStep, PartyId } from '../model.ts'
import * as errors from './errors.ts'

export type Said = Pick<Attendance, 'partyId' | 'said'>

/** held: somebody said so and nobody the contrary · not_held: a single "did not happen" wins · unanswered · open: not over yet */
export const verdicts = ['held', 'not_held', 'unanswered', 'open'] as const
export type Verdict = (typeof verdicts)[number]

export function verdict(
  { endsAt, state }: Pick<Meeting, 'endsAt' | 'state'>,
  said: readonly Said[],
  at: Instant,
): Verdict {
  if (said.some((each) => each.said !== 'held')) return 'not_held'
  if (said.length > 0) return 'held'
  return state === 'booked' && endsAt <= at ? 'unanswered' : 'open'
}

/** Who did not come, by what the other side said; nobody where both blame each other or nobody came. */
export function noShows({ a, b }: Pick<Meeting, 'a' | 'b'>, said: readonly Said[]): PartyId[] {
  const blames = (party: PartyId) =>
    said.some((each) => each.partyId === party && each.said === 'other_absent')
  if (blames(a) && blames(b)) return []
  return blames(a) ? [b] : blames(b) ? [a] : []
}

/**
 * What a meeting is to whoever reads it: its state while it is to come, and once it has begun what both sides said of it.
 * half: one says it took place, and the other nothing yet · absent: one side did not come · unsaid: nobody said, and it is too late to.
 */
export type Became = MeetingState | 'on' | 'unconfirmed' | 'half' | 'held' | 'absent' | 'not_held' | 'unsaid'

export function became(
  meeting: Pick<Meeting, 'a' | 'b' | 'state' | 'startsAt' | 'endsAt' | 'holdUntil'>,
  said: readonly Said[],
  at: Instant,
): Became {
  // A hold is over at its moment, whenever somebody comes to clear it away.
  if (meeting.state === 'proposed' && (meeting.holdUntil ?? at) <= at) return 'expired'
  if (meeting.state !== 'booked' || at < meeting.startsAt) return meeting.state
  const result = verdict(meeting, said, at)
  if (result === 'open') return 'on'
  if (result === 'unanswered') return isAnswerable(meeting, at) ? 'unconfirmed' : 'unsaid'
  if (result === 'not_held') return noShows(meeting, said).length > 0 ? 'absent' : 'not_held'
  return said.length > 1 ? 'held' : 'half'
}

/** How long after the meeting an answer is still taken. */
const answerDays = 60

/** Whether one can still say how it went and what is to follow: what would be refused is not offered. */
export const isAnswerable = (
  { state, startsAt, endsAt }: Pick<Meeting, 'state' | 'startsAt' | 'endsAt'>,
  at: Instant,
): boolean => state === 'booked' && at >= startsAt && at < plus(endsAt, { days: answerDays })

function mustBeOver({ state, startsAt, endsAt }: Meeting, at: Instant): void {
  if (state !== 'booked') throw errors.notBooked()
  if (at < startsAt) throw errors.notBegun(startsAt)
  if (at >= plus(endsAt, { days: answerDays })) throw errors.tooLate()
}

/** One tap; said again it is what was said last. */
export function say(meeting: Meeting, partyId: PartyId, said: Attendance['said'], at: Instant): Attendance {
  mustBeOver(meeting, at)
  return { meetingId: meeting.id, partyId, said, at }
}

/** What comes of it; a new choice takes the place of the old and opens it again. */
export function want(
  meeting: Meeting,
  partyId: PartyId,
  wanted: Pick<NextStep, 'step' | 'note' | 'dueOn'>,
  place: Zone,
  at: Instant,
): NextStep {
  mustBeOver(meeting, at)
  if (wanted.dueOn !== null && wanted.dueOn < dateIn(at, place)) throw errors.duePast()
  return { meetingId: meeting.id, partyId, ...wanted, doneAt: null, at }
}

export function finish(step: NextStep | undefined, done: boolean, at: Instant): NextStep {
  if (!step) throw errors.noStep()
  return { ...step, doneAt: done ? (step.doneAt ?? at) : null }
}

export type Figures = {
  booked: number
  held: number
  notHeld: number
  noShows: number
  answered: number
  begun: number
}

/** What the desk counts: meetings that stood, what became of them, and how many of those that have begun were answered. */
export function figures(meetings: readonly (Meeting & { said: readonly Said[] })[], at: Instant): Figures {
  const booked = meetings.filter(({ state }) => state === 'booked')
  const verdicts = booked.map((meeting) => verdict(meeting, meeting.said, at))
  const count = (wanted: Verdict) => verdicts.filter((each) => each === wanted).length
  return {
    booked: booked.length,
    held: count('held'),
    notHeld: count('not_held'),
    noShows: booked.reduce((sum, meeting) => sum + noShows(meeting, meeting.said).length, 0),
    answered: booked.filter(({ said }) => said.length > 0).length,
    begun: booked.filter(({ startsAt }) => startsAt <= at).length,
  }
}
