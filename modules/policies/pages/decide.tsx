import type { PlainDate } from '#kernel/time'
import type { FormState, FormValues, Visit } from '#platform/http'
import { DateTimeInput, Details, FieldSet, Form, RadioGroup, Section, TextArea, TextInput } from '#ui'
import type { Benefit, PolicyClaim } from '../model.ts'
import { mostTranches } from '../rules.ts'
import { amountIn, claimsPath } from './words.tsx'

const Instalment = ({
  visit: { say },
  state,
  currency,
  nth,
}: {
  visit: Visit
  state: FormState
  currency: string
  nth: number
}) => (
  <FieldSet legend={say('policies.tranche_nth', { nth: nth + 1 })}>
    <TextInput
      of={state}
      name={`amount_${nth}`}
      path={`tranches.${nth}.minor`}
      inputmode="decimal"
      size="medium"
      label={say('policies.amount')}
      after={currency}
    />
    <DateTimeInput
      of={state}
      kind="date"
      name={`due_${nth}`}
      path={`tranches.${nth}.dueOn`}
      label={say('policies.due_on')}
    />
    <TextInput
      of={state}
      name={`condition_${nth}`}
      path={`tranches.${nth}.condition`}
      label={say('policies.condition')}
      hint={say('policies.condition_hint')}
      maxlength={300}
    />
  </FieldSet>
)

/** Grants a claim in tranches, or refuses it. */
export const Decide = ({
  visit,
  claim,
  benefit,
  state,
}: {
  visit: Visit
  claim: PolicyClaim
  benefit: Benefit
  state: FormState
}) => {
  const { say, href } = visit
  return (
    <Section title={say('policies.decide')} lead={say('policies.decide_lead')}>
      <Form action={href(`${claimsPath}/${claim.id}`)} of={state} send={say('policies.decide')}>
        <RadioGroup
          of={state}
          name="verdict"
          label={say('policies.verdict')}
          required
          options={[
            { value: 'grant', label: say('policies.verdict_grant') },
            { value: 'refuse', label: say('policies.verdict_refuse') },
          ]}
          followUps={[
            {
              when: ['grant'],
              children: (
                <>
                  <p class="hint">{say('policies.tranches_hint')}</p>
                  <Instalment visit={visit} state={state} currency={benefit.currency} nth={0} />
                  <Details summary={say('policies.more_tranches')} open={state.sent}>
                    {Array.from({ length: mostTranches - 1 }, (_none, index) => (
                      <Instalment
                        key={index}
                        visit={visit}
                        state={state}
                        currency={benefit.currency}
                        nth={index + 1}
                      />
                    ))}
                  </Details>
                </>
              ),
            },
          ]}
        />
        <TextArea
          of={state}
          name="reason"
          label={say('policies.reason')}
          hint={say('policies.reason_hint')}
          rows={3}
          required
        />
      </Form>
    </Section>
  )
}

/**
 * The tranches as they were typed. A row left out in between is refused at its own field: what is said of a tranche has to
 * stand at the row it is of.
 */
export function instalmentsIn(values: FormValues, currency: string) {
  const filled = Array.from({ length: mostTranches }, (_none, nth) =>
    ['amount', 'due', 'condition'].some((name) => values.text(`${name}_${nth}`) !== ''),
  )
  return Array.from({ length: filled.lastIndexOf(true) + 1 }, (_none, nth) => ({
    minor: amountIn(values.text(`amount_${nth}`), currency, `tranches.${nth}.minor`),
    dueOn: values.text(`due_${nth}`) as PlainDate, // the schema of the command refuses what is no date
    condition: values.text(`condition_${nth}`),
  }))
}
