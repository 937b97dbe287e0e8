import { pick } from '#kernel/text'
import { form, page, type Route, type Visit } from '#platform/http'
import { At, Badge, EmptyState, Form, LinkButton, Notice, PageHead, Section, Table } from '#ui'
import type { setUpCommands } from '../../commands/setup.ts'
import { listDesk, readSetUp, type SetUp } from '../../queries.ts'
import { OrderSection } from '../order.tsx'
import { eventIn, roadshowIn } from '../parts.tsx'
import { atDesk, deskPath, hallPath, listPath } from '../paths.ts'
import { Facts, factsIn } from './fields.tsx'

const crumbs = (
  { say, href, locale }: Visit,
  event: SetUp['event'],
  ...trail: { label: string; href?: string }[]
) => ({
  label: say('kernel.you_are_here'),
  trail: [
    { label: say('roadshow.events'), href: href('/console/events') },
    { label: pick(event.title, locale).value, href: href(`/console/events/${event.id}`) },
    ...trail,
  ],
})

const listPage: Route = page({
  path: '/console/events/:event/roadshows',
  who: atDesk,
  show: async (visit) => {
    const { say, href, locale } = visit
    const { event, roadshows, may } = await visit.use.ask(listDesk, { eventId: eventIn(visit) })
    const add = may.host && (
      <LinkButton tone="primary" icon="plus" href={href(listPath(event.id, 'new'))}>
        {say('roadshow.plan')}
      </LinkButton>
    )
    return {
      title: say('roadshow.roadshows'),
      shell: 'console',
      current: '/console/events',
      body: (
        <>
          <PageHead
            title={say('roadshow.roadshows')}
            lead={say('roadshow.roadshows_lead')}
            crumbs={crumbs(visit, event, { label: say('roadshow.roadshows') })}
            actions={roadshows.length > 0 && add}
          />
          <Table
            caption={say('roadshow.roadshows')}
            hideCaption
            rows={roadshows}
            rowKey={({ id }) => id}
            href={(roadshow) => href(deskPath(roadshow))}
            empty={
              <EmptyState title={say('roadshow.none')} action={add}>
                {add ? say('roadshow.none_text') : undefined}
              </EmptyState>
            }
            columns={[
              {
                key: 'title',
                label: say('roadshow.name'),
                main: true,
                cell: ({ title }) => pick(title, locale).value,
              },
              {
                key: 'starts',
                label: say('roadshow.starts_at'),
                cell: ({ startsAt }) => <At visit={visit} at={startsAt} zone={event.zone} />,
              },
              {
                key: 'state',
                label: say('kernel.status'),
                cell: ({ state }) => <Badge>{say(`roadshow.state_${state}`)}</Badge>,
              },
            ]}
          />
        </>
      ),
    }
  },
})

export const setUpRoutes = (commands: ReturnType<typeof setUpCommands>): readonly Route[] => [
  listPage,

  form({
    path: '/console/events/:event/roadshows/new',
    who: atDesk,
    load: (visit) => visit.use.ask(listDesk, { eventId: eventIn(visit) }),
    view: (visit, { event, rounds }, state) => {
      const { say, href } = visit
      return {
        title: say('roadshow.plan'),
        shell: 'console',
        current: '/console/events',
        body: (
          <>
            <PageHead
              title={say('roadshow.plan')}
              crumbs={crumbs(
                visit,
                event,
                { label: say('roadshow.roadshows'), href: href(listPath(event.id)) },
                { label: say('roadshow.plan') },
              )}
            />
            <Form of={state} send={say('roadshow.plan')}>
              <Facts
                visit={visit}
                state={state}
                zone={event.zone}
                startsAt={event.startsAt}
                rounds={rounds}
              />
            </Form>
          </>
        ),
      }
    },
    submit: async (visit, values, { event }) => {
      const { roadshow } = await visit.use.run(commands.plan, {
        eventId: event.id,
        facts: factsIn(values, event.zone, commands.mustBeWatchable),
      })
      return { to: deskPath(roadshow), told: 'roadshow.told_planned' }
    },
  }),

  form<SetUp>({
    path: '/console/roadshows/:roadshow',
    who: atDesk,
    load: (visit) => visit.use.ask(readSetUp, { roadshowId: roadshowIn(visit) }),
    view: (visit, setUp, state) => {
      const { say, href, locale } = visit
      const { roadshow, event, may } = setUp
      const title = pick(roadshow.title, locale).value
      return {
        title,
        shell: 'console',
        current: '/console/events',
        islands: ['roadshow-order'],
        body: (
          <>
            <PageHead
              title={title}
              badge={<Badge>{say(`roadshow.state_${roadshow.state}`)}</Badge>}
              meta={<At visit={visit} at={roadshow.startsAt} zone={event.zone} />}
              crumbs={crumbs(
                visit,
                event,
                { label: say('roadshow.roadshows'), href: href(listPath(event.id)) },
                { label: title },
              )}
              actions={
                <>
                  <LinkButton tone="primary" href={href(deskPath(roadshow, 'host'))}>
                    {say('roadshow.to_host')}
                  </LinkButton>
                  <LinkButton href={href(hallPath(roadshow, 'stage'))}>
                    {say('roadshow.screen_stage')}
                  </LinkButton>
                  <LinkButton href={href(hallPath(roadshow, 'wall'))}>
                    {say('roadshow.screen_wall')}
                  </LinkButton>
                  <LinkButton href={href(hallPath(roadshow))}>{say('roadshow.screen_audience')}</LinkButton>
                </>
              }
            />
            {setUp.unjudged.length > 0 && (
              <Notice tone="warn" title={say('roadshow.unjudged')}>
                {setUp.unjudged
                  .map(({ title: own }) => pick(own, locale).value)
                  .join(say('kernel.list_comma'))}
              </Notice>
            )}
            <OrderSection visit={visit} setUp={setUp} />
            {may.host && (
              <Section title={say('roadshow.details')}>
                <Form of={state} send={say('kernel.save')}>
                  <Facts
                    visit={visit}
                    state={state}
                    zone={event.zone}
                    roadshow={roadshow}
                    startsAt={roadshow.startsAt}
                    rounds={setUp.rounds}
                  />
                </Form>
              </Section>
            )}
          </>
        ),
      }
    },
    submit: async (visit, values, { roadshow, event }) => {
      await visit.use.run(commands.change, {
        roadshowId: roadshow.id,
        facts: factsIn(values, event.zone, commands.mustBeWatchable),
      })
      return { to: deskPath(roadshow), told: 'roadshow.told_saved' }
    },
  }),
]
