import type { Actor } from '#kernel/access'
import { holds } from '#kernel/access'
import { countriesSorted } from '#kernel/countries'
import { invalidField, notFound } from '#kernel/errors'
import { pick } from '#kernel/text'
import { formatInstant, zoneLabel } from '#kernel/time'
import { action, bothIn, form, page, type Route, type Visit } from '#platform/http'
import {
  BilingualField,
  Button,
  EmptyState,
  ErrorSummary,
  Form,
  FormActions,
  LinkButton,
  PageHead,
  Section,
  Select,
  Steps,
  Table,
  Tabs,
  TextArea,
  TextInput,
} from '#ui'
import { may, mayManageEvent } from '../access.ts'
import { addVenue, cancelEvent, changeEvent, draftEvent, releaseEvent } from '../commands.ts'
import { EventId, type EventState, eventStates } from '../model.ts'
import { listDesk, readChoices, readDesk } from '../queries.ts'
import { checks } from '../rules.ts'
import { EventFields, factsIn, zoneIn } from './fields.tsx'
import { EventWhen, StateBadge } from './parts.tsx'
import { SessionList } from './sessions.tsx'

export const staff = (actor: Actor) => actor.kind === 'person' && actor.grants.length > 0

export function eventIn(visit: Visit): EventId {
  const id = EventId.safeParse(visit.params.event)
  if (!id.success) throw notFound()
  return id.data
}

export const crumbs = (visit: Visit, ...trail: { label: string; href?: string }[]) => ({
  label: visit.say('events.title'),
  trail: [{ label: visit.say('events.title'), href: visit.href('/console/events') }, ...trail],
})

const isState = (text: string | null): text is EventState => eventStates.some((state) => state === text)

export const listPage: Route = page({
  path: '/console/events',
  who: staff,
  show: async (visit) => {
    const { say, href, locale, search } = visit
    const asked = search.get('state')
    const state = isState(asked) ? asked : null
    const { events, counts, total } = await visit.use.ask(listDesk, { state })
    const add = (
      <LinkButton tone="primary" icon="plus" href={href('/console/events/new')}>
        {say('events.new')}
      </LinkButton>
    )
    return {
      title: say('events.title'),
      shell: 'console',
      body: (
        <>
          <PageHead
            title={say('events.title')}
            lead={say('events.desk_lead')}
            actions={
              <>
                <LinkButton tone="secondary" href={href('/console/events/import')}>
                  {say('events.import')}
                </LinkButton>
                {add}
              </>
            }
          />
          <Tabs
            label={say('events.states')}
            tabs={[
              {
                href: href('/console/events'),
                label: say('events.all'),
                count: total,
                current: state === null,
              },
              ...eventStates.map((each) => ({
                href: href(`/console/events?state=${each}`),
                label: say(`events.state_${each}`),
                count: counts[each] ?? 0,
                current: state === each,
              })),
            ]}
          />
          <Table
            caption={say('events.title')}
            hideCaption
            rows={events}
            rowKey={(event) => event.id}
            href={(event) => href(`/console/events/${event.id}`)}
            empty={
              <EmptyState title={say('events.none_title')} action={add}>
                {say('events.none_desk')}
              </EmptyState>
            }
            columns={[
              {
                key: 'title',
                label: say('events.event'),
                main: true,
                cell: (event) => pick(event.title, locale).value,
              },
              {
                key: 'when',
                label: say('events.when'),
                cell: (event) =>
                  `${formatInstant(event.startsAt, event.zone, locale, 'short')} ${zoneLabel(event.zone, event.startsAt, locale)}`,
              },
              { key: 'host', label: say('events.host'), cell: (event) => event.hostName },
              {
                key: 'state',
                label: say('events.state'),
                cell: (event) => <StateBadge visit={visit} state={event.state} />,
              },
            ]}
          />
        </>
      ),
    }
  },
})

/** The stations that the reader may file an event under. */
export const ownChoices = async (visit: Visit) => {
  const choices = await visit.use.ask(readChoices, {})
  const stations = choices.stations.filter(({ id }) => mayManageEvent(visit.actor, { stationId: id }))
  return { ...choices, stations, host: holds(visit.actor, 'administrator', 'organiser') }
}

export const newPage: Route = form({
  path: '/console/events/new',
  who: staff,
  load: ownChoices,
  view: (visit, choices, state) => ({
    title: visit.say('events.new'),
    shell: 'console',
    current: '/console/events',
    body: (
      <>
        <PageHead
          title={visit.say('events.new')}
          lead={visit.say('events.new_lead')}
          crumbs={crumbs(visit, { label: visit.say('events.new') })}
        />
        <Form action={visit.href('/console/events/new')}>
          <ErrorSummary title={state.refusal} problems={state.problems} />
          <EventFields visit={visit} state={state} choices={choices} host={choices.host} />
          <FormActions>
            <Button tone="primary">{visit.say('events.create')}</Button>
          </FormActions>
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
  who: staff,
  load: async (visit) => {
    const desk = await visit.use.ask(readDesk, { eventId: eventIn(visit) })
    const choices = await ownChoices(visit)
    return { ...desk, stations: choices.stations, host: choices.host, edition: choices.edition }
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
              allowed.manage && (
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
              mayManage={allowed.manage}
            />
          </Section>
          {allowed.manage && event.state !== 'cancelled' && (
            <Section title={say('events.details')}>
              <Form action={href(base)}>
                <ErrorSummary title={state.refusal} problems={state.problems} />
                <EventFields visit={visit} state={state} choices={data} event={event} host={data.host} />
                <FormActions>
                  <Button tone="primary">{say('events.save')}</Button>
                  <LinkButton tone="quiet" href={href('/console/venues/new')}>
                    {say('events.new_venue')}
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
  who: staff,
  submit: async (visit) => {
    const { event } = await visit.use.run(releaseEvent, { eventId: eventIn(visit) })
    return { to: `/console/events/${event.id}`, told: 'events.told_released' }
  },
})

export const cancelPage: Route = form({
  path: '/console/events/:event/cancel',
  who: staff,
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
          <Form action={href(`/console/events/${event.id}/cancel`)}>
            <ErrorSummary title={state.refusal} problems={state.problems} />
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

export const venuePage: Route = form({
  path: '/console/venues/new',
  who: staff,
  load: async () => null,
  view: (visit, _data, state) => {
    const { say, href, locale } = visit
    const labels = { en: 'English', zh: '中文' }
    return {
      title: say('events.new_venue'),
      shell: 'console',
      current: '/console/events',
      body: (
        <>
          <PageHead
            title={say('events.new_venue')}
            crumbs={crumbs(visit, { label: say('events.new_venue') })}
          />
          <Form action={href('/console/venues/new')}>
            <ErrorSummary title={state.refusal} problems={state.problems} />
            <BilingualField of={state} name="name" label={say('events.venue_name')} labels={labels} />
            <BilingualField of={state} name="address" label={say('events.address')} labels={labels} />
            <BilingualField of={state} name="city" label={say('events.city')} labels={labels} />
            <Select
              of={state}
              name="country"
              label={say('events.country')}
              required
              empty={say('kernel.choose')}
              options={countriesSorted(locale).map(({ code, name }) => ({ value: code, label: name }))}
            />
            <TextInput
              of={state}
              name="zone"
              label={say('events.field_zone_label')}
              hint={say('events.field_zone_hint')}
              required
            />
            <FormActions>
              <Button tone="primary">{say('events.save')}</Button>
            </FormActions>
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, values) => {
    if (values.text('country') === '') throw invalidField('country', 'kernel.field_choose')
    await visit.use.run(addVenue, {
      name: bothIn(values, 'name'),
      address: bothIn(values, 'address'),
      city: bothIn(values, 'city'),
      country: values.text('country'),
      zone: zoneIn(values),
    })
    return { to: '/console/events', told: 'events.told_venue' }
  },
})
