import { type Json, type JsonObject, objectOf, said } from '../json/value.ts'
import { type Mend, ScheduleFormatError } from '../problems.ts'
import { type Element, elementsOf } from './element.ts'
import { Taking } from './take.ts'

/**
 * The tree of a schedule.xml in the shape of the model, values as said. Whole numbers and booleans in their plain
 * form become what they are, everything else stays text for the mending to judge.
 */
export function draftOfXml(root: Element, mended: Mend[]): JsonObject {
  if (root.name !== 'schedule')
    throw new ScheduleFormatError('not_a_schedule', { found: root.name.slice(0, 60) })
  const at = new Taking(root, 'schedule', mended)
  const about = at.one('conference')
  const made = at.one('generator')
  return said({
    version: at.text('version'),
    url: at.token('url'),
    generator: made && generator(new Taking(made, 'generator', mended)),
    conference: about && conference(new Taking(about, 'conference', mended)),
    days: at.every('day').map((day, index) => dayDraft(day, index, mended)),
    extra: at.extra(),
  })
}

function number(text: string | undefined): Json | undefined {
  const trimmed = text?.trim()
  if (trimmed === undefined || !/^(0|-?[1-9]\d*)$/.test(trimmed)) return trimmed
  return Number.isSafeInteger(Number(trimmed)) ? Number(trimmed) : trimmed
}

const boolean = (text: string | undefined): Json | undefined =>
  text === 'true' ? true : text === 'false' ? false : text

const generator = (at: Taking): JsonObject =>
  said({
    name: at.attribute('name'),
    system: at.attribute('system'),
    version: at.attribute('version'),
    url: at.attribute('url'),
    extra: at.extra(),
  })

function conference(at: Taking): JsonObject {
  const change = elementsOf(at.element).find((child) => child.name === 'day_change')
  const color = at.one('color')
  const tracks = at.every('track')
  return said({
    title: at.text('title'),
    acronym: at.token('acronym'),
    start: at.token('start'),
    end: at.token('end'),
    daysCount: number(at.token('days')),
    timeslotDuration: at.token('timeslot_duration'),
    timeZoneName: at.token('time_zone_name'),
    baseUrl: at.token('base_url'),
    url: at.token('url'),
    logo: at.token('logo'),
    colors: color && colors(at, color),
    tracks: tracks.map((track, index) => trackDraft(new Taking(track, `track ${index + 1}`, []))),
    dayChange: change?.children.join('').trim(),
    extra: at.extra(),
  })
}

function colors(at: Taking, color: Element): JsonObject {
  at.inside('color', { ...color, attributes: new Map() }).leave()
  return objectOf(color.attributes)
}

function trackDraft(at: Taking): JsonObject {
  const text = at.content()
  return said({
    name: at.attribute('name'),
    slug: at.attribute('slug'),
    color: at.attribute('color'),
    text: text.trim() === '' ? undefined : text,
    extra: at.extra(),
  })
}

function dayDraft(day: Element, position: number, mended: Mend[]): JsonObject {
  const at = new Taking(day, `day ${day.attributes.get('index') ?? position + 1}`, mended)
  const rooms = at.every('room').map((room) => roomDraft(room, at.where, mended))
  const loose = at.every('event').map((event, index) => eventDraft(event, index, at.where, mended))
  for (const event of loose) {
    const room = typeof event.room === 'string' ? event.room : ''
    mended.push({ where: at.where, code: 'event_outside_room', field: 'rooms', was: null, now: room })
    rooms.push({ name: room, events: [event] })
  }
  return said({
    date: at.attribute('date'),
    start: at.attribute('start'),
    end: at.attribute('end'),
    index: number(at.attribute('index')),
    rooms,
    extra: at.extra(),
  })
}

function roomDraft(room: Element, day: string, mended: Mend[]): JsonObject {
  const at = new Taking(room, `${day} room ${room.attributes.get('name') ?? '?'}`, mended)
  return said({
    name: at.attribute('name'),
    guid: at.attribute('guid'),
    events: at.every('event').map((event, index) => eventDraft(event, index, at.where, mended)),
    extra: at.extra(),
  })
}

function eventDraft(event: Element, index: number, room: string, mended: Mend[]): JsonObject {
  const id = event.attributes.get('id') ?? event.attributes.get('guid')
  const at = new Taking(
    event,
    id === undefined ? `${room} event ${index + 1}` : `event ${id.slice(0, 60)}`,
    mended,
  )
  return said({
    id: number(at.attribute('id')),
    guid: at.attribute('guid'),
    code: at.attribute('code'),
    date: at.token('date'),
    start: at.token('start'),
    duration: at.token('duration'),
    room: at.text('room'),
    slug: at.token('slug'),
    url: at.token('url'),
    title: at.text('title'),
    subtitle: at.text('subtitle'),
    abstract: at.text('abstract'),
    description: at.text('description'),
    language: at.text('language'),
    type: at.text('type'),
    track: at.text('track'),
    logo: at.text('logo'),
    persons: list(at, 'persons', 'person', personDraft),
    links: list(at, 'links', 'link', linkDraft),
    attachments: list(at, 'attachments', 'attachment', linkDraft),
    recording: recording(at),
    feedbackUrl: at.token('feedback_url'),
    originUrl: at.token('origin_url'),
    videoDownloadUrl: at.token('video_download_url'),
    extra: at.extra(),
  })
}

function list(at: Taking, all: string, one: string, draft: (at: Taking) => JsonObject): Json {
  const container = at.one(all)
  if (!container) return []
  const inner = at.inside(all, container)
  const drafts = inner.every(one).map((child) => draft(new Taking(child, at.where, [])))
  inner.leave()
  return drafts
}

function personDraft(at: Taking): JsonObject {
  const text = at.content()
  return said({
    id: number(at.attribute('id')),
    guid: at.attribute('guid'),
    code: at.attribute('code'),
    name: text === '' ? (at.attribute('name') ?? text) : text,
    extra: at.extra(),
  })
}

function linkDraft(at: Taking): JsonObject {
  const title = at.content()
  return said({
    url: at.attribute('href') ?? '',
    title,
    type: at.attribute('type'),
    service: at.attribute('service'),
    extra: at.extra(),
  })
}

function recording(at: Taking): Json | undefined {
  const element = at.one('recording')
  if (!element) return undefined
  const inner = at.inside('recording', element)
  const draft = said({
    license: inner.text('license'),
    optout: boolean(inner.token('optout')),
    url: inner.token('url'),
    link: inner.token('link'),
  })
  inner.leave()
  return draft
}
