import type { Actor } from '#kernel/access'
import { page, type Route } from '#platform/http'
import { Day, EmptyState, LinkButton, PageHead, Table, Tabs } from '#ui'
import { worksWithOutcomes } from '../access.ts'
import { type Level, levels, OutcomeId } from '../model.ts'
import { listOutcomes } from '../queries.ts'
import { Standing, termsInWords } from './words.tsx'

export const staff = (actor: Actor) => worksWithOutcomes(actor, undefined)

const isLevel = (text: string | null): text is Level => levels.some((level) => level === text)

export const listPage: Route = page({
  path: '/console/outcomes',
  who: staff,
  show: async (visit) => {
    const { say, locale, href, search } = visit
    const asked = search.get('level')
    const level = isLevel(asked) ? asked : null
    const after = OutcomeId.safeParse(search.get('after')).data ?? null
    const { outcomes, counts, more } = await visit.use.ask(listOutcomes, {
      editionId: null,
      type: null,
      level,
      after,
    })
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
    const last = outcomes.at(-1)
    const add = (
      <LinkButton tone="primary" icon="plus" href={href('/console/outcomes/new')}>
        {say('outcomes.new')}
      </LinkButton>
    )
    return {
      title: say('outcomes.list_title'),
      shell: 'console',
      body: (
        <>
          <PageHead
            title={say('outcomes.list_title')}
            lead={say('outcomes.list_lead')}
            actions={
              <>
                {add}
                <LinkButton tone="secondary" href={href('/console/outcomes/issuers')}>
                  {say('outcomes.issuers')}
                </LinkButton>
              </>
            }
          />
          <Tabs
            label={say('outcomes.levels')}
            tabs={[
              {
                href: href('/console/outcomes'),
                label: say('outcomes.all'),
                count: total,
                current: level === null,
              },
              ...levels.map((each) => ({
                href: href(`/console/outcomes?level=${each}`),
                label: say(`outcomes.level_${each}`),
                count: counts[each] ?? 0,
                current: level === each,
              })),
            ]}
          />
          <Table
            caption={say('outcomes.list_title')}
            hideCaption
            rows={outcomes}
            rowKey={(outcome) => outcome.id}
            href={(outcome) => href(`/console/outcomes/${outcome.id}`)}
            empty={
              <EmptyState title={say('outcomes.none_title')} action={add}>
                {say('outcomes.none_text')}
              </EmptyState>
            }
            columns={[
              { key: 'title', label: say('outcomes.title'), main: true, cell: (outcome) => outcome.title },
              { key: 'type', label: say('outcomes.type'), cell: (outcome) => termsInWords(visit, outcome) },
              {
                key: 'organisation',
                label: say('outcomes.organisation'),
                cell: (outcome) => outcome.organisation,
              },
              {
                key: 'on',
                label: say('outcomes.happened_on'),
                cell: (outcome) => <Day date={outcome.happenedOn} locale={locale} />,
              },
              {
                key: 'level',
                label: say('outcomes.level'),
                cell: (outcome) => <Standing visit={visit} outcome={outcome} />,
              },
            ]}
          />
          {more && last && (
            <LinkButton
              tone="secondary"
              href={href(`/console/outcomes?after=${last.id}${level ? `&level=${level}` : ''}`)}
            >
              {say('outcomes.older')}
            </LinkButton>
          )}
        </>
      ),
    }
  },
})
