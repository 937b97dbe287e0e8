import { invalidField, Refusal } from '#kernel/errors'

export const slugTaken = () => invalidField('slug', 'events.field_slug_taken')
export const endsBeforeItStarts = () => invalidField('endsAt', 'events.field_ends_before')
export const outsideFestival = (start: string, end: string) =>
  invalidField('startsAt', 'events.field_outside_festival', { start, end })
export const notAStream = () => invalidField('stream', 'events.field_stream')
export const festivalEndsBefore = () => invalidField('endsOn', 'events.field_ends_before')
export const noStreams = () => invalidField('streams', 'events.field_no_streams')
export const eventsLeftOut = (count: number) =>
  new Refusal('conflict', 'events.events_left_out', { count }, [
    { path: 'startsOn', code: 'events.events_left_out', details: { count } },
  ])
export const whereNeeded = () => invalidField('place', 'events.field_where_needed')
export const festivalInUse = () => new Refusal('conflict', 'events.festival_in_use')
export const festivalSlugTaken = () => invalidField('slug', 'events.field_slug_taken')
export const venueShared = () => new Refusal('conflict', 'events.venue_shared')
export const zoneOfEvents = () => invalidField('zone', 'events.field_zone_of_events')
export const outsideEvent = () => invalidField('startsAt', 'events.field_outside_event')
export const unknownVenue = () => invalidField('venueId', 'kernel.field_choose')
export const zoneOfVenue = (zone: string) => invalidField('zone', 'events.field_zone_of_venue', { zone })
export const stationFixed = () => invalidField('stationId', 'events.field_station_fixed')
export const slugFixed = () => invalidField('slug', 'events.field_slug_fixed')
export const sessionsOutside = () => invalidField('endsAt', 'events.field_sessions_outside')
export const notReady = (missing: string) => new Refusal('conflict', 'events.not_ready', { missing })
export const wrongState = (state: string) => new Refusal('conflict', 'events.wrong_state', { state })
