import type { VNode } from 'preact'
import type { Edition } from '#modules/programme'
import { type FormState, type FormValues, form, type Route, type Visit } from '#platform/http'
import { Button, type ButtonTone, Form, FormActions, PageHead, TextArea } from '#ui'
import type { Entry, Evidence, Outcome } from '../model.ts'
import { readOutcome } from '../queries.ts'
import { staff } from './list.tsx'
import { outcomeIn } from './one.tsx'
import { trail } from './trail.ts'

const largest = 10 * 1024 * 1024

export type Shown = {
  outcome: Outcome
  edition: Pick<Edition, 'startsOn' | 'zone'>
  evidence: readonly Evidence[]
  entries: readonly Entry[]
  personal: ReadonlyMap<Entry['id'], { data: string }>
}

/** Each way to change an outcome is one form; all lead back to the record. */
export function changeForm(change: {
  verb: 'evidence' | 'verify' | 'credential' | 'ask' | 'decide' | 'correct' | 'withdraw'
  tone: ButtonTone
  /** Why there is nothing to send, where that is so; what was typed all the same stays in its field. */
  nothing?(visit: Visit, shown: Shown): VNode | null
  fields(visit: Visit, shown: Shown, state: FormState): VNode
  run(visit: Visit, shown: Shown, values: FormValues): Promise<unknown>
}): Route {
  const path = (outcome: Outcome) => `/console/outcomes/${outcome.id}`
  return form({
    path: `/console/outcomes/:outcome/${change.verb}`,
    who: staff,
    limit: largest + 64 * 1024,
    load: (visit) => visit.use.ask(readOutcome, { outcomeId: outcomeIn(visit) }),
    view: (visit, shown, state) => {
      const { outcome } = shown
      const { say, href } = visit
      const title = say(`outcomes.${change.verb}_title`)
      const nothing = change.nothing?.(visit, shown) ?? null
      return {
        title,
        shell: 'console',
        current: '/console/outcomes',
        body: (
          <>
            <PageHead
              title={title}
              lead={say(`outcomes.${change.verb}_lead`)}
              crumbs={trail(visit, { label: outcome.title, href: href(path(outcome)) }, { label: title })}
            />
            {nothing}
            {(nothing === null || state.sent) && (
              <Form
                action={href(`${path(outcome)}/${change.verb}`)}
                files={change.verb === 'evidence'}
                of={state}
              >
                {change.fields(visit, shown, state)}
                <FormActions>
                  <Button tone={change.tone}>{title}</Button>
                </FormActions>
              </Form>
            )}
          </>
        ),
      }
    },
    submit: async (visit, values, shown) => {
      await change.run(visit, shown, values)
      return { to: path(shown.outcome), told: `outcomes.told_${change.verb}` }
    },
  })
}

export const Reason = ({ visit, state }: { visit: Visit; state: FormState }) => (
  <TextArea
    of={state}
    name="reason"
    label={visit.say('outcomes.reason')}
    hint={visit.say('outcomes.reason_hint')}
    required
    rows={4}
    maxlength={2000}
  />
)
