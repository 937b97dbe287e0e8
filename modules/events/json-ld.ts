import type { Locale } from '#kernel/i18n'
import { pick } from '#kernel/text'
import { toOffsetIso } from '#kernel/time'
import type { Event, Venue } from './model.ts'

/** schema.org's description of an event, with the place's offset in every time. */
export function jsonLdOf(
  event: Event,
  venue: Venue | undefined,
  page: { url: string; series: string; locale: Locale },
): object {
  const say = (text: Parameters<typeof pick>[0]) => pick(text, page.locale).value
  // The link into the room goes to those who have a place; what is public leads to the page.
  const online = event.onlineUrl ? { '@type': 'VirtualLocation', url: page.url } : null
  const place = venue && {
    '@type': 'Place',
    name: say(venue.name),
    address: {
      '@type': 'PostalAddress',
      streetAddress: say(venue.address),
      addressLocality: say(venue.city),
      addressCountry: venue.country,
    },
  }
  const mode = place && online ? 'Mixed' : online ? 'Online' : 'Offline'
  return {
    '@context': 'https://schema.org',
    '@type': 'Event',
    name: say(event.title),
    description: say(event.summary),
    startDate: toOffsetIso(event.startsAt, event.zone),
    endDate: toOffsetIso(event.endsAt, event.zone),
    eventAttendanceMode: `https://schema.org/${mode}EventAttendanceMode`,
    eventStatus: `https://schema.org/${event.state === 'cancelled' ? 'EventCancelled' : 'EventScheduled'}`,
    location: [place, online].filter(Boolean),
    organizer: { '@type': 'Organization', name: event.hostName },
    superEvent: { '@type': 'EventSeries', name: page.series },
    url: page.url,
    ...(event.capacity === null ? {} : { maximumAttendeeCapacity: event.capacity }),
  }
}
