import type { Locale, Words } from '#kernel/i18n'
import { displayName } from '#kernel/names'
import { pick } from '#kernel/text'
import { formatInstant, formatInterval, type Instant, msBetween, zoneLabel } from '#kernel/time'
import { type Addressed, calendarOf, type Event, type Venue } from '#modules/events'
import type { Person } from '#modules/people'
import type { Edition } from '#modules/programme'
import type { Registration } from '#modules/registration'
import type { Calendar, Draft } from '../model.ts'
import { setLetter } from './frame.tsx'

/** What there is to tell somebody about their registration; each is a letter of its own in `locales`. */
export const registrationLetters = [
  'received',
  'admitted',
  'waiting',
  'offered',
  'declined',
  'cancelled',
  'expired',
  'link_wanted',
  'event_moved',
  'event_cancelled',
] as const
export type RegistrationLetter = (typeof registrationLetters)[number]

export type About = {
  registration: Registration
  person: Person
  event: Event
  edition: Edition
  venue: Venue | undefined
  /** The personal link, for whoever has no account. */
  link: string
  origin: string
  /** From whom calendars take the event in, and take its end. */
  sender: Addressed
}

/** Letters that put the event into a calendar, move it there, or take it out. */
const calendarMethod: Partial<Record<RegistrationLetter, Calendar['method']>> = {
  admitted: 'REQUEST',
  event_moved: 'REQUEST',
  cancelled: 'CANCEL',
  event_cancelled: 'CANCEL',
}

/**
 * The event as this guest's calendar is told of it. Whoever gives the place back takes it out of the own calendar, though
 * the event goes on; whoever comes back puts it in again. Each of these has to count higher than the one before, and the
 * event counts its own changes alone: so it is the seconds since the registration.
 */
function asTold(event: Event, registration: Registration, method: Calendar['method']): Event {
  const { createdAt, decidedAt } = registration
  const decided = decidedAt ?? createdAt
  const toldAt = decided > event.changedAt ? decided : event.changedAt
  const seconds = Math.max(0, Math.floor(msBetween(createdAt, toldAt) / 1000))
  const told = { ...event, changedAt: toldAt, sequence: event.sequence + seconds }
  return method === 'CANCEL' ? { ...told, state: 'cancelled', sequence: told.sequence + 1 } : told
}

function calendarFor(
  kind: RegistrationLetter,
  { registration, event, edition, venue, origin, sender, person }: About,
  locale: Locale,
): Calendar | null {
  const method = calendarMethod[kind]
  if (!method) return null
  const shown = asTold(event, registration, method)
  const content = calendarOf([shown], {
    name: pick(event.title, locale).value,
    origin,
    locale,
    venues: new Map(venue ? [[venue.id, venue]] : []),
    method,
    sender,
    ...(person.email === null
      ? {}
      : { reader: { name: displayName(person.name, locale), email: person.email } }),
    pageOf: ({ slug }) => `${origin}/${locale}/editions/${edition.slug}/events/${slug}`,
  })
  return { method, content }
}

/** The place, and the link for who has a place: whoever still waits for one reads that it is online, no more. */
const whereOf = ({ venue, event, registration }: About, locale: Locale, online: string): string => {
  const link = registration.state === 'admitted' ? event.onlineUrl : online
  const place = venue ? [venue.name, venue.address, venue.city].map((text) => pick(text, locale).value) : []
  return [...place, event.onlineUrl === null ? '' : (link ?? '')]
    .filter(Boolean)
    .join(locale === 'zh' ? '，' : ', ')
}

/** The letter about a registration in the language its owner registered in. Null for people without an address. */
export function registrationLetter(
  words: Words,
  kind: RegistrationLetter,
  about: About,
  onceKey: string,
): Draft | null {
  const { registration, person, event, link } = about
  if (person.email === null) return null
  const locale = registration.locale
  const say = words.say(locale)
  const title = pick(event.title, locale).value
  const until = (at: Instant | null) =>
    at === null ? '' : `${formatInstant(at, event.zone, locale, 'full')} ${zoneLabel(event.zone, at, locale)}`
  const inputs = {
    event: title,
    until: until(registration.offeredUntil),
    reason: registration.reason ?? event.reviewReason ?? '',
  }
  const reason =
    inputs.reason === '' || !['declined', 'cancelled', 'event_cancelled'].includes(kind)
      ? []
      : [say('messaging.reason', inputs)]
  const when = `${formatInterval({ start: event.startsAt, end: event.endsAt }, event.zone, locale)} ${zoneLabel(event.zone, event.startsAt, locale)}`
  const where = whereOf(about, locale, say('events.online'))
  const set = setLetter(
    {
      subject: say(`messaging.registration_${kind}_subject`, inputs),
      greeting: say('messaging.greeting', { name: displayName(person.name, locale) }),
      paragraphs: [
        say(`messaging.registration_${kind}_text`, inputs),
        ...reason,
        say('messaging.when_line', { when }),
        ...(where === '' ? [] : [say('messaging.where_line', { where })]),
      ],
      action: {
        label: say(`messaging.registration_${kind === 'offered' ? 'offered' : 'open'}_action`),
        href: link,
      },
      why: say('messaging.registration_why', inputs),
    },
    locale,
  )
  return {
    ...set,
    kind: `registration_${kind}`,
    personId: person.id,
    stationId: registration.stationId,
    aboutType: 'registration',
    aboutId: registration.id,
    to: person.email,
    locale,
    secret: false,
    onceKey,
    calendar: calendarFor(kind, about, locale),
  }
}
