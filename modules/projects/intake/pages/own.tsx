import { signedIn } from '#kernel/access'
import { pick } from '#kernel/text'
import { zone } from '#kernel/time'
import { answerName, readAnswers } from '#modules/registration'
import {
  action,
  emptyForm,
  type FormState,
  form,
  page,
  type Route,
  type Sheet,
  type Visit,
} from '#platform/http'
import {
  At,
  Button,
  Dialog,
  ErrorSummary,
  Form,
  FormActions,
  fieldId,
  LinkButton,
  Notice,
  PageHead,
  Said,
  Section,
  Split,
  Steps,
  Timeline,
} from '#ui'
import type { Call, Project, ProjectFile } from '../../model.ts'
import { becameText, projectIn, StateBadge, titleOf } from '../../parts.tsx'
import { isOnShow, mayBeEdited, missing, staffSteps, wasOnShow } from '../../rules.ts'
import { slugOf } from '../../show/commands.ts'
import { submitProject, withdrawProject } from '../commands.ts'
import { readOwnProject } from '../queries.ts'
import { ownList } from './list.tsx'

export const loadOwn = (visit: Visit) => visit.use.ask(readOwnProject, { projectId: projectIn(visit) })
export type Own = Awaited<ReturnType<typeof loadOwn>>

/** The head of every page about one's own project, with its parts as steps beside it. */
export function OwnHead({ visit, own, title }: { visit: Visit; own: Own; title?: string }) {
  const { say, href, locale } = visit
  const { project, call } = own
  const name = titleOf(project, visit)
  const here = `/projects/${project.id}`
  return (
    <PageHead
      title={
        title ?? (name === say('projects.untitled') ? name : <Said text={project.title} locale={locale} />)
      }
      kicker={<Said text={call.title} locale={locale} />}
      badge={<StateBadge visit={visit} state={project.state} />}
      crumbs={{
        label: say('kernel.you_are_here'),
        trail: [
          { label: say('projects.own'), href: href('/projects') },
          ...(title === undefined
            ? [{ label: name }]
            : [{ label: name, href: href(here) }, { label: title }]),
        ],
      }}
    />
  )
}

/** Why a project’s text stands: the station can give it back until it is shortlisted, and while it is on show. */
export const whyShut = ({ state }: Pick<Project, 'state'>): string =>
  state === 'shown'
    ? 'projects.not_editable_shown'
    : staffSteps(state).includes('draft')
      ? 'projects.not_editable'
      : 'projects.not_editable_now'

const parts = ['passport', 'answers', 'files', 'video', 'ip', 'team', 'show'] as const
type Part = (typeof parts)[number]

/** A project may be sent in without them. */
const optional: readonly Part[] = ['video', 'team', 'show']

const wholeForm = (asked: Call['form'], answers: Project['answers']) =>
  readAnswers(asked, answers).problems.length === 0

/** Which parts are complete, by the same rule that decides whether the project may be sent in. */
function doneOf(
  project: Project,
  files: readonly ProjectFile[],
  own: Own,
  followUp: boolean,
): Record<Part, boolean> {
  const { call } = own
  const open = new Set(missing(project, files).map(({ path }) => path))
  return {
    passport: !['title', 'summary', 'field', 'maturity', 'country', 'seeking'].some((path) => open.has(path)),
    answers: followUp
      ? wholeForm(call.followUp, project.followUpAnswers)
      : wholeForm(call.form, project.answers),
    files: !open.has('deck'),
    video: files.some(({ kind }) => kind === 'video'),
    ip: !open.has('ip'),
    team: true,
    show: own.shown.length > 0,
  }
}

/** What is still missing, each line leading to its field on the page of its part. */
function Missing({ visit, own, state }: { visit: Visit; own: Own; state: FormState }) {
  const { say, href, locale } = visit
  const here = href(`/projects/${own.project.id}`)
  const lineOf = (path: string): { to: string; called?: string } => {
    if (path === 'ip') return { to: `${here}/ip` }
    if (path === 'deck') return { to: `${here}/files` }
    const question = own.call.form.find(({ id }) => path === `answers.${id}`)
    return question
      ? {
          to: `${here}/answers#${fieldId(answerName('answers', question.id))}`,
          called: pick(question.label, locale).value,
        }
      : {
          to: `${here}/passport#${fieldId(path)}`,
          called: say(path === 'country' ? 'kernel.country' : `projects.${path}`),
        }
  }
  return (
    <ErrorSummary
      title={state.problems.length > 0 ? say('projects.not_complete') : state.refusal}
      problems={state.problems}
      hrefOf={(path) => lineOf(path).to}
      nameOf={(path) => lineOf(path).called}
    />
  )
}

function ownSheet(visit: Visit, own: Own, state: FormState): Sheet {
  const { say, href } = visit
  const { project, files, call, changes, isEntrant, edition, shown } = own
  const here = `/projects/${project.id}`
  const editable = mayBeEdited(project.state)
  const followUp = project.state === 'shortlisted' && call.followUp.length > 0
  const done = doneOf(project, files, own, followUp)
  const ready = missing(project, files).length === 0 && done.answers
  const clock = visit.readerZone ?? call.zone ?? zone('UTC')
  const asked = call.form.length > 0 || followUp
  // A draft once more, with a word of the station on what is needed.
  const back = project.state === 'draft' ? changes.findLast(({ became }) => became === 'draft') : undefined
  const again = wasOnShow(changes)
  const stands = back
    ? again
      ? 'off_show'
      : 'asked_back'
    : again && project.state === 'submitted'
      ? 'corrected'
      : project.state
  return {
    title: titleOf(project, visit),
    shell: 'public',
    noIndex: true,
    body: (
      <>
        <OwnHead visit={visit} own={own} />
        <Missing visit={visit} own={own} state={state} />
        <Notice
          tone={project.state === 'declined' || back ? 'warn' : 'info'}
          title={say(`projects.now_${stands}`)}
          actions={
            project.state === 'draft' &&
            isEntrant && (
              <Form inline action={href(`${here}/submit`)}>
                <Button tone={ready ? 'primary' : 'secondary'}>{say('projects.submit')}</Button>
              </Form>
            )
          }
        >
          {back && <p>{back.reason}</p>}
          {stands === 'draft' ? (
            <>
              {say('projects.next_draft')} <At visit={visit} at={call.closesAt} zone={call.zone} />
            </>
          ) : (
            say(`projects.next_${stands}`)
          )}
        </Notice>
        {project.state !== 'withdrawn' && (
          <Split
            aside={
              <Section title={say('projects.history')}>
                <Timeline
                  moments={[
                    {
                      when: <At visit={visit} at={project.createdAt} zone={clock} style="short" />,
                      title: say('projects.begun'),
                      tone: 'faint',
                    },
                    ...changes.map((change) => ({
                      when: <At visit={visit} at={change.at} zone={clock} style="short" />,
                      title: becameText(visit, change),
                      tone: change.became === 'declined' ? ('bad' as const) : ('plain' as const),
                      children: change.reason === '' ? undefined : <p>{change.reason}</p>,
                    })),
                  ]}
                />
                {changes.some(({ became }) => became === 'in_contest') && (
                  <LinkButton href={href(`${here}/results`)}>{say('projects.judging_results')}</LinkButton>
                )}
              </Section>
            }
          >
            <Section title={say('projects.passport')} lead={say('projects.passport_lead')}>
              <Steps
                label={say('projects.passport')}
                steps={parts
                  .filter((part) => part !== 'answers' || asked)
                  .map((part) => ({ part, named: part === 'answers' && followUp ? 'follow_up' : part }))
                  .map(({ part, named }) => ({
                    title: (
                      <>
                        <a href={href(`${here}/${named.replace('_', '-')}`)}>
                          {say(`projects.part_${named}`)}
                        </a>
                        {optional.includes(part) && <span class="mark">{say('kernel.optional')}</span>}
                      </>
                    ),
                    text: say(`projects.part_${named}_text`),
                    state: done[part] ? ('done' as const) : ('todo' as const),
                    stateLabel: say(done[part] ? 'projects.done' : 'projects.to_do'),
                  }))}
              />
              {!editable && <p>{say(whyShut(project))}</p>}
            </Section>
            {isOnShow(project.state) && (
              <Section title={say('projects.on_show')}>
                <p>{say(shown.length > 0 ? 'projects.on_show_text' : 'projects.not_agreed_text')}</p>
                <FormActions>
                  <LinkButton
                    href={href(
                      shown.length > 0
                        ? `/editions/${edition.slug}/projects/${slugOf(project)}`
                        : `/editions/${edition.slug}/projects`,
                    )}
                  >
                    {say(shown.length > 0 ? 'projects.to_own_page' : 'projects.to_show')}
                  </LinkButton>
                  <LinkButton href={href(`${here}/contacts`)}>{say('projects.contacts')}</LinkButton>
                </FormActions>
              </Section>
            )}
          </Split>
        )}
        {isEntrant && project.state !== 'withdrawn' && (
          <>
            <FormActions>
              <Button type="button" small popovertarget="withdraw">
                {say('projects.withdraw')}
              </Button>
            </FormActions>
            <Dialog id="withdraw" title={say('projects.withdraw')} close={say('kernel.close')}>
              <p>{say('projects.withdraw_text')}</p>
              <Form action={href(`${here}/withdraw`)}>
                <FormActions>
                  <Button tone="danger">{say('projects.withdraw')}</Button>
                </FormActions>
              </Form>
            </Dialog>
          </>
        )}
      </>
    ),
  }
}

const ownPage: Route = page({
  path: '/projects/:project',
  who: signedIn,
  show: async (visit) => ownSheet(visit, await loadOwn(visit), emptyForm),
})

/** Refused, it is the same page with what is missing. */
const submitForm: Route = form({
  path: '/projects/:project/submit',
  who: signedIn,
  load: loadOwn,
  view: ownSheet,
  submit: async (visit) => {
    const { project } = await visit.use.run(submitProject, { projectId: projectIn(visit) })
    return { to: `/projects/${project.id}`, told: 'projects.told_submitted' }
  },
})

const withdrawAction: Route = action({
  path: '/projects/:project/withdraw',
  who: signedIn,
  submit: async (visit) => {
    await visit.use.run(withdrawProject, { projectId: projectIn(visit) })
    return { to: '/projects', told: 'projects.told_withdrawn' }
  },
})

export const ownRoutes: readonly Route[] = [ownList, ownPage, submitForm, withdrawAction]
