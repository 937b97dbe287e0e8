import type { VNode } from 'preact'
import { invalidField } from '#kernel/errors'
import { type Money, minorDigits, moneyDecimal, parseMoney } from '#kernel/money'
import type { FormState, FormValues, Visit } from '#platform/http'
import { RadioGroup, TextInput } from '#ui'
import {
  contractForces,
  investmentStages,
  type OutcomeType,
  patentStages,
  postForms,
  type Terms,
} from '../model.ts'

const currencies = ['CNY', 'GBP', 'EUR', 'USD', 'JPY', 'CAD', 'SGD', 'HKD']

type Asked<Type extends OutcomeType> = {
  visit: Visit
  of: FormState
  /** What a correction starts from. */
  terms: Extract<Terms, { type: Type }> | undefined
}
type Questions = { [Type in OutcomeType]: (asked: Asked<Type>) => VNode }

const Choice = ({
  visit: { say },
  of,
  name,
  words,
  values,
  value,
  hints,
}: {
  visit: Visit
  of: FormState
  name: string
  /** `outcomes.<words>_<value>` are the options' words. */
  words: string
  values: readonly string[]
  value: string | undefined
  hints?: boolean
}) => (
  <RadioGroup
    of={of}
    name={name}
    label={say(`outcomes.${words}`)}
    required
    value={value ?? values[0]}
    options={values.map((each) => ({
      value: each,
      label: say(`outcomes.${words}_${each}`),
      ...(hints ? { hint: say(`outcomes.${words}_${each}_hint`) } : {}),
    }))}
  />
)

const Line = ({
  visit: { say },
  of,
  name,
  words = name,
  value,
  hint,
}: {
  visit: Visit
  of: FormState
  name: string
  /** `outcomes.term_<words>`; the field's own name when left out. */
  words?: string
  value: string | undefined
  hint?: boolean
}) => (
  <TextInput
    of={of}
    name={name}
    label={say(`outcomes.term_${words}`)}
    {...(hint ? { hint: say(`outcomes.term_${words}_hint`) } : {})}
    required
    maxlength={120}
    value={value}
  />
)

const AmountFields = ({
  visit: { say },
  of,
  name,
  amount,
  required,
}: {
  visit: Visit
  of: FormState
  name: string
  amount: Money | null | undefined
  required?: boolean
}) => (
  <>
    <TextInput
      of={of}
      name={`${name}Amount`}
      label={say('outcomes.amount')}
      hint={required ? undefined : say('outcomes.amount_hint')}
      required={required}
      inputmode="decimal"
      size="medium"
      value={amount ? moneyDecimal(amount) : ''}
    />
    <RadioGroup
      of={of}
      name={`${name}Currency`}
      label={say('outcomes.currency')}
      inline
      value={amount?.currency ?? 'CNY'}
      options={currencies.map((value) => ({ value, label: value }))}
    />
  </>
)

const questions: Questions = {
  post: ({ terms, ...to }) => (
    <Choice {...to} name="form" words="post" values={postForms} value={terms?.form} />
  ),
  company: ({ terms, ...to }) => (
    <Line {...to} name="registryNumber" words="registry_number" value={terms?.registryNumber} hint />
  ),
  landing: ({ terms, ...to }) => <Line {...to} name="place" value={terms?.place} hint />,
  investment: ({ terms, ...to }) => (
    <>
      <Choice
        {...to}
        name="investmentStage"
        words="investment"
        values={investmentStages}
        value={terms?.stage}
        hints
      />
      <AmountFields {...to} name="investment" amount={terms?.amount} required />
    </>
  ),
  contract: ({ terms, ...to }) => (
    <>
      <Choice {...to} name="force" words="contract" values={contractForces} value={terms?.force} hints />
      <AmountFields {...to} name="contract" amount={terms?.amount} />
    </>
  ),
  jobs: ({ terms, visit, of }) => (
    <TextInput
      of={of}
      name="count"
      type="number"
      min={1}
      size="short"
      label={visit.say('outcomes.term_count')}
      hint={visit.say('outcomes.term_count_hint')}
      required
      value={terms ? String(terms.count) : ''}
    />
  ),
  patent: ({ terms, ...to }) => (
    <>
      <Choice {...to} name="patentStage" words="patent" values={patentStages} value={terms?.stage} />
      <Line {...to} name="office" value={terms?.office} hint />
      <Line {...to} name="number" value={terms?.number} />
    </>
  ),
  award: ({ terms, ...to }) => <Line {...to} name="awardedBy" words="awarded_by" value={terms?.awardedBy} />,
}

/** What one type asks beside the common facts. */
export function TermFields({
  visit,
  of,
  type,
  terms,
}: {
  visit: Visit
  of: FormState
  type: OutcomeType
  terms?: Terms | undefined
}): VNode {
  const Fields = questions[type] as (asked: Asked<OutcomeType>) => VNode // the table pairs each type with its own terms
  return <Fields visit={visit} of={of} terms={terms?.type === type ? terms : undefined} />
}

function chosen<Value extends string>(values: FormValues, name: string, options: readonly Value[]): Value {
  const found = options.find((each) => each === values.text(name))
  if (!found) throw invalidField(name, 'kernel.field_choose')
  return found
}

function amountFrom(values: FormValues, name: string): Money | null {
  const typed = values.text(`${name}Amount`)
  if (typed === '') return null
  const currency = values.text(`${name}Currency`)
  if (!currencies.includes(currency)) throw invalidField(`${name}Currency`, 'outcomes.field_currency')
  try {
    const amount = parseMoney(typed, currency)
    if (amount.minor > 0) return amount
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  throw invalidField(
    `${name}Amount`,
    minorDigits(currency) === 0 ? 'outcomes.field_amount_whole' : 'outcomes.field_amount',
  )
}

function countFrom(values: FormValues): number {
  const count = Number(values.text('count'))
  if (!Number.isSafeInteger(count) || count < 1 || count > 1_000_000)
    throw invalidField('count', 'outcomes.field_count')
  return count
}

const readers: { [Type in OutcomeType]: (values: FormValues) => Extract<Terms, { type: Type }> } = {
  post: (values) => ({ type: 'post', form: chosen(values, 'form', postForms) }),
  company: (values) => ({ type: 'company', registryNumber: values.text('registryNumber') }),
  landing: (values) => ({ type: 'landing', place: values.text('place') }),
  investment: (values) => {
    const amount = amountFrom(values, 'investment')
    if (amount === null) throw invalidField('investmentAmount', 'kernel.field_required')
    return { type: 'investment', stage: chosen(values, 'investmentStage', investmentStages), amount }
  },
  contract: (values) => ({
    type: 'contract',
    force: chosen(values, 'force', contractForces),
    amount: amountFrom(values, 'contract'),
  }),
  jobs: (values) => ({ type: 'jobs', count: countFrom(values) }),
  patent: (values) => ({
    type: 'patent',
    office: values.text('office'),
    number: values.text('number'),
    stage: chosen(values, 'patentStage', patentStages),
  }),
  award: (values) => ({ type: 'award', awardedBy: values.text('awardedBy') }),
}

/** The terms that the chosen type asks for; what was typed for other types is left aside. */
export const termsFrom = (values: FormValues, type: OutcomeType): Terms => readers[type](values)
