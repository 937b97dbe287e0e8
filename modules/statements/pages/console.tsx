import { z } from 'zod'
import { hasRole } from '#kernel/access'
import { query } from '#kernel/command'
import { invalidField } from '#kernel/errors'
import type { Words } from '#kernel/i18n'
import { pick } from '#kernel/text'
import { formatInstant } from '#kernel/time'
import { listEditions } from '#modules/programme'
import { action, form, page, type Route } from '#platform/http'
import {
  Badge,
  Button,
  EmptyState,
  ErrorSummary,
  Form,
  FormActions,
  LinkButton,
  Notice,
  PageHead,
  Select,
  Table,
} from '#ui'
import { may } from '../access.ts'
import { draftStatement, releaseStatement } from '../commands.ts'
import { listStatements } from '../queries.ts'
import { statementIn } from './public.tsx'

const reader = hasRole('administrator', 'organiser', 'verifier', 'auditor')

const listPage: Route = page({
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
                  return zone && formatInstant(cutAt, zone, locale, 'short')
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
                key: 'release',
                label: say('statements.release'),
                hideLabel: true,
                cell: (statement) =>
                  statement.state === 'draft' &&
                  may.release(actor, statement) && (
                    <form method="post" action={href(`/console/statements/${statement.id}/release`)}>
                      <Button
                        tone="primary"
                        small
                        disabled={actor.kind === 'person' && actor.personId === statement.draftedBy}
                      >
                        {say('statements.release')}
                      </Button>
                    </form>
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

const releaseAction: Route = action({
  path: '/console/statements/:statement/release',
  who: reader,
  submit: async (visit) => {
    await visit.use.run(releaseStatement, { statementId: statementIn(visit) })
    return { to: '/console/statements', told: 'statements.told_released' }
  },
})

const editions = query({
  name: 'statements.editions',
  input: z.object({}),
  load: (tx) => listEditions(tx),
  allow: reader,
})

const newPage = (words: Words): Route =>
  form({
    path: '/console/statements/new',
    who: hasRole('administrator', 'organiser'),
    load: (visit) => visit.use.ask(editions, {}),
    view: (visit, choices, state) => {
      const { say, href, locale } = visit
      return {
        title: say('statements.new'),
        shell: 'console',
        current: '/console/statements',
        body: (
          <>
            <PageHead
              title={say('statements.new')}
              lead={say('statements.new_lead')}
              crumbs={{
                label: say('statements.title'),
                trail: [
                  { label: say('statements.title'), href: href('/console/statements') },
                  { label: say('statements.new') },
                ],
              }}
            />
            <Form action={href('/console/statements/new')}>
              <ErrorSummary title={state.refusal} problems={state.problems} />
              <Select
                of={state}
                name="edition"
                label={say('statements.edition')}
                required
                value={choices[0]?.id}
                options={choices.map((edition) => ({
                  value: edition.id,
                  label: pick(edition.name, locale).value,
                }))}
              />
              <FormActions>
                <Button tone="primary">{say('statements.freeze')}</Button>
              </FormActions>
            </Form>
          </>
        ),
      }
    },
    submit: async (visit, values, choices) => {
      const edition = choices.find(({ id }) => id === values.text('edition'))
      if (!edition) throw invalidField('edition', 'kernel.field_choose')
      const { statement } = await visit.use.run(draftStatement(words), { editionId: edition.id })
      return { to: `/statements/${statement.id}`, told: 'statements.told_drafted' }
    },
  })

export const consoleRoutes = (words: Words): readonly Route[] => [listPage, newPage(words), releaseAction]
