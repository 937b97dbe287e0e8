import type { Instant } from '#kernel/time'
import { phaseAt, type Timing } from '../../phases/rules.ts'
import { isOver, tooEarly } from '../errors.ts'

/** Whether a timetable can be worked on: what would be refused is not offered. */
export const isPlannable = (timing: Timing, at: Instant): boolean =>
  phaseAt(timing, at) !== 'done' && at >= timing.begins.wish

/** The timetable is worked on from the first wishes until the meetings are over. */
export function mustBePlannable(timing: Timing, at: Instant): void {
  if (phaseAt(timing, at) === 'done') throw isOver()
  if (at < timing.begins.wish) throw tooEarly(timing.begins.wish)
}
