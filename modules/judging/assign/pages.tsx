import { notFound } from '#kernel/errors'
import { pick } from '#kernel/text'
import { action, form, page, type Route } from '#platform/http'
import {
  Badge,
  Button,
  Details,
  EmptyState,
  ErrorSummary,
  Form,
  FormActions,
  Notice,
  Said,
  Section,
  Select,
  Table,
  TextArea,
  TextInput,
} from '#ui'
import { mayLook } from '../access.ts'
import { AssignmentId, JudgeId } from '../model.ts'
import { desk, nameOf, projectIn, RoundHead, reasonText, roundIn, runs, WorkBadge } from '../parts.tsx'
import { lacking } from '../rules/assign.ts'
import { blocks } from '../rules/conflicts.ts'
import { loadRound } from '../setup/pages/overview.tsx'
import { assignByHand, assignJudges, declareTie, recuse, unassign } from './commands.ts'

const workPage: Route = page({
  path: `${desk}/:round/work`,
  who: mayLook,
  show: async (visit) => {
    const { say, href, locale } = visit
    const { round, projects, judges, assignments, conflicts, people } = await loadRound(visit)
    const open = runs(visit, round) && (round.state === 'draft' || round.state === 'open')
    const here = `${desk}/${round.id}/work`
    const short = projects.reduce((sum, { projectId }) => sum + lacking(round, projectId, assignments), 0)
    const judgeName = (id: string) => {
      const judge = judges.find((each) => each.id === id)
      return judge ? nameOf(people, judge.personId, visit) : ''
    }
    const barred = conflicts.filter((each) => blocks(round, each))
    return {
      title: say('judging.tab_work'),
      shell: 'console',
      current: desk,
      body: (
        <>
          <RoundHead
            visit={visit}
            round={round}
            tab="work"
            actions={
              open &&
              projects.length > 0 &&
              judges.length > 0 && (
                <Form inline action={href(`${here}/assign`)}>
                  <Button tone={short > 0 ? 'primary' : 'secondary'}>{say('judging.assign')}</Button>
                </Form>
              )
            }
          />
          {open && short > 0 && (
            <Notice tone="warn" title={say('judging.short', { count: short })}>
              {say('judging.short_text')}
            </Notice>
          )}
          <p class="sec-lead">{say('judging.work_lead')}</p>
          <Table
            caption={say('judging.tab_work')}
            hideCaption
            rows={projects}
            rowKey={({ projectId }) => projectId}
            href={({ projectId }) => (open ? href(`${here}/${projectId}`) : undefined)}
            empty={
              <EmptyState title={say('judging.nothing_in')}>{say('judging.nothing_in_text')}</EmptyState>
            }
            columns={[
              {
                key: 'title',
                label: say('judging.project'),
                main: true,
                cell: ({ title }) =>
                  pick(title, locale).value ? <Said text={title} locale={locale} /> : say('judging.gone'),
              },
              {
                key: 'judges',
                label: say('judging.tab_judges'),
                cell: ({ projectId }) => (
                  <ul class="plain">
                    {assignments
                      .filter((each) => each.projectId === projectId)
                      .map(({ id, judgeId, state }) => (
                        <li key={id}>
                          {judgeName(judgeId)} <WorkBadge visit={visit} state={state} />
                        </li>
                      ))}
                  </ul>
                ),
              },
              {
                key: 'short',
                label: say('judging.lacking'),
                number: true,
                cell: ({ projectId }) => lacking(round, projectId, assignments) || '',
              },
              {
                key: 'ties',
                label: say('judging.ties'),
                cell: ({ projectId }) => {
                  const count = new Set(
                    barred.filter((each) => each.projectId === projectId).map(({ judgeId }) => judgeId),
                  ).size
                  return count > 0 && <Badge tone="warn">{say('judging.tied_judges', { count })}</Badge>
                },
              },
            ]}
          />
        </>
      ),
    }
  },
})

const loadOne = async (visit: Parameters<typeof loadRound>[0]) => {
  const all = await loadRound(visit)
  const project = all.projects.find(({ projectId }) => projectId === projectIn(visit))
  if (!project) throw notFound()
  return { ...all, project }
}

const onePage: Route = form({
  path: `${desk}/:round/work/:project`,
  who: mayLook,
  load: loadOne,
  view: (visit, { round, project, judges, assignments, conflicts, people }, state) => {
    const { say, href, locale } = visit
    const here = href(`${desk}/${round.id}/work/${project.projectId}`)
    const title = pick(project.title, locale).value || say('judging.gone')
    const given = assignments.filter(({ projectId }) => projectId === project.projectId)
    const ties = conflicts.filter(({ projectId }) => projectId === project.projectId)
    const personOf = (id: string) => judges.find((judge) => judge.id === id)?.personId ?? ''
    const free = judges.filter(
      ({ id }) =>
        !given.some(({ judgeId }) => judgeId === id) &&
        !ties.some((tie) => tie.judgeId === id && blocks(round, tie)),
    )
    const open = runs(visit, round) && (round.state === 'draft' || round.state === 'open')
    return {
      title,
      shell: 'console',
      current: desk,
      body: (
        <>
          <RoundHead visit={visit} round={round} tab="work" title={title} />
          <ErrorSummary title={state.refusal} problems={state.problems} />
          <Table
            caption={say('judging.tab_judges')}
            rows={given}
            rowKey={({ id }) => id}
            empty={<p class="hint">{say('judging.nobody_yet')}</p>}
            columns={[
              {
                key: 'judge',
                label: say('judging.judge'),
                main: true,
                cell: ({ judgeId }) => nameOf(people, personOf(judgeId), visit),
              },
              {
                key: 'state',
                label: say('kernel.status'),
                cell: (one) => <WorkBadge visit={visit} state={one.state} />,
              },
              {
                key: 'reason',
                label: say('judging.reason'),
                cell: ({ reason }) => reasonText(visit, reason),
              },
              {
                key: 'acts',
                label: say('judging.take_off'),
                hideLabel: true,
                cell: (one) =>
                  open &&
                  (one.state === 'assigned' ? (
                    <Form inline action={here} hidden={{ do: 'unassign', assignmentId: one.id }}>
                      <Button small tone="quiet">
                        {say('judging.take_off')}
                      </Button>
                    </Form>
                  ) : (
                    one.state !== 'recused' && (
                      <Details summary={say('judging.recuse')}>
                        <Form action={here} hidden={{ do: 'recuse', assignmentId: one.id }}>
                          <TextArea
                            name={`reason-${one.id}`}
                            label={say('judging.reason')}
                            rows={2}
                            maxlength={1000}
                            required
                          />
                          <Button small>{say('judging.recuse')}</Button>
                        </Form>
                      </Details>
                    )
                  )),
              },
            ]}
          />
          {open && free.length > 0 && (
            <Form action={here} hidden={{ do: 'assign' }}>
              <Select
                of={state}
                name="judgeId"
                label={say('judging.give_to')}
                empty={say('kernel.choose')}
                options={free.map(({ id, personId }) => ({
                  value: id,
                  label: nameOf(people, personId, visit),
                }))}
              />
              <FormActions>
                <Button>{say('judging.give')}</Button>
              </FormActions>
            </Form>
          )}
          {ties.length > 0 && (
            <Section title={say('judging.ties')}>
              <Table
                caption={say('judging.ties')}
                hideCaption
                rows={ties}
                rowKey={({ judgeId, kind }) => `${judgeId} ${kind}`}
                columns={[
                  {
                    key: 'judge',
                    label: say('judging.judge'),
                    main: true,
                    cell: ({ judgeId }) => nameOf(people, personOf(judgeId), visit),
                  },
                  {
                    key: 'kind',
                    label: say('judging.tie'),
                    cell: (tie) => (
                      <>
                        {say(`judging.tie_${tie.kind}`)}{' '}
                        {!blocks(round, tie) && <Badge tone="faint">{say('judging.only_told')}</Badge>}
                      </>
                    ),
                  },
                  { key: 'told', label: say('judging.tie_told'), cell: ({ told }) => told },
                ]}
              />
            </Section>
          )}
        </>
      ),
    }
  },
  submit: async (visit, values, { round, project }) => {
    const ids = { roundId: round.id, projectId: project.projectId }
    const to = `${desk}/${round.id}/work/${project.projectId}`
    if (values.text('do') === 'assign') {
      const judgeId = JudgeId.safeParse(values.text('judgeId'))
      if (judgeId.success) await visit.use.run(assignByHand, { ...ids, judgeId: judgeId.data })
      return { to, told: 'judging.told_saved' }
    }
    const assignmentId = AssignmentId.safeParse(values.text('assignmentId'))
    if (!assignmentId.success) throw notFound()
    const one = { roundId: round.id, assignmentId: assignmentId.data }
    if (values.text('do') === 'recuse')
      await visit.use.run(recuse, { ...one, reason: values.text(`reason-${one.assignmentId}`) })
    else await visit.use.run(unassign, one)
    return { to, told: 'judging.told_saved' }
  },
})

const assignAction: Route = action({
  path: `${desk}/:round/work/assign`,
  who: mayLook,
  submit: async (visit) => {
    const roundId = roundIn(visit)
    await visit.use.run(assignJudges, { roundId })
    return { to: `${desk}/${roundId}/work`, told: 'judging.told_assigned' }
  },
})

const tieKindsToDeclare = ['funding', 'institution', 'organisation', 'panel', 'declared'] as const

const tiePage: Route = form({
  path: `${desk}/:round/judges/:judge/tie`,
  who: mayLook,
  load: async (visit) => {
    const all = await loadRound(visit)
    const judge = all.judges.find(({ id }) => id === visit.params.judge)
    if (!judge) throw notFound()
    return { ...all, judge }
  },
  view: (visit, { round, judge, projects }, state) => {
    const { say, href, locale } = visit
    return {
      title: say('judging.declare_tie'),
      shell: 'console',
      current: desk,
      body: (
        <>
          <RoundHead visit={visit} round={round} tab="judges" title={say('judging.declare_tie')} />
          <Form action={href(`${desk}/${round.id}/judges/${judge.id}/tie`)}>
            <ErrorSummary title={state.refusal} problems={state.problems} />
            <Select
              of={state}
              name="kind"
              label={say('judging.tie')}
              value="funding"
              options={tieKindsToDeclare.map((value) => ({ value, label: say(`judging.tie_${value}`) }))}
            />
            <Select
              of={state}
              name="project"
              label={say('judging.tie_project')}
              hint={say('judging.tie_with_hint')}
              empty={say('judging.tie_no_project')}
              options={projects.map(({ projectId, title }) => ({
                value: projectId,
                label: pick(title, locale).value,
              }))}
            />
            <TextInput of={state} name="name" label={say('judging.tie_name')} maxlength={200} />
            <TextInput of={state} name="ror" type="url" label={say('judging.ror')} maxlength={60} />
            <TextArea
              of={state}
              name="told"
              label={say('judging.tie_told')}
              hint={say('judging.tie_told_hint')}
              rows={3}
              maxlength={500}
              required
            />
            <FormActions>
              <Button tone="primary">{say('judging.declare_tie')}</Button>
            </FormActions>
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, values, { round, judge, projects }) => {
    const kind = tieKindsToDeclare.find((each) => each === values.text('kind')) ?? 'declared'
    const projectId = projects.find((each) => each.projectId === values.text('project'))?.projectId ?? null
    await visit.use.run(declareTie, {
      roundId: round.id,
      judgeId: judge.id,
      tie: {
        kind,
        projectId,
        ror: values.text('ror') || null,
        name: values.text('name'),
        told: values.text('told'),
      },
    })
    return { to: `${desk}/${round.id}/judges/${judge.id}`, told: 'judging.told_saved' }
  },
})

// The word before the place of any project: the first that fits an address answers it.
export const workRoutes: readonly Route[] = [workPage, assignAction, onePage, tiePage]
