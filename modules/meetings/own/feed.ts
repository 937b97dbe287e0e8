import { everyone } from '#kernel/access'
import { notFound } from '#kernel/errors'
import { pick } from '#kernel/text'
import { action, file, type Route, type Visit } from '#platform/http'
import { meetingCalendar } from './calendar.ts'
import { renewFeed } from './commands.ts'
import type { Door } from './door.ts'
import { type OwnTimetable, readFeed, readOwnTimetable } from './queries.ts'
import { entryOf } from './words.ts'

/** Everything that stands, and what stood once as cancelled, so that a calendar takes it out. */
function calendarOf(visit: Visit, timetable: OwnTimetable, base: string): Response {
  const { say, locale, origin } = visit
  const entries = timetable.meetings
    .filter(
      ({ meeting }) => meeting.state === 'booked' || meeting.state === 'proposed' || meeting.sequence > 0,
    )
    .map((own) =>
      entryOf(
        say,
        locale,
        own,
        timetable,
        `${origin}${visit.href(`${base}/meetings/${own.meeting.id}`)}`,
        visit.use.now(),
      ),
    )
  const text = meetingCalendar(entries, {
    name: say('own.calendar_name', { event: pick(timetable.event.title, locale).value }),
    origin,
    locale,
  })
  return new Response(text, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'inline; filename="meetings.ics"',
      'cache-control': 'private, max-age=60',
    },
  })
}

/** What a calendar program subscribes to: its address is secret, and leads into no account. */
export const feedRoute: Route = file({
  path: '/timetables/feed/:feed/meetings.ics',
  who: everyone('the secret address of a calendar is the key to it'),
  send: async (visit) => {
    const feedKey = visit.params.feed ?? ''
    if (!/^[0-9a-f-]{36}$/.test(feedKey)) throw notFound()
    const timetable = await visit.use.ask(readFeed, { feedKey })
    return calendarOf(visit, timetable, `/timetables/${timetable.event.id}`)
  },
})

/** The old address of the calendar ends, and there is a new one. */
export const renewFeedRoute = (door: Door): Route =>
  action({
    path: `${door.path}/renew-feed`,
    who: door.who,
    submit: async (visit) => {
      await visit.use.run(renewFeed, await door.partyOf(visit))
      return { to: door.base(visit), told: 'own.told_feed' }
    },
  })

export const calendarRoute = (door: Door): Route =>
  file({
    path: `${door.path}/meetings.ics`,
    who: door.who,
    send: async (visit) =>
      calendarOf(visit, await visit.use.ask(readOwnTimetable, await door.partyOf(visit)), door.base(visit)),
  })
