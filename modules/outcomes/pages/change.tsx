import { invalidField } from '#kernel/errors'
import { dateIn, zone } from '#kernel/time'
import type { Files } from '#platform/files'
import type { FormValues, Route, Visit } from '#platform/http'
import { CheckboxGroup, FieldSet, FileInput, Notice, RadioGroup, TextInput } from '#ui'
import { addEvidence, correctOutcome, verifyOutcome, withdrawOutcome } from '../commands.ts'
import { accepted, isCredential, mediaOf } from '../media.ts'
import { EvidenceId, levels, type Outcome } from '../model.ts'
import { movesMoney } from '../rules/level.ts'
import { givable } from '../rules/verify.ts'
import { changeForm, Reason } from './change-form.tsx'
import { FactFields, factsFrom } from './fields.tsx'

const givableNow = ({ actor, use }: Visit, outcome: Outcome) =>
  givable(actor, outcome, dateIn(use.now(), zone('UTC')))

const verifyForm = changeForm({
  verb: 'verify',
  tone: 'primary',
  nothing: (visit, { outcome }) =>
    givableNow(visit, outcome).length === 0 ? <Notice>{visit.say('outcomes.nothing_to_give')}</Notice> : null,
  fields: (visit, { outcome, evidence }, state) => {
    const open = givableNow(visit, outcome)
    if (open.length === 0) return <Reason visit={visit} state={state} />
    return (
      <>
        {movesMoney(outcome.terms) && (
          <Notice>
            {visit.say(outcome.pending ? 'outcomes.second_of_two' : 'outcomes.first_of_two', {
              level: visit.say(`outcomes.level_${outcome.pending?.level ?? 'documented'}`),
            })}
          </Notice>
        )}
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
        {open.includes('documented') && evidence.length > 0 && (
          <CheckboxGroup
            of={state}
            name="evidence"
            label={visit.say('outcomes.evidence_seen')}
            hint={visit.say('outcomes.evidence_seen_hint')}
            options={evidence.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        <Reason visit={visit} state={state} />
      </>
    )
  },
  run: (visit, { outcome }, values) => {
    const level = levels.find((each) => each === values.text('level'))
    if (!level) throw invalidField('level', 'kernel.field_choose')
    const seen = values.all('evidence')
    const evidenceIds = seen.length === 0 ? null : seen.map((id) => EvidenceId.parse(id))
    return visit.use.run(verifyOutcome, {
      outcomeId: outcome.id,
      level,
      reason: values.text('reason'),
      evidenceIds,
    })
  },
})

const withdrawForm = changeForm({
  verb: 'withdraw',
  tone: 'danger',
  fields: (visit, _shown, state) => <Reason visit={visit} state={state} />,
  run: (visit, { outcome }, values) =>
    visit.use.run(withdrawOutcome, { outcomeId: outcome.id, reason: values.text('reason') }),
})

const correctForm = changeForm({
  verb: 'correct',
  tone: 'primary',
  fields: (visit, { outcome }, state) => (
    <>
      <FactFields visit={visit} form={state} outcome={outcome} />
      <Reason visit={visit} state={state} />
    </>
  ),
  run: (visit, { outcome, edition }, values) =>
    visit.use.run(correctOutcome, {
      ...factsFrom(values, visit, edition, outcome.terms.type),
      outcomeId: outcome.id,
      reason: values.text('reason'),
    }),
})

/** What was shown: a file of ours by its hash, else a link, else a number in a register. */
async function evidenceFrom(files: Files, values: FormValues) {
  const given = values.file('file')
  if (given) {
    const bytes = new Uint8Array(await given.arrayBuffer())
    const mediaType = mediaOf(bytes)
    const kind = isCredential(mediaType) ? ('credential' as const) : ('file' as const)
    return { kind, fileHash: await files.put(bytes), mediaType }
  }
  const link = values.text('link')
  if (link !== '') return { kind: 'link' as const, link }
  const [registry, registryNumber] = [values.text('registry'), values.text('registryNumber')]
  if (registry !== '' && registryNumber !== '') return { kind: 'registry' as const, registry, registryNumber }
  throw invalidField('file', 'outcomes.field_file_or_link')
}

const evidenceForm = (files: Files) =>
  changeForm({
    verb: 'evidence',
    tone: 'primary',
    fields: (visit, _shown, state) => (
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
        <FieldSet
          legend={visit.say('outcomes.evidence_registry_set')}
          hint={visit.say('outcomes.evidence_registry_set_hint')}
        >
          <TextInput
            of={state}
            name="registry"
            label={visit.say('outcomes.evidence_registry')}
            maxlength={300}
          />
          <TextInput
            of={state}
            name="registryNumber"
            label={visit.say('outcomes.term_registry_number')}
            maxlength={60}
          />
        </FieldSet>
      </>
    ),
    run: async (visit, { outcome }, values) => {
      const evidence = await evidenceFrom(files, values)
      return visit.use.run(addEvidence, { outcomeId: outcome.id, name: values.text('name'), evidence })
    },
  })

export const changeForms = (files: Files): Route[] => [
  evidenceForm(files),
  verifyForm,
  correctForm,
  withdrawForm,
]
