import { type Id, idOf } from '#kernel/ids'
import type { Bilingual } from '#kernel/text'
import type { Instant, PlainDate, Zone } from '#kernel/time'

export type EventId = Id<'event'>
export const EventId = idOf('event')
export type SessionId = Id<'session'>
export const SessionId = idOf('session')
export type FestivalId = Id<'festival'>
export const FestivalId = idOf('festival')
export type VenueId = Id<'venue'>
export const VenueId = idOf('venue')
export type RoomId = Id<'room'>
export const RoomId = idOf('room')

export type Venue = {
  id: VenueId
  name: Bilingual
  address: Bilingual
  city: Bilingual
  country: string
  zone: Zone
}
export type Room = { id: RoomId; venueId: VenueId; name: Bilingual; capacity: number | null }

/** A stream is a topic that side events choose one of. */
export type Stream = { key: string; name: Bilingual }

/** An umbrella week with many hosts' events; `area`, the dates and the streams are what a side event must meet. */
export type Festival = {
  id: FestivalId
  editionId: Id<'edition'>
  slug: string
  name: Bilingual
  area: Bilingual
  zone: Zone
  startsOn: PlainDate
  endsOn: PlainDate
  streams: readonly Stream[]
  criteria: Bilingual
}

export const eventKinds = [
  'promotion',
  'forum',
  'exhibition',
  'roadshow',
  'recruitment',
  'reception',
  'side_event',
  'opening',
] as const
export type EventKind = (typeof eventKinds)[number]

export const eventStates = ['draft', 'proposed', 'declined', 'released', 'cancelled'] as const
export type EventState = (typeof eventStates)[number]

/** What people attend. Times are half-open instants; `zone` is the place's. `sequence` counts changes after the release. */
export type Event = {
  id: EventId
  editionId: Id<'edition'>
  stationId: Id<'station'> | null
  festivalId: FestivalId | null
  hostName: string
  proposedBy: Id<'person'> | null
  slug: string
  kind: EventKind
  title: Bilingual
  summary: Bilingual
  body: Bilingual
  stream: string | null
  venueId: VenueId | null
  zone: Zone
  startsAt: Instant
  endsAt: Instant
  capacity: number | null
  onlineUrl: string | null
  state: EventState
  reviewReason: string | null
  sequence: number
  guid: string
  clonedFrom: EventId | null
  releasedAt: Instant | null
  changedAt: Instant
  madeUp: boolean
}

export type Speaker = { name: Bilingual; role: Bilingual }

export type Session = {
  id: SessionId
  eventId: EventId
  stationId: Id<'station'> | null
  roomId: RoomId | null
  kind: string
  title: Bilingual
  abstract: Bilingual
  language: string
  startsAt: Instant
  endsAt: Instant
  guid: string
  speakers: readonly Speaker[]
}

/** A line of the public changelog; `what` names the fields that changed. */
export type EventChange = {
  id: Id<'event_change'>
  eventId: EventId
  stationId: Id<'station'> | null
  at: Instant
  kind: 'released' | 'moved' | 'changed' | 'cancelled'
  what: readonly string[]
}
