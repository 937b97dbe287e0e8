import { Refusal } from '#kernel/errors'

export const oneAtATime = () => new Refusal('conflict', 'timetable.run_one_at_a_time')
export const runOver = () => new Refusal('conflict', 'timetable.run_over')
/** Another worker has it, or somebody stopped it: not this one's any more. */
export const runGone = () => new Refusal('gone', 'timetable.run_gone')
