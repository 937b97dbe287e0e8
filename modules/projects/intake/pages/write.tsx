import { signedIn } from '#kernel/access'
import { invalidField } from '#kernel/errors'
import { answerName, answersIn, QuestionFields } from '#modules/registration'
import { type FormState, type FormValues, form, type Route, type Visit } from '#platform/http'
import {
  Button,
  Checkbox,
  ErrorSummary,
  Form,
  FormActions,
  fieldId,
  LinkButton,
  TextArea,
  TextInput,
} from '#ui'
import { declareIp, saveAnswers, savePassport } from '../commands.ts'
import { loadOwn, type Own, OwnHead } from './own.tsx'
import { PassportFields, passportIn } from './passport.tsx'

/** Every form about a project carries the version it was opened on, so that nobody overwrites a colleague unseen. */
function ownForm(part: {
  verb: string
  title: string
  lead: string
  fields(visit: Visit, own: Own, of: FormState): preact.ComponentChildren
  idOf?: (path: string) => string
  save(visit: Visit, own: Own, values: FormValues, version: number): Promise<unknown>
}): Route {
  return form({
    path: `/projects/:project/${part.verb}`,
    who: signedIn,
    load: loadOwn,
    view: (visit, own, state) => {
      const { say, href } = visit
      const here = `/projects/${own.project.id}`
      return {
        title: say(part.title),
        shell: 'public',
        noIndex: true,
        body: (
          <>
            <OwnHead visit={visit} own={own} title={say(part.title)} />
            <p class="lead">{say(part.lead)}</p>
            <Form
              action={href(`${here}/${part.verb}`)}
              hidden={{ version: state.value('version', String(own.project.version)) }}
            >
              <ErrorSummary
                title={state.refusal}
                problems={state.problems}
                {...(part.idOf && { idOf: part.idOf })}
              />
              {part.fields(visit, own, state)}
              <FormActions>
                <Button tone="primary">{say('kernel.save')}</Button>
                <LinkButton tone="quiet" href={href(here)}>
                  {say('kernel.cancel')}
                </LinkButton>
              </FormActions>
            </Form>
          </>
        ),
      }
    },
    submit: async (visit, values, own) => {
      await part.save(visit, own, values, Number(values.text('version')))
      return { to: `/projects/${own.project.id}`, told: 'projects.told_saved' }
    },
  })
}

const passportForm = ownForm({
  verb: 'passport',
  title: 'projects.part_passport',
  lead: 'projects.part_passport_text',
  fields: (visit, { project }, of) => <PassportFields visit={visit} of={of} project={project} />,
  save: (visit, { project }, values, version) =>
    visit.use.run(savePassport, {
      projectId: project.id,
      version,
      facts: passportIn(values),
    }),
})

const answersForm = (which: 'form' | 'followUp') =>
  ownForm({
    verb: which === 'form' ? 'answers' : 'follow-up',
    title: which === 'form' ? 'projects.part_answers' : 'projects.part_follow_up',
    lead: which === 'form' ? 'projects.part_answers_text' : 'projects.part_follow_up_text',
    idOf: (path) => fieldId(answerName('answers', path.replace(/^answers\./, ''))),
    fields: (visit, { project, call }, of) => (
      <QuestionFields
        visit={visit}
        of={of}
        prefix="answers"
        form={call[which]}
        answers={which === 'form' ? project.answers : project.followUpAnswers}
      />
    ),
    save: (visit, { project, call }, values, version) =>
      visit.use.run(saveAnswers, {
        projectId: project.id,
        version,
        which,
        answers: answersIn(values, call[which], 'answers'),
      }),
  })

const ipForm = ownForm({
  verb: 'ip',
  title: 'projects.part_ip',
  lead: 'projects.part_ip_text',
  fields: ({ say }, { project: { ip } }, of) => (
    <>
      <TextInput
        of={of}
        name="owner"
        label={say('projects.ip_owner')}
        hint={say('projects.ip_owner_hint')}
        required
        maxlength={300}
        value={ip?.owner ?? ''}
      />
      <TextArea
        of={of}
        name="licence"
        label={say('projects.ip_licence')}
        hint={say('projects.ip_licence_hint')}
        required
        rows={3}
        maxlength={1000}
        value={ip?.licence ?? ''}
      />
      <TextArea
        of={of}
        name="priorObligations"
        label={say('projects.ip_obligations')}
        hint={say('projects.ip_obligations_hint')}
        required
        rows={4}
        maxlength={2000}
        value={ip?.priorObligations ?? ''}
      />
      <Checkbox of={of} name="sworn" label={say('projects.ip_sworn')} checked={false} required />
    </>
  ),
  save: (visit, { project }, values, version) => {
    if (!values.flag('sworn')) throw invalidField('sworn', 'projects.field_sworn')
    return visit.use.run(declareIp, {
      projectId: project.id,
      version,
      facts: {
        owner: values.text('owner'),
        licence: values.text('licence'),
        priorObligations: values.text('priorObligations'),
        sworn: true,
      },
    })
  },
})

export const writeRoutes: readonly Route[] = [
  passportForm,
  answersForm('form'),
  answersForm('followUp'),
  ipForm,
]
