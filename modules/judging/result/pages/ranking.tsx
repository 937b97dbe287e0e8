import { pick } from '#kernel/text'
import { action, file, form, type Route, type Visit } from '#platform/http'
import {
  Badge,
  BulkBar,
  Button,
  Checkbox,
  Details,
  ErrorSummary,
  Form,
  FormActions,
  fieldId,
  LinkButton,
  Notice,
  Section,
  Select,
  Table,
  TextInput,
} from '#ui'
import { mayLook } from '../../access.ts'
import { decisions } from '../../model.ts'
import { DecisionBadge, desk, nameOf, RoundHead, roundIn, runs } from '../../parts.tsx'
import { pickedIn } from '../../setup/pages/projects.tsx'
import { decideByHand, decideRound } from '../commands.ts'
import { exportRound } from '../export.ts'
import { readResult } from '../queries.ts'

const load = (visit: Visit) => visit.use.ask(readResult, { roundId: roundIn(visit) })

const resultPage: Route = form({
  path: `${desk}/:round/result`,
  who: mayLook,
  load,
  view: (visit, result, came) => {
    const { say, href, locale } = visit
    const { round, ranking, proposals, decisions: made, projects, broken, scores, judges, people } = result
    const here = `${desk}/${round.id}/result`
    const open = runs(visit, round) && round.state === 'closed'
    const number = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
    const unscored = projects.filter(
      ({ projectId, state }) =>
        state !== 'withdrawn' && !ranking.rows.some(({ project }) => project === projectId),
    )
    type Row = { id: string; place: (typeof ranking.rows)[number] | null }
    const rows: Row[] = [
      ...ranking.rows.map((place) => ({ id: place.project, place })),
      ...unscored.map(({ projectId }) => ({ id: projectId as string, place: null })),
    ]
    const projectOf = (id: string) => projects.find(({ projectId }) => projectId === id)
    const proposalOf = (id: string) => proposals.find(({ project }) => project === id)
    const decisionOf = (id: string) => made.find(({ projectId }) => projectId === id)
    const titleOf = (id: string) => pick(projectOf(id)?.title, locale).value || say('judging.gone')
    return {
      title: say('judging.tab_result'),
      shell: 'console',
      current: desk,
      body: (
        <>
          <RoundHead
            visit={visit}
            round={round}
            tab="result"
            actions={
              <LinkButton href={href(`${here}.csv`)} download>
                {say('judging.export')}
              </LinkButton>
            }
          />
          {broken.length === 0 ? (
            <Notice tone="success" title={say('judging.seals_hold', { count: scores.length })}>
              {say('judging.seals_hold_text')}
            </Notice>
          ) : (
            <Notice tone="error" title={say('judging.seals_broken', { count: broken.length })}>
              {say('judging.seals_broken_text')}
            </Notice>
          )}
          {ranking.groups > 1 && (
            <Notice tone="warn" title={say('judging.groups', { count: ranking.groups })}>
              {say('judging.groups_text')}
            </Notice>
          )}
          <Form wide action={href(here)}>
            <ErrorSummary
              title={came.refusal}
              problems={came.problems}
              idOf={(path) => fieldId(path === 'projectIds' ? 'project' : path)}
            />
            <Table
              caption={say('judging.ranking')}
              hideCaption
              rows={rows}
              rowKey={({ id }) => id}
              select={
                open
                  ? {
                      name: 'project',
                      of: came,
                      head: say('judging.pick'),
                      value: ({ id }) => id,
                      label: ({ id }) => titleOf(id),
                    }
                  : undefined
              }
              columns={[
                {
                  key: 'rank',
                  label: say('judging.place'),
                  number: true,
                  cell: ({ place }) => place?.rank ?? '–',
                },
                { key: 'title', label: say('judging.project'), main: true, cell: ({ id }) => titleOf(id) },
                {
                  key: 'adjusted',
                  label: say('judging.adjusted'),
                  number: true,
                  cell: ({ place }) =>
                    place && (
                      <>
                        {number.format(place.adjusted)}
                        {place.error !== null && <span class="hint"> ± {number.format(place.error)}</span>}
                      </>
                    ),
                },
                {
                  key: 'raw',
                  label: say('judging.raw'),
                  number: true,
                  cell: ({ place }) =>
                    place &&
                    say('judging.raw_place', { points: number.format(place.raw), place: place.rawRank }),
                },
                {
                  key: 'count',
                  label: say('judging.reviews'),
                  number: true,
                  cell: ({ place }) => place?.count ?? 0,
                },
                {
                  key: 'decision',
                  label: say('judging.decision'),
                  cell: ({ id }) => {
                    const own = decisionOf(id)
                    const proposal = proposalOf(id)
                    const decision = own?.decision ?? proposal?.decision
                    return (
                      <>
                        {decision ? (
                          <DecisionBadge visit={visit} decision={decision} />
                        ) : (
                          <Badge tone="warn">{say('judging.open_decision')}</Badge>
                        )}{' '}
                        {own?.byHand && (
                          <span class="hint">
                            {say('judging.by_hand')}: {own.reason}
                          </span>
                        )}
                        {!own && proposal?.isTie && <Badge tone="warn">{say('judging.tied_at_line')}</Badge>}{' '}
                        {proposal?.isClose && <Badge tone="warn">{say('judging.close')}</Badge>}
                      </>
                    )
                  },
                },
              ]}
            />
            {open && (
              <BulkBar label={say('judging.with_picked')}>
                <Select
                  of={came}
                  name="decision"
                  label={say('judging.decision')}
                  hideLabel
                  empty={say('judging.by_lines')}
                  options={decisions.map((value) => ({ value, label: say(`judging.decision_${value}`) }))}
                />
                <TextInput
                  of={came}
                  name="reason"
                  label={say('judging.reason')}
                  hideLabel
                  placeholder={say('judging.reason')}
                  size="medium"
                  maxlength={1000}
                />
                <Button>{say('judging.decide_by_hand')}</Button>
              </BulkBar>
            )}
          </Form>
          {open && (
            <Section
              title={say('judging.tell_all')}
              lead={say('judging.tell_all_lead', { places: round.places, waiting: round.waiting })}
            >
              <Form action={href(`${here}/tell`)}>
                <Checkbox
                  name="releaseFeedback"
                  label={say('judging.release_feedback')}
                  hint={say('judging.release_feedback_hint')}
                />
                <FormActions>
                  <Button tone="danger">{say('judging.tell_all')}</Button>
                </FormActions>
              </Form>
            </Section>
          )}
          <Section title={say('judging.method')}>
            <p>{say('judging.method_text')}</p>
            {ranking.spread !== null && (
              <p>{say('judging.spread', { points: number.format(ranking.spread) })}</p>
            )}
            <Details summary={say('judging.leniency')}>
              <Table
                caption={say('judging.leniency')}
                hideCaption
                keep
                rows={ranking.leniency}
                rowKey={({ judge }) => judge}
                columns={[
                  {
                    key: 'judge',
                    label: say('judging.judge'),
                    main: true,
                    cell: ({ judge }) => {
                      const one = judges.find(({ id }) => id === judge)
                      return one ? nameOf(people, one.personId, visit) : ''
                    },
                  },
                  {
                    key: 'by',
                    label: say('judging.leniency_by'),
                    number: true,
                    cell: ({ by }) => `${by > 0 ? '+' : ''}${number.format(by)}`,
                  },
                ]}
              />
            </Details>
          </Section>
        </>
      ),
    }
  },
  submit: async (visit, values, { round }) => {
    await visit.use.run(decideByHand, {
      roundId: round.id,
      projectIds: pickedIn(values),
      decision: decisions.find((each) => each === values.text('decision')) ?? null,
      reason: values.text('reason'),
    })
    return { to: `${desk}/${round.id}/result`, told: 'judging.told_saved' }
  },
})

const tellAction: Route = action({
  path: `${desk}/:round/result/tell`,
  who: mayLook,
  submit: async (visit, values) => {
    const roundId = roundIn(visit)
    await visit.use.run(decideRound, { roundId, releaseFeedback: values.flag('releaseFeedback') })
    return { to: `${desk}/${roundId}/result`, told: 'judging.told_decided' }
  },
})

const exportFile: Route = file({
  path: `${desk}/:round/result.csv`,
  who: mayLook,
  send: async (visit) => {
    const { round, scores, ranking, decisions: made, proposals } = await load(visit)
    const decided = ranking.rows.flatMap(({ project }) => {
      const decision =
        made.find(({ projectId }) => projectId === project)?.decision ??
        proposals.find((each) => each.project === project)?.decision
      return decision ? [{ projectId: project, decision }] : []
    })
    return new Response(exportRound(round, scores, ranking, decided), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="round-${round.id}.csv"`,
        'cache-control': 'private, no-store',
      },
    })
  },
})

export const rankingRoutes: readonly Route[] = [resultPage, tellAction, exportFile]
