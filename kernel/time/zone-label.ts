import { type Locale, languageTag } from '../locale.ts'
import type { Instant } from './instant.ts'
import { offsetMinutes } from './local.ts'
import { type Span, spanAt } from './span.ts'
import type { Zone } from './zone.ts'

// Intl knows zone cities in Chinese only where it needs them; these are the ones a summit meets. Any other gets
// Intl's own name ("法国时间"). China has one time, called after Beijing although its zone is called Shanghai.
const inChinese = new Map(
  Object.entries({
    'America/Chicago': '芝加哥',
    'America/Los_Angeles': '洛杉矶',
    'America/New_York': '纽约',
    'America/Toronto': '多伦多',
    'America/Vancouver': '温哥华',
    'Asia/Dubai': '迪拜',
    'Asia/Hong_Kong': '香港',
    'Asia/Macau': '澳门',
    'Asia/Seoul': '首尔',
    'Asia/Shanghai': '北京',
    'Asia/Singapore': '新加坡',
    'Asia/Taipei': '台北',
    'Asia/Tokyo': '东京',
    'Australia/Melbourne': '墨尔本',
    'Australia/Sydney': '悉尼',
    'Europe/Amsterdam': '阿姆斯特丹',
    'Europe/Berlin': '柏林',
    'Europe/Brussels': '布鲁塞尔',
    'Europe/Dublin': '都柏林',
    'Europe/Helsinki': '赫尔辛基',
    'Europe/London': '伦敦',
    'Europe/Madrid': '马德里',
    'Europe/Moscow': '莫斯科',
    'Europe/Paris': '巴黎',
    'Europe/Rome': '罗马',
    'Europe/Stockholm': '斯德哥尔摩',
    'Europe/Vienna': '维也纳',
    'Europe/Zurich': '苏黎世',
    'Pacific/Auckland': '奥克兰',
  }),
)
const inEnglish = new Map([
  ['Asia/Shanghai', 'Beijing time'],
  ['Asia/Macau', 'Macao'],
])

const cityOf = (place: Zone) =>
  inEnglish.get(place) ?? place.slice(place.lastIndexOf('/') + 1).replaceAll('_', ' ')

const names = new Map<string, Intl.DateTimeFormat>()

function zoneName(at: string, place: Zone, tag: string, style: 'short' | 'shortGeneric'): string {
  const key = `${tag} ${style} ${place}`
  let format = names.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(tag, { timeZone: place, timeZoneName: style })
    const [oldest] = names.keys()
    if (names.size >= 200 && oldest !== undefined) names.delete(oldest)
    names.set(key, format)
  }
  const part = format.formatToParts(Date.parse(at)).find(({ type }) => type === 'timeZoneName')
  return part?.value ?? place
}

/** "BST", "EDT", "AEST": each English names only its own zones; nothing where none does. */
function abbreviation(at: Instant, place: Zone): string | undefined {
  if (place === 'Asia/Shanghai') return undefined
  return ['en-GB', 'en-US', 'en-AU']
    .map((tag) => zoneName(at, place, tag, 'short'))
    .find((name) => /^[A-Z]{3,5}$/.test(name))
}

function offsetText(at: Instant, place: Zone): string {
  const minutes = offsetMinutes(at, place)
  const hours = Math.floor(Math.abs(minutes) / 60)
  const rest = Math.abs(minutes) % 60
  return `UTC${minutes < 0 ? '−' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`
}

const labels: Readonly<Record<Locale, WeakMap<Span, string>>> = { en: new WeakMap(), zh: new WeakMap() }

/** The zone as a reader names it, with its offset at that moment: "London, BST (UTC+1)", "伦敦时间（UTC+1）". */
export function zoneLabel(place: Zone, at: Instant, locale: Locale): string {
  const span = spanAt(at, place)
  const kept = labels[locale].get(span)
  if (kept !== undefined) return kept
  const made = makeLabel(place, at, locale)
  labels[locale].set(span, made)
  return made
}

const timeInChinese = (place: Zone, at: string) => {
  const city = inChinese.get(place)
  return city ? `${city}时间` : zoneName(at, place, languageTag.zh, 'shortGeneric')
}

/** The clock of a place where no moment is meant: "London time", "伦敦时间". */
export function zoneText(place: Zone, locale: Locale): string {
  if (place === 'UTC') return 'UTC'
  if (locale === 'zh') return timeInChinese(place, '2000-01-01T00:00:00Z') // its general name has no season
  const city = cityOf(place)
  return city.endsWith(' time') ? city : `${city} time`
}

function makeLabel(place: Zone, at: Instant, locale: Locale): string {
  if (place === 'UTC') return locale === 'zh' ? '协调世界时（UTC）' : 'UTC'
  const offset = offsetText(at, place)
  if (locale === 'zh') return `${timeInChinese(place, at)}（${offset}）`
  const city = cityOf(place)
  const short = abbreviation(at, place)
  return `${short === undefined ? city : `${city}, ${short}`} (${offset})`
}
