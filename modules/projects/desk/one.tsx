import { isStaff } from '#kernel/access'
import { countryName } from '#kernel/countries'
import { notFound } from '#kernel/errors'
import { displayName } from '#kernel/names'
import { pick } from '#kernel/text'
import { type Files, sendFile } from '#platform/files'
import { file, form, type Route, type Visit } from '#platform/http'
import {
  At,
  Badge,
  Button,
  DefinitionList,
  Form,
  FormActions,
  Notice,
  PageHead,
  Said,
  Section,
  Select,
  Split,
  TextArea,
  Timeline,
} from '#ui'
import { may } from '../access.ts'
import { Film, Pictures } from '../film.tsx'
import type { Project } from '../model.ts'
import { amountText, becameText, projectIn, StateBadge, Website } from '../parts.tsx'
import { completeness, staffSteps, wasOnShow } from '../rules.ts'
import { assignProjects } from './commands.ts'
import { decideBy } from './pages.tsx'
import { readForDesk } from './queries.ts'
import { Answers, Both } from './texts.tsx'

const base = '/console/projects'
const load = (visit: Visit) => visit.use.ask(readForDesk, { projectId: projectIn(visit) })

const onePage: Route = form({
  path: `${base}/:project`,
  who: isStaff,
  load,
  view: (visit, one, came) => {
    const { say, href, locale, actor } = visit
    const { project, call, team, files, changes, hints, pending, people, staff: colleagues } = one
    const title = pick(project.title, locale).value
    const clock = visit.readerZone ?? call.zone
    const nameOf = (id: Project['assignedTo']) => {
      const person = id === null ? undefined : people.get(id)
      return person ? displayName(person.name, locale, { both: true }) : ''
    }
    const decides = may.decide(actor, { ...project, team: [] })
    const steps = staffSteps(project.state, wasOnShow(changes))
    const here = `${base}/${project.id}`
    return {
      title,
      shell: 'console',
      current: base,
      body: (
        <>
          <PageHead
            title={<Said text={project.title} locale={locale} />}
            kicker={<Said text={call.title} locale={locale} />}
            badge={<StateBadge visit={visit} state={project.state} />}
            crumbs={{
              label: say('kernel.you_are_here'),
              trail: [{ label: say('projects.queue'), href: href(base) }, { label: title }],
            }}
          />
          {pending && (
            <Notice
              tone="warn"
              title={say('projects.held_as', { decision: say(`projects.step_${pending.becomes}`) })}
            >
              {pending.reason}
            </Notice>
          )}
          {project.state === 'submitted' && wasOnShow(changes) && (
            <Notice title={say('projects.came_back')}>{say('projects.came_back_text')}</Notice>
          )}
          {hints.map((hint) => (
            <Notice key={hint.other} tone="warn" title={say(`projects.hint_${hint.because}`)}>
              <a href={href(`${base}/${hint.other}`)}>{pick(hint.title, locale).value}</a>
            </Notice>
          ))}
          <Split
            aside={
              <>
                <Section title={say('projects.facts')}>
                  <DefinitionList
                    items={[
                      {
                        term: say('projects.completeness'),
                        value: say('projects.percent', { part: completeness(project, files) }),
                      },
                      { term: say('projects.entrant'), value: nameOf(project.entrantId) },
                      {
                        term: say('projects.field'),
                        value: project.field && say(`projects.field_${project.field}`),
                      },
                      {
                        term: say('projects.maturity'),
                        value: project.maturity && say(`projects.maturity_${project.maturity}`),
                      },
                      {
                        term: say('projects.seeking'),
                        value: project.seeking
                          .map((kind) => say(`projects.seeking_${kind}`))
                          .join(say('kernel.list_comma')),
                      },
                      { term: say('projects.financing'), value: amountText(project.financing, visit) },
                      { term: say('projects.institution'), value: project.institution },
                      {
                        term: say('kernel.country'),
                        value: project.country && countryName(project.country, locale),
                      },
                      { term: say('projects.tags'), value: project.tags.join(say('kernel.list_comma')) },
                      {
                        term: say('projects.website'),
                        value: project.website && <Website address={project.website} />,
                      },
                      ...(decides
                        ? []
                        : [{ term: say('projects.assigned'), value: nameOf(project.assignedTo) }]),
                    ]}
                  />
                </Section>
                {decides && colleagues.length > 0 && (
                  <Section title={say('projects.assigned')}>
                    <Form action={href(here)}>
                      <Select
                        name="personId"
                        label={say('projects.assigned')}
                        hideLabel
                        value={project.assignedTo ?? ''}
                        empty={say('projects.assigned_nobody')}
                        options={colleagues.map((id) => ({ value: id, label: nameOf(id) }))}
                      />
                      <FormActions>
                        <Button name="do" value="assign">
                          {say('projects.assign')}
                        </Button>
                      </FormActions>
                    </Form>
                  </Section>
                )}
                <Section title={say('projects.history')}>
                  <Timeline
                    moments={changes.map((change) => ({
                      when: <At visit={visit} at={change.at} zone={clock} style="short" />,
                      title: [becameText(visit, change), nameOf(change.byPerson)].filter(Boolean).join(' · '),
                      tone: change.became === 'declined' ? ('bad' as const) : ('plain' as const),
                      children: change.reason === '' ? undefined : <p>{change.reason}</p>,
                    }))}
                  />
                </Section>
              </>
            }
          >
            <Section title={say('projects.summary')}>
              <Both text={project.summary} />
            </Section>
            {(project.body.en !== '' || project.body.zh !== '') && (
              <Section title={say('projects.body')}>
                <Both text={project.body} />
              </Section>
            )}
            <Answers
              visit={visit}
              form={call.form}
              answers={project.answers}
              title={say('projects.part_answers')}
            />
            <Answers
              visit={visit}
              form={call.followUp}
              answers={project.followUpAnswers}
              title={say('projects.part_follow_up')}
            />
            {project.ip && (
              <Section title={say('projects.part_ip')}>
                <DefinitionList
                  items={[
                    { term: say('projects.ip_owner'), value: project.ip.owner },
                    { term: say('projects.ip_licence'), value: project.ip.licence },
                    { term: say('projects.ip_obligations'), value: project.ip.priorObligations },
                    {
                      term: say('projects.declared_at'),
                      value: <At visit={visit} at={project.ip.declaredAt} zone={clock} />,
                    },
                  ]}
                />
              </Section>
            )}
            <Section title={say('projects.part_team')}>
              <DefinitionList
                items={team.map(({ name, role, joinedAt }) => ({
                  term: name,
                  value: (
                    <>
                      {role} {joinedAt === null && <Badge tone="warn">{say('projects.invited')}</Badge>}
                    </>
                  ),
                }))}
              />
            </Section>
            <Section title={say('projects.part_files')}>
              <Film files={files} locale={locale} fileHref={(id) => href(`${here}/files/${id}`)} />
              <Pictures files={files} fileHref={(id) => href(`${here}/files/${id}`)} />
              {files.length === 0 ? (
                <p>{say('projects.no_files')}</p>
              ) : (
                <ul>
                  {files
                    .filter(({ kind }) => kind !== 'image')
                    .map(({ id, name, kind }) => (
                      <li key={id}>
                        <a href={href(`${here}/files/${id}`)}>{name}</a>{' '}
                        <span class="hint">{say(`projects.file_${kind}`)}</span>
                      </li>
                    ))}
                </ul>
              )}
            </Section>
          </Split>
          {decides && steps.length > 0 && (
            <Section title={say('projects.decide')} lead={say('projects.decide_lead')}>
              <Form action={href(here)} of={came}>
                <Select
                  of={came}
                  name="becomes"
                  label={say('projects.decision')}
                  empty={say('kernel.choose')}
                  options={steps.map((value) => ({ value, label: say(`projects.step_${value}`) }))}
                />
                <TextArea
                  of={came}
                  name="reason"
                  label={say('projects.reason')}
                  hint={say('projects.reason_hint')}
                  rows={3}
                  maxlength={2000}
                />
                <FormActions>
                  <Button name="do" value="now" tone="primary">
                    {say('projects.decide_now')}
                  </Button>
                  <Button name="do" value="hold">
                    {say('projects.hold')}
                  </Button>
                  {pending && (
                    <>
                      <Button name="do" value="apply">
                        {say('projects.apply_held')}
                      </Button>
                      <Button name="do" value="drop" tone="quiet">
                        {say('projects.drop_held')}
                      </Button>
                    </>
                  )}
                </FormActions>
              </Form>
            </Section>
          )}
        </>
      ),
    }
  },
  submit: async (visit, values, { project, staff: colleagues }) => {
    if (values.text('do') === 'assign') {
      const personId = colleagues.find((id) => id === values.text('personId')) ?? null
      await visit.use.run(assignProjects, { projectIds: [project.id], personId })
      return { to: `${base}/${project.id}`, told: 'projects.told_given' }
    }
    const told = await decideBy(visit, values, [project.id])
    // Asked back, it is its team's again and not on the desk.
    const gone = values.text('do') === 'now' && values.text('becomes') === 'draft'
    return { to: gone ? base : `${base}/${project.id}`, told }
  },
})

const deskFile = (files: Files): Route =>
  file({
    path: `${base}/:project/files/:file`,
    who: isStaff,
    send: async (visit) => {
      const one = await load(visit)
      const found = one.files.find(({ id }) => id === visit.params.file)
      if (!found) throw notFound()
      return sendFile(files, found, visit.request, 'private, no-store')
    },
  })

export const deskOneRoutes = ({ files }: { files: Files }): readonly Route[] => [onePage, deskFile(files)]
