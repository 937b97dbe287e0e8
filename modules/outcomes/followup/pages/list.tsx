import { page, type Route } from '#platform/http'
import { Badge, Day, EmptyState, LinkButton, PageHead, Table, type Tone } from '#ui'
import { staff } from '../../pages/list.tsx'
import { listFollowups } from '../commands.ts'
import type { Followup } from '../model.ts'

const tones: Record<Followup['state'], Tone> = { due: 'info', asked: 'info', answered: 'good', lost: 'warn' }

export const listPage: Route = page({
  path: '/console/followup',
  who: staff,
  show: async (visit) => {
    const { say, href, locale } = visit
    const rows = await visit.use.ask(listFollowups, {})
    return {
      title: say('outcomes.followup'),
      shell: 'console',
      body: (
        <>
          <PageHead
            title={say('outcomes.followup')}
            lead={say('outcomes.followup_lead')}
            actions={
              <LinkButton tone="primary" href={href('/console/followup/survival')}>
                {say('outcomes.survival')}
              </LinkButton>
            }
          />
          <Table
            caption={say('outcomes.followup')}
            hideCaption
            rows={rows}
            rowKey={({ outcomeId, months }) => `${outcomeId} ${months}`}
            href={({ outcomeId }) => href(`/console/outcomes/${outcomeId}`)}
            empty={
              <EmptyState title={say('outcomes.no_followup')} icon="check">
                {say('outcomes.no_followup_text')}
              </EmptyState>
            }
            columns={[
              { key: 'title', label: say('outcomes.title'), main: true, cell: ({ title }) => title },
              {
                key: 'organisation',
                label: say('outcomes.organisation'),
                cell: ({ organisation }) => organisation,
              },
              {
                key: 'months',
                label: say('outcomes.after'),
                cell: ({ months }) => say('outcomes.months', { months }),
              },
              {
                key: 'due',
                label: say('outcomes.due_on'),
                cell: ({ dueOn }) => <Day date={dueOn} locale={locale} />,
              },
              {
                key: 'state',
                label: say('outcomes.state'),
                cell: ({ state, turn }) => (
                  <Badge tone={tones[state]}>
                    {state === 'asked' ? say(`outcomes.asked_${turn}`) : say(`outcomes.followup_${state}`)}
                  </Badge>
                ),
              },
            ]}
          />
        </>
      ),
    }
  },
})
