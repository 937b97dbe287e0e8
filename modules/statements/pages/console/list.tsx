import { hasRole } from '#kernel/access'
import { pick } from '#kernel/text'
import { action, page, type Route } from '#platform/http'
import { At, Badge, Button, EmptyState, LinkButton, Notice, PageHead, Table } from '#ui'
import { may } from '../../access.ts'
import { discardStatement, releaseStatement } from '../../commands/index.ts'
import { listStatements } from '../../queries/index.ts'
import { statementIn } from '../visit.ts'
import { MaterialTabs } from './parts.tsx'

export const reader = hasRole('administrator', 'organiser', 'verifier', 'auditor')

export const listPage: Route = page({
  path: '/console/statements',
  who: reader,
  show: async (visit) => {
    const { say, href, locale, actor } = visit
    const { statements, editions } = await visit.use.ask(listStatements, {})
    const editionOf = (id: string) => editions.find((edition) => edition.id === id)
    const add = may.draft(actor, { state: 'draft' }) && (
      <LinkButton tone="primary" icon="plus" href={href('/console/statements/new')}>
        {say('statements.new')}
      </LinkButton>
    )
    return {
      title: say('statements.title'),
      shell: 'console',
      body: (
        <>
          <PageHead title={say('statements.title')} lead={say('statements.console_lead')} actions={add} />
          <MaterialTabs visit={visit} current="/console/statements" />
          <Table
            caption={say('statements.title')}
            hideCaption
            rows={statements}
            rowKey={(statement) => statement.id}
            href={(statement) => href(`/statements/${statement.id}`)}
            empty={
              <EmptyState title={say('statements.none_title')} action={add}>
                {say('statements.console_none')}
              </EmptyState>
            }
            columns={[
              {
                key: 'name',
                label: say('statements.statement'),
                main: true,
                cell: ({ editionId, number }) => {
                  const edition = editionOf(editionId)
                  return say('statements.newest', {
                    edition: edition ? pick(edition.name, locale).value : '',
                    number,
                  })
                },
              },
              {
                key: 'cut',
                label: say('statements.cut'),
                cell: ({ cutAt, editionId }) => {
                  const zone = editionOf(editionId)?.zone
                  return zone && <At visit={visit} at={cutAt} zone={zone} style="short" />
                },
              },
              {
                key: 'state',
                label: say('statements.state'),
                cell: ({ state }) => (
                  <Badge tone={state === 'released' ? 'good' : 'warn'}>
                    {say(`statements.state_${state}`)}
                  </Badge>
                ),
              },
              {
                key: 'again',
                label: say('statements.recompute'),
                hideLabel: true,
                cell: ({ id }) => (
                  <a href={href(`/console/statements/${id}/recompute`)}>{say('statements.recompute')}</a>
                ),
              },
              {
                key: 'release',
                label: say('statements.release'),
                hideLabel: true,
                cell: (statement) =>
                  statement.state === 'draft' && (
                    <div class="acts">
                      {may.release(actor, statement) && (
                        <form method="post" action={href(`/console/statements/${statement.id}/release`)}>
                          <Button
                            tone="primary"
                            small
                            disabled={actor.kind === 'person' && actor.personId === statement.draftedBy}
                          >
                            {say('statements.release')}
                          </Button>
                        </form>
                      )}
                      {may.draft(actor, statement) && (
                        <form method="post" action={href(`/console/statements/${statement.id}/discard`)}>
                          <Button tone="quiet" small>
                            {say('statements.discard')}
                          </Button>
                        </form>
                      )}
                    </div>
                  ),
              },
            ]}
          />
          <Notice tone="info">{say('statements.two_people')}</Notice>
        </>
      ),
    }
  },
})

export const releaseAction: Route = action({
  path: '/console/statements/:statement/release',
  who: reader,
  submit: async (visit) => {
    await visit.use.run(releaseStatement, { statementId: statementIn(visit) })
    return { to: '/console/statements', told: 'statements.told_released' }
  },
})

export const discardAction: Route = action({
  path: '/console/statements/:statement/discard',
  who: hasRole('administrator', 'organiser'),
  submit: async (visit) => {
    await visit.use.run(discardStatement, { statementId: statementIn(visit) })
    return { to: '/console/statements', told: 'statements.told_discarded' }
  },
})
