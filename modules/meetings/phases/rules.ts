import { type Id, newId } from '#kernel/ids'
import type { Bilingual } from '#kernel/text'
import {
  dateIn,
  durationMs,
  fromLocal,
  type Instant,
  msBetween,
  plus,
  shiftDate,
  type Zone,
} from '#kernel/time'
import * as errors from '../errors.ts'
import { type Brokerage, type Phase, type PhaseChange, phases } from '../model.ts'

export type Begins = Brokerage['begins']

/** Days before the event on which each phase begins where there is time enough; `done` begins with its end. */
const ahead: Readonly<Record<Exclude<Phase, 'done'>, number>> = { profile: 42, wish: 28, draft: 7, live: 2 }
/** The share of what is left until the event at which each begins where there is not. */
const share: Readonly<Record<Exclude<Phase, 'done'>, number>> = {
  profile: 0,
  wish: 0.35,
  draft: 0.75,
  live: 0.95,
}
const early = ['profile', 'wish', 'draft', 'live'] as const

/**
 * Phases for an event: six weeks ahead, from nine in the morning at its place. Where the time for wishes would have
 * begun already, they share what is left, from `at`; for an event that has begun, or begins within the hour, they lie
 * in the past as they would have.
 */
export function defaultPhases(
  event: { startsAt: Instant; endsAt: Instant; zone: Zone },
  at: Instant,
): Begins {
  const day = dateIn(event.startsAt, event.zone)
  const ideal = (phase: (typeof early)[number]) =>
    fromLocal(`${shiftDate(day, { days: -ahead[phase] })}T09:00`, event.zone)
  const left = msBetween(at, event.startsAt)
  const squeezed = ideal('wish') <= at && left > durationMs({ hours: 1 })
  const whole = (ms: number) => Math.floor(ms / 60_000) * 60_000
  const begin = (phase: (typeof early)[number]) =>
    squeezed ? plus(at, { ms: whole(left * share[phase]) }) : ideal(phase)
  return {
    profile: begin('profile'),
    wish: begin('wish'),
    draft: begin('draft'),
    live: begin('live'),
    done: event.endsAt,
  }
}

/** What says where a brokerage is. */
export type Timing = Pick<Brokerage, 'begins' | 'closedAt'>

/**
 * What there is to do in a phase. A timetable can be out while its phase is still the draft’s, and the day can come without
 * one: what is told then is another thing.
 */
export function doingIn(phase: Phase | null, { release }: Pick<Brokerage, 'release'>) {
  if (phase === 'draft' && release > 0) return 'draft_out'
  if (phase === 'live' && release === 0) return 'live_none'
  return phase ?? 'soon'
}

/** Where a brokerage is at a moment; null before its first phase. One that was closed is done, whatever its dates. */
export const phaseAt = ({ begins, closedAt }: Timing, at: Instant): Phase | null =>
  closedAt === null ? (phases.findLast((phase) => begins[phase] <= at) ?? null) : 'done'

/** The phase that comes next, and when; null in the last one. */
export function nextPhase({ begins, closedAt }: Timing, at: Instant): { phase: Phase; at: Instant } | null {
  if (closedAt !== null) return null
  const phase = phases.find((each) => begins[each] > at)
  return phase === undefined ? null : { phase, at: begins[phase] }
}

/** Joining and one's own facts: from the first phase on, until all is over. */
export const mayJoin = (timing: Timing, at: Instant): boolean => {
  const phase = phaseAt(timing, at)
  return phase !== null && phase !== 'done'
}

/** Looking through the others: whoever has a profile may, from the wish phase on. */
export const mayBrowse = (timing: Timing, at: Instant): boolean => {
  const phase = phaseAt(timing, at)
  return phase !== null && phase !== 'profile' && phase !== 'done'
}

/** Wishes count from the wish phase on, and are in the timetable when made before the draft; later ones fill gaps. */
export const mayWish = mayBrowse

/** The first phase that would not begin after the one before it. */
const outOfOrder = (begins: Begins): Phase | undefined =>
  phases.find((phase, index) => {
    const before = phases[index - 1]
    return before !== undefined && begins[phase] <= begins[before]
  })

type Moved = { brokerage: Brokerage; changes: readonly PhaseChange[] }
const unsaid = ({ en, zh }: Bilingual) => en === '' && zh === ''

type By = { at: Instant; by: Id<'person'> | null; reason: Bilingual }

function changesOf(brokerage: Brokerage, begins: Begins, { at, by, reason }: By): readonly PhaseChange[] {
  return phases
    .filter((phase) => begins[phase] !== brokerage.begins[phase])
    .map((phase) => ({
      id: newId<'meeting_phase_change'>(),
      brokerageId: brokerage.id,
      stationId: brokerage.stationId,
      at,
      by,
      phase,
      was: brokerage.begins[phase],
      became: begins[phase],
      reason,
    }))
}

/**
 * New dates. Always in order; once a phase has begun (people have planned by the dates) it takes a reason, and once a
 * timetable was released the time for wishes does not come back.
 */
export function redated(brokerage: Brokerage, begins: Begins, by: By): Moved {
  if (brokerage.closedAt !== null) throw errors.closed()
  const wrong = outOfOrder(begins)
  if (wrong !== undefined) throw errors.phasesOutOfOrder(wrong)
  if (brokerage.release > 0 && begins.draft > by.at && brokerage.begins.draft <= by.at)
    throw errors.phaseReleased()
  const changes = changesOf(brokerage, begins, by)
  if (changes.length > 0 && unsaid(by.reason) && phaseAt(brokerage, by.at) !== null)
    throw errors.reasonNeeded()
  return { brokerage: { ...brokerage, begins, changedAt: by.at }, changes }
}

/** The next phase begins now; the later ones keep their dates. */
export function movedOn(brokerage: Brokerage, by: By): Moved {
  const next = nextPhase(brokerage, by.at)
  if (next === null) throw errors.noNextPhase()
  if (unsaid(by.reason)) throw errors.reasonNeeded()
  return redated(brokerage, { ...brokerage.begins, [next.phase]: by.at }, by)
}
