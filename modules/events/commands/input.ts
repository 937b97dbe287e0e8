import { z } from 'zod'
import type { Tx } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { bilingual, line } from '#kernel/text'
import { type Instant, isInstant, isPlannedDate, isZone, type PlainDate, type Zone } from '#kernel/time'
import { StationId } from '#modules/stations'
import { unknownVenue, zoneOfVenue } from '../errors.ts'
import { type Event, type EventId, eventKinds, type Festival, FestivalId, VenueId } from '../model.ts'
import * as store from '../store/event.ts'
import * as places from '../store/place.ts'

export const Moment = z.custom<Instant>(
  (value) => typeof value === 'string' && isInstant(value),
  'kernel.field_not_a_date',
)
export const ZoneName = z.custom<Zone>(
  (value) => typeof value === 'string' && isZone(value),
  'events.field_zone',
)
export const Day = z.custom<PlainDate>(isPlannedDate, 'kernel.field_not_a_date')
export const Slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/, 'events.field_slug')
export const WebAddress = z.url({ protocol: /^https?$/, error: 'events.field_url' }).max(1000)

export const eventFacts = {
  stationId: StationId.nullable(),
  festivalId: FestivalId.nullable(),
  hostName: line(200, 0),
  slug: Slug,
  kind: z.enum(eventKinds),
  title: bilingual({ max: 200 }),
  summary: bilingual({ max: 600, lines: 'many', optional: true }),
  body: bilingual({ max: 20_000, lines: 'many', optional: true }),
  stream: z.string().max(60).nullable(),
  venueId: VenueId.nullable(),
  zone: ZoneName,
  startsAt: Moment,
  endsAt: Moment,
  capacity: z.number().int().min(1).max(1_000_000).nullable(),
  onlineUrl: WebAddress.nullable(),
}

export async function festivalOf(tx: Tx, id: FestivalId | null): Promise<Festival | null> {
  if (id === null) return null
  const festival = await places.findFestival(tx, id)
  if (!festival) throw notFound()
  return festival
}

/** The venue exists, and the event's clock is the venue's. */
export async function checkVenue(tx: Tx, { venueId, zone }: Pick<Event, 'venueId' | 'zone'>): Promise<void> {
  if (venueId === null) return
  const venue = (await places.venuesOf(tx, [venueId])).get(venueId)
  if (!venue) throw unknownVenue()
  if (venue.zone !== zone) throw zoneOfVenue(venue.zone)
}

export async function locked(tx: Tx, eventId: EventId): Promise<Event> {
  const event = await store.lock(tx, eventId)
  if (!event) throw notFound()
  return event
}

export const subjectOf = ({ event }: { event: Event }) => ({
  type: 'event',
  id: event.id,
  stationId: event.stationId,
})
