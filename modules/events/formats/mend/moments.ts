import { fromLocal, instant, isPlainDate, msBetween, plainDate, plus, shiftDate } from '#kernel/time'
import { type Json, shown } from '../json/value.ts'
import type { Desk, Part } from './part.ts'

/** A point on a clock of some place; `time` is missing in a bare date, `offset` where a file does not say. */
export type Said = { date: string; time?: string; offset?: string }

const form =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9})\d*)?)?)?\s*(Z|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?)?$/i

export function saidIn(value: Json | undefined): Said | undefined {
  const found = typeof value === 'string' ? form.exec(value.trim()) : null
  if (!found) return undefined
  const [, year = '', month = '', day = '', hour, minute, second = '00', fraction, zone] = found
  const date = dateOf(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
  if (date === undefined) return undefined
  const offset = zone === undefined ? {} : offsetIn(zone)
  if (hour === undefined || minute === undefined) return { date, ...offset }
  if (Number(hour) > 24 || Number(minute) > 59 || Number(second) > 60) return undefined
  if (Number(hour) === 24) return { date: dayAfter(date, 1), time: `00:${minute}:00`, ...offset }
  const whole = `${hour.padStart(2, '0')}:${minute}:${second === '60' ? '59' : second}`
  return { date, time: fraction === undefined ? whole : `${whole}.${fraction}`, ...offset }
}

/** The date if it is one of the calendar, so that what is added to it here still has a year of four digits. */
export const dateOf = (text: string): string | undefined =>
  isPlainDate(text) && text >= '0001-01-02' && text <= '9899-12-31' ? text : undefined

export const dayAfter = (date: string, days: number): string => shiftDate(plainDate(date), { days })

function offsetIn(zone: string): { offset?: string } {
  if (/^z$/i.test(zone)) return { offset: 'Z' }
  if (/^(utc|gmt)$/i.test(zone)) return { offset: 'Z' }
  const [, sign = '+', hours = '0', minutes = '00'] = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(zone) ?? []
  const ahead = Number(hours) * 60 + Number(minutes)
  // XML Schema ends at fourteen hours; what is beyond is no place on earth.
  if (Number(minutes) > 59 || ahead > 14 * 60) return {}
  return { offset: `${sign}${hours.padStart(2, '0')}:${minutes}` }
}

export const momentOf = (said: { date: string; time: string; offset: string }): string =>
  `${said.date}T${said.time}${said.offset}`

/** The offset a clock of the conference shows at that time; for one that was skipped, the offset before. */
export function offsetAt(desk: Desk, date: string, time: string): string {
  if (desk.zone === undefined) return desk.offset ?? 'Z'
  const local = `${date}T${time.slice(0, 5)}`
  // Local mean times of long ago have seconds, which no notation can write.
  const ahead = Math.trunc(msBetween(fromLocal(local, desk.zone), instant(`${local}Z`)) / 60_000)
  const minutes = Math.abs(ahead)
  return `${ahead < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

const two = (number: number): string => String(number).padStart(2, '0')

/** A moment with offset, in the one form that both schemas accept; undefined when the text tells none. */
export function moment(
  part: Part,
  field: string,
  value: Json | undefined,
  time?: string,
): string | undefined {
  if (value === undefined || value === null || value === '') return undefined
  const said = saidIn(value)
  const clock = said?.time ?? time
  if (!said || clock === undefined) {
    part.note('date_unreadable', field, value, undefined)
    return undefined
  }
  const now = momentOf({
    date: said.date,
    time: clock,
    offset: said.offset ?? offsetAt(part.desk, said.date, clock),
  })
  if (said.offset === undefined) part.note('date_no_offset', field, value, now)
  else if (now !== String(shown(value)).trim()) part.note('date_form', field, value, now)
  return now
}

export const minutesBetween = (from: string, to: string): number =>
  Math.round(msBetween(instant(from), instant(to)) / 60_000)

export const isBefore = (a: string, b: string): boolean => instant(a) < instant(b)

/** The same clock, later, in whole seconds: keeps the offset of the moment. */
export function later(moment: string, minutes: number): string {
  const offset = /(Z|[+-]\d\d:\d\d)$/.exec(moment)?.[1] ?? 'Z'
  const local = plus(instant(`${moment.slice(0, moment.length - offset.length)}Z`), { minutes })
  return momentOf({ date: local.slice(0, 10), time: local.slice(11, 19), offset })
}
