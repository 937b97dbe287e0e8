import type { Actor } from '#kernel/access'
import { newId } from '#kernel/ids'
import type { Bilingual } from '#kernel/text'
import { fromLocal, type Instant, plus, zone } from '#kernel/time'
import {
  type Event,
  type EventKind,
  insertRoom,
  insertSessions,
  type Room,
  type Session,
  type Venue,
} from '#modules/events'
import { draftEvent, releaseEvent } from '../../modules/events/commands/event.ts'
import { addVenue } from '../../modules/events/commands/venue.ts'
import type { Stage } from './programme.ts'
import type { Scene } from './scene.ts'

export const both = (en: string, zh: string): Bilingual => ({ en, zh })
export const nobody = both('', '')

/** A moment of 2019 on the clocks of the place. */
export const local = (text: string, place: string): Instant => fromLocal(`2019-${text}`, zone(place))

export type Place = { name: Bilingual; address: Bilingual; city: Bilingual; country: string; zone: string }

export const openVenue = (scene: Scene, by: Actor, place: Place): Promise<Venue> =>
  scene.as(by).run(addVenue, { ...place, zone: zone(place.zone) })

export type Plan = {
  by: Actor
  station: string | null
  festivalId?: Event['festivalId']
  hostName: string
  slug: string
  kind: EventKind
  title: Bilingual
  summary: Bilingual
  body?: Bilingual
  stream?: string | null
  venue: Venue
  startsAt: Instant
  endsAt: Instant
  capacity: number | null
}

/** Drafted and released by whoever runs it. */
export async function holdEvent(scene: Scene, stage: Stage, plan: Plan): Promise<Event> {
  const { by, station, venue, festivalId = null, stream = null, body = nobody, ...facts } = plan
  const staff = scene.as(by)
  const { event } = await staff.run(draftEvent, {
    ...facts,
    editionId: stage.editionId,
    stationId: station === null ? null : (stage.stations[station] ?? null),
    festivalId,
    body,
    stream,
    venueId: venue.id,
    zone: venue.zone,
    onlineUrl: null,
  })
  const released = await staff.run(releaseEvent, { eventId: event.id })
  return released.event
}

export async function addRooms(
  scene: Scene,
  venue: Venue,
  rooms: readonly (readonly [Bilingual, number])[],
): Promise<readonly Room[]> {
  const made = rooms.map(([name, capacity]) => ({ id: newId<'room'>(), venueId: venue.id, name, capacity }))
  await scene.step(async (tx) => {
    for (const room of made) await insertRoom(tx, room)
  })
  return made
}

export type Slot = {
  startsAt: Instant
  minutes: number
  room: Room | undefined
  kind: string
  title: Bilingual
  abstract?: Bilingual
  language?: 'en' | 'zh' | 'en+zh'
  speaker?: { name: Bilingual; role: Bilingual }
}

export async function addSessions(scene: Scene, event: Event, slots: readonly Slot[]): Promise<void> {
  const sessions = slots.map(
    ({ startsAt, minutes, room, kind, title, abstract = nobody, language = 'en+zh', speaker }): Session => ({
      id: newId<'session'>(),
      eventId: event.id,
      stationId: event.stationId,
      roomId: room?.id ?? null,
      kind,
      title,
      abstract,
      language,
      startsAt,
      endsAt: plus(startsAt, { minutes }),
      guid: crypto.randomUUID(),
      speakers: speaker ? [speaker] : [],
    }),
  )
  await scene.step((tx) => insertSessions(tx, sessions))
}
