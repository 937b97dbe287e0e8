import { notFound } from '#kernel/errors'
import { action, form, type Route } from '#platform/http'
import { Button, Form, LinkButton, PersonLine, Said, Section, Table } from '#ui'
import { mayLook } from '../../../access.ts'
import { JudgeId } from '../../../model.ts'
import { desk, nameOf, RoundHead, roundIn } from '../../../parts.tsx'
import { stationsToRun } from '../../../queries.ts'
import { addJudge, changeJudge, removeJudge } from '../../commands.ts'
import { loadRound } from '../overview.tsx'
import { EmailField, JudgeFields, judgeIn } from './fields.tsx'

const load = async (visit: Parameters<typeof loadRound>[0]) => ({
  ...(await loadRound(visit)),
  stations: await visit.use.ask(stationsToRun, {}),
})

const newPage: Route = form({
  path: `${desk}/:round/judges/new`,
  who: mayLook,
  load,
  view: (visit, { round, panels, stations }, state) => {
    const { say, href } = visit
    return {
      title: say('judging.add_judge'),
      shell: 'console',
      current: desk,
      body: (
        <>
          <RoundHead visit={visit} round={round} tab="judges" title={say('judging.add_judge')} />
          <Form action={href(`${desk}/${round.id}/judges/new`)} of={state} send={say('judging.add_judge')}>
            <EmailField visit={visit} of={state} />
            <JudgeFields visit={visit} of={state} round={round} panels={panels} stations={stations} />
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, values, { round }) => {
    await visit.use.run(addJudge, { roundId: round.id, email: values.text('email'), facts: judgeIn(values) })
    return { to: `${desk}/${round.id}/judges`, told: 'judging.told_judge_added' }
  },
})

const onePage: Route = form({
  path: `${desk}/:round/judges/:judge`,
  who: mayLook,
  load: async (visit) => {
    const all = await load(visit)
    const judge = all.judges.find(({ id }) => id === visit.params.judge)
    if (!judge) throw notFound()
    return { ...all, judge }
  },
  view: (visit, { round, panels, stations, judge, people, conflicts, projects }, state) => {
    const { say, href, locale } = visit
    const here = `${desk}/${round.id}/judges/${judge.id}`
    const name = nameOf(people, judge.personId, visit)
    const ties = conflicts.filter(({ judgeId }) => judgeId === judge.id)
    return {
      title: name,
      shell: 'console',
      current: desk,
      body: (
        <>
          <RoundHead visit={visit} round={round} tab="judges" title={name} />
          <PersonLine name={name} />
          <Form action={href(here)} of={state} send={say('kernel.save')}>
            <JudgeFields
              visit={visit}
              of={state}
              round={round}
              panels={panels}
              stations={stations}
              judge={judge}
            />
          </Form>
          <Section
            title={say('judging.ties')}
            lead={say('judging.ties_lead')}
            actions={
              <LinkButton icon="plus" href={href(`${here}/tie`)}>
                {say('judging.declare_tie')}
              </LinkButton>
            }
          >
            <Table
              caption={say('judging.ties')}
              hideCaption
              rows={ties}
              rowKey={({ projectId, kind }) => `${projectId} ${kind}`}
              empty={<p class="hint">{say('judging.no_ties')}</p>}
              columns={[
                {
                  key: 'project',
                  label: say('judging.project'),
                  main: true,
                  cell: ({ projectId }) => {
                    const project = projects.find((each) => each.projectId === projectId)
                    return project && <Said text={project.title} locale={locale} />
                  },
                },
                { key: 'kind', label: say('judging.tie'), cell: ({ kind }) => say(`judging.tie_${kind}`) },
                { key: 'told', label: say('judging.tie_told'), cell: ({ told }) => told },
              ]}
            />
          </Section>
          <Form inline action={href(`${here}/remove`)}>
            <Button tone="quiet">{say('judging.remove_judge')}</Button>
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, values, { round, judge }) => {
    await visit.use.run(changeJudge, { roundId: round.id, judgeId: judge.id, facts: judgeIn(values) })
    return { to: `${desk}/${round.id}/judges`, told: 'judging.told_saved' }
  },
})

const removeAction: Route = action({
  path: `${desk}/:round/judges/:judge/remove`,
  who: mayLook,
  submit: async (visit) => {
    const judgeId = JudgeId.safeParse(visit.params.judge)
    if (!judgeId.success) throw notFound()
    await visit.use.run(removeJudge, { roundId: roundIn(visit), judgeId: judgeId.data })
    return { to: `${desk}/${visit.params.round}/judges`, told: 'judging.told_judge_removed' }
  },
})

export const judgeRoutes: readonly Route[] = [newPage, onePage, removeAction]
