import { isObject, type Json, type JsonObject, own } from '../json/value.ts'
import type { Event, Recording } from '../model.ts'
import { clockIn, duration, durationOf, minutesIn, start } from './clock.ts'
import { dayAfter, minutesBetween, moment, momentOf, offsetAt } from './moments.ts'
import { type Desk, Part } from './part.ts'
import { links, optional, persons } from './people.ts'
import { booleanOrNull, text, textIfAny, textOrNull } from './texts.ts'
import { noteUrl, webUrl, webUrlIn } from './urls.ts'

/** What an event has to know of the day and room it stands in. */
export type Place = { date: string; dayChange: string; room: string; timeslot: string }

/** An event whose id, guid, code and slug are still as said: they are settled among all events. */
export type Unsettled = {
  part: Part
  event: Omit<Event, 'id' | 'guid' | 'code' | 'slug' | 'extra'>
  said: { id: Json | undefined; guid: Json | undefined; code: Json | undefined; slug: Json | undefined }
}

export function mendEvent(desk: Desk, where: string, draft: JsonObject, place: Place): Unsettled {
  const part = new Part(desk, where, draft)
  const said = (field: string) => own(draft, field)
  const date = begin(part, draft, place)
  const end = moment(part, 'end', said('end'))
  const room = textIfAny(part, 'room', said('room'))
  if (room === undefined) part.note('text_missing', 'room', undefined, place.room)
  const event: Unsettled['event'] = {
    date,
    start: start(part, said('start'), date),
    duration: duration(part, said('duration')) ?? missingDuration(part, date, end, place),
    ...optional('end', end),
    room: room ?? place.room,
    ...optional('url', webUrl(part, 'url', said('url'))),
    title: text(part, 'title', said('title')),
    subtitle: textOrNull(part, 'subtitle', said('subtitle')),
    abstract: demandedByXml(part, 'abstract', said('abstract')),
    description: textOrNull(part, 'description', said('description')),
    language: textOrNull(part, 'language', said('language')),
    type: text(part, 'type', said('type')),
    track: demandedByXml(part, 'track', said('track')),
    logo: logo(part, said('logo')),
    persons: persons(part, said('persons')),
    links: links(part, 'links', 'link', said('links')),
    attachments: links(part, 'attachments', 'attachment', said('attachments')),
    ...optional('recording', recording(part, said('recording'))),
    ...optional('doNotStream', doNotStream(part, said('doNotStream'))),
    ...optional('feedbackUrl', webUrl(part, 'feedbackUrl', said('feedbackUrl'))),
    ...optional('originUrl', webUrl(part, 'originUrl', said('originUrl'))),
    ...optional('videoDownloadUrl', webUrl(part, 'videoDownloadUrl', said('videoDownloadUrl'))),
  }
  return { part, event, said: { id: said('id'), guid: said('guid'), code: said('code'), slug: said('slug') } }
}

/** Old exports say only the clock: the date is that of the day, or the next one after midnight. */
function begin(part: Part, draft: JsonObject, place: Place): string {
  const clock = clockIn(own(draft, 'start'))
  const time = clock && `${clock.time}:00`
  const known = moment(part, 'date', own(draft, 'date'), time)
  if (known !== undefined) return known
  const afterMidnight = clock?.days ?? 0
  const rolls = afterMidnight === 0 && clock !== undefined && clock.time < place.dayChange ? 1 : 0
  const date = dayAfter(place.date, afterMidnight + rolls)
  const at = time ?? '00:00:00'
  const now = momentOf({ date, time: at, offset: offsetAt(part.desk, date, at) })
  part.note('date_missing', 'date', undefined, now)
  return now
}

function missingDuration(part: Part, begins: string, end: string | undefined, place: Place): string {
  const minutes = end === undefined ? undefined : minutesIn(minutesBetween(begins, end), false)
  const now = durationOf(minutes || (minutesIn(place.timeslot, false) ?? 0))
  part.note('duration_missing', 'duration', undefined, now)
  return now
}

function demandedByXml(part: Part, field: string, value: Json | undefined): string | null {
  if (part.desk.notation === 'xml') return text(part, field, value)
  return textOrNull(part, field, value)
}

/** XML takes an address or nothing, JSON anything, also a path. */
function logo(part: Part, value: Json | undefined): string | null {
  const said = textOrNull(part, 'logo', value)
  if (part.desk.notation !== 'xml' || said === null || said.trim() === '') return said
  const now = webUrlIn(said, part.desk.base)
  if (now !== said) noteUrl(part, 'logo', said, now)
  return now ?? null
}

function recording(part: Part, value: Json | undefined): Recording | undefined {
  if (value === undefined || value === null || value === '') return undefined
  if (!isObject(value)) {
    part.note('unreadable', 'recording', value, undefined)
    return undefined
  }
  const optout = booleanOrNull(part, 'recording.optout', own(value, 'optout'))
  const license = textOrNull(part, 'recording.license', own(value, 'license'))
  const bare = part.desk.notation === 'xml'
  if (bare && license === null) part.note('license_missing', 'recording.license', undefined, '')
  if (bare && own(value, 'optout') === undefined)
    part.note('optout_missing', 'recording.optout', undefined, undefined)
  return {
    license: bare ? (license ?? '') : license,
    optout,
    ...optional('url', webUrl(part, 'recording.url', own(value, 'url'))),
    ...optional('link', webUrl(part, 'recording.link', own(value, 'link'))),
  }
}

function doNotStream(part: Part, value: Json | undefined): string | boolean | null | undefined {
  if (value === null || typeof value === 'boolean') return value
  return textIfAny(part, 'doNotStream', value)
}
