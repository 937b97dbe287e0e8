import { hasRole } from '#kernel/access'
import { notFound } from '#kernel/errors'
import { action, page, type Route } from '#platform/http'
import { Badge, Button, Day, EmptyState, LinkButton, PageHead, Table, type Tone } from '#ui'
import { OutcomeId } from '../../model.ts'
import { staff } from '../../pages/list.tsx'
import { askFollowupAgain, listFollowups } from '../commands.ts'
import { type Followup, type FollowupLine, followupMonths } from '../model.ts'

const tones: Record<Followup['state'], Tone> = { due: 'info', asked: 'info', answered: 'good', lost: 'warn' }

/** Hosts, and stations for their own; row-level security has narrowed the rows. */
const mayAsk = hasRole('administrator', 'organiser', 'station_lead', 'station_staff')

/** Asks once more where contact was lost; the first in turn gets a letter at once. */
export const againAction: Route = action({
  path: '/console/followup/:outcome/:months/again',
  who: mayAsk,
  submit: async (visit) => {
    const outcomeId = OutcomeId.safeParse(visit.params.outcome)
    const months = followupMonths.find((each) => String(each) === visit.params.months)
    if (!outcomeId.success || months === undefined) throw notFound()
    await visit.use.run(askFollowupAgain, { outcomeId: outcomeId.data, months })
    return { to: '/console/followup', told: 'outcomes.told_asked_again' }
  },
})

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
              ...(mayAsk(visit.actor, undefined) && rows.some(({ state }) => state === 'lost')
                ? [
                    {
                      key: 'again',
                      label: say('outcomes.ask_again'),
                      hideLabel: true,
                      cell: ({ state, outcomeId, months, title }: FollowupLine) =>
                        state === 'lost' && (
                          <form method="post" action={href(`/console/followup/${outcomeId}/${months}/again`)}>
                            <Button small>
                              {say('outcomes.ask_again')}
                              <span class="vh"> {title}</span>
                            </Button>
                          </form>
                        ),
                    },
                  ]
                : []),
            ]}
          />
        </>
      ),
    }
  },
})
