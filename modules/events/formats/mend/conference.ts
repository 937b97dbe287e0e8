import { isObject, type Json, type JsonObject, objectOf, own } from '../json/value.ts'
import type { Conference, RoomEntry, Track } from '../model.ts'
import { timeslot } from './clock.ts'
import { uuidOf } from './guid.ts'
import { dateOf, moment, saidIn } from './moments.ts'
import { type Desk, Part } from './part.ts'
import { guidIfAny, optional } from './people.ts'
import { acronymFits, acronymFrom } from './slugs.ts'
import { integerIn, listOf, text, textIfAny, textOrNull, textsByName } from './texts.ts'
import { webUrl } from './urls.ts'

/** What the days tell about the conference, for what it does not tell itself. */
export type Span = { first: string; last: string; days: number }

/** Settled before the rest, because events and days need it. */
export type Ground = { part: Part; acronym: string; timeslot: string }

export function conference(ground: Ground, draft: JsonObject, span: Span): Conference {
  const { part, acronym } = ground
  const said = (field: string) => own(draft, field)
  return {
    title: text(part, 'title', said('title'), acronym),
    acronym,
    start: dateOrMoment(part, 'start', said('start')) ?? missing(part, 'start', span.first),
    end: dateOrMoment(part, 'end', said('end')) ?? missing(part, 'end', span.last),
    daysCount: daysCount(part, said('daysCount'), span.days),
    timeslotDuration: ground.timeslot,
    ...optional('timeZoneName', part.desk.zone),
    ...optional('baseUrl', webUrl(part, 'baseUrl', said('baseUrl'))),
    ...optional('url', webUrl(part, 'url', said('url'))),
    ...optional('logo', webUrl(part, 'logo', said('logo'))),
    ...optional('description', textIfAny(part, 'description', said('description'))),
    ...keywords(part, said('keywords')),
    ...(isObject(said('colors')) ? { colors: textsByName(part, 'colors', said('colors')) } : {}),
    tracks: listOf(part, 'tracks', said('tracks')).map((track, index) => trackOf(part, track, index)),
    rooms: listOf(part, 'rooms', said('rooms')).map((room, index) => roomOf(part, acronym, room, index)),
    ...metaOf(part, said('meta')),
    ...part.kept(),
  }
}

export function groundOf(desk: Desk, draft: JsonObject, year: string): Ground {
  const part = new Part(desk, 'conference', draft)
  return {
    part,
    acronym: acronymOf(part, own(draft, 'acronym'), own(draft, 'title'), year),
    timeslot: timeslot(part, own(draft, 'timeslotDuration')) ?? missingTimeslot(part),
  }
}

function acronymOf(part: Part, value: Json | undefined, title: Json | undefined, year: string): string {
  if (typeof value === 'string' && acronymFits[part.desk.notation](value)) return value
  const said = textIfAny(part, 'acronym', value)?.trim() ?? ''
  const now = acronymFrom(said === '' && typeof title === 'string' ? title : said, year)
  part.note(said === '' ? 'acronym_missing' : 'acronym_form', 'acronym', value, now)
  return now
}

/** Five minutes is what the software of this field works with unless told otherwise. JSON demands a value. */
function missingTimeslot(part: Part): string {
  const usual = '00:05'
  if (part.desk.notation !== 'xml') part.note('duration_missing', 'timeslotDuration', undefined, usual)
  return usual
}

function dateOrMoment(part: Part, field: string, value: Json | undefined): string | undefined {
  const said = saidIn(value)
  if (!said || said.time !== undefined) return moment(part, field, value)
  if (said.date !== value) part.note('date_form', field, value, said.date)
  return said.date
}

function missing(part: Part, field: string, now: string): string {
  part.note('date_missing', field, undefined, now)
  return now
}

function daysCount(part: Part, value: Json | undefined, days: number): number {
  if (integerIn(value) === days && typeof value === 'number') return value
  if (part.desk.notation !== 'xml' || value !== undefined) part.note('days_count', 'daysCount', value, days)
  return days
}

function keywords(part: Part, value: Json | undefined): { keywords?: string[] } {
  if (value === undefined || value === null) return {}
  return {
    keywords: listOf(part, 'keywords', value).map((word, index) => text(part, `keywords.${index}`, word)),
  }
}

function metaOf(part: Part, value: Json | undefined): { meta?: JsonObject } {
  if (isObject(value)) return { meta: value }
  if (value !== undefined && value !== null) part.note('unreadable', 'meta', value, undefined)
  return {}
}

const colorForm = /^#[0-9a-fA-F]{6}$/

/** #rgb and bare digits are colours, too; the XML twin wants the long form. */
export function colorIn(value: string): string | undefined {
  const [, digits] = /^\s*#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})(?:[0-9a-fA-F]{2})?\s*$/.exec(value) ?? []
  if (digits === undefined) return undefined
  return `#${digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits}`
}

function trackOf(owner: Part, value: Json, index: number): Track {
  const draft = isObject(value) ? value : { name: value }
  const part = new Part(owner.desk, `track ${index + 1}`, draft)
  const inside = textIfAny(part, 'text', own(draft, 'text'))
  const slug = textIfAny(part, 'slug', own(draft, 'slug'))
  return {
    name: text(part, 'name', own(draft, 'name'), inside ?? ''),
    ...optional('slug', slug),
    ...optional('color', color(part, textIfAny(part, 'color', own(draft, 'color')))),
    ...optional('text', inside),
    ...part.kept(),
  }
}

function color(part: Part, said: string | undefined): string | undefined {
  if (part.desk.notation !== 'xml' || said === undefined || colorForm.test(said)) return said
  const now = colorIn(said)
  part.note('color_form', 'color', said, now)
  return now
}

function roomOf(owner: Part, acronym: string, value: Json, index: number): RoomEntry {
  const draft = isObject(value) ? value : { name: value }
  const part = new Part(owner.desk, `room ${index + 1}`, draft)
  const name = text(part, 'name', own(draft, 'name'))
  const description = own(draft, 'description')
  const details = own(draft, 'details')
  const capacity = own(draft, 'capacity')
  return {
    name,
    ...optional('guid', guidIfAny(part, own(draft, 'guid')) ?? missingGuid(part, acronym, name)),
    ...optional('slug', textIfAny(part, 'slug', own(draft, 'slug'))),
    ...(description === undefined ? {} : { description: textOrNull(part, 'description', description) }),
    ...(capacity === undefined ? {} : { capacity: capacityOf(part, capacity) }),
    ...(isObject(details) && Object.keys(details).length > 0
      ? { details: objectOf(Object.entries(details)) }
      : {}),
    ...part.kept(),
  }
}

function missingGuid(part: Part, acronym: string, name: string): string | undefined {
  if (part.desk.notation !== 'json') return undefined
  const now = roomGuid(acronym, name)
  part.note('guid_missing', 'guid', undefined, now)
  return now
}

export const roomGuid = (acronym: string, name: string): string => uuidOf(`room ${acronym} ${name}`)

function capacityOf(part: Part, value: Json): number | null {
  if (value === null || typeof value === 'number') return value
  const now = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN
  const capacity = Number.isFinite(now) ? now : null
  part.note('number_form', 'capacity', value, capacity)
  return capacity
}

/** The year that names made here carry, from whatever date comes first. */
export const yearOf = (dates: readonly (Json | undefined)[]): string =>
  dates
    .map((date) => saidIn(date)?.date ?? (typeof date === 'string' ? dateOf(date) : undefined))
    .find(Boolean)
    ?.slice(0, 4) ?? '0000'
