import type { Instant } from '#kernel/time'
import type { Brokerage } from '../../model.ts'
import { isOver, tooEarly } from '../errors.ts'

/** The timetable is worked on from the first wishes until the meetings are over. */
export function mustBePlannable({ begins }: Pick<Brokerage, 'begins'>, at: Instant): void {
  if (at < begins.wish) throw tooEarly(begins.wish)
  if (at >= begins.done) throw isOver()
}
