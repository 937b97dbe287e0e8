import { isStaff } from '#kernel/access'
import { notFound } from '#kernel/errors'
import { both, pick } from '#kernel/text'
import { formatInstant, toLocal, type Zone, zoneLabel } from '#kernel/time'
import {
  action,
  bothIn,
  type FormState,
  type FormValues,
  form,
  type Route,
  requiredMomentIn,
  type Sheet,
  type Visit,
} from '#platform/http'
import {
  BilingualField,
  Button,
  DateTimeInput,
  EmptyState,
  Form,
  PageHead,
  RadioGroup,
  Table,
  TextArea,
  TextInput,
} from '#ui'
import { addSession, changeSession, removeSession } from '../commands/session.ts'
import { type Event, EventId, type Room, type Session, SessionId } from '../model.ts'
import { readDesk } from '../queries.ts'

export function SessionList({
  visit,
  event,
  sessions,
  rooms,
  mayManage,
}: {
  visit: Visit
  event: Event
  sessions: readonly Session[]
  rooms: readonly Room[]
  mayManage: boolean
}) {
  const { say, locale, href } = visit
  const roomOf = new Map(rooms.map((room) => [room.id, pick(room.name, locale).value]))
  return (
    <Table
      caption={say('events.sessions')}
      hideCaption
      rows={sessions}
      rowKey={(session) => session.id}
      href={mayManage ? (session) => href(`/console/events/${event.id}/sessions/${session.id}`) : undefined}
      empty={<EmptyState title={say('events.no_sessions')}>{say('events.no_sessions_text')}</EmptyState>}
      columns={[
        {
          key: 'when',
          label: say('events.when'),
          cell: (session) => formatInstant(session.startsAt, event.zone, locale, 'short'),
        },
        {
          key: 'title',
          label: say('events.session'),
          main: true,
          cell: (session) => pick(session.title, locale).value,
        },
        {
          key: 'room',
          label: say('events.room'),
          cell: (session) => (session.roomId ? roomOf.get(session.roomId) : ''),
        },
        {
          key: 'remove',
          label: say('events.remove'),
          hideLabel: true,
          cell: (session) =>
            mayManage && (
              <Form inline action={href(`/console/events/${event.id}/sessions/${session.id}/remove`)}>
                <Button small tone="quiet">
                  {say('events.remove')}
                </Button>
              </Form>
            ),
        },
      ]}
    />
  )
}

const ids = (visit: Visit) => {
  const eventId = EventId.safeParse(visit.params.event)
  if (!eventId.success) throw notFound()
  return eventId.data
}

const sessionIn = (visit: Visit) => {
  const sessionId = SessionId.safeParse(visit.params.session)
  if (!sessionId.success) throw notFound()
  return sessionId.data
}

const languages = ['zh', 'en', 'en+zh'] as const
const languageWord = (language: string) => `events.language_${language.replace('+', '_')}`

/** One a line; a name in both scripts has them on either side of a slash. */
const speakersIn = (text: string) =>
  text
    .split('\n')
    .map((row) => row.trim())
    .filter((row) => row !== '')
    .map((row) => {
      const parts = row.split(/[/／]/).map((part) => part.trim())
      const isHan = (part: string) => /\p{Script=Han}/u.test(part)
      if (parts.length !== 2) return isHan(row) ? { en: '', zh: row } : { en: row, zh: '' }
      const [first = '', second = ''] = parts
      return isHan(first) ? { en: second, zh: first } : { en: first, zh: second }
    })

const factsIn = (values: FormValues, place: Zone) => ({
  title: bothIn(values, 'title'),
  abstract: bothIn(values, 'abstract'),
  language: languages.find((each) => each === values.text('language')) ?? 'en+zh',
  startsAt: requiredMomentIn(values, 'startsAt', place),
  endsAt: requiredMomentIn(values, 'endsAt', place),
  room: values.text('room'),
  speakers: speakersIn(values.text('speakers')),
})

type Desk = Awaited<ReturnType<typeof loadDesk>>
const loadDesk = (visit: Visit) => visit.use.ask(readDesk, { eventId: ids(visit) })

function sheet(visit: Visit, { event, rooms }: Desk, state: FormState, session: Session | null): Sheet {
  const { say, href, locale } = visit
  const place = zoneLabel(event.zone, event.startsAt, locale)
  const title = say(session ? 'events.change_session' : 'events.add_session')
  const room = rooms.find(({ id }) => id === session?.roomId)
  return {
    title,
    shell: 'console',
    current: '/console/events',
    body: (
      <>
        <PageHead
          title={title}
          lead={event.state === 'released' ? say('events.session_public') : undefined}
          crumbs={{
            label: say('kernel.you_are_here'),
            trail: [
              { label: say('events.title'), href: href('/console/events') },
              { label: pick(event.title, locale).value, href: href(`/console/events/${event.id}`) },
              { label: title },
            ],
          }}
        />
        <Form
          action={href(`/console/events/${event.id}/sessions/${session?.id ?? 'new'}`)}
          of={state}
          send={session ? say('events.save') : title}
        >
          <BilingualField
            of={state}
            name="title"
            label={say('events.field_title')}
            required
            value={session?.title}
          />
          <BilingualField
            of={state}
            name="abstract"
            label={say('events.field_abstract')}
            rows={4}
            value={session?.abstract}
          />
          <DateTimeInput
            of={state}
            name="startsAt"
            label={say('events.field_starts_at')}
            zone={place}
            required
            value={toLocal(session?.startsAt ?? event.startsAt, event.zone)}
          />
          <DateTimeInput
            of={state}
            name="endsAt"
            label={say('events.field_ends_at')}
            zone={place}
            required
            value={toLocal(session?.endsAt ?? event.endsAt, event.zone)}
          />
          {event.venueId !== null && (
            <TextInput
              of={state}
              name="room"
              label={say('events.room')}
              maxlength={120}
              value={room && pick(room.name, locale).value}
            />
          )}
          <TextArea
            of={state}
            name="speakers"
            label={say('events.speakers')}
            hint={say('events.speakers_hint')}
            rows={3}
            maxlength={4000}
            value={session?.speakers.map(({ name }) => both(name, ' / ')).join('\n')}
          />
          <RadioGroup
            of={state}
            name="language"
            inline
            label={say('events.language')}
            required
            value={session?.language ?? 'zh'}
            options={languages.map((value) => ({ value, label: say(languageWord(value)) }))}
          />
        </Form>
      </>
    ),
  }
}

export const newSessionPage: Route = form({
  path: '/console/events/:event/sessions/new',
  who: isStaff,
  load: loadDesk,
  view: (visit, desk, state) => sheet(visit, desk, state, null),
  submit: async (visit, values, { event }) => {
    await visit.use.run(addSession, { eventId: event.id, ...factsIn(values, event.zone) })
    return { to: `/console/events/${event.id}`, told: 'events.told_session' }
  },
})

export const sessionPage: Route = form({
  path: '/console/events/:event/sessions/:session',
  who: isStaff,
  load: async (visit) => {
    const desk = await loadDesk(visit)
    const session = desk.sessions.find(({ id }) => id === sessionIn(visit))
    if (!session) throw notFound()
    return { ...desk, session }
  },
  view: (visit, { session, ...desk }, state) => sheet(visit, desk, state, session),
  submit: async (visit, values, { event, session }) => {
    await visit.use.run(changeSession, {
      eventId: event.id,
      sessionId: session.id,
      ...factsIn(values, event.zone),
    })
    return { to: `/console/events/${event.id}`, told: 'events.told_saved' }
  },
})

export const removeSessionAction: Route = action({
  path: '/console/events/:event/sessions/:session/remove',
  who: isStaff,
  submit: async (visit) => {
    await visit.use.run(removeSession, { eventId: ids(visit), sessionId: sessionIn(visit) })
    return { to: `/console/events/${visit.params.event}`, told: 'events.told_saved' }
  },
})
