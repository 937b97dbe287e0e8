import { pick } from '#kernel/text'
import { ProjectId } from '#modules/projects'
import { action, type FormValues, page, type Route } from '#platform/http'
import { BulkBar, Button, EmptyState, Form, Said, Section, Select, Table } from '#ui'
import { mayLook } from '../../access.ts'
import { PanelId } from '../../model.ts'
import { desk, RoundHead, runs } from '../../parts.tsx'
import { readCandidates } from '../../queries.ts'
import { putProjects, takeOutProjects } from '../commands.ts'
import { loadRound } from './overview.tsx'

const projectsPage: Route = page({
  path: `${desk}/:round/projects`,
  who: mayLook,
  show: async (visit) => {
    const { say, href, locale } = visit
    const { round, projects, panels } = await loadRound(visit)
    const { candidates } = await visit.use.ask(readCandidates, { roundId: round.id })
    const open = runs(visit, round) && round.state === 'draft'
    const here = href(`${desk}/${round.id}/projects`)
    const titleOf = (title: { en: string; zh: string }) => pick(title, locale).value || say('judging.gone')
    const fieldText = (field: string | null) => field && say(`projects.field_${field}`)
    const panelSelect = panels.length > 1 && (
      <Select
        name="panelId"
        label={say('judging.panel')}
        hideLabel
        empty={say('judging.any_panel')}
        options={panels.map(({ id, title }) => ({ value: id, label: pick(title, locale).value }))}
      />
    )
    return {
      title: say('judging.tab_projects'),
      shell: 'console',
      current: desk,
      body: (
        <>
          <RoundHead visit={visit} round={round} tab="projects" />
          <Form wide action={here}>
            <Table
              caption={say('judging.in_round')}
              rows={projects}
              rowKey={({ projectId }) => projectId}
              href={({ projectId }) => href(`/console/projects/${projectId}`)}
              empty={
                <EmptyState title={say('judging.nothing_in')}>{say('judging.nothing_in_text')}</EmptyState>
              }
              select={
                open
                  ? {
                      name: 'project',
                      head: say('judging.pick'),
                      value: ({ projectId }) => projectId,
                      label: ({ title }) => titleOf(title),
                    }
                  : undefined
              }
              columns={[
                {
                  key: 'title',
                  label: say('judging.project'),
                  main: true,
                  cell: ({ title }) =>
                    pick(title, locale).value ? <Said text={title} locale={locale} /> : say('judging.gone'),
                },
                { key: 'field', label: say('judging.field'), cell: ({ field }) => fieldText(field) },
                {
                  key: 'panel',
                  label: say('judging.panel'),
                  cell: ({ panelId }) => {
                    const panel = panels.find(({ id }) => id === panelId)
                    return panel ? <Said text={panel.title} locale={locale} /> : say('judging.any_panel')
                  },
                },
              ]}
            />
            {open && projects.length > 0 && (
              <BulkBar label={say('judging.with_picked')}>
                {panelSelect}
                {panelSelect && (
                  <Button name="do" value="put">
                    {say('judging.into_panel')}
                  </Button>
                )}
                <Button name="do" value="out" tone="quiet">
                  {say('judging.take_out')}
                </Button>
              </BulkBar>
            )}
          </Form>
          {open && candidates.length > 0 && (
            <Section title={say('judging.candidates')} lead={say('judging.candidates_lead')}>
              <Form wide action={here}>
                <Table
                  caption={say('judging.candidates')}
                  hideCaption
                  rows={candidates}
                  rowKey={({ id }) => id}
                  select={{
                    name: 'project',
                    head: say('judging.pick'),
                    value: ({ id }) => id,
                    label: ({ title }) => titleOf(title),
                  }}
                  columns={[
                    {
                      key: 'title',
                      label: say('judging.project'),
                      main: true,
                      cell: ({ title }) => <Said text={title} locale={locale} />,
                    },
                    { key: 'field', label: say('judging.field'), cell: ({ field }) => fieldText(field) },
                    {
                      key: 'state',
                      label: say('kernel.status'),
                      cell: ({ state }) => say(`projects.state_${state}`),
                    },
                  ]}
                />
                <BulkBar label={say('judging.with_picked')}>
                  {panelSelect}
                  <Button name="do" value="put" tone="primary">
                    {say('judging.put_in')}
                  </Button>
                  <Button name="do" value="all">
                    {say('judging.put_all_in')}
                  </Button>
                </BulkBar>
              </Form>
            </Section>
          )}
        </>
      ),
    }
  },
})

export const pickedIn = (values: FormValues): ProjectId[] =>
  values.all('project').flatMap((each) => {
    const id = ProjectId.safeParse(each)
    return id.success ? [id.data] : []
  })

const projectsAction: Route = action({
  path: `${desk}/:round/projects`,
  who: mayLook,
  submit: async (visit, values) => {
    const { id: roundId } = (await loadRound(visit)).round
    const verb = values.text('do')
    const all = async () => (await visit.use.ask(readCandidates, { roundId })).candidates.map(({ id }) => id)
    const projectIds = verb === 'all' ? await all() : pickedIn(values)
    if (verb === 'out') await visit.use.run(takeOutProjects, { roundId, projectIds })
    else {
      const panelId = PanelId.safeParse(values.text('panelId')).data ?? null
      await visit.use.run(putProjects, { roundId, projectIds, panelId })
    }
    return { to: `${desk}/${roundId}/projects`, told: 'judging.told_saved' }
  },
})

export const projectRoutes: readonly Route[] = [projectsPage, projectsAction]
