import { hasRole } from '#kernel/access'
import { notFound } from '#kernel/errors'
import { pick } from '#kernel/text'
import { formatDateRange } from '#kernel/time'
import { EditionTabs } from '#modules/programme'
import { form, page, type Route } from '#platform/http'
import {
  Button,
  DefinitionList,
  EmptyState,
  Form,
  FormActions,
  LinkButton,
  PageHead,
  Section,
  Table,
  TextArea,
} from '#ui'
import { declineProposal } from '../../commands/proposal.ts'
import { listFestivalsDesk, listProposals, readDesk } from '../../queries.ts'
import { crumbs, eventIn } from '../console.tsx'
import { EventWhen, eventColumns, StateBadge } from '../parts.tsx'

const host = hasRole('administrator', 'organiser')

export const reviewPage: Route = page({
  path: '/console/festivals',
  who: host,
  show: async (visit) => {
    const { say, href, locale } = visit
    const events = await visit.use.ask(listProposals, { own: false })
    const slug = visit.search.get('edition')
    const { edition, editions, festivals } = await visit.use.ask(listFestivalsDesk, { edition: slug })
    const base = `/console/editions/${edition?.slug}/festivals`
    const add = edition && (
      <LinkButton tone="secondary" icon="plus" href={href(`${base}/new`)}>
        {say('events.new_festival')}
      </LinkButton>
    )
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
              eventColumns(visit).title,
              { key: 'host', label: say('events.host'), cell: (event) => event.hostName },
              eventColumns(visit).when,
              eventColumns(visit).state,
            ]}
          />
          <Section title={say('events.festivals')} actions={add}>
            <EditionTabs visit={visit} editions={editions} current={edition} base="/console/festivals" />
            <Table
              caption={say('events.festivals')}
              hideCaption
              rows={festivals}
              rowKey={(festival) => festival.id}
              href={(festival) => href(`${base}/${festival.slug}`)}
              empty={
                <EmptyState title={say('events.no_festivals')}>{say('events.no_festivals_text')}</EmptyState>
              }
              columns={[
                {
                  key: 'name',
                  label: say('events.festival'),
                  main: true,
                  cell: (festival) => pick(festival.name, locale).value,
                },
                {
                  key: 'dates',
                  label: say('events.dates'),
                  cell: (festival) => formatDateRange(festival.startsOn, festival.endsOn, locale),
                },
                {
                  key: 'streams',
                  label: say('events.streams'),
                  cell: (festival) =>
                    festival.streams
                      .map((stream) => pick(stream.name, locale).value)
                      .join(say('kernel.list_comma')),
                },
              ]}
            />
          </Section>
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
                <Form action={href(`/console/festivals/${event.id}`)} of={state}>
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
