import { pick } from '#kernel/text'
import type { Visit } from '#platform/http'
import { EmptyState, LinkButton, Said, Section, Table } from '#ui'
import { Order } from '../parts.tsx'
import type { Question } from './model.ts'
import { conditionText } from './words.ts'

/** The questions of a form as its maker sees them: in order, each leading to where it is changed. */
export function FormSection({
  visit,
  form,
  base,
  open,
  title,
  lead,
  none,
}: {
  visit: Visit
  form: readonly Question[]
  /** The page that keeps the form; its questions are below it. */
  base: string
  open: boolean
  /** Where a record keeps more than one form. */
  title?: string
  lead?: string
  /** What is said where nothing is asked yet. */
  none?: string
}) {
  const { say, href, locale } = visit
  const add = open && (
    <LinkButton icon="plus" href={href(`${base}/questions/new`)}>
      {say('registration.add_question')}
    </LinkButton>
  )
  return (
    <Section
      title={title ?? say('registration.form')}
      lead={lead ?? say('registration.form_lead')}
      actions={form.length > 0 ? add : undefined}
    >
      <Table
        caption={say('registration.form')}
        hideCaption
        rows={form}
        rowKey={({ id }) => id}
        href={({ id }) => (open ? href(`${base}/questions/${id}`) : undefined)}
        empty={
          <EmptyState title={say('registration.no_question')} action={add}>
            {none ?? say('registration.no_question_text')}
          </EmptyState>
        }
        columns={[
          {
            key: 'label',
            label: say('registration.question'),
            main: true,
            cell: (question) => <Said text={question.label} locale={locale} />,
          },
          {
            key: 'type',
            label: say('registration.question_type'),
            cell: ({ type }) => say(`registration.type_${type}`),
          },
          {
            key: 'asked',
            label: say('registration.asked'),
            cell: (question) => conditionText(question, form, visit) ?? say('registration.asked_always'),
          },
          {
            key: 'required',
            label: say('registration.answer'),
            cell: ({ required }) => say(required ? 'kernel.required' : 'kernel.optional'),
          },
          {
            key: 'order',
            label: say('registration.order'),
            hideLabel: true,
            cell: (question) =>
              open &&
              form.length > 1 && (
                <Order
                  visit={visit}
                  name={pick(question.label, locale).value}
                  action={`${base}/questions/${question.id}/move`}
                />
              ),
          },
        ]}
      />
    </Section>
  )
}
