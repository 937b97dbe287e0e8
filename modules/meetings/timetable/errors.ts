import { Refusal } from '#kernel/errors'
import type { Instant } from '#kernel/time'

/** Somebody or some table is in another meeting then: the database says so, whoever asked first has the seat. */
export const slotTaken = () => new Refusal('conflict', 'meetings.slot_taken')
export const nothingToRelease = () => new Refusal('conflict', 'timetable.nothing_to_release')
/** Another release came in between: what was compared is no longer what would be changed. */
export const releasedMeanwhile = (number: number) =>
  new Refusal('conflict', 'timetable.released_meanwhile', { number })
export const tooEarly = (wishAt: Instant) => new Refusal('conflict', 'timetable.too_early', { wishAt })
export const isOver = () => new Refusal('gone', 'timetable.is_over')
export const runGoing = () => new Refusal('conflict', 'timetable.run_going')
/** What takes place, or took place, is not planned any more. */
export const hasBegun = () => new Refusal('gone', 'timetable.has_begun')
export const pinnedThere = () => new Refusal('conflict', 'timetable.pinned_there')
