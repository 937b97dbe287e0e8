import { storable } from '../json/parse.ts'
import { isObject, type Json, type JsonObject, own } from '../json/value.ts'
import type { Generator, Schedule } from '../model.ts'
import { limits, type Mend, ScheduleFormatError } from '../problems.ts'
import { conference, groundOf, yearOf } from './conference.ts'
import { closeDay, indexesOf, openDay } from './day.ts'
import { settle } from './identity.ts'
import { saidIn } from './moments.ts'
import { type Desk, type Notation, Part } from './part.ts'
import { optional } from './people.ts'
import { text, textIfAny } from './texts.ts'
import { isWebUrl, webUrl } from './urls.ts'
import { mendZone, zoneIn } from './zones.ts'

/** `zone`: IANA name for a file that names neither zone nor offset. */
export type MendOptions = { notation: Notation; zone?: string | undefined }

/**
 * Makes a schedule that holds what the model promises out of something of its shape, and says what it had to
 * change. Mending twice changes nothing. Throws ScheduleFormatError where there are no days, or a day whose date
 * nothing tells.
 */
export function mendDraft(value: Json, options: MendOptions): { schedule: Schedule; mended: Mend[] } {
  const { value: draft, cleaned } = storable(value)
  if (!isObject(draft)) throw new ScheduleFormatError('not_a_schedule', { found: typeof draft })
  const about = own(draft, 'conference')
  const told = isObject(about) ? about : {}
  const drafts = own(draft, 'days')
  if (!Array.isArray(drafts) || drafts.length === 0) throw new ScheduleFormatError('no_days')
  if (drafts.length > limits.days) throw new ScheduleFormatError('too_many_parts', { limit: limits.days })
  const desk: Desk = { notation: options.notation, mended: [], daysFirst: isPretalx(own(draft, 'generator')) }
  const part = new Part(desk, 'schedule', draft)
  if (cleaned) part.note('text_control', '', undefined, '\ufffd')
  if (!isObject(about)) part.note('conference_missing', 'conference', about, undefined)
  settleBase(desk, told)
  const ground = groundOf(
    desk,
    told,
    yearOf([own(told, 'start'), ...drafts.map((day) => (isObject(day) ? own(day, 'date') : null))]),
  )
  settleZone(desk, ground.part, own(told, 'timeZoneName'), drafts, options.zone)
  const most = drafts.reduce<number>((sum, day) => sum + eventsIn(day), 0)
  if (most > limits.events) throw new ScheduleFormatError('too_many_parts', { limit: limits.events })
  const hints = {
    conferenceStart: own(told, 'start'),
    dayChange: own(told, 'dayChange'),
    timeslot: ground.timeslot,
  }
  const open = drafts.map((day, position) => openDay(desk, day, position, hints))
  const unsettled = open.flatMap((day) => day.rooms.flatMap((room) => room.events))
  const events = settle(unsettled, ground.acronym)
  const indexes = indexesOf(open)
  const settled = events.values()
  const days = open.map((day, position) => closeDay(day, indexes[position] ?? position + 1, settled))
  const dates = days.map((day) => day.date).sort()
  const span = { first: dates[0] ?? '', last: dates.at(-1) ?? '', days: days.length }
  const schedule: Schedule = {
    version: version(part, own(draft, 'version')),
    ...optional('url', webUrl(part, 'url', own(draft, 'url'))),
    ...optional('generator', generator(desk, own(draft, 'generator'))),
    conference: conference(ground, told, span),
    days,
    ...part.kept(),
  }
  return { schedule, mended: desk.mended }
}

function version(part: Part, value: Json | undefined): string {
  return text(part, 'version', value)
}

function isPretalx(value: Json | undefined): boolean {
  const name = isObject(value) ? own(value, 'name') : undefined
  return typeof name === 'string' && /pretalx/i.test(name)
}

function generator(desk: Desk, value: Json | undefined): Generator | undefined {
  if (value === undefined || value === null) return undefined
  const draft: JsonObject = isObject(value) ? value : { name: value }
  const part = new Part(desk, 'generator', draft)
  return {
    ...optional('name', textIfAny(part, 'name', own(draft, 'name'))),
    ...optional('system', textIfAny(part, 'system', own(draft, 'system'))),
    ...optional('version', textIfAny(part, 'version', own(draft, 'version'))),
    ...optional('url', webUrl(part, 'url', own(draft, 'url'))),
    ...part.kept(),
  }
}

/** Known before anything is completed by it; its own mending is noted with the conference. */
function settleBase(desk: Desk, told: JsonObject) {
  const said = [own(told, 'baseUrl'), own(told, 'url')].find(
    (url) => typeof url === 'string' && isWebUrl(url),
  )
  if (typeof said === 'string') desk.base = said
}

function settleZone(
  desk: Desk,
  part: Part,
  value: Json | undefined,
  days: Json[],
  fallback: string | undefined,
) {
  const named = mendZone(part, 'timeZoneName', value)
  if (named !== undefined) {
    desk.zone = named
    return
  }
  const seen = firstOffset(days)
  if (seen !== undefined) desk.offset = seen
  else {
    const assumed = fallback === undefined ? undefined : zoneIn(fallback)
    if (assumed !== undefined) desk.zone = assumed
    part.note('zone_assumed', 'timeZoneName', undefined, assumed ?? 'UTC')
  }
}

function eventsIn(day: Json): number {
  const rooms = isObject(day) ? own(day, 'rooms') : undefined
  return (Array.isArray(rooms) ? rooms : []).reduce<number>((sum, room) => {
    const events = isObject(room) ? own(room, 'events') : undefined
    return sum + (Array.isArray(events) ? events.length : 0)
  }, 0)
}

function firstOffset(days: Json[]): string | undefined {
  for (const day of days) {
    if (!isObject(day)) continue
    const rooms = own(day, 'rooms')
    const events = (Array.isArray(rooms) ? rooms : []).flatMap((room) => {
      const list = isObject(room) ? own(room, 'events') : undefined
      return Array.isArray(list) ? list : []
    })
    const moments = [
      own(day, 'start'),
      own(day, 'end'),
      ...events.map((event) => (isObject(event) ? own(event, 'date') : null)),
    ]
    for (const moment of moments) {
      const offset = saidIn(moment)?.offset
      if (offset !== undefined) return offset
    }
  }
  return undefined
}

/**
 * The same for a schedule made by the programme itself: whatever it is, what comes back can be written.
 */
export const mendSchedule = (schedule: Schedule): { schedule: Schedule; mended: Mend[] } =>
  mendDraft(schedule, { notation: 'any' })
