import { pick } from '#kernel/text'
import { action, page, type Route } from '#platform/http'
import { Badge, Button, EmptyState, Form, Notice, Said, Table } from '#ui'
import { mayLook } from '../../access.ts'
import { desk, nameOf, RoundHead, roundIn, runs, WorkBadge } from '../../parts.tsx'
import { lacking } from '../../rules/assign.ts'
import { blocks } from '../../rules/conflicts.ts'
import { loadRound } from '../../setup/pages/overview.tsx'
import { assignJudges } from '../commands.ts'

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

const assignAction: Route = action({
  path: `${desk}/:round/work/assign`,
  who: mayLook,
  submit: async (visit) => {
    const roundId = roundIn(visit)
    await visit.use.run(assignJudges, { roundId })
    return { to: `${desk}/${roundId}/work`, told: 'judging.told_assigned' }
  },
})

export const workRoutes: readonly Route[] = [workPage, assignAction]
