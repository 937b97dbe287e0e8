import { notFound } from '#kernel/errors'
import type { Words } from '#kernel/i18n'
import { idOf } from '#kernel/ids'
import { action, page, type Route } from '#platform/http'
import { Badge, Button, LinkButton, PageHead, Table } from '#ui'
import { may } from '../../access.ts'
import { endMetric } from '../../commands/index.ts'
import { readMaterial } from '../../queries/index.ts'
import { reader } from './list.tsx'
import { host, MaterialTabs } from './parts.tsx'

export const metricsPage = (words: Words): Route =>
  page({
    path: '/console/statements/metrics',
    who: reader,
    show: async (visit) => {
      const { say, href, locale, actor } = visit
      const { entries, own } = await visit.use.ask(readMaterial(words), {})
      const mayChange = may.draft(actor, { state: 'draft' })
      const add = mayChange && (
        <LinkButton tone="primary" icon="plus" href={href('/console/statements/metrics/new')}>
          {say('statements.new_metric')}
        </LinkButton>
      )
      return {
        title: say('statements.metrics'),
        shell: 'console',
        current: '/console/statements',
        body: (
          <>
            <PageHead title={say('statements.metrics')} lead={say('statements.metrics_lead')} actions={add} />
            <MaterialTabs visit={visit} current="/console/statements/metrics" />
            <Table
              caption={say('statements.metrics')}
              hideCaption
              rows={entries.toSorted((a, b) => Number(b.own) - Number(a.own))}
              rowKey={({ metric }) => metric.id}
              columns={[
                {
                  key: 'title',
                  label: say('statements.metric'),
                  main: true,
                  cell: ({ title, definition }) => (
                    <>
                      {title[locale]}
                      <p class="hint">{definition[locale]}</p>
                    </>
                  ),
                },
                {
                  key: 'unit',
                  label: say('statements.unit'),
                  cell: ({ metric }) => say(`statements.unit_${metric.unit}_name`),
                },
                {
                  key: 'floor',
                  label: say('statements.floor'),
                  cell: ({ metric }) => metric.floor && say(`outcomes.level_${metric.floor}`),
                },
                {
                  key: 'version',
                  label: say('statements.version'),
                  number: true,
                  cell: ({ metric }) => metric.version,
                },
                {
                  key: 'change',
                  label: say('statements.change'),
                  hideLabel: true,
                  cell: ({ metric, own: isOwn }) => {
                    const found = own.find((each) => each.metric.id === metric.id)
                    if (!isOwn || !found) return <Badge tone="plain">{say('statements.of_library')}</Badge>
                    return (
                      mayChange && (
                        <div class="acts">
                          <LinkButton small href={href(`/console/statements/metrics/${metric.id}`)}>
                            {say('statements.change')}
                          </LinkButton>
                          <form method="post" action={href(`/console/statements/metrics/${found.id}/end`)}>
                            <Button tone="quiet" small>
                              {say('statements.end_metric')}
                            </Button>
                          </form>
                        </div>
                      )
                    )
                  },
                },
              ]}
            />
          </>
        ),
      }
    },
  })

export const endAction: Route = action({
  path: '/console/statements/metrics/:metric/end',
  who: host,
  submit: async (visit) => {
    const id = idOf('metric').safeParse(visit.params.metric)
    if (!id.success) throw notFound()
    await visit.use.run(endMetric, { metricId: id.data })
    return { to: '/console/statements/metrics', told: 'statements.told_metric_ended' }
  },
})
