import { isStaff } from '#kernel/access'
import { notFound } from '#kernel/errors'
import { pick } from '#kernel/text'
import { formatInstant, toLocal, zoneLabel } from '#kernel/time'
import { action, bothIn, form, type Route, requiredMomentIn, type Visit } from '#platform/http'
import {
  BilingualField,
  Button,
  DateTimeInput,
  EmptyState,
  Form,
  PageHead,
  RadioGroup,
  Table,
  TextInput,
} from '#ui'
import { addSession, removeSession } from '../commands.ts'
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

export const newSessionPage: Route = form({
  path: '/console/events/:event/sessions/new',
  who: isStaff,
  load: (visit) => visit.use.ask(readDesk, { eventId: ids(visit) }),
  view: (visit, { event }, state) => {
    const { say, href, locale } = visit
    const place = zoneLabel(event.zone, event.startsAt, locale)
    const title = pick(event.title, locale).value
    return {
      title: say('events.add_session'),
      shell: 'console',
      current: '/console/events',
      body: (
        <>
          <PageHead
            title={say('events.add_session')}
            crumbs={{
              label: say('kernel.you_are_here'),
              trail: [
                { label: say('events.title'), href: href('/console/events') },
                { label: title, href: href(`/console/events/${event.id}`) },
                { label: say('events.add_session') },
              ],
            }}
          />
          <Form
            action={href(`/console/events/${event.id}/sessions/new`)}
            of={state}
            send={say('events.add_session')}
          >
            <BilingualField of={state} name="title" label={say('events.field_title')} />
            <BilingualField of={state} name="abstract" label={say('events.field_abstract')} rows={4} />
            <DateTimeInput
              of={state}
              name="startsAt"
              label={say('events.field_starts_at')}
              zone={place}
              required
              value={toLocal(event.startsAt, event.zone)}
            />
            <DateTimeInput
              of={state}
              name="endsAt"
              label={say('events.field_ends_at')}
              zone={place}
              required
              value={toLocal(event.endsAt, event.zone)}
            />
            <TextInput of={state} name="room" label={say('events.room')} maxlength={120} />
            <TextInput of={state} name="speaker" label={say('events.speaker')} maxlength={200} />
            <RadioGroup
              of={state}
              name="language"
              inline
              label={say('events.language')}
              required
              value="zh"
              options={(['zh', 'en', 'en+zh'] as const).map((value) => ({
                value,
                label: say(`events.language_${value.replace('+', '_')}`),
              }))}
            />
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, values, { event }) => {
    const language = values.text('language')
    await visit.use.run(addSession, {
      eventId: event.id,
      title: bothIn(values, 'title'),
      abstract: bothIn(values, 'abstract'),
      language: language === 'zh' || language === 'en' ? language : 'en+zh',
      startsAt: requiredMomentIn(values, 'startsAt', event.zone),
      endsAt: requiredMomentIn(values, 'endsAt', event.zone),
      room: values.text('room'),
      speaker: values.text('speaker'),
    })
    return { to: `/console/events/${event.id}`, told: 'events.told_session' }
  },
})

export const removeSessionAction: Route = action({
  path: '/console/events/:event/sessions/:session/remove',
  who: isStaff,
  submit: async (visit) => {
    const sessionId = SessionId.safeParse(visit.params.session)
    if (!sessionId.success) throw notFound()
    await visit.use.run(removeSession, { eventId: ids(visit), sessionId: sessionId.data })
    return { to: `/console/events/${visit.params.event}`, told: 'events.told_saved' }
  },
})
