import type { Locale, Say, Words } from '#kernel/i18n'
import { displayName } from '#kernel/names'
import { pick } from '#kernel/text'
import { formatInstant, formatInterval, type Instant, type Zone, zoneLabel } from '#kernel/time'
import type { Addressed } from '#modules/events'
import {
  entryOf,
  type MeetingId,
  meetingCalendar,
  type OwnMeeting,
  type OwnTimetable,
  whereText,
  whoText,
  whyText,
} from '#modules/meetings'
import type { Person } from '#modules/people'
import type { Calendar, Draft } from '../model.ts'
import { setLetter } from './frame.tsx'

/** What there is to tell about one meeting; each is a letter of its own in `locales`. */
export const meetingLetters = [
  'proposed',
  'offered',
  'booked',
  'declined',
  'expired',
  'moved',
  'cancelled',
] as const
export type MeetingLetter = (typeof meetingLetters)[number]

export type AboutMeetings = {
  timetable: OwnTimetable
  person: Person
  link: string
  origin: string
  /** The address that letters come from. */
  sender: Addressed
}

const methods: Partial<Record<MeetingLetter, Calendar['method']>> = {
  booked: 'REQUEST',
  moved: 'REQUEST',
  cancelled: 'CANCEL',
}

function whenText(
  { startsAt, endsAt }: { startsAt: Instant; endsAt: Instant },
  zone: Zone,
  locale: Locale,
): string {
  return `${formatInterval({ start: startsAt, end: endsAt }, zone, locale)} ${zoneLabel(zone, startsAt, locale)}`
}

const calendarFor = (
  { timetable, person, link, origin, sender }: AboutMeetings,
  list: readonly OwnMeeting[],
  method: Calendar['method'],
  say: Say,
  locale: Locale,
): Calendar => ({
  method,
  content: meetingCalendar(
    list.map((own) => entryOf(say, locale, own, timetable, `${link}/meetings/${own.meeting.id}`)),
    {
      name: pick(timetable.event.title, locale).value,
      origin,
      locale,
      method,
      sender,
      ...(person.email === null
        ? {}
        : { reader: { name: displayName(person.name, locale), email: person.email } }),
    },
  ),
})

const drafted = (
  set: ReturnType<typeof setLetter>,
  kind: string,
  { timetable, person }: AboutMeetings,
  email: string,
  about: { type: string; id: string },
  onceKey: string,
  calendar: Calendar | null,
): Draft => ({
  ...set,
  kind,
  personId: person.id,
  stationId: timetable.stage.brokerage.stationId,
  aboutType: about.type,
  aboutId: about.id,
  to: email,
  locale: person.locale,
  secret: false,
  onceKey,
  calendar,
})

/** The letter to one of the two about what became of their meeting. Null for people without an address. */
export function meetingLetter(
  words: Words,
  kind: MeetingLetter,
  about: AboutMeetings,
  own: OwnMeeting,
  onceKey: string,
): Draft | null {
  const { person, timetable, link } = about
  if (person.email === null) return null
  const { locale } = person
  const say = words.say(locale)
  const { zone } = timetable.event
  const { meeting } = own
  const inputs = {
    who: whoText(say, locale, own),
    when: whenText(meeting, zone, locale),
    until: meeting.holdUntil
      ? `${formatInstant(meeting.holdUntil, zone, locale, 'full')} ${zoneLabel(zone, meeting.holdUntil, locale)}`
      : '',
    event: pick(timetable.event.title, locale).value,
  }
  const stands = meeting.state === 'booked' || meeting.state === 'proposed'
  const where = whereText(say, locale, own)
  const method = methods[kind]
  const set = setLetter(
    {
      subject: say(`messaging.meeting_${kind}_subject`, inputs),
      greeting: say('messaging.greeting', { name: displayName(person.name, locale) }),
      paragraphs: [
        say(`messaging.meeting_${kind}_text`, inputs),
        ...(meeting.message && stands ? [say('messaging.meeting_message', { text: meeting.message })] : []),
        ...(meeting.reason && !stands ? [say('messaging.reason', { reason: meeting.reason })] : []),
        say('messaging.when_line', { when: inputs.when }),
        ...(where === '' || !stands ? [] : [say('messaging.where_line', { where })]),
        ...(kind === 'booked' ? whyText(say, own).split('\n') : []),
      ],
      action: { label: say('messaging.meeting_action'), href: `${link}/meetings/${meeting.id}` },
      why: say('messaging.meeting_why', inputs),
    },
    locale,
  )
  const calendar = method ? calendarFor(about, [own], method, say, locale) : null
  return drafted(
    set,
    `meeting_${kind}`,
    about,
    person.email,
    { type: 'meeting', id: meeting.id },
    onceKey,
    calendar,
  )
}

/** One letter for all that a release changed for somebody, with their calendar. */
export function releaseLetter(
  words: Words,
  about: AboutMeetings,
  change: {
    number: number
    added: readonly MeetingId[]
    moved: readonly MeetingId[]
    dropped: readonly MeetingId[]
  },
  onceKey: string,
): Draft | null {
  const { person, timetable, link } = about
  if (person.email === null) return null
  const { locale } = person
  const say = words.say(locale)
  const { zone } = timetable.event
  const inputs = { event: pick(timetable.event.title, locale).value }
  const lines = (['added', 'moved', 'dropped'] as const).flatMap((what) =>
    change[what].flatMap((id) => {
      const own = timetable.meetings.find(({ meeting }) => meeting.id === id)
      return own
        ? [
            say(`messaging.meeting_line_${what}`, {
              who: whoText(say, locale, own),
              when: whenText(own.meeting, zone, locale),
              where: whereText(say, locale, own),
            }),
          ]
        : []
    }),
  )
  const written = timetable.releases.find(({ number }) => number === change.number)?.note
  const note = pick(written, locale).value
  const changed = new Set([...change.added, ...change.moved, ...change.dropped])
  const set = setLetter(
    {
      subject: say('messaging.meeting_released_subject', inputs),
      greeting: say('messaging.greeting', { name: displayName(person.name, locale) }),
      paragraphs: [
        say('messaging.meeting_released_text', inputs),
        ...(note === '' ? [] : [say('messaging.meeting_released_note', { note })]),
        ...lines,
      ],
      action: { label: say('messaging.meeting_released_action'), href: link },
      why: say('messaging.meeting_why', inputs),
    },
    locale,
  )
  const list = timetable.meetings.filter(
    ({ meeting }) => meeting.state === 'booked' || changed.has(meeting.id),
  )
  return drafted(
    set,
    'meeting_released',
    about,
    person.email,
    { type: 'event', id: timetable.event.id },
    onceKey,
    calendarFor(about, list, 'PUBLISH', say, locale),
  )
}
