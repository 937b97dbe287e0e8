import { pick } from '#kernel/text'
import { PersonId } from '#modules/people'
import { action, bothIn, page, type Route } from '#platform/http'
import {
  Badge,
  BilingualField,
  Button,
  EmptyState,
  Form,
  FormActions,
  LinkButton,
  Said,
  Section,
  Select,
  Table,
} from '#ui'
import { mayLook } from '../../../access.ts'
import { PanelId } from '../../../model.ts'
import { desk, nameOf, RoundHead, runs } from '../../../parts.tsx'
import { removePanel, savePanel } from '../../commands.ts'
import { loadRound } from '../overview.tsx'

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

export const judgesRoutes: readonly Route[] = [judgesPage, panelAction]
