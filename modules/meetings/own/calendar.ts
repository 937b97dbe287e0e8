import icalGenerator, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventStatus,
} from 'ical-generator'
import type { Locale } from '#kernel/i18n'
import type { Meeting } from '../model.ts'

/** A meeting as a calendar shows it, in words. */
export type Entry = {
  meeting: Pick<Meeting, 'id' | 'sequence' | 'changedAt' | 'startsAt' | 'endsAt' | 'state'>
  summary: string
  description: string
  location: string
  url: string
}

/** Who is behind a calendar, or whom it is for. */
export type Addressed = { name: string; email: string }

export type CalendarOptions = {
  name: string
  origin: string
  locale: Locale
  method?: 'PUBLISH' | 'REQUEST' | 'CANCEL'
  /** By mail: who sends it. An invitation and its end are taken in only from the same one. */
  sender?: Addressed
  /** By mail: whom an invitation is for. Never the other of the two, whose address is not given out. */
  reader?: Addressed
}

/** Stays the same over every change and in every feed, so that a calendar finds the meeting again. */
export const uidOf = ({ id }: Pick<Meeting, 'id'>, origin: string): string =>
  `meeting-${id}@${new URL(origin).hostname}`

const statusOf = ({ state }: Pick<Meeting, 'state'>) =>
  state === 'booked'
    ? ICalEventStatus.CONFIRMED
    : state === 'proposed'
      ? ICalEventStatus.TENTATIVE
      : ICalEventStatus.CANCELLED

/** Who sends it and whom it is for; a list that is only published is for nobody in particular. What was agreed needs no reply. */
const people = ({ method = 'PUBLISH', sender, reader }: CalendarOptions) => ({
  ...(sender ? { organizer: sender } : {}),
  ...(reader && method !== 'PUBLISH'
    ? {
        attendees: [
          {
            ...reader,
            role: ICalAttendeeRole.REQ,
            status: ICalAttendeeStatus.ACCEPTED,
            rsvp: false,
          },
        ],
      }
    : {}),
})

/** Times in UTC, stable UID, SEQUENCE from the count of changes, what does not stand any more marked as cancelled. */
export function meetingCalendar(entries: readonly Entry[], options: CalendarOptions): string {
  const calendar = icalGenerator({
    name: options.name,
    prodId: { company: 'Haigui', product: 'Haigui', language: options.locale.toUpperCase() },
    method: ICalCalendarMethod[options.method ?? 'PUBLISH'],
  })
  for (const { meeting, summary, description, location, url } of entries)
    calendar.createEvent({
      id: uidOf(meeting, options.origin),
      sequence: meeting.sequence,
      stamp: meeting.changedAt,
      start: meeting.startsAt,
      end: meeting.endsAt,
      summary,
      description,
      ...(location === '' ? {} : { location }),
      url,
      status: statusOf(meeting),
      ...people(options),
    })
  return calendar.toString()
}
