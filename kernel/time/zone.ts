import { Temporal } from 'temporal-polyfill'
import { type PlainDate, plainDate } from './date.ts'
import { type Instant, instant } from './instant.ts'

declare const zoneBrand: unique symbol

/** An IANA zone id in its usual spelling, e.g. 'Europe/London'. Offsets such as '+01:00' are not zones. */
export type Zone = string & { readonly [zoneBrand]: true }

// Engines still list these under names that the places have given up.
const renamed = new Map([
  ['America/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ['America/Catamarca', 'America/Argentina/Catamarca'],
  ['America/Cordoba', 'America/Argentina/Cordoba'],
  ['America/Coral_Harbour', 'America/Atikokan'],
  ['America/Godthab', 'America/Nuuk'],
  ['America/Indianapolis', 'America/Indiana/Indianapolis'],
  ['America/Jujuy', 'America/Argentina/Jujuy'],
  ['America/Louisville', 'America/Kentucky/Louisville'],
  ['America/Mendoza', 'America/Argentina/Mendoza'],
  ['Asia/Calcutta', 'Asia/Kolkata'],
  ['Asia/Katmandu', 'Asia/Kathmandu'],
  ['Asia/Rangoon', 'Asia/Yangon'],
  ['Asia/Saigon', 'Asia/Ho_Chi_Minh'],
  ['Atlantic/Faeroe', 'Atlantic/Faroe'],
  ['Europe/Kiev', 'Europe/Kyiv'],
  ['Pacific/Enderbury', 'Pacific/Kanton'],
  ['Pacific/Ponape', 'Pacific/Pohnpei'],
  ['Pacific/Truk', 'Pacific/Chuuk'],
])

let listed: readonly Zone[] | undefined

/** Every zone a form may offer, sorted by id; UTC among them. */
export function zones(): readonly Zone[] {
  listed ??= [
    ...new Set(['UTC', ...Intl.supportedValuesOf('timeZone').map((id) => renamed.get(id) ?? id)]),
  ].sort() as Zone[] // the engine's own list
  return listed
}

const known = new Map<string, Zone | null>()

function findZone(input: string): Zone | null {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{1,63}$/.test(input)) return null
  const lower = input.toLowerCase()
  const spelled = zones().find((id) => id.toLowerCase() === lower)
  if (spelled) return spelled
  try {
    // An older name such as Asia/Chongqing: its spelling is kept, the engine says whether it exists.
    return Temporal.ZonedDateTime.from({ year: 2019, month: 1, day: 1, timeZone: input }).timeZoneId as Zone
  } catch {
    return null
  }
}

function lookUp(input: string): Zone | null {
  let found = known.get(input)
  if (found === undefined) {
    found = findZone(input)
    // Bounded: the input may come from a cookie.
    if (known.size > 2000) known.clear()
    known.set(input, found)
  }
  return found
}

/** Reads an IANA id in any case. Throws RangeError for unknown ones and for offsets. */
export function zone(input: string): Zone {
  const found = lookUp(input)
  if (found === null)
    throw new RangeError(`Not a time zone: "${input.slice(0, 64)}". Expected e.g. Europe/London`)
  return found
}

export const isZone = (input: unknown): input is Zone => typeof input === 'string' && lookUp(input) === input

const at = (moment: Instant, place: Zone) => Temporal.Instant.from(moment).toZonedDateTimeISO(place)

/** What a form's datetime-local field holds. */
const localShape = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/

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
export const toLocal = (moment: Instant, place: Zone): string =>
  at(moment, place).toPlainDateTime().toString({ smallestUnit: 'minute' })

/** The day it is in the place at that moment. */
export const dateIn = (moment: Instant, place: Zone): PlainDate =>
  plainDate(at(moment, place).toPlainDate().toString())

/** Minutes east of UTC at that moment. Historic offsets with seconds are cut to minutes. */
export const offsetMinutes = (moment: Instant, place: Zone): number =>
  Math.trunc(at(moment, place).offsetNanoseconds / 60_000_000_000)

/** For formats that write local time with an offset: '2019-06-12T14:00:00+01:00'; milliseconds only when there are any. */
export const toOffsetIso = (moment: Instant, place: Zone): string =>
  at(moment, place).toString({
    timeZoneName: 'never',
    smallestUnit: moment.endsWith('.000Z') ? 'second' : 'millisecond',
  })
