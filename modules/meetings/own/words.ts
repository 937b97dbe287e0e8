import type { Locale, Say } from '#kernel/i18n'
import { displayName } from '#kernel/names'
import { pick } from '#kernel/text'
import type { Instant } from '#kernel/time'
import { became } from '../held/rules.ts'
import type { Meeting, Party } from '../model.ts'
import type { Entry } from './calendar.ts'
import type { OwnMeeting, OwnTimetable } from './queries.ts'

// What a meeting is called to one of its two; the page, the calendar, the letters and the print say the same.

/** Who it is: the person, and for whom. */
export function whoText(
  say: Say,
  locale: Locale,
  { other, otherName }: Pick<OwnMeeting, 'other' | 'otherName'>,
): string {
  const name = otherName ? displayName(otherName, locale, { both: true }) : say('timetable.somebody')
  return other.organisation === ''
    ? name
    : say('timetable.person_of', { name, organisation: other.organisation })
}

/** Where to go: the table and how to find it, or the link of an online one. */
export function whereText(say: Say, locale: Locale, { table }: Pick<OwnMeeting, 'table'>): string {
  if (!table) return ''
  if (table.onlineUrl !== null) return table.onlineUrl
  const place = pick(table.place, locale).value
  const name = say('timetable.table', { name: table.name })
  return place === '' ? name : say('own.table_in', { table: name, place })
}

/** How a meeting came about that the reader had not wished for. */
function cameAbout({ origin, state, proposedBy }: Meeting, other: Pick<Party, 'id'>) {
  if (origin === 'market' && state !== 'booked') return proposedBy === other.id ? 'theirs' : 'mine'
  return origin === 'offer' && state === 'booked' ? 'taken' : origin
}

/** Why the two meet: what the reader wished, what the other wrote to them, offers and seeks; never what the other wished. */
export function whyText(say: Say, { meeting, other, wish, noteToMe }: OwnMeeting): string {
  const asked = say(`own.why_${wish && wish.kind !== 'no' ? wish.kind : cameAbout(meeting, other)}`)
  const about = [
    noteToMe && say('own.their_note', { text: noteToMe }),
    other.headline,
    other.offers && say('own.offers', { text: other.offers }),
    other.seeks && say('own.seeks', { text: other.seeks }),
    wish?.note ? say('own.your_note', { text: wish.note }) : '',
  ]
  return [asked, ...about].filter(Boolean).join('\n')
}

export function entryOf(
  say: Say,
  locale: Locale,
  own: OwnMeeting,
  { event }: Pick<OwnTimetable, 'event'>,
  url: string,
  /** Where it is looked at and not sent: what became of it is told, too. */
  at: Instant | null = null,
): Entry {
  const is = at === null ? own.meeting.state : became(own.meeting, own.said, at)
  const told = is === own.meeting.state ? '' : say(`own.state_${is}`)
  return {
    meeting: own.meeting,
    summary: say('own.meeting_with', { who: whoText(say, locale, own) }),
    description: [pick(event.title, locale).value, told, whyText(say, own)].filter(Boolean).join('\n\n'),
    location: whereText(say, locale, own),
    url,
  }
}
