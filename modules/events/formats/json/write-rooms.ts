import { roomGuid } from '../mend/conference.ts'
import { isUuid } from '../mend/guid.ts'
import { slugFits } from '../mend/slugs.ts'
import { isUri } from '../mend/urls.ts'
import type { RoomEntry, Schedule } from '../model.ts'
import { isObject, type Json, type JsonObject, objectOf, own, said } from './value.ts'

/**
 * The rooms of the conference: those listed, and those of the days that have a guid, which in this twin stands
 * only here.
 */
export function roomEntries(schedule: Schedule): JsonObject[] {
  const { rooms, acronym } = schedule.conference
  const listed = new Set(rooms.map((room) => room.name))
  const more = new Map<string, string>()
  for (const room of schedule.days.flatMap((day) => day.rooms)) {
    if (room.guid !== undefined && !listed.has(room.name) && !more.has(room.name))
      more.set(room.name, room.guid)
  }
  return [
    ...rooms.map((room) => roomValue(room, acronym)),
    ...[...more].map(([name, guid]): JsonObject => ({ name, guid })),
  ]
}

const roomValue = (room: RoomEntry, acronym: string): JsonObject => ({
  ...detailsOf(room.details ?? {}),
  ...said({
    name: room.name,
    slug: room.slug !== undefined && slugFits.json(room.slug) ? room.slug : undefined,
    guid: room.guid ?? roomGuid(acronym, room.name),
    description: room.description,
    capacity: room.capacity,
  }),
})

const roomTypes = [
  'lecturehall',
  'stage',
  'workshop',
  'outside',
  'online',
  'project',
  'bbb',
  'hangar',
  'other',
]
const recordings = [
  'record_by_default',
  'not_recorded_by_default',
  'recording_forbidden',
  'recording_not_possible',
  'unknown',
]

const isText = (value: Json | undefined): value is string => typeof value === 'string'

const rules: Readonly<Record<string, (value: Json) => boolean>> = {
  type: (value) => isText(value) && roomTypes.includes(value),
  stream_id: (value) => value === null || isText(value),
  description: isObject,
  url: (value) => isText(value) && isUri(value),
  features: (value) => isObject(value) && recordingAllowed(own(value, 'recording')),
  assembly: isAssembly,
}

const recordingAllowed = (value: Json | undefined): boolean =>
  value === undefined || (isText(value) && recordings.includes(value))

function isAssembly(value: Json): boolean {
  if (!isObject(value)) return false
  const [name, slug, guid, url] = ['name', 'slug', 'guid', 'url'].map((key) => own(value, key))
  const addressed = url === undefined || (isText(url) && isUri(url))
  return isText(name) && isText(slug) && slugFits.json(slug) && isText(guid) && isUuid(guid) && addressed
}

/** Keys of a room whose value the schema accepts; the others are left to the carry. */
function detailsOf(details: JsonObject): JsonObject {
  return objectOf(
    Object.entries(details).filter(([name, value]) => {
      if (name.startsWith('description_')) return name.length > 12 && (value === null || isText(value))
      return Object.hasOwn(rules, name) && rules[name]?.(value) === true
    }),
  )
}
