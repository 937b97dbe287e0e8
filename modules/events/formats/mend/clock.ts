import type { Json } from '../json/value.ts'
import type { Notation, Part } from './part.ts'

const written: Readonly<Record<Notation, RegExp>> = {
  xml: /^\d{1,2}:[0-5]\d(:\d{1,2})?$/,
  json: /^\d+:[0-5]\d$/,
  any: /^(\d{1,2}:[0-5]\d(:\d{1,2})?|\d+:[0-5]\d)$/,
}

/** Minutes of a duration in any of the forms seen in files: H:MM, H:MM:SS, D:HH:MM, minutes, ISO 8601, Python. */
export function minutesIn(value: Json | undefined, daysFirst: boolean): number | undefined {
  if (typeof value === 'number') return usable(value)
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  if (/^\d+(\.\d+)?$/.test(text)) return usable(Number(text))
  const [, days, clock] = /^(?:(\d+) days?,? +)?([\d:]+(?:\.\d+)?)$/.exec(text) ?? []
  if (clock?.includes(':')) return usable(Number(days ?? 0) * 1440 + ofClock(clock, daysFirst))
  const iso = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?$/i.exec(text)
  if (!iso || text.length < 3) return undefined
  const [d, h, m, s] = iso.slice(1).map((part) => Number(part ?? 0))
  return usable((d ?? 0) * 1440 + (h ?? 0) * 60 + (m ?? 0) + (s ?? 0) / 60)
}

function ofClock(clock: string, daysFirst: boolean): number {
  const parts = clock.split(':').map((part) => (part === '' ? Number.NaN : Number(part)))
  const [a = 0, b = 0, c = 0, d = 0] = parts
  if (parts.length === 4) return a * 1440 + b * 60 + c + d / 60
  if (parts.length > 4) return Number.NaN
  return parts.length === 3 && daysFirst && a > 0 ? a * 1440 + b * 60 + c : a * 60 + b + c / 60
}

const usable = (minutes: number): number | undefined =>
  minutes >= 0 && minutes < 60 * 24 * 366 ? Math.round(minutes) : undefined

export const durationOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** Undefined when nothing can be made of it. Days of pretalx are written out, since others would misread them. */
export function duration(part: Part, value: Json | undefined): string | undefined {
  const { notation, daysFirst } = part.desk
  return durationIn(part, 'duration', value, notation, daysFirst)
}

/** Its form is free in JSON, and no software has slots of days. */
export const timeslot = (part: Part, value: Json | undefined): string | undefined =>
  durationIn(part, 'timeslotDuration', value, part.desk.notation === 'xml' ? 'xml' : 'any', false)

function durationIn(
  part: Part,
  field: string,
  value: Json | undefined,
  notation: Notation,
  daysFirst: boolean,
) {
  if (value === undefined || value === null || value === '') return undefined
  const text = typeof value === 'string' ? value.trim() : ''
  const clear = written[notation].test(text) && !(daysFirst && /^0*[1-9]\d*:\d+:\d+$/.test(text))
  const minutes = minutesIn(value, daysFirst)
  if (clear && minutes !== undefined) return text
  const now = minutes === undefined ? undefined : durationOf(minutes)
  part.note('duration_form', field, value, now)
  return now
}

const starts: Readonly<Record<Notation, RegExp>> = {
  xml: /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/,
  json: /^([01]\d|2[0-3]):[0-5]\d$/,
  any: /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/,
}

/** HH:MM of a clock text, with the days it runs over midnight (`25:30` is 01:30 of the next day). */
export function clockIn(value: Json | undefined): { time: string; days: number } | undefined {
  const [, hour, minute] =
    (typeof value === 'string' && /^\s*(\d{1,2})[:.h](\d{1,2})(?!\d)/.exec(value)) || []
  if (hour === undefined || minute === undefined || Number(minute) > 59) return undefined
  const days = Math.floor(Number(hour) / 24)
  return { time: `${String(Number(hour) % 24).padStart(2, '0')}:${minute.padStart(2, '0')}`, days }
}

/** The start on the clock of the place; `begins` (the moment of the event) decides where it is missing or unclear. */
export function start(part: Part, value: Json | undefined, begins: string): string {
  const text = typeof value === 'string' ? value.trim() : ''
  if (starts[part.desk.notation].test(text)) return text
  const now = clockIn(value)?.time ?? begins.slice(11, 16)
  part.note(text === '' ? 'start_missing' : 'start_form', 'start', value, now)
  return now
}
