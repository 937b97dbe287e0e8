import { type Locale, languageTag } from '../locale.ts'
import { daysBetween, type PlainDate } from './date.ts'
import type { Instant, Interval } from './instant.ts'
import type { Zone } from './zone.ts'

/**
 * full   Wednesday, 12 June 2019, 14:00   2019年6月12日星期三 14:00
 * date   12 June 2019                     2019年6月12日
 * time   14:00                            14:00
 * short  12 Jun 2019, 14:00               2019年6月12日 14:00
 * day    Wed 12 June                      6月12日周三
 */
export type InstantStyle = 'full' | 'date' | 'time' | 'short' | 'day'
/** As above without the time; `short` is 12 Jun 2019. */
export type DateStyle = 'full' | 'date' | 'short' | 'day'

const fields = {
  full: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  date: { day: 'numeric', month: 'long', year: 'numeric' },
  short: { day: 'numeric', month: 'short', year: 'numeric' },
  day: { weekday: 'short', day: 'numeric', month: 'long' },
  monthDay: { day: 'numeric', month: 'long' },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

// Making a formatter costs a hundred times more than using it, and each holds on to tens of kilobytes. A programme says
// the same few moments hundreds of times, and each costs as much as twenty look-ups.
type Writer = { format: Intl.DateTimeFormat; written: Map<string, string> }
const writersOf = () => new Map<keyof typeof fields, Map<string, Writer>>()
const writers: Readonly<Record<Locale, ReturnType<typeof writersOf>>> = { en: writersOf(), zh: writersOf() }
const mostPlaces = 30
const mostWritten = 1000

function writer(style: keyof typeof fields, place: string, locale: Locale): Writer {
  const ofStyle = writers[locale].get(style) ?? new Map<string, Writer>()
  const kept = ofStyle.get(place)
  if (kept) return kept
  const format = new Intl.DateTimeFormat(languageTag[locale], { ...fields[style], timeZone: place })
  const made = { format, written: new Map() }
  const [oldest] = ofStyle.keys()
  if (ofStyle.size >= mostPlaces && oldest !== undefined) ofStyle.delete(oldest)
  ofStyle.set(place, made)
  writers[locale].set(style, ofStyle)
  return made
}

function write(style: keyof typeof fields, at: string, place: string, locale: Locale): string {
  const { format, written } = writer(style, place, locale)
  const known = written.get(at)
  if (known !== undefined) return known
  const text = format.format(Date.parse(at))
  if (written.size >= mostWritten) written.clear()
  written.set(at, text)
  return text
}

const beforeTime: Readonly<Record<Locale, string>> = { en: ', ', zh: ' ' }

/** The moment as the place's calendar and clock show it. Show the zone beside it (zoneLabel): the text has none. */
export function formatInstant(
  at: Instant,
  place: Zone,
  locale: Locale,
  style: InstantStyle = 'full',
): string {
  if (style === 'date' || style === 'day' || style === 'time') return write(style, at, place, locale)
  return write(style, at, place, locale) + beforeTime[locale] + write('time', at, place, locale)
}

/** Same day: the date once. An end at midnight closing that day is written 24:00. Otherwise both, in the same style. */
export function formatInterval(
  { start, end }: Interval,
  place: Zone,
  locale: Locale,
  style: 'full' | 'day' = 'full',
): string {
  const day = write(style, start, place, locale)
  const begins = write('time', start, place, locale)
  const ends = write('time', end, place, locale)
  const lastMoment = new Date(Date.parse(end) - 1).toISOString()
  const sameDay = start < end && write(style, lastMoment, place, locale) === day
  if (sameDay) return `${day}${beforeTime[locale]}${begins}–${ends === '00:00' ? '24:00' : ends}`
  if (start === end) return day + beforeTime[locale] + begins
  const lastDay = write(style, end, place, locale)
  const between = locale === 'zh' ? '至' : ' – '
  return `${day}${beforeTime[locale]}${begins}${between}${lastDay}${beforeTime[locale]}${ends}`
}

export const formatDate = (date: PlainDate, locale: Locale, style: DateStyle = 'date'): string =>
  write(style, date, 'UTC', locale)

/** From the first day to the last, both meant; what they have in common is written once. */
export function formatDateRange(first: PlainDate, last: PlainDate, locale: Locale): string {
  if (daysBetween(first, last) === 0) return formatDate(first, locale)
  const sameYear = first.slice(0, 4) === last.slice(0, 4)
  const sameMonth = first.slice(0, 7) === last.slice(0, 7)
  const dayOf = (date: PlainDate) => String(Number(date.slice(8)))
  const monthDay = (date: PlainDate) => write('monthDay', date, 'UTC', locale)
  if (locale === 'zh') {
    const end = sameMonth ? `${dayOf(last)}日` : sameYear ? monthDay(last) : formatDate(last, 'zh')
    return `${formatDate(first, 'zh')}至${end}`
  }
  if (sameMonth) return `${dayOf(first)}–${formatDate(last, 'en')}`
  return `${sameYear ? monthDay(first) : formatDate(first, 'en')} – ${formatDate(last, 'en')}`
}

/** A length in minutes: "1 h 30 min", "2 days 3 h"; parts that are nought are left out. */
export function formatDuration(minutes: number, locale: Locale): string {
  const whole = Math.max(0, Math.round(minutes))
  const days = Math.floor(whole / 1440)
  const hours = Math.floor((whole % 1440) / 60)
  const rest = whole % 60
  const words =
    locale === 'zh'
      ? ([`${days}天`, `${hours}小时`, `${rest}分钟`] as const)
      : ([`${days} ${days === 1 ? 'day' : 'days'}`, `${hours} h`, `${rest} min`] as const)
  const said = [days, hours, rest].flatMap((amount, index) => (amount > 0 ? [words[index]] : []))
  return said.length === 0 ? words[2] : said.join(locale === 'zh' ? '' : ' ')
}
