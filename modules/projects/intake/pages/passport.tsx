import { countriesSorted } from '#kernel/countries'
import { invalid } from '#kernel/errors'
import { type Money, moneyDecimal, parseMoney } from '#kernel/money'
import { bothIn, type FormState, type FormValues, type Visit } from '#platform/http'
import { fieldProblems } from '#platform/usecases'
import { BilingualField, CheckboxGroup, FieldSet, RadioGroup, Select, TextInput } from '#ui'
import { fields, maturities, type Project, soughtKinds } from '../../model.ts'
import { PassportFacts } from '../../wire.ts'

const currencies = ['CNY', 'GBP', 'USD', 'EUR', 'JPY', 'CAD', 'HKD', 'SGD'] as const

/** What is typed once about a project. */
export function PassportFields({ visit, of, project }: { visit: Visit; of: FormState; project: Project }) {
  const { say, locale } = visit
  const optional = say('kernel.optional')
  const options = (name: string, values: readonly string[]) =>
    values.map((value) => ({ value, label: say(`projects.${name}_${value}`) }))
  /** What most controls have: their name says their words. */
  const control = (name: string) => ({
    of,
    name,
    label: say(`projects.${name}`),
    hint: say(`projects.${name}_hint`),
  })
  return (
    <>
      <BilingualField {...control('title')} maxlength={160} value={project.title} />
      <BilingualField {...control('summary')} rows={3} maxlength={600} value={project.summary} />
      <BilingualField
        {...control('body')}
        mark={optional}
        rows={10}
        maxlength={20_000}
        value={project.body}
      />
      <Select
        {...control('field')}
        empty={say('kernel.choose')}
        value={project.field ?? ''}
        options={options('field', fields)}
      />
      <TextInput {...control('tags')} mark={optional} value={project.tags.join(', ')} />
      <RadioGroup
        of={of}
        name="maturity"
        label={say('projects.maturity')}
        value={project.maturity ?? ''}
        options={options('maturity', maturities)}
      />
      <CheckboxGroup
        of={of}
        name="seeking"
        label={say('projects.seeking')}
        values={project.seeking}
        options={options('seeking', soughtKinds)}
        followUps={[
          {
            when: ['capital'],
            children: (
              <>
                <TextInput
                  of={of}
                  name="amount"
                  inputmode="decimal"
                  size="medium"
                  label={say('projects.financing')}
                  hint={say('projects.financing_hint')}
                  value={project.financing ? moneyDecimal(project.financing) : ''}
                />
                <Select
                  of={of}
                  name="currency"
                  label={say('projects.currency')}
                  value={project.financing?.currency ?? 'CNY'}
                  options={currencies.map((value) => ({ value, label: value }))}
                />
              </>
            ),
          },
        ]}
      />
      <FieldSet legend={say('projects.where_from')}>
        <Select
          of={of}
          name="country"
          label={say('kernel.country')}
          empty={say('kernel.choose')}
          value={project.country ?? ''}
          options={countriesSorted(locale).map(({ code, name }) => ({ value: code, label: name }))}
        />
        <TextInput {...control('institution')} mark={optional} maxlength={200} value={project.institution} />
        <TextInput
          {...control('ror')}
          mark={optional}
          size="short"
          maxlength={40}
          value={project.ror ?? ''}
        />
        <TextInput
          of={of}
          name="website"
          type="url"
          label={say('projects.website')}
          mark={optional}
          maxlength={500}
          value={project.website ?? ''}
        />
      </FieldSet>
    </>
  )
}

const pickIn = <T extends string>(values: FormValues, name: string, known: readonly T[]): T | null =>
  known.find((each) => each === values.text(name)) ?? null

function financingIn(values: FormValues): Money | null {
  const amount = values.text('amount')
  if (amount === '' || !values.all('seeking').includes('capital')) return null
  return parseMoney(amount, values.text('currency'))
}

const restIn = (values: FormValues) => ({
  title: bothIn(values, 'title'),
  summary: bothIn(values, 'summary'),
  body: bothIn(values, 'body'),
  field: pickIn(values, 'field', fields),
  // Both languages separate words in their own way.
  tags: values
    .text('tags')
    .split(/[,，、;；]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== ''),
  maturity: pickIn(values, 'maturity', maturities),
  seeking: soughtKinds.filter((kind) => values.all('seeking').includes(kind)),
  website: values.text('website') || null,
  country: values.text('country') || null,
  institution: values.text('institution'),
  ror: values.text('ror') || null,
})

/** The passport as the form sent it. Refuses an amount that is none at its field, beside whatever else is wrong. */
export function passportIn(values: FormValues) {
  const rest = restIn(values)
  try {
    return { ...rest, financing: financingIn(values) }
  } catch {
    const others = PassportFacts.safeParse({ ...rest, financing: null }).error
    throw invalid([
      { path: 'amount', code: 'projects.field_amount' },
      ...(others ? fieldProblems(others) : []),
    ])
  }
}

/** The same while it is being typed: what is no amount yet stands as what no schema takes. */
export function typedIn(values: FormValues): Record<keyof PassportFacts, unknown> {
  try {
    return passportIn(values)
  } catch {
    return { ...restIn(values), financing: undefined }
  }
}
