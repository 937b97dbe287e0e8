import { pick } from '#kernel/text'
import { bothIn, type FormState, type FormValues, type Visit } from '#platform/http'
import { BilingualField, Checkbox, CheckboxGroup, Group, RadioGroup } from '#ui'
import { answersOf, canBeCondition, type Question, type QuestionType, questionTypes } from './model.ts'
import { answerText } from './words.ts'

const sparePlaces = 4

const typeIn = (values: FormValues): QuestionType =>
  questionTypes.find((type) => type === values.text('type')) ?? 'text'

/** Rows of choices as they stand on the page; a row without words is none. */
const choicesIn = (values: FormValues) =>
  values
    .all('choice')
    .map((id, index) => ({ id, label: bothIn(values, `choice.${index}`) }))
    .filter(({ label }) => label.en !== '' || label.zh !== '')

/** 'q1:c2' each; they must be answers of one question. */
function conditionIn(values: FormValues): { question: string; is: string[] } | null {
  const picked = values.all('when').map((each) => each.split(':'))
  const question = picked[0]?.[0]
  if (values.text('asked') !== 'when' || question === undefined)
    return values.text('asked') === 'when' ? { question: '', is: [] } : null
  // An answer of a second question makes the condition one that cannot be: the rule says so by name.
  const mixed = picked.some(([id]) => id !== question)
  return { question: mixed ? '' : question, is: picked.map(([, answer]) => answer ?? '') }
}

/** The question's facts as the form sent them. */
export const factsIn = (values: FormValues) => ({
  type: typeIn(values),
  label: bothIn(values, 'label'),
  hint: bothIn(values, 'hint'),
  required: values.flag('required'),
  choices: choicesIn(values),
  when: conditionIn(values),
})

/** Choices, each in both languages; a few empty rows stand ready, and more after saving. */
function Choices({ visit, of, question }: { visit: Visit; of: FormState; question?: Question }) {
  const { say } = visit
  const sent = of.values('choice')
  const kept = question?.choices ?? []
  const rows = of.sent ? Math.max(sent.length, 1) : kept.length + sparePlaces
  return (
    <Group
      of={of}
      name="choices"
      id="f-choices"
      label={say('registration.choices')}
      hint={say('registration.choices_hint')}
    >
      {Array.from({ length: rows }, (_none, index) => (
        <div key={index}>
          <input
            type="hidden"
            name="choice"
            value={of.sent ? (sent[index] ?? '') : (kept[index]?.id ?? '')}
          />
          <BilingualField
            of={of}
            name={`choice.${index}`}
            label={say('registration.choice_number', { number: index + 1 })}
            hideLabel
            maxlength={120}
            value={kept[index]?.label}
          />
        </div>
      ))}
    </Group>
  )
}

function Condition({
  visit,
  of,
  earlier,
  question,
}: {
  visit: Visit
  of: FormState
  earlier: readonly Question[]
  question?: Question
}) {
  const { say, locale } = visit
  const parents = earlier.filter(({ type }) => canBeCondition(type))
  if (parents.length === 0) return null
  const options = parents.flatMap((parent) =>
    answersOf(parent).map((answer) => ({
      value: `${parent.id}:${answer}`,
      label: say('registration.condition_option', {
        question: pick(parent.label, locale).value,
        answer: answerText(
          parent,
          parent.type === 'yes_no' ? answer === 'yes' : parent.type === 'many' ? [answer] : answer,
          visit,
        ),
      }),
    })),
  )
  const when = question?.when
  return (
    <RadioGroup
      of={of}
      name="asked"
      path="asked"
      label={say('registration.asked')}
      value={when ? 'when' : 'always'}
      options={[
        { value: 'always', label: say('registration.asked_always') },
        { value: 'when', label: say('registration.asked_after') },
      ]}
      followUps={[
        {
          when: ['when'],
          children: (
            <CheckboxGroup
              of={of}
              name="when"
              label={say('registration.condition')}
              hint={say('registration.condition_hint')}
              values={when ? when.is.map((answer) => `${when.question}:${answer}`) : []}
              options={options}
            />
          ),
        },
      ]}
    />
  )
}

/** The fields a question is made of, with its choices and the condition under which it is asked. */
export function QuestionForm({
  visit,
  of,
  form,
  question,
}: {
  visit: Visit
  of: FormState
  form: readonly Question[]
  question?: Question
}) {
  const { say } = visit
  const at = question ? form.indexOf(question) : form.length
  const typed = (type: QuestionType) => type === 'one' || type === 'many'
  return (
    <>
      <BilingualField
        of={of}
        name="label"
        label={say('registration.question')}
        required
        maxlength={200}
        value={question?.label}
      />
      <BilingualField
        of={of}
        name="hint"
        label={say('registration.question_hint')}
        mark={say('kernel.optional')}
        maxlength={300}
        value={question?.hint}
      />
      {question ? (
        <>
          <input type="hidden" name="type" value={question.type} />
          {typed(question.type) && <Choices visit={visit} of={of} question={question} />}
        </>
      ) : (
        <RadioGroup
          of={of}
          name="type"
          label={say('registration.question_type')}
          value="text"
          options={questionTypes.map((type) => ({ value: type, label: say(`registration.type_${type}`) }))}
          followUps={[{ when: ['one', 'many'], children: <Choices visit={visit} of={of} /> }]}
        />
      )}
      <Checkbox
        of={of}
        name="required"
        label={say('registration.question_required')}
        checked={question?.required ?? false}
      />
      <Condition visit={visit} of={of} earlier={form.slice(0, at)} {...(question && { question })} />
    </>
  )
}
