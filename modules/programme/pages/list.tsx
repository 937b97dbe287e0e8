import { pick } from '#kernel/text'
import { formatDateRange } from '#kernel/time'
import { page, type Route } from '#platform/http'
import { EmptyState, LinkButton, PageHead, Table } from '#ui'
import { mayOrganise, mayReadHouse } from '../access.ts'
import { readDesk } from '../queries.ts'
import { StateBadge } from './parts.tsx'

export const listPage: Route = page({
  path: '/console/editions',
  who: mayReadHouse,
  show: async (visit) => {
    const { say, locale, href, actor } = visit
    const { editions } = await visit.use.ask(readDesk, {})
    const add = mayOrganise(actor, undefined) && (
      <LinkButton tone="primary" icon="plus" href={href('/console/editions/new')}>
        {say('programme.new_edition')}
      </LinkButton>
    )
    return {
      title: say('programme.editions'),
      shell: 'console',
      body: (
        <>
          <PageHead
            title={say('programme.editions')}
            lead={say('programme.desk_lead')}
            actions={
              add && (
                <>
                  <LinkButton tone="secondary" href={href('/console/programme')}>
                    {say('programme.about_programme')}
                  </LinkButton>
                  {add}
                </>
              )
            }
          />
          <Table
            caption={say('programme.editions')}
            hideCaption
            rows={editions}
            rowKey={(edition) => edition.id}
            href={(edition) => href(`/console/editions/${edition.slug}`)}
            empty={
              <EmptyState title={say('programme.no_editions')} action={add}>
                {say('programme.first_edition')}
              </EmptyState>
            }
            columns={[
              {
                key: 'name',
                label: say('programme.edition'),
                main: true,
                cell: (edition) => pick(edition.name, locale).value,
              },
              {
                key: 'dates',
                label: say('programme.dates'),
                cell: (edition) => formatDateRange(edition.startsOn, edition.endsOn, locale),
              },
              {
                key: 'place',
                label: say('programme.place'),
                cell: (edition) => pick(edition.place, locale).value,
              },
              {
                key: 'state',
                label: say('programme.state'),
                cell: (edition) => <StateBadge visit={visit} state={edition.state} />,
              },
            ]}
          />
        </>
      ),
    }
  },
})
