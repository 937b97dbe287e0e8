declare const instantBrand: unique symbol

/**
 * A moment, in UTC with milliseconds: `2019-06-12T13:00:00.000Z`. Always this length, so `<` compares moments
 * and JSON carries them as they are. It has no zone: places have.
 */
export type Instant = string & { readonly [instantBrand]: true }

/** Half-open: `start` belongs to it, `end` does not, so what touches does not overlap. */
export type Interval = { start: Instant; end: Instant }

/** Exact lengths; a day is 24 hours here. Calendar days belong to a place: see shiftDate. */
export type Duration = { days?: number; hours?: number; minutes?: number; seconds?: number; ms?: number }

const canonical = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const accepted =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:Z|([+-])(\d\d)(?::?(\d\d))?)$/i

const wrong = (input: string) =>
  new RangeError(`Not an instant: "${input.slice(0, 40)}". Expected e.g. 2019-06-12T14:00:00+01:00`)

const fromMs = (ms: number, input: string): Instant => {
  // Four-digit years only: a longer text would no longer compare as text.
  if (!(ms >= -62167219200000 && ms <= 253402300799999)) throw wrong(input)
  return new Date(ms).toISOString() as Instant // the range above makes this the canonical shape
}

const msOf = (at: Instant): number => Date.parse(at)

/**
 * Reads ISO 8601 with `Z` or an offset (PostgreSQL's blank instead of `T` and short offsets too).
 * Finer than a millisecond is cut off. Throws RangeError for anything else, also for days no calendar has
 * and for a local time without an offset: use fromLocal with a zone.
 */
export function instant(input: string): Instant {
  const match = accepted.exec(input)
  if (!match) throw wrong(input)
  const [
    ,
    year,
    month,
    day,
    hour,
    minute,
    second = '0',
    fraction = '',
    sign,
    offsetHour,
    offsetMinute = '0',
  ] = match
  const date = new Date(0)
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) throw wrong(input)
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) throw wrong(input)
  if (Number(offsetHour ?? 0) > 23 || Number(offsetMinute) > 59) throw wrong(input)
  const offset = (Number(offsetHour ?? 0) * 60 + Number(offsetMinute)) * (sign === '-' ? -1 : 1)
  const clock = Number(hour) * 3600_000 + (Number(minute) - offset) * 60_000 + Number(second) * 1000
  return fromMs(date.getTime() + clock + Number(fraction.slice(0, 3).padEnd(3, '0')), input)
}

/** True for text in exactly the canonical shape, of a moment that exists. */
export function isInstant(input: unknown): input is Instant {
  if (typeof input !== 'string' || !canonical.test(input)) return false
  const ms = Date.parse(input)
  return !Number.isNaN(ms) && new Date(ms).toISOString() === input
}

// A server is asked for the time many times a millisecond, and to write it costs more than to read it.
let lastMs = Number.NaN
let lastNow = '' as Instant // before the first millisecond nobody reads it

/** The moment the operating system tells. Only platform/clock calls it: everyone else is handed a clock. */
export function systemNow(): Instant {
  const ms = Date.now()
  if (ms !== lastMs) {
    lastNow = fromMs(ms, 'now')
    lastMs = ms
  }
  return lastNow
}

export const durationMs = ({ days = 0, hours = 0, minutes = 0, seconds = 0, ms = 0 }: Duration): number =>
  (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + ms

/** Parts may be negative or broken numbers; the result is cut to whole milliseconds. */
export const plus = (at: Instant, duration: Duration): Instant =>
  fromMs(Math.trunc(msOf(at) + durationMs(duration)), at)

/** From `a` to `b`: positive when `b` is later. */
export const msBetween = (a: Instant, b: Instant): number => msOf(b) - msOf(a)

/** An interval that is empty or backwards overlaps nothing. */
export const overlaps = (a: Interval, b: Interval): boolean =>
  a.start < b.end && b.start < a.end && a.start < a.end && b.start < b.end

export const contains = (interval: Interval, at: Instant): boolean =>
  interval.start <= at && at < interval.end
