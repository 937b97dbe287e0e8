import { languageName } from '#kernel/languages'
import { pick } from '#kernel/text'
import { formatInstant } from '#kernel/time'
import type { Visit } from '#platform/http'
import { Agenda, type AgendaRow, Said, Section } from '#ui'
import type { Event, Room, Session } from '../model.ts'

/** The sessions of an event, under their days where it lasts more than one. */
export function Sessions({
  visit,
  sessions,
  rooms,
  event: { zone },
}: {
  visit: Visit
  sessions: readonly Session[]
  rooms: readonly Room[]
  event: Pick<Event, 'zone'>
}) {
  const { locale } = visit
  const roomOf = new Map<string, string>(rooms.map((room) => [room.id, pick(room.name, locale).value]))
  const rowOf = (session: Session): AgendaRow => ({
    key: session.id,
    iso: session.startsAt,
    time: `${formatInstant(session.startsAt, zone, locale, 'time')}–${formatInstant(session.endsAt, zone, locale, 'time')}`,
    title: <Said text={session.title} locale={locale} />,
    meta: [
      session.speakers.map((speaker) => pick(speaker.name, locale).value).join(locale === 'zh' ? '、' : ', '),
      roomOf.get(session.roomId ?? '') ?? '',
      // Two languages at once is what a summit's sessions are held in: only one of them is worth a word.
      /^[a-z]{2,3}$/.test(session.language) ? languageName(session.language, locale) : '',
    ],
    more: pick(session.abstract, locale).value !== '' && (
      <p>
        <Said text={session.abstract} locale={locale} />
      </p>
    ),
  })
  const days = Map.groupBy(sessions, ({ startsAt }) => formatInstant(startsAt, zone, locale, 'day'))
  if (days.size === 1) return <Agenda rows={sessions.map(rowOf)} />
  return (
    <>
      {[...days].map(([day, those]) => (
        <Section key={day} level={3} title={day}>
          <Agenda rows={those.map(rowOf)} />
        </Section>
      ))}
    </>
  )
}
