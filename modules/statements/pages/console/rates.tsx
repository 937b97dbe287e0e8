import type { Words } from '#kernel/i18n'
import type { PlainDate } from '#kernel/time'
import { form, type Route } from '#platform/http'
import { DateTimeInput, Day, Form, Section, Table, TextInput } from '#ui'
import { may } from '../../access.ts'
import { enterRate } from '../../commands/index.ts'
import { reportingCurrency } from '../../metrics/index.ts'
import { readMaterial } from '../../queries/index.ts'
import { reader } from './list.tsx'
import { Head, path, takeBack } from './material.tsx'

export const ratesPage = (words: Words): Route =>
  form({
    path: path('rates'),
    who: reader,
    load: (visit) => visit.use.ask(readMaterial(words), {}),
    view: (visit, { rates }, state) => {
      const { say, href, locale } = visit
      return {
        title: say('statements.rates'),
        shell: 'console',
        current: '/console/statements',
        body: (
          <>
            <Head visit={visit} what="rates" />
            <Table
              caption={say('statements.rates')}
              hideCaption
              rows={rates}
              rowKey={({ id }) => id}
              empty={<p>{say('statements.rates_none')}</p>}
              columns={[
                {
                  key: 'pair',
                  label: say('statements.currency'),
                  main: true,
                  cell: ({ currency, target }) => `${currency} → ${target}`,
                },
                {
                  key: 'day',
                  label: say('statements.on_day'),
                  cell: ({ onDay }) => <Day date={onDay} locale={locale} />,
                },
                {
                  key: 'rate',
                  label: say('statements.rate'),
                  number: true,
                  cell: ({ rate }) => String(rate),
                },
                {
                  key: 'source',
                  label: say('statements.source'),
                  cell: ({ sourceTitle, sourceUrl }) => <a href={sourceUrl}>{sourceTitle}</a>,
                },
                takeBack(visit, 'rates'),
              ]}
            />
            {may.draft(visit.actor, { state: 'draft' }) && (
              <Section title={say('statements.new_rate')}>
                <Form action={href(path('rates'))} of={state} send={say('kernel.save')}>
                  <TextInput
                    of={state}
                    name="currency"
                    size="short"
                    maxlength={3}
                    label={say('statements.rate_from')}
                    required
                  />
                  <TextInput
                    of={state}
                    name="target"
                    size="short"
                    maxlength={3}
                    label={say('statements.rate_to')}
                    value={reportingCurrency}
                    required
                  />
                  <DateTimeInput
                    of={state}
                    kind="date"
                    name="onDay"
                    label={say('statements.on_day')}
                    hint={say('statements.on_day_hint')}
                    required
                  />
                  <TextInput
                    of={state}
                    name="rate"
                    inputmode="decimal"
                    size="short"
                    label={say('statements.rate')}
                    hint={say('statements.rate_hint')}
                    required
                  />
                  <TextInput
                    of={state}
                    name="sourceTitle"
                    label={say('statements.source')}
                    maxlength={200}
                    required
                  />
                  <TextInput
                    of={state}
                    name="sourceUrl"
                    type="url"
                    label={say('statements.source_url')}
                    required
                  />
                </Form>
              </Section>
            )}
          </>
        ),
      }
    },
    submit: async (visit, values) => {
      const typed = values.text('rate').replace(',', '.')
      await visit.use.run(enterRate, {
        currency: values.text('currency').toUpperCase(),
        target: values.text('target').toUpperCase(),
        onDay: values.text('onDay') as PlainDate, // the schema of the command refuses what is no date
        rate: /^\d+(\.\d+)?$/.test(typed) ? Number(typed) : Number.NaN,
        sourceTitle: values.text('sourceTitle'),
        sourceUrl: values.text('sourceUrl'),
      })
      return { to: path('rates'), told: 'statements.told_rate' }
    },
  })
