import { everyone } from '#kernel/access'
import { invalidField } from '#kernel/errors'
import { formatDate } from '#kernel/time'
import type { Files } from '#platform/files'
import { form, type Route, type Visit } from '#platform/http'
import type { Keys } from '#platform/keys'
import {
  Button,
  DefinitionList,
  Form,
  FormActions,
  Hash,
  Notice,
  PageHead,
  RadioGroup,
  Select,
  TextArea,
  TextInput,
} from '#ui'
import { linkBroken } from '../errors.ts'
import { EvidenceId } from '../model.ts'
import { changeForm, Reason } from '../pages/change-form.tsx'
import { termRows, termsInWords } from '../pages/words.tsx'
import { answerConfirmation, askConfirmation, readConfirmation } from './confirmation/commands.ts'
import { readConfirmationToken } from './confirmation/links.ts'
import { verifyByCredential } from './credential/commands.ts'
import { issuerRoutes } from './issuer/pages/index.ts'

const byLink = everyone('the signed link of a confirmation is the key to it')

const askForm = changeForm({
  verb: 'ask',
  tone: 'primary',
  fields: (visit, _shown, state) => (
    <>
      <TextInput
        of={state}
        name="name"
        label={visit.say('outcomes.ask_name')}
        hint={visit.say('outcomes.ask_name_hint')}
        required
        maxlength={200}
      />
      <TextInput
        of={state}
        name="email"
        type="email"
        label={visit.say('outcomes.ask_email')}
        hint={visit.say('outcomes.ask_email_hint')}
        required
        maxlength={254}
      />
      <RadioGroup
        of={state}
        name="locale"
        label={visit.say('outcomes.ask_language')}
        inline
        value={visit.locale}
        options={[
          { value: 'zh', label: visit.say('outcomes.language_zh') },
          { value: 'en', label: visit.say('outcomes.language_en') },
        ]}
      />
    </>
  ),
  run: (visit, { outcome }, values) =>
    visit.use.run(askConfirmation, {
      outcomeId: outcome.id,
      email: values.text('email'),
      name: values.text('name'),
      locale: values.text('locale') === 'zh' ? 'zh' : 'en',
    }),
})

const credentialForm = (files: Files) => {
  const verifyIt = verifyByCredential({ files })
  return changeForm({
    verb: 'credential',
    tone: 'primary',
    fields: (visit, { outcome, evidence }, state) => {
      const { say } = visit
      const fit = evidence.filter(
        (each) =>
          each.kind === 'credential' || (each.kind === 'file' && each.mediaType === 'application/pdf'),
      )
      return (
        <>
          <p>
            {say('outcomes.issuer_list_first')}{' '}
            <a href={visit.href('/console/outcomes/issuers')}>{say('outcomes.issuers')}</a>
          </p>
          {fit.length === 0 && <Notice tone="warn">{say('outcomes.no_credential')}</Notice>}
          <Select
            of={state}
            name="evidence"
            label={say('outcomes.credential')}
            required
            value={fit[0]?.id}
            options={fit.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <TextArea
            of={state}
            name="issuerKey"
            label={say('outcomes.issuer_key')}
            hint={say('outcomes.issuer_key_hint')}
            rows={6}
            maxlength={8000}
          />
          <p>
            {say('outcomes.record_id')} <Hash value={`urn:uuid:${outcome.id}`} />
          </p>
          <Notice title={say('outcomes.not_checked_title')}>{say('outcomes.not_checked')}</Notice>
          <Reason visit={visit} state={state} />
        </>
      )
    },
    run: (visit, { outcome }, values) => {
      const evidenceId = EvidenceId.safeParse(values.text('evidence'))
      if (!evidenceId.success) throw invalidField('evidence', 'kernel.field_choose')
      return visit.use.run(verifyIt, {
        outcomeId: outcome.id,
        evidenceId: evidenceId.data,
        issuerKey: values.text('issuerKey'),
        reason: values.text('reason'),
      })
    },
  })
}

/** The other side's page: by the link alone, without account or script, in both languages. */
const answerForm = (keys: Keys): Route => {
  const idIn = (visit: Visit) => {
    const id = readConfirmationToken(keys, visit.params.token ?? '', visit.use.now())
    if (id === null) throw linkBroken()
    return id
  }
  const here = (visit: Visit) => `/outcomes/confirm/${visit.params.token}`
  return form({
    path: '/outcomes/confirm/:token',
    who: byLink,
    load: (visit) => visit.use.ask(readConfirmation, { confirmationId: idIn(visit) }),
    view: (visit, { confirmation, outcome }, state) => {
      const { say, locale, href } = visit
      const answered = confirmation.answer
      return {
        title: say('outcomes.confirm_title'),
        shell: 'public',
        noIndex: true,
        body: (
          <>
            <PageHead
              kicker={say('outcomes.confirm_for', { name: confirmation.name })}
              title={say('outcomes.confirm_title')}
              lead={say('outcomes.confirm_lead')}
            />
            <DefinitionList
              items={[
                { term: say('outcomes.title'), value: outcome.title },
                { term: say('outcomes.type'), value: termsInWords(visit, outcome) },
                ...termRows(visit, outcome.terms),
                { term: say('outcomes.organisation'), value: outcome.organisation },
                { term: say('outcomes.happened_on'), value: formatDate(outcome.happenedOn, locale) },
              ]}
            />
            {answered ? (
              <Notice tone="success" title={say(`outcomes.told_answer_${answered.said}`)}>
                {say('outcomes.link_used')}
              </Notice>
            ) : (
              <Form action={href(here(visit))} of={state}>
                <TextInput
                  of={state}
                  name="name"
                  label={say('outcomes.your_name')}
                  required
                  maxlength={200}
                  value={confirmation.name}
                  autocomplete="name"
                />
                <TextArea
                  of={state}
                  name="note"
                  label={say('outcomes.confirm_note')}
                  hint={say('outcomes.confirm_note_hint')}
                  rows={3}
                  maxlength={2000}
                />
                <FormActions>
                  <Button tone="primary" name="said" value="confirmed">
                    {say('outcomes.confirm_yes')}
                  </Button>
                  <Button tone="secondary" name="said" value="denied">
                    {say('outcomes.confirm_no')}
                  </Button>
                </FormActions>
              </Form>
            )}
          </>
        ),
      }
    },
    submit: async (visit, values) => {
      const said = values.text('said') === 'denied' ? 'denied' : 'confirmed'
      await visit.use.run(answerConfirmation, {
        confirmationId: idIn(visit),
        said,
        name: values.text('name'),
        note: values.text('note'),
      })
      return { to: here(visit) }
    },
  })
}

export const evidenceRoutes = ({ files, keys }: { files: Files; keys: Keys }): Route[] => [
  askForm,
  credentialForm(files),
  answerForm(keys),
]

/** Stand before the record's own: `issuers` is no record. */
export { issuerRoutes }
