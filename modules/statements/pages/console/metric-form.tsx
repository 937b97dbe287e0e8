import { notFound } from '#kernel/errors'
import type { Words } from '#kernel/i18n'
import { levels } from '#modules/outcomes'
import { type FormState, type FormValues, form, type Route, type Visit } from '#platform/http'
import {
  BilingualField,
  Checkbox,
  CheckboxGroup,
  Form,
  PageHead,
  RadioGroup,
  Section,
  Select,
  TextInput,
} from '#ui'
import { defineMetric } from '../../commands/index.ts'
import {
  type Counting,
  groupings,
  type OwnMetric,
  retired,
  type SourceId,
  sourceIds,
} from '../../metrics/index.ts'
import { readMaterial } from '../../queries/index.ts'
import { offers } from '../../wire.ts'
import { formName, kindName } from '../words.ts'
import { host, trail } from './parts.tsx'

const sourceIn = (text: string | null): SourceId | null => sourceIds.find((id) => id === text) ?? null

/** Only what the source offers is asked. */
function Fields({
  visit,
  state,
  source,
  own,
}: {
  visit: Visit
  state: FormState
  source: SourceId
  own: OwnMetric | null
}) {
  const { say } = visit
  const offer = offers(source)
  const was: Partial<Counting> = own?.metric ?? {}
  const named = (values: readonly string[], name: (value: string) => string) =>
    values.map((value) => ({ value, label: name(value) }))
  return (
    <>
      <RadioGroup
        of={state}
        name="unit"
        label={say('statements.unit')}
        required
        value={was.unit ?? offer.units[0]}
        options={offer.units.map((unit) => ({
          value: unit,
          label: say(`statements.unit_${unit}_name`),
          hint: say(`statements.unit_${unit}_text`),
        }))}
        followUps={[
          {
            when: ['money'],
            children: (
              <TextInput
                of={state}
                name="currency"
                size="short"
                label={say('statements.currency')}
                hint={say('statements.currency_hint')}
                value={was.currency ?? 'CNY'}
                maxlength={3}
              />
            ),
          },
        ]}
      />
      {offer.kinds.length > 0 && (
        <CheckboxGroup
          of={state}
          name="kinds"
          inline
          label={say('statements.kinds')}
          hint={say(offer.hasLevels ? 'statements.one_kind' : 'statements.none_is_all')}
          values={was.kinds ?? []}
          options={named(offer.kinds, (kind) => kindName(say, source, kind))}
        />
      )}
      {offer.forms.length > 0 && (
        <CheckboxGroup
          of={state}
          name="forms"
          inline
          label={say('statements.forms')}
          hint={say(offer.hasLevels ? 'statements.one_form' : 'statements.none_is_all')}
          values={was.forms ?? []}
          options={named(offer.forms, (form) => formName(say, form))}
        />
      )}
      {offer.hasLevels && (
        <>
          <Select
            of={state}
            name="floor"
            size="medium"
            label={say('statements.floor')}
            hint={say('statements.floor_hint')}
            value={was.floor ?? 'documented'}
            options={named(levels, (level) => say(`outcomes.level_${level}`))}
          />
          <Checkbox
            of={state}
            name="lasting"
            label={say('statements.lasting')}
            hint={say('statements.lasting_hint')}
            checked={was.lasting ?? false}
          />
        </>
      )}
      <Checkbox
        of={state}
        name="credited"
        label={say('statements.credited')}
        checked={was.credited ?? false}
      />
      <Select
        of={state}
        name="window"
        size="medium"
        label={say('statements.window')}
        value={String(was.window ?? '')}
        empty={say('statements.window_none')}
        options={named(['6', '12', '24', '36'], (months) =>
          say('statements.window_months', { months: Number(months) }),
        )}
      />
      <Select
        of={state}
        name="by"
        size="medium"
        label={say('statements.breakdown')}
        value={was.by ?? 'none'}
        options={groupings
          .filter((by) => offer.groups.includes(by))
          .map((by) => ({ value: by, label: say(`statements.by_${by}`) }))}
      />
      <BilingualField
        of={state}
        name="title"
        label={say('statements.metric_title')}
        required
        maxlength={120}
        value={own?.title}
      />
      <BilingualField
        of={state}
        name="definition"
        label={say('statements.definition')}
        hint={say('statements.definition_hint')}
        required
        rows={4}
        maxlength={1500}
        value={own?.definition}
      />
    </>
  )
}

const countingIn = (values: FormValues, source: SourceId) => ({
  source,
  unit: values.text('unit') as Counting['unit'], // the schema of the command refuses what is none
  kinds: [...values.all('kinds')],
  forms: [...values.all('forms')],
  credited: values.flag('credited'),
  lasting: values.flag('lasting'),
  floor: levels.find((level) => level === values.text('floor')) ?? null,
  window: ([6, 12, 24, 36] as const).find((months) => String(months) === values.text('window')) ?? null,
  by: groupings.find((by) => by === values.text('by')) ?? 'none',
  currency: values.text('unit') === 'money' ? values.text('currency').toUpperCase() : null,
})

const wordsIn = (values: FormValues) => ({
  title: { en: values.text('title.en'), zh: values.text('title.zh') },
  definition: { en: values.text('definition.en'), zh: values.text('definition.zh') },
})

/** First where it counts, then what that source offers. */
export const newMetricPage: Route = form({
  path: '/console/statements/metrics/new',
  who: host,
  load: async (visit) => sourceIn(visit.search.get('source')),
  view: (visit, source, state) => {
    const { say, href } = visit
    const path = '/console/statements/metrics/new'
    return {
      title: say('statements.new_metric'),
      shell: 'console',
      current: '/console/statements',
      body: (
        <>
          <PageHead
            title={say('statements.new_metric')}
            lead={say('statements.new_metric_lead')}
            crumbs={trail(
              visit,
              { label: say('statements.metrics'), href: href('/console/statements/metrics') },
              say('statements.new_metric'),
            )}
          />
          {source === null ? (
            <Form method="get" action={href(path)} send={say('statements.go_on')}>
              <RadioGroup
                name="source"
                label={say('statements.counts_in')}
                required
                value="outcomes"
                options={sourceIds
                  .filter((id) => !retired.includes(id))
                  .map((id) => ({
                    value: id,
                    label: say(`statements.source_${id}`),
                    hint: say(`statements.source_${id}_text`),
                  }))}
              />
            </Form>
          ) : (
            <Section
              title={say(`statements.source_${source}`)}
              lead={say(`statements.source_${source}_text`)}
            >
              <Form action={href(`${path}?source=${source}`)} of={state} send={say('statements.save_metric')}>
                <Fields visit={visit} state={state} source={source} own={null} />
              </Form>
            </Section>
          )}
        </>
      ),
    }
  },
  submit: async (visit, values, source) => {
    if (source === null) throw notFound()
    await visit.use.run(defineMetric, {
      slug: null,
      counting: countingIn(values, source),
      ...wordsIn(values),
    })
    return { to: '/console/statements/metrics', told: 'statements.told_metric' }
  },
})

export const changeMetricPage = (words: Words): Route =>
  form({
    path: '/console/statements/metrics/:slug',
    who: host,
    load: async (visit) => {
      const { own } = await visit.use.ask(readMaterial(words), {})
      const found = own.find(({ metric }) => metric.id === visit.params.slug)
      if (!found) throw notFound()
      return found
    },
    view: (visit, own, state) => {
      const { say, href, locale } = visit
      return {
        title: own.title[locale],
        shell: 'console',
        current: '/console/statements',
        body: (
          <>
            <PageHead
              title={own.title[locale]}
              lead={say('statements.change_metric_lead', { version: own.metric.version + 1 })}
              crumbs={trail(
                visit,
                { label: say('statements.metrics'), href: href('/console/statements/metrics') },
                own.title[locale],
              )}
            />
            <Form
              action={href(`/console/statements/metrics/${own.metric.id}`)}
              of={state}
              send={say('statements.save_version')}
            >
              <Fields visit={visit} state={state} source={own.metric.source} own={own} />
            </Form>
          </>
        ),
      }
    },
    submit: async (visit, values, own) => {
      const counting = countingIn(values, own.metric.source)
      await visit.use.run(defineMetric, { slug: own.metric.id, counting, ...wordsIn(values) })
      return { to: '/console/statements/metrics', told: 'statements.told_metric' }
    },
  })
