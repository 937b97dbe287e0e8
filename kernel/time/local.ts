import { Temporal } from 'temporal-polyfill'
import { type PlainDate, plainDate } from './date.ts'
import { type Instant, instant } from './instant.ts'
import { clockText, spanAt } from './span.ts'
import type { Zone } from './zone.ts'

/** What a form's datetime-local field holds. Years 1800–2199: another is a slip, and days are counted on from what is kept. */
const localShape = /^(?:1[89]|2[01])\d\d-\d\d-\d\dT\d\d:\d\d$/

function plainTime(local: string): Temporal.PlainDateTime {
  if (!localShape.test(local))
    throw new RangeError(`Not a local time: "${local.slice(0, 40)}". Expected e.g. 2019-06-12T14:00`)
  return Temporal.PlainDateTime.from(local, { overflow: 'reject' })
}

/**
 * The moment a wall clock in `place` shows `local` ('YYYY-MM-DDTHH:mm'). Where clocks are put forward, a time that
 * was skipped moves on by the length of the gap; where they are put back, the earlier of the two is meant.
 * Ask localTimeProblem first where a person typed it. Throws RangeError.
 */
export const fromLocal = (local: string, place: Zone): Instant =>
  instant(plainTime(local).toZonedDateTime(place, { disambiguation: 'compatible' }).toInstant().toString())

/** 'gap': no clock in the place ever shows it; 'overlap': clocks show it twice. Throws RangeError. */
export function localTimeProblem(local: string, place: Zone): 'gap' | 'overlap' | null {
  const time = plainTime(local)
  const earlier = time.toZonedDateTime(place, { disambiguation: 'earlier' })
  const later = time.toZonedDateTime(place, { disambiguation: 'later' })
  if (Temporal.ZonedDateTime.compare(earlier, later) === 0) return null
  return earlier.toPlainDateTime().equals(time) ? 'overlap' : 'gap'
}

/** What a wall clock in the place shows, for a datetime-local field: 'YYYY-MM-DDTHH:mm'. */
export const toLocal = (moment: Instant, place: Zone): string => clockText(moment, place).slice(0, 16)

/** The day it is in the place at that moment. */
export const dateIn = (moment: Instant, place: Zone): PlainDate =>
  plainDate(clockText(moment, place).slice(0, 10))

/** Minutes east of UTC at that moment. Historic offsets with seconds are cut to minutes. */
export const offsetMinutes = (moment: Instant, place: Zone): number =>
  Math.trunc(spanAt(moment, place).offsetMs / 60_000)

/** For formats that write local time with an offset: '2019-06-12T14:00:00+01:00'; milliseconds only when there are any. */
export function toOffsetIso(moment: Instant, place: Zone): string {
  const { offsetMs } = spanAt(moment, place)
  const minutes = Math.round(Math.abs(offsetMs) / 60_000)
  const two = (number: number) => String(number).padStart(2, '0')
  const offset = `${offsetMs < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
  return clockText(moment, place).slice(0, moment.endsWith('.000Z') ? 19 : 23) + offset
}
