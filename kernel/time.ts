// The only place, with platform/clock, where a Date or Temporal appears. Islands import this face too: what does
// not need Temporal (moments, formats of moments and dates) must stay usable without loading it.
export {
  ageOn,
  daysBetween,
  isPlainDate,
  isPlannedDate,
  type PlainDate,
  plainDate,
  shiftDate,
} from './time/date.ts'
export {
  type DateStyle,
  formatDate,
  formatDateRange,
  formatDuration,
  formatInstant,
  formatInterval,
  type InstantStyle,
} from './time/format.ts'
export {
  contains,
  type Duration,
  durationMs,
  type Instant,
  type Interval,
  instant,
  isInstant,
  msBetween,
  overlaps,
  plus,
  systemNow,
} from './time/instant.ts'
export {
  dateIn,
  fromLocal,
  localTimeProblem,
  offsetMinutes,
  toLocal,
  toOffsetIso,
} from './time/local.ts'
export { isZone, type Zone, zone, zones } from './time/zone.ts'
export { zoneLabel, zoneText } from './time/zone-label.ts'
