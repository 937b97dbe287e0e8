import { invalidField } from '#kernel/errors'
import type { Words } from '#kernel/i18n'
import { formatMoney, isCurrency, typedMoney } from '#kernel/money'
import { pick } from '#kernel/text'
import type { PlainDate } from '#kernel/time'
import { EditionId } from '#modules/programme'
import { StationId } from '#modules/stations'
import { form, type Route } from '#platform/http'
import { DateTimeInput, Day, Form, Section, Select, Table, TextInput } from '#ui'
import { may } from '../../access.ts'
import { enterCost } from '../../commands/index.ts'
import { reportingCurrency } from '../../metrics/index.ts'
import { readMaterial } from '../../queries/index.ts'
import { reader } from './list.tsx'
import { Head, path, takeBack } from './material.tsx'

export const costsPage = (words: Words): Route =>
  form({
    path: path('costs'),
    who: reader,
    load: (visit) => visit.use.ask(readMaterial(words), {}),
    view: (visit, { costs, editions, stations }, state) => {
      const { say, href, locale } = visit
      const edition = (id: string) => {
        const found = editions.find((each) => each.id === id)
        return found ? pick(found.name, locale).value : ''
      }
      const station = (id: string | null) => {
        const found = stations.find((each) => each.id === id)
        return found ? pick(found.name, locale).value : say('statements.no_station')
      }
      return {
        title: say('statements.costs'),
        shell: 'console',
        current: '/console/statements',
        body: (
          <>
            <Head visit={visit} what="costs" />
            <Table
              caption={say('statements.costs')}
              hideCaption
              rows={costs}
              rowKey={({ id }) => id}
              empty={<p>{say('statements.costs_none')}</p>}
              columns={[
                { key: 'label', label: say('statements.cost_label'), main: true, cell: ({ label }) => label },
                {
                  key: 'edition',
                  label: say('statements.edition'),
                  cell: ({ editionId }) => edition(editionId),
                },
                { key: 'station', label: say('kernel.station'), cell: ({ stationId }) => station(stationId) },
                {
                  key: 'day',
                  label: say('statements.spent_on'),
                  cell: ({ spentOn }) => <Day date={spentOn} locale={locale} />,
                },
                {
                  key: 'amount',
                  label: say('statements.amount'),
                  number: true,
                  cell: ({ amount }) => formatMoney(amount, locale),
                },
                takeBack(visit, 'costs'),
              ]}
            />
            {may.draft(visit.actor, { state: 'draft' }) && (
              <Section title={say('statements.new_cost')}>
                <Form action={href(path('costs'))} of={state} send={say('kernel.save')}>
                  <Select
                    of={state}
                    name="edition"
                    size="medium"
                    label={say('statements.edition')}
                    required
                    options={editions.map(({ id }) => ({ value: id, label: edition(id) }))}
                  />
                  <Select
                    of={state}
                    name="station"
                    size="medium"
                    label={say('kernel.station')}
                    empty={say('statements.no_station')}
                    options={stations.map(({ id }) => ({ value: id, label: station(id) }))}
                  />
                  <TextInput
                    of={state}
                    name="label"
                    label={say('statements.cost_label')}
                    maxlength={200}
                    required
                  />
                  <TextInput
                    of={state}
                    name="amount"
                    inputmode="decimal"
                    size="medium"
                    label={say('statements.amount')}
                    path="minor"
                    required
                  />
                  <TextInput
                    of={state}
                    name="currency"
                    size="short"
                    maxlength={3}
                    label={say('statements.currency')}
                    value={reportingCurrency}
                    required
                  />
                  <DateTimeInput
                    of={state}
                    kind="date"
                    name="spentOn"
                    label={say('statements.spent_on')}
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
      const edition = EditionId.safeParse(values.text('edition'))
      if (!edition.success) throw invalidField('edition', 'kernel.field_choose')
      const station = StationId.safeParse(values.text('station'))
      await visit.use.run(enterCost, {
        editionId: edition.data,
        stationId: station.success ? station.data : null,
        ...amountIn(values.text('amount'), values.text('currency').toUpperCase()),
        label: values.text('label'),
        spentOn: values.text('spentOn') as PlainDate, // the schema of the command refuses what is no date
      })
      return { to: path('costs'), told: 'statements.told_cost' }
    },
  })

function amountIn(text: string, currency: string) {
  if (!isCurrency(currency)) throw invalidField('currency', 'statements.field_currency')
  return typedMoney(text, currency, () => invalidField('minor', 'statements.field_amount'))
}
