import { invalidField } from '#kernel/errors'
import { pick } from '#kernel/text'
import { EditionTabs } from '#modules/programme'
import { type FormValues, form, oneOf, type Route, type Visit } from '#platform/http'
import {
  BulkBar,
  Button,
  EmptyState,
  ErrorSummary,
  Form,
  fieldId,
  Notice,
  PageHead,
  Select,
  Table,
  Tabs,
  TextInput,
  Toolbar,
} from '#ui'
import { maySetUpSome } from '../access.ts'
import { CallId, ProjectId, type ProjectState, projectStates } from '../model.ts'
import { columnsOf } from './columns.tsx'
import { applyHeld, assignProjects, decideProjects, dropHeld, holdDecisions } from './commands.ts'
import { deskReader, type Queue, readQueue } from './queries.ts'

const base = '/console/projects'

/** What staff may do with the ticked ones, by the tab they look at. */
const actionsFor: Readonly<Partial<Record<ProjectState, readonly ProjectState[]>>> = {
  submitted: ['checked', 'draft', 'declined'],
  checked: ['shortlisted', 'draft', 'declined'],
  shortlisted: ['shown', 'in_contest', 'declined'],
  shown: ['in_contest', 'matched', 'draft'],
  in_contest: ['shown', 'matched', 'declined'],
  matched: ['signed', 'shown'],
  signed: ['landed'],
  declined: ['checked'],
}

/** What was on show and came in again may go straight back there. */
const stepsFor = (state: ProjectState | null, { rows, onShowBefore }: Queue): readonly ProjectState[] => {
  const steps = state === null ? [] : (actionsFor[state] ?? [])
  const back = state === 'submitted' && rows.some(({ project }) => onShowBefore.has(project.id))
  return back ? ['shown', ...steps] : steps
}

/** What of the queue is looked at: the address says all of it. */
const filterIn = ({ search }: Visit) => ({
  edition: search.get('edition'),
  call: CallId.safeParse(search.get('call')).data ?? null,
  state: oneOf(projectStates, search.get('state')),
  assigned: oneOf(['me', 'nobody'] as const, search.get('assigned')),
})
type Filter = ReturnType<typeof filterIn>

const addressOf = (filter: Filter, change: Partial<Filter> = {}): string => {
  const next = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...filter, ...change })) if (value) next.set(name, value)
  const text = next.toString()
  return text === '' ? base : `${base}?${text}`
}

/** Everything that is held on this list, of whatever state, is told in one go. */
function Held({ visit, queue: { rows, pending }, to }: { visit: Visit; queue: Queue; to: string }) {
  const { say } = visit
  const ids = rows.flatMap(({ project: { id } }) => (pending.has(id) ? [id] : []))
  return (
    <Notice
      tone="warn"
      title={say('projects.held_count', { count: ids.length })}
      actions={
        <Form inline action={to}>
          {ids.map((id) => (
            <input key={id} type="hidden" name="project" value={id} />
          ))}
          <Button name="do" value="apply" tone="primary">
            {say('projects.apply_all')}
          </Button>
          <Button name="do" value="drop" tone="quiet">
            {say('projects.drop_all')}
          </Button>
        </Form>
      }
    >
      {say('projects.held_text')}
    </Notice>
  )
}

const queuePage: Route = form({
  path: base,
  who: deskReader,
  load: (visit) => {
    const { call, ...filter } = filterIn(visit)
    return visit.use.ask(readQueue, { ...filter, callId: call })
  },
  view: (visit, queue, came) => {
    const { edition, editions, calls, rows, counts, pending } = queue
    const { say, href, locale } = visit
    const filter = filterIn(visit)
    const { call, state, assigned } = filter
    const address = (change: Partial<Filter>) => href(addressOf(filter, change))
    const shown = projectStates.filter((each) => each !== 'draft' && each !== 'withdrawn')
    const total = shown.reduce((sum, each) => sum + (counts[each] ?? 0), 0)
    const steps = stepsFor(state, queue)
    const held = rows.some(({ project }) => pending.has(project.id))
    return {
      title: say('projects.queue'),
      shell: 'console',
      body: (
        <>
          <PageHead title={say('projects.queue')} lead={pick(edition.name, locale).value} />
          <EditionTabs visit={visit} editions={editions} current={edition} base={base} />
          <Toolbar>
            <Form
              inline
              method="get"
              action={href(base)}
              hidden={{ state: state ?? undefined, edition: filter.edition ?? undefined }}
            >
              {calls.length > 1 && (
                <Select
                  name="call"
                  label={say('projects.call')}
                  hideLabel
                  value={call ?? ''}
                  empty={say('projects.every_call')}
                  options={calls.map(({ id, title }) => ({ value: id, label: pick(title, locale).value }))}
                />
              )}
              <Select
                name="assigned"
                label={say('projects.assigned')}
                hideLabel
                value={assigned ?? ''}
                empty={say('projects.assigned_any')}
                options={[
                  { value: 'me', label: say('projects.assigned_me') },
                  { value: 'nobody', label: say('projects.assigned_nobody') },
                ]}
              />
              <Button>{say('projects.filter')}</Button>
            </Form>
          </Toolbar>
          <Tabs
            label={say('kernel.status')}
            tabs={[
              {
                href: address({ state: null }),
                label: say('kernel.all'),
                count: total,
                current: state === null,
              },
              ...shown.map((each) => ({
                href: address({ state: each }),
                label: say(`projects.state_${each}`),
                count: counts[each] ?? 0,
                current: state === each,
              })),
            ]}
          />
          {pending.size > 0 && <Held visit={visit} queue={queue} to={address({})} />}
          <Form wide action={address({})}>
            <ErrorSummary
              title={came.refusal}
              problems={came.problems}
              idOf={(path) => fieldId(path === 'projectIds' ? 'project' : path)}
            />
            <Table
              caption={say('projects.queue')}
              hideCaption
              rows={rows}
              rowKey={({ project }) => project.id}
              href={({ project }) => href(`${base}/${project.id}`)}
              {...(steps.length > 0 && {
                select: {
                  name: 'project',
                  of: came,
                  head: say('kernel.choose'),
                  value: ({ project }: (typeof rows)[number]) => project.id,
                  label: ({ project }: (typeof rows)[number]) => pick(project.title, locale).value,
                },
              })}
              empty={
                <EmptyState title={say('projects.queue_empty')} icon="info">
                  {calls.length > 0
                    ? say('projects.queue_empty_text')
                    : maySetUpSome(visit.actor)
                      ? say('projects.queue_no_call')
                      : undefined}
                </EmptyState>
              }
              columns={columnsOf(visit, queue, state)}
            />
            {(counts.withdrawn ?? 0) > 0 && (
              <p class="hint">{say('projects.withdrawn_count', { count: counts.withdrawn ?? 0 })}</p>
            )}
            {steps.length > 0 && rows.length > 0 && (
              <BulkBar label={say('projects.with_picked')}>
                <Select
                  of={came}
                  name="becomes"
                  label={say('projects.decision')}
                  hideLabel
                  empty={say('projects.decision')}
                  options={steps.map((value) => ({ value, label: say(`projects.step_${value}`) }))}
                />
                <TextInput
                  of={came}
                  name="reason"
                  label={say('projects.reason')}
                  hideLabel
                  placeholder={say('projects.reason')}
                  size="medium"
                  maxlength={2000}
                />
                <Button name="do" value="now" tone="primary">
                  {say('projects.decide_now')}
                </Button>
                <Button name="do" value="hold">
                  {say('projects.hold')}
                </Button>
                {held && (
                  <>
                    <Button name="do" value="apply">
                      {say('projects.apply_held')}
                    </Button>
                    <Button name="do" value="drop" tone="quiet">
                      {say('projects.drop_held')}
                    </Button>
                  </>
                )}
                <Button name="do" value="take" tone="quiet">
                  {say('projects.take')}
                </Button>
              </BulkBar>
            )}
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, values) => {
    const told = await decideBy(visit, values, pickedIn(values))
    return { to: addressOf(filterIn(visit)), told }
  },
})

const pickedIn = (values: FormValues): ProjectId[] =>
  values.all('project').flatMap((each) => {
    const id = ProjectId.safeParse(each)
    return id.success ? [id.data] : []
  })

export async function decideBy(visit: Visit, values: FormValues, projectIds: ProjectId[]): Promise<string> {
  const { use, actor } = visit
  const verb = values.text('do')
  if (verb === 'apply') return use.run(applyHeld, { projectIds }).then(() => 'projects.told_applied')
  if (verb === 'drop') return use.run(dropHeld, { projectIds }).then(() => 'projects.told_dropped')
  if (verb === 'take')
    return use
      .run(assignProjects, { projectIds, personId: actor.kind === 'person' ? actor.personId : null })
      .then(() => 'projects.told_assigned')
  const becomes = oneOf(projectStates, values.text('becomes'))
  if (becomes === null) throw invalidField('becomes', 'projects.pick_decision')
  const asked = { projectIds, becomes, reason: values.text('reason') }
  if (verb === 'hold') return use.run(holdDecisions, asked).then(() => 'projects.told_held')
  return use.run(decideProjects, asked).then(() => 'projects.told_decided')
}

export const queueRoutes: readonly Route[] = [queuePage]
