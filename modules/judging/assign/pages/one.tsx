import { invalidField, notFound } from '#kernel/errors'
import { pick } from '#kernel/text'
import { form, type Route } from '#platform/http'
import {
  Badge,
  Button,
  Details,
  ErrorSummary,
  Form,
  FormActions,
  fieldId,
  Section,
  Select,
  Table,
  TextArea,
} from '#ui'
import { mayLook } from '../../access.ts'
import { AssignmentId, JudgeId } from '../../model.ts'
import { desk, nameOf, projectIn, RoundHead, reasonText, runs, WorkBadge } from '../../parts.tsx'
import { blocks } from '../../rules/conflicts.ts'
import { loadRound } from '../../setup/pages/overview.tsx'
import { assignByHand, recuse, unassign } from '../commands.ts'

/** Each of the page's forms has a reason of its own. */
const reasonOf = (assignmentId: string) => `reason-${assignmentId}`

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
          <ErrorSummary
            title={state.refusal}
            problems={state.problems}
            idOf={(path) => fieldId(path === 'reason' ? reasonOf(state.value('assignmentId')) : path)}
          />
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
                      <Details summary={say('judging.recuse')} open={state.value('assignmentId') === one.id}>
                        <Form action={here} hidden={{ do: 'recuse', assignmentId: one.id }}>
                          <TextArea
                            of={state}
                            name={reasonOf(one.id)}
                            error={
                              state.value('assignmentId') === one.id ? state.problem('reason') : undefined
                            }
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
      if (!judgeId.success) throw invalidField('judgeId', 'kernel.field_choose')
      await visit.use.run(assignByHand, { ...ids, judgeId: judgeId.data })
      return { to, told: 'judging.told_saved' }
    }
    const assignmentId = AssignmentId.safeParse(values.text('assignmentId'))
    if (!assignmentId.success) throw notFound()
    const one = { roundId: round.id, assignmentId: assignmentId.data }
    if (values.text('do') === 'recuse')
      await visit.use.run(recuse, { ...one, reason: values.text(reasonOf(one.assignmentId)) })
    else await visit.use.run(unassign, one)
    return { to, told: 'judging.told_saved' }
  },
})

export const oneRoutes: readonly Route[] = [onePage]
