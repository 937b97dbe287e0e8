import type { Instant } from '#kernel/time'
import { type Brokerage, type Phase, phases } from '../../model.ts'
import { isOver, tooEarly } from '../errors.ts'

/** Where a brokerage is at that moment; null before its first phase. */
export const phaseAt = ({ begins }: Pick<Brokerage, 'begins'>, at: Instant): Phase | null =>
  phases.findLast((phase) => begins[phase] <= at) ?? null

/** The timetable is worked on from the first wishes until the meetings are over. */
export function mustBePlannable(brokerage: Pick<Brokerage, 'begins'>, at: Instant): void {
  if (at < brokerage.begins.wish) throw tooEarly(brokerage.begins.wish)
  if (at >= brokerage.begins.done) throw isOver()
}
