import { notFound } from '#kernel/errors'
import { pick } from '#kernel/text'
import { PersonId } from '#modules/people'
import { action, bothIn, form, page, type Route } from '#platform/http'
import {
  Badge,
  BilingualField,
  Button,
  EmptyState,
  ErrorSummary,
  Form,
  FormActions,
  LinkButton,
  PersonLine,
  Said,
  Section,
  Select,
  Table,
} from '#ui'
import { mayLook } from '../../access.ts'
import { JudgeId, PanelId } from '../../model.ts'
import { desk, labels, nameOf, RoundHead, roundIn, runs } from '../../parts.tsx'
import { stationsToRun } from '../../queries.ts'
import { addJudge, changeJudge, removeJudge, removePanel, savePanel } from '../commands.ts'
import { EmailField, JudgeFields, judgeIn } from './judge-fields.tsx'
import { loadRound } from './overview.tsx'

const judgesPage: Route = page({
  path: `${desk}/:round/judges`,
  who: mayLook,
  show: async (visit) => {
    const { say, href, locale } = visit
    const { round, panels, judges, assignments, people } = await loadRound(visit)
    const open = runs(visit, round) && (round.state === 'draft' || round.state === 'open')
    const here = `${desk}/${round.id}/judges`
    const add = open && (
      <LinkButton tone="primary" icon="plus" href={href(`${here}/new`)}>
        {say('judging.add_judge')}
      </LinkButton>
    )
    const workOf = (id: string) => assignments.filter(({ judgeId }) => judgeId === id)
    return {
      title: say('judging.tab_judges'),
      shell: 'console',
      current: desk,
      body: (
        <>
          <RoundHead visit={visit} round={round} tab="judges" actions={add} />
          <Table
            caption={say('judging.tab_judges')}
            hideCaption
            rows={judges}
            rowKey={({ id }) => id}
            href={({ id }) => (open ? href(`${here}/${id}`) : undefined)}
            empty={
              <EmptyState title={say('judging.no_judges')} action={add}>
                {say('judging.no_judges_text')}
              </EmptyState>
            }
            columns={[
              {
                key: 'name',
                label: say('judging.judge'),
                main: true,
                cell: ({ personId, panelId }) => (
                  <>
                    {nameOf(people, personId, visit)}{' '}
                    {panels.some(({ id, chairId }) => id === panelId && chairId === personId) && (
                      <Badge tone="info">{say('judging.chair')}</Badge>
                    )}
                  </>
                ),
              },
              {
                key: 'from',
                label: say('judging.from'),
                cell: ({ institution, organisation }) =>
                  [institution, organisation].filter(Boolean).join(say('kernel.list_comma')),
              },
              {
                key: 'panel',
                label: say('judging.panel'),
                cell: ({ panelId }) => {
                  const panel = panels.find(({ id }) => id === panelId)
                  return panel && <Said text={panel.title} locale={locale} />
                },
              },
              {
                key: 'fields',
                label: say('judging.fields'),
                cell: ({ fields }) =>
                  fields.map((each) => say(`projects.field_${each}`)).join(say('kernel.list_comma')) ||
                  say('judging.any_field'),
              },
              {
                key: 'work',
                label: say('judging.progress'),
                number: true,
                cell: ({ id }) => {
                  const work = workOf(id).filter(({ state }) => state !== 'recused')
                  return say('judging.done_of', {
                    done: work.filter(({ state }) => state !== 'assigned').length,
                    all: work.length,
                  })
                },
              },
            ]}
          />
          {open && (
            <Section title={say('judging.panels')} lead={say('judging.panels_lead')}>
              {panels.map((panel) => (
                <Form
                  key={panel.id}
                  action={href(`${here}/panel`)}
                  hidden={{ panelId: panel.id }}
                  label={pick(panel.title, locale).value}
                >
                  <BilingualField
                    name={`title-${panel.id}`}
                    label={say('judging.panel_title')}
                    labels={labels}
                    maxlength={80}
                    value={panel.title}
                  />
                  <Select
                    name={`chair-${panel.id}`}
                    label={say('judging.chair')}
                    empty={say('judging.no_chair')}
                    value={panel.chairId ?? ''}
                    options={judges
                      .filter(({ panelId }) => panelId === panel.id)
                      .map(({ personId }) => ({ value: personId, label: nameOf(people, personId, visit) }))}
                  />
                  <FormActions>
                    <Button>{say('kernel.save')}</Button>
                    {panels.length > 1 && round.state === 'draft' && (
                      <Button name="do" value="remove" tone="quiet">
                        {say('judging.remove_panel')}
                      </Button>
                    )}
                  </FormActions>
                </Form>
              ))}
              <Form inline action={href(`${here}/panel`)}>
                <Button name="do" value="add" icon="plus">
                  {say('judging.add_panel')}
                </Button>
              </Form>
            </Section>
          )}
        </>
      ),
    }
  },
})

const panelAction: Route = action({
  path: `${desk}/:round/judges/panel`,
  who: mayLook,
  submit: async (visit, values) => {
    const { id: roundId } = (await loadRound(visit)).round
    const panelId = PanelId.safeParse(values.text('panelId')).data ?? null
    if (values.text('do') === 'remove' && panelId !== null)
      await visit.use.run(removePanel, { roundId, panelId })
    else {
      const isNew = values.text('do') === 'add'
      const title = isNew ? { en: 'Another panel', zh: '新评审组' } : bothIn(values, `title-${panelId}`)
      const chairId = PersonId.safeParse(values.text(`chair-${panelId}`)).data ?? null
      await visit.use.run(savePanel, { roundId, panelId: isNew ? null : panelId, title, chairId })
    }
    return { to: `${desk}/${roundId}/judges`, told: 'judging.told_saved' }
  },
})

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
          <Form action={href(`${desk}/${round.id}/judges/new`)}>
            <ErrorSummary title={state.refusal} problems={state.problems} />
            <EmailField visit={visit} of={state} />
            <JudgeFields visit={visit} of={state} round={round} panels={panels} stations={stations} />
            <FormActions>
              <Button tone="primary">{say('judging.add_judge')}</Button>
            </FormActions>
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
          <Form action={href(here)}>
            <ErrorSummary title={state.refusal} problems={state.problems} />
            <JudgeFields
              visit={visit}
              of={state}
              round={round}
              panels={panels}
              stations={stations}
              judge={judge}
            />
            <FormActions>
              <Button tone="primary">{say('kernel.save')}</Button>
            </FormActions>
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

export const judgeRoutes: readonly Route[] = [judgesPage, panelAction, newPage, onePage, removeAction]
