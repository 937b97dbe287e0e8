import type { Words } from '#kernel/i18n'
import { form, type Route } from '#platform/http'
import { BilingualField, Form, Said, Section, Select, Table, TextInput } from '#ui'
import { may } from '../../access.ts'
import { noteClaim } from '../../commands/index.ts'
import { readMaterial } from '../../queries/index.ts'
import { reader } from './list.tsx'
import { Head, path, takeBack } from './material.tsx'

export const claimsPage = (words: Words): Route =>
  form({
    path: path('claims'),
    who: reader,
    load: (visit) => visit.use.ask(readMaterial(words), {}),
    view: (visit, { claims, entries }, state) => {
      const { say, href, locale } = visit
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
                <Form action={href(path('claims'))} of={state} send={say('kernel.save')}>
                  <BilingualField
                    of={state}
                    name="label"
                    label={say('statements.claim_label')}
                    maxlength={120}
                  />
                  <BilingualField
                    of={state}
                    name="valueText"
                    label={say('statements.claim_value')}
                    hint={say('statements.claim_value_hint')}
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
