import type { AnyJob } from '#platform/queue'
import type { Frame } from './doors.ts'

/** Every job of the house, with the ports it needs. */
export const jobsOf = (_frame: Frame): readonly AnyJob[] => []
