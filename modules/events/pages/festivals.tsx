import { hasRole, signedIn } from '#kernel/access'
import { notFound } from '#kernel/errors'
import { pick } from '#kernel/text'
import { formatDateRange, formatInstant, zoneLabel } from '#kernel/time'
import { bothIn, form, page, type Route, requiredMomentIn } from '#platform/http'
import {
  BilingualField,
  Button,
  DateTimeInput,
  DefinitionList,
  EmptyState,
  ErrorSummary,
  Form,
  FormActions,
  LinkButton,
  PageHead,
  Prose,
  RadioGroup,
  Section,
  Table,
  TextArea,
  TextInput,
} from '#ui'
import { publicEvents } from '../access.ts'
import { declineProposal, proposeEvent } from '../commands.ts'
import { listProposals, readDesk, readFestival } from '../queries.ts'
import { crumbs, eventIn } from './console.tsx'
import { EventsByDay, EventWhen, StateBadge } from './parts.tsx'

export const festivalPage: Route = page({
  path: '/editions/:edition/festivals/:festival',
  who: publicEvents,
  fresh: 2,
  show: async (visit) => {
    const { say, href, locale } = visit
    const { edition, festival, events, venues } = await visit.use.ask(readFestival, {
      edition: visit.params.edition ?? '',
      slug: visit.params.festival ?? '',
    })
    const title = pick(festival.name, locale).value
    const list = new Intl.ListFormat(locale === 'zh' ? 'zh-CN' : 'en-GB')
    const criteria = pick(festival.criteria, locale)
    return {
      title,
      shell: 'public',
      body: (
        <>
          <PageHead
            title={title}
            kicker={say('events.festival')}
            lead={formatDateRange(festival.startsOn, festival.endsOn, locale)}
            crumbs={{
              label: title,
              trail: [
                { label: pick(edition.name, locale).value, href: href(`/editions/${edition.slug}`) },
                { label: title },
              ],
            }}
            actions={
              <LinkButton
                tone="primary"
                href={href(`/editions/${edition.slug}/festivals/${festival.slug}/host`)}
              >
                {say('events.host_one')}
              </LinkButton>
            }
          />
          <Section title={say('events.criteria')}>
            <Prose lang={criteria.lang === 'zh' ? 'zh-Hans' : 'en'}>
              <p>{criteria.value}</p>
            </Prose>
            <DefinitionList
              items={[
                { term: say('events.area'), value: pick(festival.area, locale).value },
                {
                  term: say('events.dates'),
                  value: formatDateRange(festival.startsOn, festival.endsOn, locale),
                },
                {
                  term: say('events.streams'),
                  value: list.format(festival.streams.map((stream) => pick(stream.name, locale).value)),
                },
              ]}
            />
          </Section>
          {events.length === 0 && (
            <EmptyState title={say('events.none_title')} icon="time">
              {say('events.none_text')}
            </EmptyState>
          )}
          <EventsByDay visit={visit} edition={edition} events={events} venues={venues} />
        </>
      ),
    }
  },
})

export const hostPage: Route = form({
  path: '/editions/:edition/festivals/:festival/host',
  who: signedIn,
  load: (visit) =>
    visit.use.ask(readFestival, { edition: visit.params.edition ?? '', slug: visit.params.festival ?? '' }),
  view: (visit, { edition, festival }, state) => {
    const { say, href, locale } = visit
    const labels = { en: 'English', zh: '中文' }
    const name = pick(festival.name, locale).value
    return {
      title: say('events.host_one'),
      shell: 'public',
      body: (
        <>
          <PageHead
            title={say('events.host_one')}
            lead={say('events.host_lead', {
              festival: name,
              dates: formatDateRange(festival.startsOn, festival.endsOn, locale),
            })}
            crumbs={{
              label: name,
              trail: [
                { label: name, href: href(`/editions/${edition.slug}/festivals/${festival.slug}`) },
                { label: say('events.host_one') },
              ],
            }}
          />
          <Form action={href(`/editions/${edition.slug}/festivals/${festival.slug}/host`)}>
            <ErrorSummary title={state.refusal} problems={state.problems} />
            <TextInput
              of={state}
              name="hostName"
              label={say('events.host')}
              hint={say('events.host_hint')}
              required
            />
            <BilingualField of={state} name="title" label={say('events.field_title')} labels={labels} />
            <BilingualField
              of={state}
              name="summary"
              label={say('events.field_summary')}
              labels={labels}
              rows={3}
            />
            <RadioGroup
              of={state}
              name="stream"
              label={say('events.field_stream_label')}
              required
              options={festival.streams.map((stream) => ({
                value: stream.key,
                label: pick(stream.name, locale).value,
              }))}
            />
            <DateTimeInput
              of={state}
              name="startsAt"
              label={say('events.field_starts_at')}
              zone={festival.zone}
              required
              value={`${festival.startsOn}T18:00`}
            />
            <DateTimeInput
              of={state}
              name="endsAt"
              label={say('events.field_ends_at')}
              zone={festival.zone}
              required
              value={`${festival.startsOn}T20:00`}
            />
            <TextInput of={state} name="place" label={say('events.where')} hint={say('events.place_hint')} />
            <TextInput of={state} name="onlineUrl" type="url" label={say('events.field_online_url')} />
            <TextInput
              of={state}
              name="slug"
              size="medium"
              label={say('events.field_slug_label')}
              hint={say('events.field_slug_hint')}
              required
            />
            <FormActions>
              <Button tone="primary">{say('events.propose')}</Button>
            </FormActions>
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, values, { festival }) => {
    await visit.use.run(proposeEvent, {
      festivalId: festival.id,
      hostName: values.text('hostName'),
      slug: values.text('slug'),
      title: bothIn(values, 'title'),
      summary: bothIn(values, 'summary'),
      stream: values.text('stream'),
      startsAt: requiredMomentIn(values, 'startsAt', festival.zone),
      endsAt: requiredMomentIn(values, 'endsAt', festival.zone),
      onlineUrl: values.text('onlineUrl') || null,
      place: values.text('place'),
    })
    return { to: '/account/hosting', told: 'events.told_proposed' }
  },
})

export const hostingPage: Route = page({
  path: '/account/hosting',
  who: signedIn,
  show: async (visit) => {
    const { say, locale } = visit
    const events = await visit.use.ask(listProposals, { own: true })
    return {
      title: say('events.hosting'),
      shell: 'public',
      noIndex: true,
      body: (
        <>
          <PageHead title={say('events.hosting')} lead={say('events.hosting_lead')} />
          <Table
            caption={say('events.hosting')}
            hideCaption
            rows={events}
            rowKey={(event) => event.id}
            empty={
              <EmptyState title={say('events.no_hosting')} icon="info">
                {say('events.no_hosting_text')}
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
              {
                key: 'state',
                label: say('events.state'),
                cell: (event) => <StateBadge visit={visit} state={event.state} />,
              },
              { key: 'reason', label: say('events.reason'), cell: (event) => event.reviewReason ?? '' },
            ]}
          />
        </>
      ),
    }
  },
})

const host = hasRole('administrator', 'organiser')

export const reviewPage: Route = page({
  path: '/console/festivals',
  who: host,
  show: async (visit) => {
    const { say, href, locale } = visit
    const events = await visit.use.ask(listProposals, { own: false })
    return {
      title: say('events.review'),
      shell: 'console',
      body: (
        <>
          <PageHead title={say('events.review')} lead={say('events.review_lead')} />
          <Table
            caption={say('events.review')}
            hideCaption
            rows={events}
            rowKey={(event) => event.id}
            href={(event) => href(`/console/festivals/${event.id}`)}
            empty={
              <EmptyState title={say('events.no_review')} icon="check">
                {say('events.no_review_text')}
              </EmptyState>
            }
            columns={[
              {
                key: 'title',
                label: say('events.event'),
                main: true,
                cell: (event) => pick(event.title, locale).value,
              },
              { key: 'host', label: say('events.host'), cell: (event) => event.hostName },
              {
                key: 'when',
                label: say('events.when'),
                cell: (event) =>
                  `${formatInstant(event.startsAt, event.zone, locale, 'short')} ${zoneLabel(event.zone, event.startsAt, locale)}`,
              },
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

export const reviewOnePage: Route = form({
  path: '/console/festivals/:event',
  who: host,
  load: async (visit) => {
    const data = await visit.use.ask(readDesk, { eventId: eventIn(visit) })
    const festival = data.festivals.find(({ id }) => id === data.event.festivalId)
    if (!festival) throw notFound()
    return { event: data.event, festival }
  },
  view: (visit, { event, festival }, state) => {
    const { say, href, locale } = visit
    const title = pick(event.title, locale).value
    const stream = festival.streams.find(({ key }) => key === event.stream)
    return {
      title,
      shell: 'console',
      current: '/console/festivals',
      body: (
        <>
          <PageHead
            title={title}
            badge={<StateBadge visit={visit} state={event.state} />}
            lead={pick(event.summary, locale).value}
            meta={<EventWhen visit={visit} event={event} />}
            crumbs={crumbs(
              visit,
              { label: say('events.review'), href: href('/console/festivals') },
              { label: title },
            )}
          />
          <DefinitionList
            items={[
              { term: say('events.host'), value: event.hostName },
              { term: say('events.festival'), value: pick(festival.name, locale).value },
              { term: say('events.field_stream_label'), value: stream && pick(stream.name, locale).value },
              { term: say('events.field_online_url'), value: event.onlineUrl },
            ]}
          />
          {event.state === 'proposed' && (
            <>
              <Form inline action={href(`/console/events/${event.id}/release`)}>
                <Button tone="primary">{say('events.accept')}</Button>
              </Form>
              <Section title={say('events.decline')}>
                <Form action={href(`/console/festivals/${event.id}`)}>
                  <ErrorSummary title={state.refusal} problems={state.problems} />
                  <TextArea
                    of={state}
                    name="reason"
                    label={say('events.reason')}
                    hint={say('events.decline_hint')}
                    required
                    rows={3}
                    maxlength={1000}
                  />
                  <FormActions>
                    <Button tone="danger">{say('events.decline')}</Button>
                  </FormActions>
                </Form>
              </Section>
            </>
          )}
        </>
      ),
    }
  },
  submit: async (visit, values, { event }) => {
    await visit.use.run(declineProposal, { eventId: event.id, reason: values.text('reason') })
    return { to: '/console/festivals', told: 'events.told_declined' }
  },
})
