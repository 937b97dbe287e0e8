import { invalidField } from '#kernel/errors'
import { parseMoney } from '#kernel/money'
import type { FormState, FormValues, Visit } from '#platform/http'
import { DateTimeInput, RadioGroup, TextInput } from '#ui'
import { contractForces, type Outcome, outcomeTypes, postForms, type Terms } from '../model.ts'

const currencies = ['CNY', 'GBP', 'EUR', 'USD', 'JPY', 'CAD']

/** The facts of an outcome as a form; each type asks only for its own. `fixed` keeps the type of a correction. */
export function FactFields({ visit, form, outcome }: { visit: Visit; form: FormState; outcome?: Outcome }) {
  const { say } = visit
  const terms = outcome?.terms
  const amount = terms?.type === 'contract' ? terms.amount : null
  const post = (
    <RadioGroup
      of={form}
      name="form"
      label={say('outcomes.post_form')}
      required
      value={terms?.type === 'post' ? terms.form : 'full_time'}
      options={postForms.map((value) => ({ value, label: say(`outcomes.post_${value}`) }))}
    />
  )
  const company = (
    <TextInput
      of={form}
      name="registryNumber"
      label={say('outcomes.registry_number')}
      hint={say('outcomes.registry_number_hint')}
      required
      value={terms?.type === 'company' ? terms.registryNumber : ''}
    />
  )
  const contract = (
    <>
      <RadioGroup
        of={form}
        name="force"
        label={say('outcomes.contract_force')}
        required
        value={terms?.type === 'contract' ? terms.force : 'intention'}
        options={contractForces.map((value) => ({
          value,
          label: say(`outcomes.contract_${value}`),
          hint: say(`outcomes.contract_${value}_hint`),
        }))}
      />
      <TextInput
        of={form}
        name="amount"
        label={say('outcomes.amount')}
        hint={say('outcomes.amount_hint')}
        inputmode="decimal"
        size="medium"
        value={amount ? String(amount.minor / 100) : ''}
      />
      <RadioGroup
        of={form}
        name="currency"
        label={say('outcomes.currency')}
        inline
        value={amount?.currency ?? 'CNY'}
        options={currencies.map((value) => ({ value, label: value }))}
      />
    </>
  )
  const questions = { post, company, contract }
  return (
    <>
      {outcome ? (
        questions[outcome.terms.type]
      ) : (
        <RadioGroup
          of={form}
          name="type"
          label={say('outcomes.type')}
          hint={say('outcomes.type_hint')}
          required
          value="post"
          options={outcomeTypes.map((value) => ({ value, label: say(`outcomes.type_${value}`) }))}
          followUps={outcomeTypes.map((type) => ({ when: [type], children: questions[type] }))}
        />
      )}
      <TextInput
        of={form}
        name="title"
        label={say('outcomes.title')}
        hint={say('outcomes.title_hint')}
        required
        maxlength={300}
        value={outcome?.title}
      />
      <TextInput
        of={form}
        name="organisation"
        label={say('outcomes.organisation')}
        hint={say('outcomes.organisation_hint')}
        maxlength={300}
        value={outcome?.organisation}
      />
      <DateTimeInput
        of={form}
        kind="date"
        name="happenedOn"
        label={say('outcomes.happened_on')}
        required
        value={outcome?.happenedOn}
      />
    </>
  )
}

/** The terms that the chosen type asks for; what was typed for other types is left aside. */
export function termsFrom(values: FormValues, type: string): Terms {
  if (type === 'company') return { type, registryNumber: values.text('registryNumber') }
  if (type === 'contract') {
    const force = contractForces.find((each) => each === values.text('force'))
    if (!force) throw invalidField('force', 'kernel.field_choose')
    return { type, force, amount: amountFrom(values) }
  }
  const form = postForms.find((each) => each === values.text('form'))
  if (type !== 'post' || !form) throw invalidField(type === 'post' ? 'form' : 'type', 'kernel.field_choose')
  return { type, form }
}

function amountFrom(values: FormValues) {
  const typed = values.text('amount')
  if (typed === '') return null
  if (!currencies.includes(values.text('currency'))) throw invalidField('currency', 'kernel.field_choose')
  const amount = parseMoney(typed, values.text('currency'))
  if (amount === null) throw invalidField('amount', 'outcomes.field_amount')
  return amount
}
