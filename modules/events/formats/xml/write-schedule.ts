import { key, type Patch } from '../carry.ts'
import type { Json } from '../json/value.ts'
import { colorIn } from '../mend/conference.ts'
import { unique } from '../mend/identity.ts'
import { slugFits, slugFrom } from '../mend/slugs.ts'
import { webUrlIn } from '../mend/urls.ts'
import type { Conference, Day, Event, Link, Person, Schedule, Track } from '../model.ts'
import { element } from './element.ts'
import type { Instruction, Node } from './write.ts'

/** The target of the instructions that carry what the schema has no place for. */
export const noteTarget = 'haigui'

/** What has to be unique in the document. */
type Seen = { slugs: Set<string>; codes: Set<string>; base: string | undefined; acronym: string }

/**
 * The strict form: satisfies schedule.xml.xsd for every schedule that holds what the model promises.
 * `patches` are put beside the parts they belong to.
 */
export function scheduleNode(schedule: Schedule, patches: ReadonlyMap<string, Patch>): Node {
  const { generator, conference } = schedule
  const seen: Seen = {
    slugs: new Set(),
    codes: new Set(),
    base: conference.baseUrl ?? conference.url,
    acronym: conference.acronym,
  }
  const made = generator && [
    element(
      'generator',
      given({ name: generator.name, system: generator.system, version: generator.version }),
    ),
  ]
  return node('schedule', {}, [
    ...carried(patches, ['schedule']),
    ...(made ?? []),
    ...leaf('url', schedule.url),
    ...leaf('version', schedule.version),
    conferenceNode(conference, patches),
    ...schedule.days.map((day) => dayNode(day, patches, seen)),
  ])
}

const node = (
  name: string,
  attributes: { [name: string]: string | undefined },
  children: (Node | Instruction | string)[],
): Node => ({ name, attributes: new Map(given(attributes)), children })

const given = (attributes: { [name: string]: string | undefined }): [string, string][] =>
  Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))

/** No text, no element; an empty text is an empty element. */
const leaf = (name: string, text: string | null | undefined): Node[] =>
  text === undefined || text === null ? [] : [node(name, {}, text === '' ? [] : [text])]

function carried(patches: ReadonlyMap<string, Patch>, path: readonly string[]): Instruction[] {
  const patch = patches.get(key(path))
  if (!patch) return []
  const carry = path.reduceRight<Json>((inside, name) => ({ [name]: inside }), patch)
  const content = JSON.stringify(carry)
    .replaceAll('?>', '?\\u003e')
    .replace(/[\u{fffe}\u{ffff}]/gu, (sign) => (sign === '\u{fffe}' ? '\\ufffe' : '\\uffff'))
  return [{ target: noteTarget, content }]
}

function conferenceNode(conference: Conference, patches: ReadonlyMap<string, Patch>): Node {
  return node('conference', {}, [
    ...carried(patches, ['conference']),
    ...leaf('acronym', conference.acronym),
    ...leaf('title', conference.title),
    ...leaf('start', conference.start),
    ...leaf('end', conference.end),
    ...leaf('days', `${conference.daysCount}`),
    ...leaf('timeslot_duration', twoDigits(conference.timeslotDuration)),
    ...leaf('base_url', conference.baseUrl),
    ...leaf('logo', conference.logo),
    ...leaf('url', conference.url),
    ...leaf('time_zone_name', conference.timeZoneName),
    ...colorNode(conference.colors),
    ...conference.tracks.map(trackNode),
  ])
}

function colorNode(colors: Conference['colors']): Node[] {
  const primary = colors?.primary === undefined ? undefined : colorIn(colors.primary)
  if (!colors || primary === undefined) return []
  const others = Object.entries(colors).filter(([name]) => name !== 'primary' && name !== 'background')
  return [
    node(
      'color',
      { primary, background: colors.background === undefined ? undefined : colorIn(colors.background) },
      [],
    ),
  ].map((made) => {
    for (const [name, value] of others)
      if (/^[a-z][a-z0-9_-]*$/i.test(name) && !/^xml/i.test(name)) made.attributes.set(name, value)
    return made
  })
}

const trackNode = (track: Track): Node =>
  node(
    'track',
    {
      name: track.name,
      color: track.color === undefined ? undefined : colorIn(track.color),
      slug: track.slug !== undefined && /^[a-z][a-z0-9-]+$/.test(track.slug) ? track.slug : undefined,
    },
    track.text === undefined ? [] : [track.text],
  )

const dayNode = (day: Day, patches: ReadonlyMap<string, Patch>, seen: Seen): Node =>
  node('day', { index: `${day.index}`, date: day.date, start: day.start, end: day.end }, [
    ...carried(patches, ['days', `${day.index}`]),
    ...day.rooms.map((room) =>
      node('room', { name: room.name, guid: room.guid }, [
        ...carried(patches, ['rooms', `${day.index}`, room.name]),
        ...room.events.map((event) => eventNode(event, patches, seen)),
      ]),
    ),
  ])

function eventNode(event: Event, patches: ReadonlyMap<string, Patch>, seen: Seen): Node {
  const { recording } = event
  return node('event', { guid: event.guid, id: `${event.id}`, code: codeOf(event, seen) }, [
    ...carried(patches, ['events', event.guid]),
    ...leaf('date', event.date),
    ...leaf('start', event.start),
    ...leaf('duration', twoDigits(event.duration)),
    ...leaf('room', event.room),
    ...leaf('slug', slugOf(event, seen)),
    ...leaf('url', event.url),
    ...(recording
      ? [
          node('recording', {}, [
            ...leaf('license', recording.license ?? ''),
            ...leaf('optout', `${recording.optout ?? false}`),
            ...leaf('url', recording.url),
            ...leaf('link', recording.link),
          ]),
        ]
      : []),
    ...leaf('title', event.title),
    ...leaf('subtitle', event.subtitle),
    ...leaf('track', event.track ?? ''),
    ...leaf('type', event.type),
    ...leaf('language', event.language),
    ...leaf('abstract', event.abstract ?? ''),
    ...leaf('description', event.description),
    ...leaf('logo', logoOf(event.logo, seen)),
    node('persons', {}, event.persons.map(personNode)),
    node(
      'links',
      {},
      event.links.map((link) => linkNode('link', link)),
    ),
    node(
      'attachments',
      {},
      event.attachments.map((link) => linkNode('attachment', link)),
    ),
    ...leaf('video_download_url', event.videoDownloadUrl),
    ...leaf('feedback_url', event.feedbackUrl),
    ...leaf('origin_url', event.originUrl),
  ])
}

/** Hours have two digits here; what lasts longer says so in the carry. */
const twoDigits = (duration: string): string => (/^\d{1,2}:/.test(duration) ? duration : '99:59')

function codeOf(event: Event, seen: Seen): string | undefined {
  if (event.code === undefined || !/^[0-9A-Z]{6}$/.test(event.code) || seen.codes.has(event.code))
    return undefined
  seen.codes.add(event.code)
  return event.code
}

function slugOf(event: Event, seen: Seen): string {
  const slug = slugFits.xml(event.slug) ? event.slug : slugFrom(event.slug, seen.acronym, event.id)
  return unique(seen.slugs, slug, event.id)
}

function logoOf(logo: string | null, seen: Seen): string | null | undefined {
  if (logo === null || logo.trim() === '') return logo
  return webUrlIn(logo, seen.base)
}

const personNode = (person: Person): Node =>
  node(
    'person',
    { id: person.id === undefined ? undefined : `${person.id}`, guid: person.guid },
    person.name === '' ? [] : [person.name],
  )

const linkNode = (name: 'link' | 'attachment', link: Link): Node =>
  node(
    name,
    { href: link.url, type: link.type, service: name === 'link' ? link.service : undefined },
    link.title === undefined || link.title === '' ? [] : [link.title],
  )
