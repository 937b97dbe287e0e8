import type { Actor } from '#kernel/access'
import { everyone } from '#kernel/access'
import { invalidField } from '#kernel/errors'
import { formatDate, isPlainDate } from '#kernel/time'
import { file, form, page, type Route, type Visit } from '#platform/http'
import type { Keys } from '#platform/keys'
import { csvOf } from '#platform/tables'
import {
  Badge,
  Button,
  DateTimeInput,
  DefinitionList,
  EmptyState,
  ErrorSummary,
  Form,
  FormActions,
  LinkButton,
  Notice,
  PageHead,
  Section,
  Table,
  Tabs,
  type Tone,
} from '#ui'
import { worksWithOutcomes } from '../access.ts'
import { linkBroken } from '../errors.ts'
import { termsInWords } from '../pages/words.tsx'
import { reaches } from '../rules/level.ts'
import { answerFollowup, listFollowups, readFollowup, readSpans, survivalTypes } from './commands.ts'
import { SurvivalCurve } from './curve.tsx'
import { readFollowupToken } from './links.ts'
import { type Followup, followupMonths } from './model.ts'
import { survivalAt } from './survival.ts'

const byLink = everyone('the signed link of a follow-up is the key to it')
const staff = (actor: Actor) => worksWithOutcomes(actor, undefined)

/** One tap, by the link alone. Nothing is written by opening the page: mail programs open links by themselves. */
const answerForm = (keys: Keys): Route => {
  const keyIn = (visit: Visit) => {
    const key = readFollowupToken(keys, visit.params.token ?? '', visit.use.now())
    if (key === null) throw linkBroken()
    return key
  }
  const here = (visit: Visit) => `/outcomes/still/${visit.params.token}`
  return form({
    path: '/outcomes/still/:token',
    who: byLink,
    load: (visit) => visit.use.ask(readFollowup, keyIn(visit)),
    view: (visit, { outcome, followup }, state) => {
      const { say, href, locale } = visit
      const over = followup.state === 'answered' || outcome.endedOn !== null || outcome.state === 'withdrawn'
      return {
        title: say('outcomes.still_title'),
        shell: 'public',
        noIndex: true,
        body: (
          <>
            <PageHead title={say('outcomes.still_title')} lead={say('outcomes.still_lead')} />
            <DefinitionList
              items={[
                { term: say('outcomes.title'), value: outcome.title },
                { term: say('outcomes.type'), value: termsInWords(visit, outcome) },
                { term: say('outcomes.organisation'), value: outcome.organisation },
                { term: say('outcomes.happened_on'), value: formatDate(outcome.happenedOn, locale) },
              ]}
            />
            {over ? (
              <>
                <Notice tone="success" title={say('outcomes.still_done')} />
                {outcome.endedOn === null && reaches(outcome.level, 'documented') && (
                  <Notice>{say('outcomes.still_evidence')}</Notice>
                )}
              </>
            ) : (
              <>
                <Form action={href(here(visit))}>
                  <ErrorSummary title={state.refusal} problems={state.problems} />
                  <FormActions>
                    <Button tone="primary" name="said" value="goes_on">
                      {say('outcomes.still_yes')}
                    </Button>
                  </FormActions>
                </Form>
                <Section title={say('outcomes.still_no')}>
                  <Form action={href(here(visit))}>
                    <DateTimeInput
                      of={state}
                      kind="date"
                      name="endedOn"
                      label={say('outcomes.ended_on')}
                      required
                    />
                    <FormActions>
                      <Button tone="secondary" name="said" value="ended">
                        {say('outcomes.still_ended')}
                      </Button>
                    </FormActions>
                  </Form>
                </Section>
              </>
            )}
          </>
        ),
      }
    },
    submit: async (visit, values) => {
      const key = keyIn(visit)
      if (values.text('said') !== 'ended') await visit.use.run(answerFollowup, { ...key, said: 'goes_on' })
      else {
        const endedOn = values.text('endedOn')
        if (!isPlainDate(endedOn)) throw invalidField('endedOn', 'kernel.field_not_a_date')
        await visit.use.run(answerFollowup, { ...key, said: 'ended', endedOn })
      }
      return { to: here(visit) }
    },
  })
}

const tones: Record<Followup['state'], Tone> = { due: 'info', asked: 'info', answered: 'good', lost: 'warn' }

const listPage: Route = page({
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
              { key: 'due', label: say('outcomes.due_on'), cell: ({ dueOn }) => formatDate(dueOn, locale) },
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

const typeIn = ({ search }: Visit) => survivalTypes.find((each) => each === search.get('type')) ?? 'post'

async function tableOf(visit: Visit) {
  const type = typeIn(visit)
  const spans = await visit.use.ask(readSpans, { type })
  const rows = followupMonths.map((months) => ({ months, step: survivalAt(spans, months) }))
  return { type, spans, rows }
}

const survivalPage: Route = page({
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
              label: say('outcomes.followup'),
              trail: [
                { label: say('outcomes.followup'), href: href('/console/followup') },
                { label: say('outcomes.survival') },
              ],
            }}
            actions={
              <LinkButton href={href(`/console/followup/survival.csv?type=${type}`)} download>
                CSV
              </LinkButton>
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

const survivalFile: Route = file({
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

export const followupRoutes = (keys: Keys): Route[] => [
  answerForm(keys),
  listPage,
  survivalPage,
  survivalFile,
]
