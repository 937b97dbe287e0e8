import icalGenerator, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import type { Locale } from '#kernel/i18n'
import { type ByMail, peopleOf } from '#modules/events'
import type { Meeting } from '../model.ts'

/** A meeting as a calendar shows it, in words. */
export type Entry = {
  meeting: Pick<Meeting, 'id' | 'sequence' | 'changedAt' | 'startsAt' | 'endsAt' | 'state'>
  summary: string
  description: string
  location: string
  url: string
}

export type CalendarOptions = ByMail & {
  name: string
  origin: string
  locale: Locale
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
      ...peopleOf(options),
    })
  return calendar.toString()
}
