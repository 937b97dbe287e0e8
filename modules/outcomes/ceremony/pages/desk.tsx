import { z } from 'zod'
import { query } from '#kernel/command'
import { invalidField } from '#kernel/errors'
import { pick } from '#kernel/text'
import { EventId, listEvents } from '#modules/events'
import { listEditions } from '#modules/programme'
import { bothIn, form, page, type Route } from '#platform/http'
import { At, Badge, BilingualField, EmptyState, Form, LinkButton, PageHead, Select, Table } from '#ui'
import { mayHold, mayWatch } from '../access.ts'
import { openCeremony } from '../commands.ts'
import { listCeremonies } from '../queries.ts'
import { deskPath } from './parts.tsx'

const listPage: Route = page({
  path: deskPath,
  who: mayWatch,
  show: async (visit) => {
    const { say, href, locale, actor } = visit
    const rows = await visit.use.ask(listCeremonies, {})
    const add = mayHold(actor, undefined) && (
      <LinkButton tone="primary" icon="plus" href={href(`${deskPath}/new`)}>
        {say('ceremony.open')}
      </LinkButton>
    )
    return {
      title: say('ceremony.list_title'),
      shell: 'console',
      body: (
        <>
          <PageHead title={say('ceremony.list_title')} lead={say('ceremony.list_lead')} actions={add} />
          <Table
            caption={say('ceremony.list_title')}
            hideCaption
            rows={rows}
            rowKey={({ id }) => id}
            href={({ id }) => href(`${deskPath}/${id}`)}
            empty={
              <EmptyState title={say('ceremony.none_title')} action={add}>
                {say('ceremony.none_text')}
              </EmptyState>
            }
            columns={[
              {
                key: 'title',
                label: say('ceremony.title'),
                main: true,
                cell: ({ title }) => pick(title, locale).value,
              },
              { key: 'queued', label: say('ceremony.queued'), number: true, cell: ({ queued }) => queued },
              { key: 'signed', label: say('ceremony.signed'), number: true, cell: ({ signed }) => signed },
              {
                key: 'state',
                label: say('ceremony.state'),
                cell: ({ state }) => (
                  <Badge tone={state === 'open' ? 'info' : 'faint'}>{say(`ceremony.state_${state}`)}</Badge>
                ),
              },
              {
                key: 'opened',
                label: say('ceremony.opened_at'),
                cell: ({ openedAt, zone }) => <At visit={visit} at={openedAt} zone={zone} />,
              },
            ]}
          />
        </>
      ),
    }
  },
})

/** Where a ceremony can be: the editions, and the released events of the newest. */
const places = query({
  name: 'outcomes.ceremony_places',
  input: z.object({}),
  load: async (tx) => {
    const editions = await listEditions(tx)
    const [newest] = editions
    return {
      editions,
      events: newest ? await listEvents(tx, { editionId: newest.id, states: ['released'] }) : [],
    }
  },
  allow: mayHold,
})

const openForm: Route = form({
  path: `${deskPath}/new`,
  who: mayHold,
  load: (visit) => visit.use.ask(places, {}),
  view: (visit, { editions, events }, state) => {
    const { say, href, locale } = visit
    return {
      title: say('ceremony.open'),
      shell: 'console',
      current: deskPath,
      body: (
        <>
          <PageHead
            title={say('ceremony.open')}
            lead={say('ceremony.open_lead')}
            crumbs={{
              label: say('kernel.you_are_here'),
              trail: [
                { label: say('ceremony.list_title'), href: href(deskPath) },
                { label: say('ceremony.open') },
              ],
            }}
          />
          {editions.length === 0 ? (
            <EmptyState
              title={say('kernel.no_edition')}
              action={<LinkButton href={href('/console/editions')}>{say('kernel.to_editions')}</LinkButton>}
            >
              {say('kernel.no_edition_text')}
            </EmptyState>
          ) : (
            <Form action={href(`${deskPath}/new`)} of={state} send={say('ceremony.open')}>
              <BilingualField of={state} name="title" label={say('ceremony.title')} maxlength={120} />
              <Select
                of={state}
                name="edition"
                label={say('outcomes.edition')}
                required
                value={editions[0]?.id}
                options={editions.map(({ id, name }) => ({ value: id, label: pick(name, locale).value }))}
              />
              <Select
                of={state}
                name="event"
                label={say('ceremony.event')}
                empty={say('ceremony.no_event')}
                options={events.map(({ id, title }) => ({ value: id, label: pick(title, locale).value }))}
              />
            </Form>
          )}
        </>
      ),
    }
  },
  submit: async (visit, values, { editions }) => {
    const edition = editions.find(({ id }) => id === values.text('edition'))
    if (!edition) throw invalidField('edition', 'kernel.field_choose')
    const { id } = await visit.use.run(openCeremony, {
      editionId: edition.id,
      eventId: EventId.safeParse(values.text('event')).data ?? null,
      title: bothIn(values, 'title'),
    })
    return { to: `${deskPath}/${id}`, told: 'ceremony.told_opened' }
  },
})

export const deskRoutes: readonly Route[] = [listPage, openForm]
