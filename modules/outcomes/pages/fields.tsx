import { type FieldProblem, invalid, Refusal } from '#kernel/errors'
import { isPlainDate, plainDate } from '#kernel/time'
import type { FormState, FormValues, Visit } from '#platform/http'
import { DateTimeInput, RadioGroup, TextInput } from '#ui'
import { type Outcome, outcomeTypes } from '../model.ts'
import { dayProblems, lacking } from '../rules/claim.ts'
import { TermFields, termsFrom } from './terms.tsx'

/** The facts of an outcome as a form; each type asks only for its own. `outcome` fixes the type of a correction. */
export function FactFields({ visit, form, outcome }: { visit: Visit; form: FormState; outcome?: Outcome }) {
  const { say } = visit
  return (
    <>
      {outcome ? (
        <TermFields visit={visit} of={form} type={outcome.terms.type} terms={outcome.terms} />
      ) : (
        <RadioGroup
          of={form}
          name="type"
          label={say('outcomes.type')}
          hint={say('outcomes.type_hint')}
          required
          value="post"
          options={outcomeTypes.map((value) => ({ value, label: say(`outcomes.type_${value}`) }))}
          followUps={outcomeTypes.map((type) => ({
            when: [type],
            children: <TermFields visit={visit} of={form} type={type} />,
          }))}
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
      <TextInput
        of={form}
        name="personEmail"
        type="email"
        label={say('outcomes.person_email')}
        hint={say(
          outcome?.personId == null ? 'outcomes.person_email_hint' : 'outcomes.person_email_kept_hint',
        )}
        maxlength={254}
      />
    </>
  )
}

/** The terms as far as they were given; what they lack is added to the problems. */
function termsOr(values: FormValues, type: Outcome['terms']['type'], problems: FieldProblem[]) {
  try {
    const terms = termsFrom(values, type)
    problems.push(...lacking(terms))
    return terms
  } catch (error) {
    if (!(error instanceof Refusal) || error.fields.length === 0) throw error
    problems.push(...error.fields)
    return undefined
  }
}

/** What was typed, for the command. `type` is that of the record when it is corrected; `edition` says which days can be. */
export function factsFrom(
  values: FormValues,
  visit: Visit,
  edition: Parameters<typeof dayProblems>[1],
  type?: Outcome['terms']['type'],
) {
  const problems: FieldProblem[] = []
  const happenedOn = values.text('happenedOn')
  const chosen = type ?? outcomeTypes.find((each) => each === values.text('type'))
  const terms = chosen ? termsOr(values, chosen, problems) : undefined
  if (!chosen) problems.push({ path: 'type', code: 'kernel.field_choose' })
  if (values.text('title') === '') problems.push({ path: 'title', code: 'kernel.field_required' })
  if (!isPlainDate(happenedOn)) problems.push({ path: 'happenedOn', code: 'kernel.field_not_a_date' })
  else problems.push(...dayProblems(plainDate(happenedOn), edition, visit.use.now()))
  // All that is missing in one answer: nobody sends a form four times to learn four things.
  if (problems.length > 0 || !terms || !isPlainDate(happenedOn)) throw invalid(problems)
  return {
    terms,
    title: values.text('title'),
    organisation: values.text('organisation'),
    happenedOn: plainDate(happenedOn),
    personEmail: values.text('personEmail') || null,
  }
}
