import { type FieldProblem, invalid } from '#kernel/errors'
import type { Words } from '#kernel/i18n'
import { formatMoney, isCurrency, parseMoney } from '#kernel/money'
import { pick } from '#kernel/text'
import { isPlainDate } from '#kernel/time'
import { EditionId } from '#modules/programme'
import { StationId } from '#modules/stations'
import { type FormValues, form, type Route } from '#platform/http'
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
              empty={<p>{say(editions.length > 0 ? 'statements.costs_none' : 'kernel.no_edition_text')}</p>}
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
            {may.draft(visit.actor, { state: 'draft' }) && editions.length > 0 && (
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
      await visit.use.run(enterCost, costFrom(values))
      return { to: path('costs'), told: 'statements.told_cost' }
    },
  })

/** What was typed, for the command; all that it lacks in one refusal. */
function costFrom(values: FormValues) {
  const problems: FieldProblem[] = []
  const lacks = (path: string, code: string) => problems.push({ path, code })
  const edition = EditionId.safeParse(values.text('edition'))
  const station = StationId.safeParse(values.text('station'))
  const [label, spentOn] = [values.text('label'), values.text('spentOn')]
  const currency = values.text('currency').toUpperCase()
  const amount = isCurrency(currency) ? amountIn(values.text('amount'), currency) : null
  if (!edition.success) lacks('edition', 'kernel.field_choose')
  if (label === '') lacks('label', 'kernel.field_required')
  if (!isCurrency(currency)) lacks('currency', 'statements.field_currency')
  else if (amount === null) lacks('amount', 'statements.field_amount')
  if (!isPlainDate(spentOn)) lacks('spentOn', 'kernel.field_not_a_date')
  if (!edition.success || amount === null || !isPlainDate(spentOn) || problems.length > 0)
    throw invalid(problems)
  return {
    ...{ editionId: edition.data, stationId: station.success ? station.data : null },
    ...{ ...amount, label, spentOn },
  }
}

function amountIn(text: string, currency: string) {
  try {
    const amount = parseMoney(text, currency)
    return amount.minor > 0 ? amount : null
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
