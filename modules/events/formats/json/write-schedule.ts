import type { Carry } from '../carry.ts'
import { durationOf, minutesIn } from '../mend/clock.ts'
import { acronymFits, acronymFrom, slugFits, slugFrom } from '../mend/slugs.ts'
import { isUri, webUrlIn } from '../mend/urls.ts'
import { usualName, zoneIn } from '../mend/zones.ts'
import type { Conference, Day, Event, Link, Person, Schedule, Track } from '../model.ts'
import { carryKey, placeholderUrl, schemaUrl } from './draft.ts'
import { type Json, type JsonObject, objectOf, own, said } from './value.ts'
import { roomEntries } from './write-rooms.ts'

/** Satisfies schedule.schema.json for every schedule that holds what the model promises. */
export function scheduleValue(schedule: Schedule, carry: Carry | undefined): JsonObject {
  const { generator, conference, extra } = schedule
  const beside = extra?.within?.['']?.keys
  const schema = beside && own(beside, '$schema')
  return said({
    $schema: typeof schema === 'string' ? schema : schemaUrl,
    generator: generator && {
      ...unknownKeys(generator.extra?.keys, ['name', 'version', 'url', 'system']),
      ...said({
        name: generator.name,
        version: generator.version,
        url: generator.url,
        system: generator.system,
      }),
    },
    schedule: {
      ...unknownKeys(extra?.keys, ['version', 'url', 'base_url', 'conference', 'rooms', carryKey]),
      ...said({ version: schedule.version, url: schedule.url, base_url: conference.baseUrl }),
      conference: conferenceValue(schedule),
      ...said({ [carryKey]: carry }),
    },
  })
}

/** Where the schema allows any key, unknown ones stay in their place. */
const unknownKeys = (keys: JsonObject | undefined, known: readonly string[]): JsonObject =>
  objectOf(Object.entries(keys ?? {}).filter(([name]) => !known.includes(name)))

function conferenceValue(schedule: Schedule): JsonObject {
  const { conference } = schedule
  const rooms = roomEntries(schedule)
  return said({
    acronym: acronymFits.json(conference.acronym)
      ? conference.acronym
      : acronymFrom(conference.acronym, conference.start.slice(0, 4)),
    title: conference.title,
    description: conference.description,
    start: conference.start,
    end: conference.end,
    daysCount: conference.daysCount,
    timeslot_duration: conference.timeslotDuration,
    time_zone_name: zoneOf(conference),
    logo: conference.logo,
    colors: conference.colors,
    keywords: conference.keywords,
    url: conference.url,
    tracks: conference.tracks.length > 0 ? conference.tracks.map(trackValue) : undefined,
    rooms: rooms.length > 0 ? rooms : undefined,
    meta: conference.meta,
    days: schedule.days.map((day) => dayValue(day, schedule)),
  })
}

const zonePattern = /^([A-Z][a-z]+\/[A-Z][a-z]+)|UTC$/

function zoneOf(conference: Conference): string | undefined {
  const named = conference.timeZoneName === undefined ? undefined : zoneIn(conference.timeZoneName)
  return named && [named, usualName(named)].find((name) => zonePattern.test(name))
}

const trackValue = (track: Track): JsonObject => ({
  ...unknownKeys(track.extra?.keys, ['name', 'slug', 'color']),
  ...said({
    name: track.name,
    slug: track.slug !== undefined && slugFits.json(track.slug) ? track.slug : undefined,
    color: track.color,
  }),
})

const dayValue = (day: Day, schedule: Schedule): JsonObject => ({
  index: day.index,
  date: day.date,
  day_start: day.start,
  day_end: day.end,
  rooms: objectOf(
    day.rooms.map(
      (room) => [room.name, room.events.map((event) => eventValue(event, schedule.conference))] as const,
    ),
  ),
})

function eventValue(event: Event, conference: Conference): JsonObject {
  const base = conference.baseUrl ?? conference.url
  return said({
    guid: event.guid,
    code: event.code,
    id: event.id,
    logo: event.logo,
    date: event.date,
    start: event.start.slice(0, 5),
    end: event.end,
    duration: durationValue(event.duration),
    room: event.room,
    slug: slugFits.json(event.slug) ? event.slug : slugFrom(event.slug, conference.acronym, event.id),
    url: event.url ?? placeholderUrl(event.guid),
    title: event.title,
    subtitle: event.subtitle,
    track: event.track,
    type: event.type,
    language: event.language,
    abstract: event.abstract,
    description: event.description,
    recording_license: event.recording?.license ?? undefined,
    do_not_record: event.recording?.optout,
    do_not_stream: event.doNotStream,
    persons: event.persons.map((person) => personValue(person, base)),
    links: linkValues(event.links, base),
    feedback_url: event.feedbackUrl,
    origin_url: event.originUrl,
    attachments: linkValues(event.attachments, base),
  })
}

const durationValue = (duration: string): string =>
  /^\d+:\d{2}$/.test(duration) ? duration : durationOf(minutesIn(duration, false) ?? 0)

/**
 * The schema wants exactly one of two: `public_name` with an id, or `name`; both names go with no id only.
 */
function personValue(person: Person, base: string | undefined): JsonObject {
  const known = ['id', 'name', 'public_name', 'guid', 'code', 'url', 'avatar', 'biography', 'links']
  const form = person.nameKeys ?? (person.id === undefined ? 'name' : 'public_name')
  const full = person.fullName ?? person.name
  const names =
    person.id !== undefined
      ? form === 'public_name'
        ? { public_name: person.name }
        : { name: full }
      : form === 'name'
        ? { name: full }
        : { name: full, public_name: person.name }
  return {
    ...unknownKeys(person.extra?.keys, known),
    ...said({
      id: person.id,
      ...names,
      guid: person.guid,
      code: person.code !== undefined && /^[A-Z0-9]+$/.test(person.code) ? person.code : undefined,
      url: person.url,
      avatar: person.avatar,
      biography: person.biography,
      links: person.links && linkValues(person.links, base),
    }),
  }
}

const linkTypes = ['slides', 'paper', 'web', 'blog', 'article', 'media', 'related', 'activitypub']

/** What no one can follow is left to the carry. */
function linkValues(links: readonly Link[], base: string | undefined): Json[] {
  return links.flatMap((link) => {
    const url = isUri(link.url) ? link.url : webUrlIn(link.url, base)
    const type = link.type !== undefined && linkTypes.includes(link.type) ? link.type : undefined
    return url === undefined ? [] : [said({ url, title: link.title, type })]
  })
}
