import { type Mend, ScheduleFormatError } from '../problems.ts'
import { firstFormOf } from './second-form.ts'
import { Taking } from './take.ts'
import { isObject, type Json, type JsonObject, own, said, shown } from './value.ts'

/** The key of schedule.json under which the carry stands; the schema lets that object have any. */
export const carryKey = 'haigui'
export const schemaUrl = 'https://c3voc.de/schedule/schema.json'

/** A schedule.json in the shape of the model, values as said. */
export function draftOfJson(value: Json, mended: Mend[]): JsonObject {
  if (!isObject(value))
    throw new ScheduleFormatError('not_a_schedule', { found: Array.isArray(value) ? 'list' : typeof value })
  const file = isObject(own(value, 'schedule')) ? value : wrapped(value, mended)
  const top = new Taking(file)
  const inside = top.key('schedule')
  const schedule = firstFormOf(isObject(inside) ? inside : {}, mended)
  const at = new Taking(schedule)
  const made = top.key('generator')
  if (own(file, '$schema') === schemaUrl) top.key('$schema')
  if (isObject(own(schedule, carryKey))) at.key(carryKey)
  const about = at.key('conference')
  return said({
    version: at.key('version'),
    url: at.key('url'),
    generator: isObject(made) ? generator(new Taking(made)) : made,
    conference: isObject(about) ? conference(new Taking(about), at.key('base_url')) : about,
    days: isObject(about) ? days(about, mended) : undefined,
    extra: extraOf(top, at),
  })
}

/** Some leave out the outermost level. */
function wrapped(value: JsonObject, mended: Mend[]): JsonObject {
  if (!isObject(own(value, 'conference'))) {
    const found = Object.keys(value).slice(0, 5).join(', ').slice(0, 60)
    throw new ScheduleFormatError('not_a_schedule', { found })
  }
  mended.push({ where: 'schedule', code: 'schedule_unwrapped', field: '', was: null, now: null })
  const { $schema, generator: made, ...schedule } = value
  return said({ $schema, generator: made, schedule })
}

/** What stands beside `schedule` in the file is kept apart from what stands in it. */
function extraOf(top: Taking, at: Taking): JsonObject | undefined {
  const inside = at.extra()
  const beside = top.extra()
  if (!beside) return inside
  return { ...inside, within: { '': beside } }
}

const generator = (at: Taking): JsonObject =>
  said({
    name: at.key('name'),
    system: at.key('system'),
    version: at.key('version'),
    url: at.key('url'),
    extra: at.extra(),
  })

function conference(at: Taking, baseUrl: Json | undefined): JsonObject {
  at.key('days')
  return said({
    title: at.key('title'),
    acronym: at.key('acronym'),
    start: at.key('start'),
    end: at.key('end'),
    daysCount: at.key('daysCount'),
    timeslotDuration: at.key('timeslot_duration'),
    timeZoneName: at.key('time_zone_name'),
    baseUrl,
    url: at.key('url'),
    logo: at.key('logo'),
    description: at.key('description'),
    keywords: at.key('keywords'),
    colors: at.key('colors'),
    tracks: mapped(at.key('tracks'), (track) => trackDraft(new Taking(track))),
    rooms: mapped(at.key('rooms'), (room) => roomEntry(new Taking(room), room)),
    meta: at.key('meta'),
    extra: at.extra(),
  })
}

/** Objects of a list are drafted, everything else is left for the mending to judge. */
function mapped(value: Json | undefined, draft: (object: JsonObject) => JsonObject): Json | undefined {
  if (!Array.isArray(value)) return value
  return value.map((item) => (isObject(item) ? draft(item) : item))
}

const trackDraft = (at: Taking): JsonObject =>
  said({ name: at.key('name'), slug: at.key('slug'), color: at.key('color'), extra: at.extra() })

const detailKeys = ['type', 'stream_id', 'url', 'features', 'assembly']

function roomEntry(at: Taking, room: JsonObject): JsonObject {
  const description = own(room, 'description')
  const names = Object.keys(room).filter((key) => detailKeys.includes(key) || key.startsWith('description_'))
  if (isObject(description)) names.push('description')
  const details = Object.fromEntries(names.map((name) => [name, at.key(name) ?? null]))
  return said({
    name: at.key('name'),
    guid: at.key('guid'),
    slug: at.key('slug'),
    description: isObject(description) ? undefined : at.key('description'),
    capacity: at.key('capacity'),
    details: names.length > 0 ? details : undefined,
    extra: at.extra(),
  })
}

function days(about: JsonObject, mended: Mend[]): Json | undefined {
  const value = own(about, 'days')
  if (!Array.isArray(value)) return value
  const guids = guidsOfRooms(own(about, 'rooms'))
  return value.map((day, index) => (isObject(day) ? dayDraft(day, index, guids, mended) : day))
}

/** This twin tells the guid of a room once, in the list of the conference. The first of a name counts. */
function guidsOfRooms(rooms: Json | undefined): Map<string, Json> {
  const guids = new Map<string, Json>()
  for (const room of Array.isArray(rooms) ? rooms : []) {
    const name = isObject(room) ? own(room, 'name') : undefined
    const guid = isObject(room) ? own(room, 'guid') : undefined
    if (typeof name === 'string' && guid !== undefined && !guids.has(name)) guids.set(name, guid)
  }
  return guids
}

function dayDraft(day: JsonObject, position: number, guids: Map<string, Json>, mended: Mend[]): JsonObject {
  const at = new Taking(day)
  const rooms = at.key('rooms')
  if (Array.isArray(rooms)) {
    const where = `day ${shown(own(day, 'index')) ?? position + 1}`
    mended.push({ where, code: 'rooms_form', field: 'rooms', was: null, now: null })
  }
  return said({
    index: at.key('index'),
    date: at.key('date'),
    start: at.key('day_start'),
    end: at.key('day_end'),
    rooms: isObject(rooms)
      ? Object.entries(rooms).map(([name, events]) =>
          said({ name, guid: guids.get(name), events: eventDrafts(events) }),
        )
      : mapped(rooms, (room) => roomDraft(new Taking(room))),
    extra: at.extra(),
  })
}

function roomDraft(at: Taking): JsonObject {
  const events = at.key('events')
  return said({
    name: at.key('name'),
    guid: at.key('guid'),
    events: events === undefined ? undefined : eventDrafts(events),
    extra: at.extra(),
  })
}

const eventDrafts = (value: Json): Json => mapped(value, (event) => eventDraft(new Taking(event))) ?? []

function eventDraft(at: Taking): JsonObject {
  const guid = at.key('guid')
  const url = at.key('url')
  return said({
    id: at.key('id'),
    guid,
    code: at.key('code'),
    date: at.key('date'),
    start: at.key('start'),
    duration: at.key('duration'),
    end: at.key('end'),
    room: at.key('room'),
    slug: at.key('slug'),
    url: url === placeholderUrl(guid) ? undefined : url,
    title: at.key('title'),
    subtitle: at.key('subtitle'),
    abstract: at.key('abstract'),
    description: at.key('description'),
    language: at.key('language'),
    type: at.key('type'),
    track: at.key('track'),
    logo: at.key('logo'),
    persons: mapped(at.key('persons') ?? [], personDraft),
    links: mapped(at.key('links') ?? [], linkDraft),
    attachments: mapped(at.key('attachments') ?? [], linkDraft),
    recording: recording(at),
    doNotStream: at.key('do_not_stream'),
    feedbackUrl: at.key('feedback_url'),
    originUrl: at.key('origin_url'),
    videoDownloadUrl: at.key('video_download_url'),
    extra: at.extra(),
  })
}

/** The schema demands an address of every event; one that has none says who it is instead. */
export const placeholderUrl = (guid: Json | undefined): string => `urn:uuid:${shown(guid) ?? ''}`

function recording(at: Taking): Json | undefined {
  const license = at.key('recording_license')
  const optout = at.key('do_not_record')
  return license === undefined && optout === undefined ? undefined : said({ license, optout })
}

function personDraft(person: JsonObject): JsonObject {
  const at = new Taking(person)
  const shownName = at.key('public_name')
  const plainName = at.key('name')
  const oldest =
    shownName === undefined && plainName === undefined ? own(person, 'full_public_name') : undefined
  const form = shownName === undefined ? 'name' : plainName === undefined ? 'public_name' : 'both'
  const usual = own(person, 'id') === undefined ? 'name' : 'public_name'
  return said({
    name: shownName ?? plainName ?? oldest,
    fullName: form === 'both' && plainName !== shownName ? plainName : undefined,
    nameKeys: form === usual ? undefined : form,
    id: at.key('id'),
    guid: at.key('guid'),
    code: at.key('code'),
    url: at.key('url'),
    avatar: at.key('avatar'),
    biography: at.key('biography'),
    links: mapped(at.key('links'), linkDraft),
    extra: at.extra(),
  })
}

function linkDraft(link: JsonObject): JsonObject {
  const at = new Taking(link)
  return said({
    url: at.key('url'),
    title: at.key('title'),
    type: at.key('type'),
    service: at.key('service'),
    extra: at.extra(),
  })
}
