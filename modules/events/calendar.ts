import icalGenerator, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventStatus,
} from 'ical-generator'
import type { Locale } from '#kernel/i18n'
import { pick } from '#kernel/text'
import type { Event, Venue } from './model.ts'

/** Who is behind a calendar, or whom it is for. */
export type Addressed = { name: string; email: string }

/** How an entry goes by mail. */
export type ByMail = {
  method?: 'PUBLISH' | 'REQUEST' | 'CANCEL'
  /** Who sends it. An invitation and its end are taken in only from the same one. */
  sender?: Addressed
  /** Whom an invitation is for, and nobody else: addresses of others are not given out. */
  reader?: Addressed
}

/** Who sends it and whom it is for; a list that is only published is for nobody in particular. What was agreed needs no reply. */
export const peopleOf = ({ method = 'PUBLISH', sender, reader }: ByMail) => ({
  ...(sender ? { organizer: sender } : {}),
  ...(reader && method !== 'PUBLISH'
    ? {
        attendees: [
          { ...reader, role: ICalAttendeeRole.REQ, status: ICalAttendeeStatus.ACCEPTED, rsvp: false },
        ],
      }
    : {}),
})

export type CalendarOptions = ByMail & {
  name: string
  origin: string
  locale: Locale
  /** The address of an event's page. */
  pageOf(event: Event): string
  venues: ReadonlyMap<string, Venue>
}

/** Stays the same over every change and in every feed, so that a calendar finds the event again. */
export const uidOf = (event: Pick<Event, 'guid'>, origin: string): string =>
  `${event.guid}@${new URL(origin).hostname}`

/**
 * An iCalendar of events: times in UTC, stable UID, SEQUENCE from the count of changes, cancelled ones marked.
 * Calendars show UTC in the reader's zone; with a zone written in, the library gives the wrong hour.
 */
export function calendarOf(events: readonly Event[], options: CalendarOptions): string {
  const calendar = icalGenerator({
    name: options.name,
    prodId: { company: 'Haigui', product: 'Haigui', language: options.locale.toUpperCase() },
    method: ICalCalendarMethod[options.method ?? 'PUBLISH'],
  })
  for (const event of events) {
    const venue = event.venueId ? options.venues.get(event.venueId) : undefined
    const place = venue
      ? [venue.name, venue.address, venue.city]
          .map((text) => pick(text, options.locale).value)
          .filter(Boolean)
          .join(', ')
      : ''
    calendar.createEvent({
      id: uidOf(event, options.origin),
      sequence: event.sequence,
      stamp: event.changedAt,
      start: event.startsAt,
      end: event.endsAt,
      summary: pick(event.title, options.locale).value,
      description: pick(event.summary, options.locale).value,
      ...(place === '' ? {} : { location: place }),
      url: options.pageOf(event),
      status: event.state === 'cancelled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      ...peopleOf(options),
    })
  }
  return calendar.toString()
}
