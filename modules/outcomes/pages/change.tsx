import type { VNode } from 'preact'
import { invalidField } from '#kernel/errors'
import type { Files } from '#platform/files'
import { type FormState, type FormValues, form, type Route, type Visit } from '#platform/http'
import {
  Button,
  type ButtonTone,
  ErrorSummary,
  FileInput,
  Form,
  FormActions,
  PageHead,
  RadioGroup,
  TextArea,
  TextInput,
} from '#ui'
import { addEvidence, correctOutcome, verifyOutcome, withdrawOutcome } from '../commands.ts'
import { accepted, mediaOf } from '../media.ts'
import { levels, type Outcome } from '../model.ts'
import { readOutcome } from '../queries.ts'
import { rank } from '../rules/level.ts'
import { mayGive } from '../rules/verify.ts'
import { FactFields, factsFrom } from './fields.tsx'
import { staff } from './list.tsx'
import { outcomeIn } from './one.tsx'

const largest = 10 * 1024 * 1024

/** The four ways to change an outcome are one form each; all lead back to the record. */
function changeForm(change: {
  verb: 'evidence' | 'verify' | 'correct' | 'withdraw'
  tone: ButtonTone
  fields(visit: Visit, outcome: Outcome, state: FormState): VNode
  run(visit: Visit, outcome: Outcome, values: FormValues): Promise<unknown>
}): Route {
  const path = (outcome: Outcome) => `/console/outcomes/${outcome.id}`
  return form({
    path: `/console/outcomes/:outcome/${change.verb}`,
    who: staff,
    limit: largest + 64 * 1024,
    load: async (visit) => (await visit.use.ask(readOutcome, { outcomeId: outcomeIn(visit) })).outcome,
    view: (visit, outcome, state) => {
      const { say, href } = visit
      const title = say(`outcomes.${change.verb}_title`)
      return {
        title,
        shell: 'console',
        current: '/console/outcomes',
        body: (
          <>
            <PageHead
              title={title}
              lead={say(`outcomes.${change.verb}_lead`)}
              crumbs={{
                label: say('outcomes.list_title'),
                trail: [
                  { label: say('outcomes.list_title'), href: href('/console/outcomes') },
                  { label: outcome.title, href: href(path(outcome)) },
                  { label: title },
                ],
              }}
            />
            <Form action={href(`${path(outcome)}/${change.verb}`)} files={change.verb === 'evidence'}>
              <ErrorSummary title={state.refusal} problems={state.problems} />
              {change.fields(visit, outcome, state)}
              <FormActions>
                <Button tone={change.tone}>{title}</Button>
              </FormActions>
            </Form>
          </>
        ),
      }
    },
    submit: async (visit, values, outcome) => {
      await change.run(visit, outcome, values)
      return { to: path(outcome), told: `outcomes.told_${change.verb}` }
    },
  })
}

const Reason = ({ visit, state }: { visit: Visit; state: FormState }) => (
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

const verifyForm = changeForm({
  verb: 'verify',
  tone: 'primary',
  fields: (visit, outcome, state) => {
    const most = mayGive(visit.actor, outcome) ?? 'stated'
    const open = levels.filter((level) => rank(level) > rank(outcome.level) && rank(level) <= rank(most))
    return (
      <>
        <RadioGroup
          of={state}
          name="level"
          label={visit.say('outcomes.level')}
          required
          options={open.map((level) => ({
            value: level,
            label: visit.say(`outcomes.level_${level}`),
            hint: visit.say(`outcomes.level_${level}_text`),
          }))}
        />
        <Reason visit={visit} state={state} />
      </>
    )
  },
  run: (visit, outcome, values) => {
    const level = levels.find((each) => each === values.text('level'))
    if (!level) throw invalidField('level', 'kernel.field_choose')
    return visit.use.run(verifyOutcome, { outcomeId: outcome.id, level, reason: values.text('reason') })
  },
})

const withdrawForm = changeForm({
  verb: 'withdraw',
  tone: 'danger',
  fields: (visit, _outcome, state) => <Reason visit={visit} state={state} />,
  run: (visit, outcome, values) =>
    visit.use.run(withdrawOutcome, { outcomeId: outcome.id, reason: values.text('reason') }),
})

const correctForm = changeForm({
  verb: 'correct',
  tone: 'primary',
  fields: (visit, outcome, state) => (
    <>
      <FactFields visit={visit} form={state} outcome={outcome} />
      <Reason visit={visit} state={state} />
    </>
  ),
  run: (visit, outcome, values) =>
    visit.use.run(correctOutcome, {
      ...factsFrom(values, outcome.terms.type),
      outcomeId: outcome.id,
      reason: values.text('reason'),
    }),
})

const evidenceForm = (files: Files) =>
  changeForm({
    verb: 'evidence',
    tone: 'primary',
    fields: (visit, _outcome, state) => (
      <>
        <TextInput
          of={state}
          name="name"
          label={visit.say('outcomes.evidence_name')}
          hint={visit.say('outcomes.evidence_name_hint')}
          required
          maxlength={300}
        />
        <FileInput
          of={state}
          name="file"
          label={visit.say('outcomes.evidence_file')}
          hint={visit.say('outcomes.evidence_file_hint')}
          accept={accepted}
        />
        <TextInput
          of={state}
          name="link"
          type="url"
          label={visit.say('outcomes.evidence_link')}
          hint={visit.say('outcomes.evidence_link_hint')}
        />
      </>
    ),
    run: async (visit, outcome, values) => {
      const given = values.file('file')
      const link = values.text('link')
      if (!given && link === '') throw invalidField('file', 'outcomes.field_file_or_link')
      const bytes = given ? new Uint8Array(await given.arrayBuffer()) : null
      const mediaType = bytes ? mediaOf(bytes) : ''
      const evidence = bytes
        ? { kind: 'file' as const, fileHash: await files.put(bytes), mediaType }
        : { kind: 'link' as const, link }
      return visit.use.run(addEvidence, { outcomeId: outcome.id, name: values.text('name'), evidence })
    },
  })

export const changeForms = (files: Files): Route[] => [
  evidenceForm(files),
  verifyForm,
  correctForm,
  withdrawForm,
]
