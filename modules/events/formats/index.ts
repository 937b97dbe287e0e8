/** What was mended, with the zone that a file does not name. */
export { withZone } from './assumed.ts'
/** Where two schedules differ in meaning. */
export { compareSchedules, type Difference } from './compare.ts'
/** Both twins of the exchange format of conference software, in and out. */
export {
  type ReadOptions,
  type ReadResult,
  readSchedule,
  readScheduleJson,
  readScheduleXml,
  writeScheduleJson,
  writeScheduleXml,
} from './exchange.ts'
/** For schedules made here: brings any of the shape into the form the model promises. */
export { mendSchedule } from './mend/schedule.ts'
/** The schedule as a value. */
export type * from './model.ts'
/** What was mended, and why a file was refused. */
export {
  type FormatErrorCode,
  formatErrorCodes,
  limits,
  type Mend,
  type MendCode,
  mendCodes,
  ScheduleFormatError,
} from './problems.ts'
/** An imported schedule with what has become of its sessions here: what did not change goes out as it came in. */
export { type Placed, type Plan, withSessions } from './sessions.ts'
/** When an event begins and ends, as instants. */
export { minutesOf, timesOf } from './times.ts'
