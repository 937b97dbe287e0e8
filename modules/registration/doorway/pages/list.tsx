import { pick } from '#kernel/text'
import type { Event } from '#modules/events'
import { page, type Route, type Visit } from '#platform/http'
import { EmptyState, PageHead, Section, Table } from '#ui'
import { EventWhen } from '../../parts.tsx'
import { atSomeDoor } from '../access.ts'
import { listDoors } from '../queries.ts'

const EventTable = ({
  visit,
  caption,
  events,
}: {
  visit: Visit
  caption: string
  events: readonly Event[]
}) => (
  <Table
    caption={caption}
    hideCaption
    rows={events}
    rowKey={({ id }) => id}
    href={({ id }) => visit.href(`/console/events/${id}/check-in`)}
    columns={[
      {
        key: 'event',
        label: visit.say('registration.event'),
        main: true,
        cell: ({ title }) => pick(title, visit.locale).value,
      },
      {
        key: 'when',
        label: visit.say('kernel.when'),
        cell: (event) => <EventWhen visit={visit} event={event} />,
      },
    ]}
  />
)

/** Where whoever works at doors begins: what is on now or next, and what was before. */
export const doorListPage: Route = page({
  path: '/console/check-in',
  who: atSomeDoor,
  show: async (visit) => {
    const { say } = visit
    const { ahead, before } = await visit.use.ask(listDoors, {})
    return {
      title: say('doorway.list_title'),
      shell: 'console',
      body: (
        <>
          <PageHead title={say('doorway.list_title')} lead={say('doorway.list_lead')} />
          {ahead.length + before.length === 0 && (
            <EmptyState icon="time" title={say('doorway.list_none')}>
              {say('doorway.list_none_text')}
            </EmptyState>
          )}
          {ahead.length > 0 && (
            <Section title={say('doorway.list_ahead')}>
              <EventTable visit={visit} caption={say('doorway.list_ahead')} events={ahead} />
            </Section>
          )}
          {before.length > 0 && (
            <Section title={say('doorway.list_before')}>
              <EventTable visit={visit} caption={say('doorway.list_before')} events={before} />
            </Section>
          )}
        </>
      ),
    }
  },
})
