import { isStaff } from '#kernel/access'
import { EditionTabs } from '#modules/programme'
import { page, type Route } from '#platform/http'
import { EmptyState, LinkButton, PageHead, Table, Tabs } from '#ui'
import { mayAddEvents } from '../access.ts'
import { type EventState, eventStates } from '../model.ts'
import { listDesk } from '../queries.ts'
import { eventColumns } from './parts.tsx'

const isState = (text: string | null): text is EventState => eventStates.some((state) => state === text)

export const listPage: Route = page({
  path: '/console/events',
  who: isStaff,
  show: async (visit) => {
    const { say, href, search } = visit
    const asked = search.get('state')
    const state = isState(asked) ? asked : null
    const slug = search.get('edition')
    const { edition, editions, events, counts, total } = await visit.use.ask(listDesk, {
      state,
      edition: slug,
    })
    const within = slug === null || !edition ? '' : `edition=${edition.slug}`
    const adds = mayAddEvents(visit.actor, undefined)
    const add = adds && (
      <LinkButton tone="primary" icon="plus" href={href(`/console/events/new${within && `?${within}`}`)}>
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
              adds && (
                <>
                  <LinkButton tone="secondary" href={href(`/console/events/import${within && `?${within}`}`)}>
                    {say('events.import')}
                  </LinkButton>
                  {add}
                </>
              )
            }
          />
          <EditionTabs visit={visit} editions={editions} current={edition} base="/console/events" />
          <Tabs
            label={say('events.states')}
            tabs={[
              {
                href: href(`/console/events${within && `?${within}`}`),
                label: say('events.all'),
                count: total,
                current: state === null,
              },
              ...eventStates.map((each) => ({
                href: href(`/console/events?state=${each}${within && `&${within}`}`),
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
                {say(adds ? 'events.none_desk' : 'events.none_released')}
              </EmptyState>
            }
            columns={[
              eventColumns(visit).title,
              eventColumns(visit).when,
              { key: 'host', label: say('events.host'), cell: (event) => event.hostName },
              eventColumns(visit).state,
            ]}
          />
        </>
      ),
    }
  },
})
