import { pick } from '#kernel/text'
import { page, type Route } from '#platform/http'
import { Bars, EmptyState, Section, Table } from '#ui'
import { DeskHead, deskPath, nameText, staff } from '../../parts.tsx'
import { deskOf } from '../../setup/desk.ts'
import { figuresOf, standings } from '../rules.ts'

const mostWanted = 20

export const wishesPage: Route = page({
  path: '/console/events/:event/meetings/wishes',
  who: staff,
  show: async (visit) => {
    const { say, href, locale } = visit
    const { event, setUp, parties, people, wishes, busy } = await deskOf(visit)
    const all = standings(parties, wishes, busy)
    const wanted = all
      .filter((one) => one.wanted > 0)
      .sort((one, other) => other.wanted - one.wanted || other.wantedMust - one.wantedMust)
      .slice(0, mostWanted)
    const most = new Map(setUp.groups.map(({ id, mostMeetings }) => [id, mostMeetings]))
    const title = say('meetings.page_wishes')
    return {
      title,
      shell: 'console',
      current: '/console/events',
      body: (
        <>
          <DeskHead
            visit={visit}
            event={event}
            brokerage={setUp.brokerage}
            page="wishes"
            title={title}
            lead={say('meetings.wishes_lead')}
          />
          <Section title={say('meetings.by_group')}>
            <Table
              caption={say('meetings.by_group')}
              hideCaption
              rows={figuresOf(setUp.groups, all, wishes)}
              rowKey={({ group }) => group.id}
              empty={<EmptyState title={say('meetings.no_groups')} />}
              columns={[
                {
                  key: 'group',
                  label: say('meetings.group'),
                  main: true,
                  cell: ({ group }) => pick(group.name, locale).value,
                },
                {
                  key: 'parties',
                  label: say('meetings.stat_parties'),
                  number: true,
                  cell: (row) => row.parties,
                },
                {
                  key: 'with',
                  label: say('meetings.with_wishes'),
                  number: true,
                  cell: (row) => row.withWishes,
                },
                {
                  key: 'wishes',
                  label: say('meetings.stat_wishes'),
                  number: true,
                  cell: (row) => row.wishes,
                },
                { key: 'mutual', label: say('meetings.mutual'), number: true, cell: (row) => row.mutual },
                { key: 'most', label: say('meetings.most_together'), number: true, cell: (row) => row.most },
              ]}
            />
          </Section>
          <Section title={say('meetings.most_wanted')} lead={say('meetings.most_wanted_lead')}>
            {wanted.length === 0 ? (
              <EmptyState title={say('meetings.nobody_wanted')} icon="search" />
            ) : (
              <Bars
                caption={say('meetings.most_wanted')}
                hideCaption
                heads={{ label: say('kernel.person_name'), value: say('meetings.wanted') }}
                bars={wanted.map(({ party, wanted: value, wantedMust }) => ({
                  label: nameText(people.get(party.personId)?.name, locale),
                  value,
                  text: say('meetings.wanted_of', {
                    wanted: value,
                    must: wantedMust,
                    most: most.get(party.groupId) ?? 0,
                  }),
                  href: href(deskPath(event, `parties/${party.id}`)),
                }))}
              />
            )}
          </Section>
        </>
      ),
    }
  },
})
