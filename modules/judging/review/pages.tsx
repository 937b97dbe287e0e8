import { pick } from '#kernel/text'
import type { Files } from '#platform/files'
import { action, page, type Route, type Visit } from '#platform/http'
import { At, DefinitionList, EmptyState, LinkButton, Notice, PageHead, Said, Section, Table } from '#ui'
import { maybeJudge } from '../access.ts'
import { projectIn, RoundBadge, reasonText, roundIn, WorkBadge } from '../parts.tsx'
import { skipReview } from './commands.ts'
import { reviewRoutes } from './one/routes.tsx'
import { listOwnRounds, readNext, readOwnRound } from './queries.ts'
import { done, RoundCards } from './section.tsx'

const listPage: Route = page({
  path: '/judging',
  who: maybeJudge,
  show: async (visit) => {
    const { say } = visit
    const rounds = await visit.use.ask(listOwnRounds, {})
    return {
      title: say('judging.my_rounds'),
      shell: 'public',
      noIndex: true,
      body: (
        <>
          <PageHead title={say('judging.my_rounds')} lead={say('judging.my_rounds_lead')} />
          {rounds.length === 0 ? (
            <EmptyState title={say('judging.judge_nowhere')} icon="check">
              {say('judging.judge_nowhere_text')}
            </EmptyState>
          ) : (
            <RoundCards visit={visit} rounds={rounds} level={2} />
          )}
        </>
      ),
    }
  },
})

const roundPage: Route = page({
  path: '/judging/:round',
  who: maybeJudge,
  show: async (visit) => {
    const { say, href, locale } = visit
    const { round, own, cards, chaired, panel } = await visit.use.ask(readOwnRound, {
      roundId: roundIn(visit),
    })
    const here = `/judging/${round.id}`
    const left = own.some(({ state }) => state === 'assigned')
    const title = pick(round.title, locale).value
    return {
      title,
      shell: 'public',
      noIndex: true,
      body: (
        <>
          <PageHead
            title={<Said text={round.title} locale={locale} />}
            kicker={say(`judging.kind_${round.kind}`)}
            badge={<RoundBadge visit={visit} state={round.state} />}
            crumbs={{
              label: say('kernel.you_are_here'),
              trail: [{ label: say('judging.my_rounds'), href: href('/judging') }, { label: title }],
            }}
            lead={<Said text={round.about} locale={locale} />}
            meta={
              <>
                <span>{say('judging.done_of', done(own))}</span>
                {round.dueAt && (
                  <span>
                    {say('judging.due_at')}: <At visit={visit} at={round.dueAt} zone={round.zone} />
                  </span>
                )}
              </>
            }
            actions={
              round.state === 'open' &&
              left && (
                <LinkButton tone="primary" href={href(`${here}/next`)}>
                  {say('judging.go_on')}
                </LinkButton>
              )
            }
          />
          {round.state === 'open' && !left && own.length > 0 && (
            <Notice tone="success" title={say('judging.all_done')}>
              {say('judging.all_done_text')}
            </Notice>
          )}
          {round.blind && <Notice title={say('judging.is_blind')}>{say('judging.is_blind_text')}</Notice>}
          <Table
            caption={say('judging.my_projects')}
            hideCaption
            rows={own}
            rowKey={({ id }) => id}
            href={({ projectId }) => href(`${here}/${projectId}`)}
            empty={
              <EmptyState title={say('judging.nothing_given')}>
                {say('judging.nothing_given_text')}
              </EmptyState>
            }
            columns={[
              {
                key: 'title',
                label: say('judging.project'),
                main: true,
                cell: ({ projectId }) => {
                  const card = cards.get(projectId)
                  return card ? <Said text={card.title} locale={locale} /> : say('judging.gone')
                },
              },
              {
                key: 'field',
                label: say('judging.field'),
                cell: ({ projectId }) => {
                  const field = cards.get(projectId)?.field
                  return field && say(`projects.field_${field}`)
                },
              },
              {
                key: 'state',
                label: say('kernel.status'),
                cell: ({ state, reason }) => (
                  <>
                    <WorkBadge visit={visit} state={state} />{' '}
                    {state === 'recused' && <span class="hint">{reasonText(visit, reason)}</span>}
                  </>
                ),
              },
            ]}
          />
          {chaired.length > 0 && (
            <Section title={say('judging.chaired')} lead={say('judging.chaired_lead')}>
              <DefinitionList
                items={chaired.map(({ id, title: called }) => ({
                  term: <Said text={called} locale={locale} />,
                  value: say('judging.done_of', done(panel.filter(({ panelId }) => panelId === id))),
                }))}
              />
            </Section>
          )}
        </>
      ),
    }
  },
})

/** Leads on to what comes next; back to the list when nothing is left. */
export async function nextOf(visit: Visit): Promise<string> {
  const roundId = roundIn(visit)
  const { projectId } = await visit.use.ask(readNext, { roundId })
  return projectId === null ? `/judging/${roundId}` : `/judging/${roundId}/${projectId}`
}

const nextPage: Route = page({
  path: '/judging/:round/next',
  who: maybeJudge,
  show: async (visit) =>
    new Response(null, { status: 303, headers: { location: visit.href(await nextOf(visit)) } }),
})

const skipAction: Route = action({
  path: '/judging/:round/:project/skip',
  who: maybeJudge,
  submit: async (visit) => {
    await visit.use.run(skipReview, { roundId: roundIn(visit), projectId: projectIn(visit) })
    return { to: await nextOf(visit), told: 'judging.told_skipped' }
  },
})

export const deskRoutes = (ports: { files: Files }): readonly Route[] => [
  listPage,
  roundPage,
  nextPage,
  skipAction,
  ...reviewRoutes(ports, nextOf),
]
