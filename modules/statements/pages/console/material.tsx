import { invalidField, notFound } from '#kernel/errors'
import type { Words } from '#kernel/i18n'
import { formatMoney, isCurrency, parseMoney } from '#kernel/money'
import { pick } from '#kernel/text'
import type { PlainDate } from '#kernel/time'
import { formatDate } from '#kernel/time'
import { EditionId } from '#modules/programme'
import { StationId } from '#modules/stations'
import { action, form, type Route, type Visit } from '#platform/http'
import {
  BilingualField,
  Button,
  DateTimeInput,
  ErrorSummary,
  Form,
  FormActions,
  PageHead,
  Section,
  Select,
  Table,
  TextInput,
} from '#ui'
import { may } from '../../access.ts'
import {
  enterCost,
  enterRate,
  noteClaim,
  removeClaim,
  withdrawCost,
  withdrawRate,
} from '../../commands/index.ts'
import { reportingCurrency } from '../../metrics/index.ts'
import { ClaimId, CostId, RateId } from '../../model.ts'
import { readMaterial } from '../../queries/index.ts'
import { Said } from '../figures.tsx'
import { reader } from './list.tsx'
import { host, MaterialTabs } from './parts.tsx'

const path = (what: 'rates' | 'costs' | 'claims') => `/console/statements/${what}`

/** The button at the end of a row that takes the row back. */
const takeBack = (visit: Visit, what: 'rates' | 'costs' | 'claims') => ({
  key: 'take_back',
  label: visit.say('statements.take_back'),
  hideLabel: true,
  cell: ({ id }: { id: string }) =>
    may.draft(visit.actor, { state: 'draft' }) && (
      <form method="post" action={visit.href(`${path(what)}/${id}/take-back`)}>
        <Button tone="quiet" small>
          {visit.say('statements.take_back')}
        </Button>
      </form>
    ),
})

const Head = ({ visit, what }: { visit: Visit; what: 'rates' | 'costs' | 'claims' }) => (
  <>
    <PageHead title={visit.say(`statements.${what}`)} lead={visit.say(`statements.${what}_desk`)} />
    <MaterialTabs visit={visit} current={path(what)} />
  </>
)

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
                  cell: ({ onDay }) => formatDate(onDay, locale),
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
                <Form action={href(path('rates'))}>
                  <ErrorSummary title={state.refusal} problems={state.problems} />
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
                  <FormActions>
                    <Button tone="primary">{say('kernel.save')}</Button>
                  </FormActions>
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
                  cell: ({ spentOn }) => formatDate(spentOn, locale),
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
                <Form action={href(path('costs'))}>
                  <ErrorSummary title={state.refusal} problems={state.problems} />
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
                  <FormActions>
                    <Button tone="primary">{say('kernel.save')}</Button>
                  </FormActions>
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
  try {
    return parseMoney(text, currency)
  } catch {
    throw invalidField('minor', 'statements.field_amount')
  }
}

export const claimsPage = (words: Words): Route =>
  form({
    path: path('claims'),
    who: reader,
    load: (visit) => visit.use.ask(readMaterial(words), {}),
    view: (visit, { claims, entries }, state) => {
      const { say, href, locale } = visit
      const labels = { en: say('kernel.language_en'), zh: say('kernel.language_zh') }
      const metric = (id: string | null) =>
        entries.find((entry) => entry.metric.id === id)?.title[locale] ?? ''
      return {
        title: say('statements.claims'),
        shell: 'console',
        current: '/console/statements',
        body: (
          <>
            <Head visit={visit} what="claims" />
            <Table
              caption={say('statements.claims')}
              hideCaption
              rows={claims}
              rowKey={({ id }) => id}
              empty={<p>{say('statements.claims_empty')}</p>}
              columns={[
                {
                  key: 'label',
                  label: say('statements.claim_label'),
                  main: true,
                  cell: ({ label }) => <Said text={label} locale={locale} />,
                },
                {
                  key: 'value',
                  label: say('statements.claim_value'),
                  cell: ({ valueText }) => <Said text={valueText} locale={locale} />,
                },
                { key: 'date', label: say('statements.stated_on'), cell: ({ statedOn }) => statedOn },
                {
                  key: 'metric',
                  label: say('statements.stands_beside'),
                  cell: (claim) => metric(claim.metric),
                },
                {
                  key: 'source',
                  label: say('statements.source'),
                  cell: ({ sourceTitle, sourceUrl }) => <a href={sourceUrl}>{sourceTitle}</a>,
                },
                takeBack(visit, 'claims'),
              ]}
            />
            {may.draft(visit.actor, { state: 'draft' }) && (
              <Section title={say('statements.new_claim')}>
                <Form action={href(path('claims'))}>
                  <ErrorSummary title={state.refusal} problems={state.problems} />
                  <BilingualField
                    of={state}
                    name="label"
                    label={say('statements.claim_label')}
                    labels={labels}
                    maxlength={120}
                  />
                  <BilingualField
                    of={state}
                    name="valueText"
                    label={say('statements.claim_value')}
                    hint={say('statements.claim_value_hint')}
                    labels={labels}
                    maxlength={120}
                  />
                  <TextInput
                    of={state}
                    name="statedOn"
                    size="medium"
                    label={say('statements.stated_on')}
                    hint={say('statements.stated_on_hint')}
                    maxlength={40}
                    required
                  />
                  <Select
                    of={state}
                    name="metric"
                    size="medium"
                    label={say('statements.stands_beside')}
                    empty={say('statements.beside_none')}
                    options={entries.map((entry) => ({ value: entry.metric.id, label: entry.title[locale] }))}
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
                  <FormActions>
                    <Button tone="primary">{say('kernel.save')}</Button>
                  </FormActions>
                </Form>
              </Section>
            )}
          </>
        ),
      }
    },
    submit: async (visit, values) => {
      const both = (name: string) => ({ en: values.text(`${name}.en`), zh: values.text(`${name}.zh`) })
      await visit.use.run(noteClaim, {
        metric: values.text('metric') || null,
        label: both('label'),
        valueText: both('valueText'),
        statedOn: values.text('statedOn'),
        sourceTitle: values.text('sourceTitle'),
        sourceUrl: values.text('sourceUrl'),
      })
      return { to: path('claims'), told: 'statements.told_claim' }
    },
  })

const idIn = <T,>(
  schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } },
  visit: Visit,
): T => {
  const id = schema.safeParse(visit.params.id)
  if (!id.success) throw notFound()
  return id.data
}

const back = (what: 'rates' | 'costs' | 'claims', run: (visit: Visit) => Promise<unknown>): Route =>
  action({
    path: `${path(what)}/:id/take-back`,
    who: host,
    submit: async (visit) => {
      await run(visit)
      return { to: path(what), told: 'statements.told_taken_back' }
    },
  })

export const takeBackActions: readonly Route[] = [
  back('rates', (visit) => visit.use.run(withdrawRate, { rateId: idIn(RateId, visit) })),
  back('costs', (visit) => visit.use.run(withdrawCost, { costId: idIn(CostId, visit) })),
  back('claims', (visit) => visit.use.run(removeClaim, { claimId: idIn(ClaimId, visit) })),
]
