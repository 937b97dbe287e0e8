import { Temporal } from 'temporal-polyfill'

declare const dateBrand: unique symbol

/** A day on the calendar of a place that is told apart from it: 'YYYY-MM-DD'. `<` compares days. */
export type PlainDate = string & { readonly [dateBrand]: true }

const shape = /^(\d{4})-(\d\d)-(\d\d)$/
const dayMs = 86_400_000

function dayNumber(date: string): number | null {
  const match = shape.exec(date)
  if (!match) return null
  const [, year, month, day] = match.map(Number)
  const at = new Date(0)
  at.setUTCFullYear(year ?? 0, (month ?? 0) - 1, day ?? 0)
  return at.getUTCMonth() === (month ?? 0) - 1 && at.getUTCDate() === day ? at.getTime() / dayMs : null
}

export const isPlainDate = (input: unknown): input is PlainDate =>
  typeof input === 'string' && dayNumber(input) !== null

/** A day that something is planned for: another century is a slip, and days are counted on from what is kept. */
export const isPlannedDate = (input: unknown): input is PlainDate =>
  isPlainDate(input) && input >= '1800' && input < '2200'

/** Throws RangeError for anything but an existing day written as YYYY-MM-DD. */
export function plainDate(input: string): PlainDate {
  if (!isPlainDate(input))
    throw new RangeError(`Not a date: "${input.slice(0, 40)}". Expected e.g. 2019-06-26`)
  return input
}

/** Years and months first, then days; a day the month does not have becomes its last (31 January + 1 month = 28/29 February). */
export const shiftDate = (
  date: PlainDate,
  by: { days?: number; months?: number; years?: number },
): PlainDate =>
  plainDate(
    Temporal.PlainDate.from(date)
      .add({ years: by.years ?? 0, months: by.months ?? 0 })
      .add({ days: by.days ?? 0 })
      .toString(),
  )

/** From `a` to `b`: positive when `b` is later. */
export const daysBetween = (a: PlainDate, b: PlainDate): number => (dayNumber(b) ?? 0) - (dayNumber(a) ?? 0)

/** Completed years of life; who was born on 29 February has the birthday on 1 March of common years. */
export function ageOn(birth: PlainDate, date: PlainDate): number {
  if (date < birth) throw new RangeError(`Not born on ${date} yet`)
  const years = Number(date.slice(0, 4)) - Number(birth.slice(0, 4))
  return date.slice(5) < birth.slice(5) ? years - 1 : years
}
