import { countriesSorted } from '#kernel/countries'
import { pick } from '#kernel/text'
import type { FormState, FormValues, Visit } from '#platform/http'
import { CheckboxGroup, DateTimeInput, RadioGroup, Select, TextArea, TextInput } from '#ui'
import type { Question } from './model.ts'
import { blocksAfter } from './rules.ts'

type Answers = Readonly<Record<string, string | number | boolean | readonly string[]>>

/** The control's name: the same question may stand on a page once for each category. */
export const nameOf = (prefix: string, id: string) => `${prefix}.${id}`

/** What a form sent as answers of these questions, by question id; nothing that is not in the form. */
export function answersIn(
  values: FormValues,
  form: readonly Question[],
  prefix: string,
): Record<string, unknown> {
  const raw: Record<string, unknown> = {}
  for (const question of form) {
    const name = nameOf(prefix, question.id)
    raw[question.id] = question.type === 'many' ? values.all(name) : values.text(name)
  }
  return raw
}

const asText = (answer: Answers[string] | undefined): string => {
  if (answer === undefined) return ''
  if (typeof answer === 'boolean') return answer ? 'yes' : 'no'
  return typeof answer === 'object' ? '' : String(answer)
}

type Props = {
  visit: Visit
  of: FormState
  prefix: string
  form: readonly Question[]
  /** What was answered before. */
  answers?: Answers
}

/** A category's questions; those that depend on an answer stand in a block that CSS opens. No JavaScript. */
export const QuestionFields = (props: Props) => (
  <>
    {props.form
      .filter(({ when }) => when === null)
      .map((question) => (
        <OneQuestion key={question.id} {...props} question={question} />
      ))}
  </>
)

function OneQuestion({ question, ...props }: Props & { question: Question }) {
  const { visit, of, prefix, form, answers = {} } = props
  const { say, locale } = visit
  const label = pick(question.label, locale)
  const hint = pick(question.hint, locale).value
  const answer = answers[question.id]
  const common = {
    of,
    name: nameOf(prefix, question.id),
    path: `answers.${question.id}`,
    label: label.lang === locale ? label.value : <span lang={tagOf(label.lang)}>{label.value}</span>,
    hint: hint === '' ? undefined : hint,
    required: question.required,
    mark: question.required ? undefined : say('kernel.optional'),
  }
  const blocks = blocksAfter(form, question.id).map(({ when, questions }) => ({
    when,
    children: questions.map((each) => <OneQuestion key={each.id} {...props} question={each} />),
  }))
  const options = question.choices.map((choice) => ({
    value: choice.id,
    label: pick(choice.label, locale).value,
  }))
  switch (question.type) {
    case 'text':
      return <TextInput {...common} maxlength={300} value={asText(answer)} />
    case 'long_text':
      return <TextArea {...common} maxlength={5000} value={asText(answer)} />
    case 'number':
      return <TextInput {...common} type="number" step="any" size="short" value={asText(answer)} />
    case 'date':
      return <DateTimeInput {...common} kind="date" value={asText(answer)} />
    case 'country':
      return (
        <Select
          {...common}
          empty={say('kernel.choose')}
          value={asText(answer)}
          options={countriesSorted(locale).map(({ code, name }) => ({ value: code, label: name }))}
        />
      )
    case 'yes_no':
      return (
        <RadioGroup
          {...common}
          inline
          value={asText(answer)}
          followUps={blocks}
          options={[
            { value: 'yes', label: say('kernel.yes') },
            { value: 'no', label: say('kernel.no') },
          ]}
        />
      )
    case 'one':
      // A long list is a drop-down; a short one shows its answers at once.
      return options.length > 7 ? (
        <Select
          {...common}
          empty={say('kernel.choose')}
          value={asText(answer)}
          options={options}
          followUps={blocks}
        />
      ) : (
        <RadioGroup {...common} value={asText(answer)} options={options} followUps={blocks} />
      )
    case 'many':
      return (
        <CheckboxGroup
          {...common}
          values={typeof answer === 'object' ? answer : []}
          options={options}
          followUps={blocks}
        />
      )
  }
}

const tagOf = (lang: string) => (lang === 'zh' ? 'zh-Hans' : 'en')
