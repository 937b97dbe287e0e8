import { signedIn } from '#kernel/access'
import type { Say } from '#kernel/i18n'
import { formatInstant } from '#kernel/time'
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
  Notice,
  TextArea,
  TextInput,
} from '#ui'
import { mayBeEdited } from '../../rules.ts'
import { keepable } from '../../wire.ts'
import { declareIp, saveAnswers, savePassport } from '../commands.ts'
import { loadOwn, type Own, OwnHead, whyShut } from './own.tsx'
import { PassportFields, passportIn, typedIn } from './passport.tsx'

const shutWhenSent = ({ project }: Own) => (mayBeEdited(project.state) ? null : whyShut(project))

/** Every form about a project carries the version it was opened on, so that nobody overwrites a colleague unseen. */
function ownForm(part: {
  verb: string
  title: string
  lead: string
  fields(visit: Visit, own: Own, of: FormState): preact.ComponentChildren
  idOf?: (path: string) => string
  /** Why it can only be read now; absent where it can be written. */
  shut?(own: Own): string | null
  save(visit: Visit, own: Own, values: FormValues, version: number): Promise<unknown>
  /** Saves what is there so far while it is being typed; `left` names what could not be kept as it is. */
  typed?(
    visit: Visit,
    own: Own,
    values: FormValues,
    version: number,
  ): Promise<{ version: number; left: string }>
}): Route {
  return form({
    path: `/projects/:project/${part.verb}`,
    who: signedIn,
    load: loadOwn,
    view: (visit, own, state) => {
      const { say, href } = visit
      const here = `/projects/${own.project.id}`
      const shut = (part.shut ?? shutWhenSent)(own)
      return {
        title: say(part.title),
        shell: 'public',
        noIndex: true,
        islands: part.typed && shut === null ? ['autosave'] : [],
        body: (
          <>
            <OwnHead visit={visit} own={own} title={say(part.title)} />
            <p class="lead">{say(part.lead)}</p>
            {shut !== null && (
              <>
                <Notice title={say(shut)} />
                <fieldset class="form" disabled>
                  {part.fields(visit, own, state)}
                </fieldset>
              </>
            )}
            {shut === null && (
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
                {part.typed && (
                  <p
                    class="autosave hint"
                    role="status"
                    data-island="autosave"
                    data-words={savingWords(say)}
                  />
                )}
                <FormActions>
                  <Button tone="primary">{say('kernel.save')}</Button>
                  <LinkButton tone="quiet" href={href(here)}>
                    {say('kernel.cancel')}
                  </LinkButton>
                </FormActions>
              </Form>
            )}
          </>
        ),
      }
    },
    submit: async (visit, values, own) => {
      const version = Number(values.text('version'))
      if (part.typed && values.flag('typed'))
        return saved(visit, own, await part.typed(visit, own, values, version))
      await part.save(visit, own, values, version)
      return { to: `/projects/${own.project.id}`, told: 'projects.told_saved' }
    },
  })
}

const savingWords = (say: Say) =>
  JSON.stringify(
    Object.fromEntries(
      ['saving', 'changed_meanwhile', 'not_saved', 'not_saved_signed_out', 'not_saved_offline'].map((key) => [
        key,
        say(`projects.${key}`),
      ]),
    ),
  )

/** What the island is answered: the version that its next save builds on, and a sentence for the reader. */
function saved(visit: Visit, { call }: Own, { version, left }: { version: number; left: string }): Response {
  const { say, use, locale, readerZone } = visit
  const time = formatInstant(use.now(), readerZone ?? call.zone, locale, 'time')
  const said = say(left === '' ? 'projects.autosaved' : 'projects.autosaved_but', { time, left })
  return Response.json({ version, said })
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
  typed: async (visit, { project: stands }, values, version) => {
    const { facts, left } = keepable(typedIn(values), stands)
    const given = { projectId: stands.id, version, facts, typed: true }
    const { project } = await visit.use.run(savePassport, given)
    const names = left.map((name) => visit.say(name === 'country' ? 'kernel.country' : `projects.${name}`))
    return { version: project.version, left: names.join(visit.say('kernel.list_comma')) }
  },
})

const answersForm = (which: 'form' | 'followUp') =>
  ownForm({
    verb: which === 'form' ? 'answers' : 'follow-up',
    title: which === 'form' ? 'projects.part_answers' : 'projects.part_follow_up',
    lead: which === 'form' ? 'projects.part_answers_text' : 'projects.part_follow_up_text',
    idOf: (path) => fieldId(answerName('answers', path.replace(/^answers\./, ''))),
    shut: ({ project }) =>
      project.state === (which === 'form' ? 'draft' : 'shortlisted') ? null : whyShut(project),
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
    typed: async (visit, { project: stands, call }, values, version) => {
      const answers = answersIn(values, call[which], 'answers')
      const given = { projectId: stands.id, version, which, answers, typed: true }
      const { project, left } = await visit.use.run(saveAnswers, given)
      return { version: project.version, left: left > 0 ? visit.say('projects.some_answers') : '' }
    },
  })

const ipForm = ownForm({
  verb: 'ip',
  title: 'projects.part_ip',
  lead: 'projects.part_ip_text',
  shut: (own) => (own.isEntrant ? shutWhenSent(own) : 'projects.entrant_declares'),
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
  save: (visit, { project }, values, version) =>
    visit.use.run(declareIp, {
      projectId: project.id,
      version,
      facts: {
        owner: values.text('owner'),
        licence: values.text('licence'),
        priorObligations: values.text('priorObligations'),
        sworn: values.flag('sworn'),
      },
    }),
})

export const writeRoutes: readonly Route[] = [
  passportForm,
  answersForm('form'),
  answersForm('followUp'),
  ipForm,
]
