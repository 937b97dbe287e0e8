import { file, page, type Route, type Visit } from '#platform/http'
import { csvOf } from '#platform/tables'
import { EmptyState, LinkButton, PageHead, Table, Tabs } from '#ui'
import { staff } from '../../pages/list.tsx'
import { readSpans, survivalTypes } from '../commands.ts'
import { SurvivalCurve } from '../curve.tsx'
import { followupMonths } from '../model.ts'
import { survivalAt } from '../survival.ts'

const typeIn = ({ search }: Visit) => survivalTypes.find((each) => each === search.get('type')) ?? 'post'

async function tableOf(visit: Visit) {
  const type = typeIn(visit)
  const spans = await visit.use.ask(readSpans, { type })
  const rows = followupMonths.map((months) => ({ months, step: survivalAt(spans, months) }))
  return { type, spans, rows }
}

export const survivalPage: Route = page({
  path: '/console/followup/survival',
  who: staff,
  show: async (visit) => {
    const { say, href, locale } = visit
    const { type, spans, rows } = await tableOf(visit)
    const format = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
    const percent = (share: number) => format.format(share)
    const ended = spans.filter((span) => span.ended).length
    return {
      title: say('outcomes.survival'),
      shell: 'console',
      current: '/console/followup',
      body: (
        <>
          <PageHead
            title={say('outcomes.survival')}
            lead={say('outcomes.survival_lead')}
            crumbs={{
              label: say('kernel.you_are_here'),
              trail: [
                { label: say('outcomes.followup'), href: href('/console/followup') },
                { label: say('outcomes.survival') },
              ],
            }}
            actions={
              spans.length > 0 && (
                <LinkButton href={href(`/console/followup/survival.csv?type=${type}`)} download>
                  CSV
                </LinkButton>
              )
            }
          />
          <Tabs
            label={say('outcomes.type')}
            tabs={survivalTypes.map((each) => ({
              href: href(`/console/followup/survival?type=${each}`),
              label: say(`outcomes.type_${each}`),
              current: each === type,
            }))}
          />
          {spans.length === 0 ? (
            <EmptyState title={say('outcomes.no_spans')} icon="info">
              {say('outcomes.no_spans_text')}
            </EmptyState>
          ) : (
            <>
              <SurvivalCurve
                spans={spans}
                percent={percent}
                title={say('outcomes.survival_picture', { count: spans.length, ended })}
              />
              <p class="hint">{say('outcomes.survival_legend', { count: spans.length, ended })}</p>
              <Table
                caption={say('outcomes.survival_table')}
                rows={rows}
                rowKey={({ months }) => String(months)}
                columns={[
                  {
                    key: 'months',
                    label: say('outcomes.after'),
                    main: true,
                    cell: ({ months }) => say('outcomes.months', { months }),
                  },
                  {
                    key: 'risk',
                    label: say('outcomes.watched'),
                    number: true,
                    cell: ({ step }) => step?.atRisk ?? 0,
                  },
                  {
                    key: 'share',
                    label: say('outcomes.goes_on'),
                    number: true,
                    cell: ({ step }) => (step ? percent(step.survival) : say('outcomes.not_known')),
                  },
                  {
                    key: 'band',
                    label: say('outcomes.band'),
                    number: true,
                    cell: ({ step }) =>
                      step
                        ? say('outcomes.from_to', { low: percent(step.low), high: percent(step.high) })
                        : say('outcomes.not_known'),
                  },
                ]}
              />
            </>
          )}
        </>
      ),
    }
  },
})

export const survivalFile: Route = file({
  path: '/console/followup/survival.csv',
  who: staff,
  send: async (visit) => {
    const { say } = visit
    const { type, rows } = await tableOf(visit)
    const head = ['after_months', 'watched', 'goes_on', 'band_low', 'band_high'].map((name) =>
      say(`outcomes.csv_${name}`),
    )
    const csv = csvOf(
      head,
      rows.map(({ months, step }) => [
        months,
        step?.atRisk ?? 0,
        step?.survival ?? null,
        step?.low ?? null,
        step?.high ?? null,
      ]),
    )
    return new Response(csv, {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="survival-${type}.csv"`,
        'cache-control': 'private, no-store',
      },
    })
  },
})
