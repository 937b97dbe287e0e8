import { holds, isStaff } from '#kernel/access'
import { notFound } from '#kernel/errors'
import { pick } from '#kernel/text'
import type { Station } from '#modules/stations'
import { action, form, type Route, type Visit } from '#platform/http'
import { Button, Form, FormActions, LinkButton, Notice, PageHead, Section, Steps, TextArea } from '#ui'
import { may, mayManageEvent } from '../access.ts'
import { cancelEvent, changeEvent, draftEvent, releaseEvent } from '../commands/event.ts'
import { EventId } from '../model.ts'
import { readChoices, readDesk } from '../queries.ts'
import { checks } from '../rules/event.ts'
import { EventFields, factsIn } from './fields.tsx'
import { EventWhen, StateBadge } from './parts.tsx'
import { SessionList } from './sessions.tsx'

export function eventIn(visit: Visit): EventId {
  const id = EventId.safeParse(visit.params.event)
  if (!id.success) throw notFound()
  return id.data
}

export const crumbs = (visit: Visit, ...trail: { label: string; href?: string }[]) => ({
  label: visit.say('kernel.you_are_here'),
  trail: [{ label: visit.say('events.title'), href: visit.href('/console/events') }, ...trail],
})

/** The stations that the reader may file an event under. */
export const ownChoices = async (visit: Visit) => {
  const choices = await visit.use.ask(readChoices, { edition: visit.search.get('edition') })
  return { ...choices, ...ownOf(visit, choices.stations) }
}

const ownOf = (visit: Visit, stations: readonly Station[]) => ({
  stations: stations.filter(({ id }) => mayManageEvent(visit.actor, { stationId: id })),
  host: holds(visit.actor, 'administrator', 'organiser'),
})

export const newPage: Route = form({
  path: '/console/events/new',
  who: isStaff,
  load: ownChoices,
  view: (visit, choices, state) => ({
    title: visit.say('events.new'),
    shell: 'console',
    current: '/console/events',
    body: (
      <>
        <PageHead
          kicker={pick(choices.edition.name, visit.locale).value}
          title={visit.say('events.new')}
          lead={visit.say('events.new_lead')}
          crumbs={crumbs(visit, { label: visit.say('events.new') })}
        />
        <Form
          action={visit.href(`/console/events/new?edition=${choices.edition.slug}`)}
          of={state}
          send={visit.say('events.create')}
        >
          <EventFields visit={visit} state={state} choices={choices} host={choices.host} />
        </Form>
      </>
    ),
  }),
  submit: async (visit, values, { edition }) => {
    const { event } = await visit.use.run(draftEvent, { editionId: edition.id, ...factsIn(values) })
    return { to: `/console/events/${event.id}`, told: 'events.told_created' }
  },
})

export const editPage: Route = form({
  path: '/console/events/:event',
  who: isStaff,
  load: async (visit) => {
    const desk = await visit.use.ask(readDesk, { eventId: eventIn(visit) })
    return { ...desk, ...ownOf(visit, desk.stations) }
  },
  view: (visit, data, state) => {
    const { say, href, locale, actor } = visit
    const { event, edition } = data
    const title = pick(event.title, locale).value
    const base = `/console/events/${event.id}`
    const allowed = may.allowed(actor, event)
    const steps = checks(event)
    const ready = steps.every(({ done }) => done)
    const mayRelease = event.state === 'draft' ? allowed.manage : event.state === 'proposed' && allowed.review
    return {
      title,
      shell: 'console',
      current: '/console/events',
      body: (
        <>
          <PageHead
            title={title}
            badge={<StateBadge visit={visit} state={event.state} />}
            meta={<EventWhen visit={visit} event={event} />}
            crumbs={crumbs(visit, { label: title })}
            actions={
              <>
                {mayRelease && (
                  <Form inline action={href(`${base}/release`)}>
                    <Button tone="primary" disabled={!ready}>
                      {say('events.release')}
                    </Button>
                  </Form>
                )}
                <LinkButton tone="secondary" href={href(`${base}/registration`)}>
                  {say('events.registration')}
                </LinkButton>
                <LinkButton tone="secondary" href={href(`${base}/guests`)}>
                  {say('events.guests')}
                </LinkButton>
                <LinkButton tone="secondary" href={href(`${base}/check-in`)}>
                  {say('events.check_in')}
                </LinkButton>
                <LinkButton tone="secondary" href={href(`${base}/meetings`)}>
                  {say('events.meetings')}
                </LinkButton>
                <LinkButton tone="secondary" href={href(`${base}/roadshows`)}>
                  {say('events.roadshows')}
                </LinkButton>
                {event.state === 'released' && (
                  <LinkButton tone="quiet" href={href(`/editions/${edition.slug}/events/${event.slug}`)}>
                    {say('events.public_page')}
                  </LinkButton>
                )}
                {event.state === 'released' && allowed.manage && (
                  <LinkButton tone="quiet" href={href(`${base}/cancel`)}>
                    {say('events.cancel')}
                  </LinkButton>
                )}
              </>
            }
          />
          {event.state === 'released' && edition.state === 'draft' && (
            <Notice tone="info">{say('events.waits_for_edition')}</Notice>
          )}
          {mayRelease && !ready && (
            <Section title={say('events.before_release')}>
              <Steps
                label={say('events.before_release')}
                steps={steps.map((step) => ({
                  title: say(`events.check_${step.key}`),
                  state: step.done ? 'done' : 'todo',
                  stateLabel: say(step.done ? 'events.check_done' : 'events.check_todo'),
                }))}
              />
            </Section>
          )}
          <Section
            title={say('events.sessions')}
            actions={
              allowed.manage &&
              event.state !== 'cancelled' && (
                <LinkButton tone="secondary" icon="plus" href={href(`${base}/sessions/new`)}>
                  {say('events.add_session')}
                </LinkButton>
              )
            }
          >
            <SessionList
              visit={visit}
              event={event}
              sessions={data.sessions}
              rooms={data.rooms}
              mayManage={allowed.manage && event.state !== 'cancelled'}
            />
          </Section>
          {allowed.manage && event.state !== 'cancelled' && (
            <Section title={say('events.details')}>
              <Form action={href(base)} of={state}>
                <EventFields visit={visit} state={state} choices={data} event={event} host={data.host} />
                <FormActions>
                  <Button tone="primary">{say('events.save')}</Button>
                  <LinkButton tone="quiet" href={href('/console/venues')}>
                    {say('events.venues')}
                  </LinkButton>
                </FormActions>
              </Form>
            </Section>
          )}
        </>
      ),
    }
  },
  submit: async (visit, values, { event }) => {
    await visit.use.run(changeEvent, { eventId: event.id, ...factsIn(values) })
    return { to: `/console/events/${event.id}`, told: 'events.told_saved' }
  },
})

export const releaseAction: Route = action({
  path: '/console/events/:event/release',
  who: isStaff,
  submit: async (visit) => {
    const { event } = await visit.use.run(releaseEvent, { eventId: eventIn(visit) })
    return { to: `/console/events/${event.id}`, told: 'events.told_released' }
  },
})

export const cancelPage: Route = form({
  path: '/console/events/:event/cancel',
  who: isStaff,
  load: (visit) => visit.use.ask(readDesk, { eventId: eventIn(visit) }),
  view: (visit, { event }, state) => {
    const { say, href, locale } = visit
    return {
      title: say('events.cancel'),
      shell: 'console',
      current: '/console/events',
      body: (
        <>
          <PageHead
            title={say('events.cancel')}
            lead={say('events.cancel_lead')}
            crumbs={crumbs(
              visit,
              { label: pick(event.title, locale).value, href: href(`/console/events/${event.id}`) },
              { label: say('events.cancel') },
            )}
          />
          <Form action={href(`/console/events/${event.id}/cancel`)} of={state}>
            <TextArea
              of={state}
              name="reason"
              label={say('events.reason')}
              hint={say('events.reason_hint')}
              required
              rows={4}
              maxlength={1000}
            />
            <FormActions>
              <Button tone="danger">{say('events.cancel')}</Button>
            </FormActions>
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, values, { event }) => {
    await visit.use.run(cancelEvent, { eventId: event.id, reason: values.text('reason') })
    return { to: `/console/events/${event.id}`, told: 'events.told_cancelled' }
  },
})
