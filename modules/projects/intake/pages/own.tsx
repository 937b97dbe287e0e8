import { signedIn } from '#kernel/access'
import { formatInstant, zone } from '#kernel/time'
import { action, page, type Route, type Visit } from '#platform/http'
import {
  At,
  Button,
  Dialog,
  Form,
  FormActions,
  LinkButton,
  Notice,
  PageHead,
  Said,
  Section,
  Split,
  Steps,
  Timeline,
} from '#ui'
import type { Project, ProjectFile } from '../../model.ts'
import { projectIn, StateBadge, titleOf } from '../../parts.tsx'
import { isOnShow, mayBeEdited, missing } from '../../rules.ts'
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

const parts = ['passport', 'answers', 'files', 'video', 'ip', 'team', 'show'] as const
type Part = (typeof parts)[number]

/** Which parts are complete, by the same rule that decides whether the project may be sent in. */
function doneOf(project: Project, files: readonly ProjectFile[], own: Own): Record<Part, boolean> {
  const open = new Set(missing(project, files).map(({ path }) => path))
  return {
    passport: !['title', 'summary', 'field', 'maturity', 'country', 'seeking'].some((path) => open.has(path)),
    answers: own.call.form.every(({ id, required }) => !required || project.answers[id] !== undefined),
    files: !open.has('deck'),
    video: files.some(({ kind }) => kind === 'video'),
    ip: !open.has('ip'),
    team: true,
    show: own.shown.length > 0,
  }
}

const ownPage: Route = page({
  path: '/projects/:project',
  who: signedIn,
  show: async (visit) => {
    const { say, href, locale } = visit
    const own = await loadOwn(visit)
    const { project, files, call, changes, isEntrant, edition, shown } = own
    const here = `/projects/${project.id}`
    const done = doneOf(project, files, own)
    const editable = mayBeEdited(project.state)
    const followUp = project.state === 'shortlisted' && call.followUp.length > 0
    const ready = missing(project, files).length === 0 && done.answers
    const clock = visit.readerZone ?? call.zone ?? zone('UTC')
    const asked = call.form.length > 0 || followUp
    // A draft once more, with a word of the station on what is needed.
    const back = project.state === 'draft' ? changes.findLast(({ became }) => became === 'draft') : undefined
    return {
      title: titleOf(project, visit),
      shell: 'public',
      noIndex: true,
      body: (
        <>
          <OwnHead visit={visit} own={own} />
          <Notice
            tone={project.state === 'declined' || back ? 'warn' : 'info'}
            title={say(`projects.now_${back ? 'asked_back' : project.state}`)}
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
            {project.state === 'draft' ? (
              <>
                {say('projects.next_draft')} <At visit={visit} at={call.closesAt} zone={call.zone} />
              </>
            ) : (
              say(`projects.next_${project.state}`)
            )}
          </Notice>
          {project.state !== 'withdrawn' && (
            <Split
              aside={
                <Section title={say('projects.history')}>
                  <Timeline
                    moments={[
                      {
                        when: formatInstant(project.createdAt, clock, locale, 'short'),
                        title: say('projects.begun'),
                        tone: 'faint',
                      },
                      ...changes.map((change) => ({
                        when: formatInstant(change.at, clock, locale, 'short'),
                        title: say(`projects.state_${change.became}`),
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
                    .map((part) => ({
                      title: (
                        <a href={href(`${here}/${part === 'answers' && followUp ? 'follow-up' : part}`)}>
                          {say(`projects.part_${part === 'answers' && followUp ? 'follow_up' : part}`)}
                        </a>
                      ),
                      text: say(`projects.part_${part}_text`),
                      state: done[part] ? ('done' as const) : ('todo' as const),
                      stateLabel: say(done[part] ? 'projects.done' : 'projects.to_do'),
                    }))}
                />
                {!editable && <p>{say('projects.not_editable')}</p>}
              </Section>
              {isOnShow(project.state) && (
                <Section title={say('projects.on_show')}>
                  <p>{say(shown.length > 0 ? 'projects.on_show_text' : 'projects.not_agreed_text')}</p>
                  <FormActions>
                    <LinkButton href={href(`/editions/${edition.slug}/projects`)}>
                      {say('projects.to_show')}
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
                <Button type="button" tone="quiet" popovertarget="withdraw">
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
  },
})

const submitAction: Route = action({
  path: '/projects/:project/submit',
  who: signedIn,
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

export const ownRoutes: readonly Route[] = [ownList, ownPage, submitAction, withdrawAction]
