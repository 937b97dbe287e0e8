import { toLocal, zoneLabel } from '#kernel/time'
import { action, form, momentIn, numberIn, type Route, type Visit } from '#platform/http'
import {
  At,
  Button,
  DateTimeInput,
  DefinitionList,
  Form,
  LinkButton,
  Notice,
  Prose,
  Said,
  Section,
  Split,
  Stat,
  Table,
  TextInput,
  Tiles,
} from '#ui'
import { mayLook } from '../../access.ts'
import { desk, RoundHead, roundIn, runs } from '../../parts.tsx'
import { readRound } from '../../queries.ts'
import { lacking } from '../../rules/assign.ts'
import { changeTimes, removeRound } from '../commands.ts'
import { closeRound, openRound } from '../move.ts'

export const loadRound = (visit: Visit) => visit.use.ask(readRound, { roundId: roundIn(visit) })

type Loaded = Awaited<ReturnType<typeof loadRound>>

/** Which part of a draft is still to be filled before it can be opened; null when nothing is missing. */
function stillToDo(
  { round, projects, judges }: Loaded,
  short: number,
): 'projects' | 'judges' | 'work' | null {
  if (round.state !== 'draft') return null
  if (projects.length === 0) return 'projects'
  if (judges.length === 0) return 'judges'
  return short > 0 ? 'work' : null
}

/** What comes next, with its button. */
function NextStep({ visit, loaded, short }: { visit: Visit; loaded: Loaded; short: number }) {
  const { say, href } = visit
  const { round } = loaded
  const here = href(`${desk}/${round.id}`)
  const first = stillToDo(loaded, short)
  const key = first ?? round.state
  const open = (
    <Form inline action={`${here}/open`}>
      <Button tone={first === null ? 'primary' : 'secondary'}>{say('judging.open_round')}</Button>
    </Form>
  )
  return (
    <Notice
      tone={round.state === 'decided' ? 'success' : 'info'}
      title={say(`judging.next_${key}`)}
      actions={
        first !== null ? (
          <>
            <LinkButton tone="primary" href={`${here}/${first}`}>
              {say(`judging.to_${first}`)}
            </LinkButton>
            {first === 'work' && open}
          </>
        ) : round.state === 'draft' ? (
          open
        ) : round.state === 'open' ? (
          <Form inline action={`${here}/close`}>
            <Button tone="danger">{say('judging.close_round')}</Button>
          </Form>
        ) : (
          <LinkButton tone="primary" href={`${here}/result`}>
            {say('judging.tab_result')}
          </LinkButton>
        )
      }
    >
      {say(`judging.next_${key}_text`)}
    </Notice>
  )
}

const overviewPage: Route = form({
  path: `${desk}/:round`,
  who: mayLook,
  load: loadRound,
  view: (visit, loaded, state) => {
    const { round, projects, judges, assignments } = loaded
    const { say, href, locale } = visit
    const open = runs(visit, round)
    const here = `${desk}/${round.id}`
    const count = (which: (typeof assignments)[number]['state']) =>
      assignments.filter((each) => each.state === which).length
    const short = projects.reduce((sum, { projectId }) => sum + lacking(round, projectId, assignments), 0)
    const yes = (value: boolean) => say(value ? 'judging.yes' : 'judging.no')
    return {
      title: say('judging.round'),
      shell: 'console',
      current: desk,
      body: (
        <>
          <RoundHead
            visit={visit}
            round={round}
            tab="overview"
            actions={
              open &&
              round.state === 'draft' && (
                <LinkButton href={href(`${here}/edit`)}>{say('judging.change_rules')}</LinkButton>
              )
            }
          />
          {open && <NextStep visit={visit} loaded={loaded} short={short} />}
          <Tiles>
            <Stat label={say('judging.tab_projects')} value={projects.length} />
            <Stat label={say('judging.tab_judges')} value={judges.length} />
            <Stat label={say('judging.work_scored')} value={count('scored')} />
            <Stat label={say('judging.still_to_do')} value={count('assigned')} />
            <Stat label={say('judging.work_recused')} value={count('recused')} />
            <Stat label={say('judging.lacking')} value={short} />
          </Tiles>
          <Split
            aside={
              <Section title={say('judging.rules')}>
                <DefinitionList
                  items={[
                    { term: say('judging.scale'), value: say('judging.scale_to', { most: round.scale }) },
                    { term: say('judging.reviews_each'), value: round.reviewsEach },
                    { term: say('judging.blind'), value: yes(round.blind) },
                    { term: say('judging.files_shown'), value: yes(round.filesShown) },
                    {
                      term: say('judging.blocks'),
                      value: round.blocks
                        .map((kind) => say(`judging.tie_${kind}`))
                        .join(say('kernel.list_comma')),
                    },
                    {
                      term: say('judging.due_at'),
                      value: round.dueAt && <At visit={visit} at={round.dueAt} zone={round.zone} />,
                    },
                    { term: say('judging.places'), value: round.places },
                    { term: say('judging.waiting'), value: round.waiting },
                  ]}
                />
              </Section>
            }
          >
            <Section title={say('judging.criteria')}>
              <Table
                caption={say('judging.criteria')}
                hideCaption
                rows={round.criteria}
                rowKey={({ key }) => key}
                columns={[
                  {
                    key: 'title',
                    label: say('judging.criterion'),
                    main: true,
                    cell: ({ title }) => <Said text={title} locale={locale} />,
                  },
                  {
                    key: 'about',
                    label: say('judging.asks'),
                    cell: ({ about }) => <Said text={about} locale={locale} />,
                  },
                  { key: 'weight', label: say('judging.weight'), number: true, cell: ({ weight }) => weight },
                ]}
              />
            </Section>
            {(round.about.en !== '' || round.about.zh !== '') && (
              <Section title={say('judging.about')}>
                <Prose>
                  <p>
                    <Said text={round.about} locale={locale} />
                  </p>
                </Prose>
              </Section>
            )}
          </Split>
          {open && round.state !== 'decided' && (
            <Section title={say('judging.times')} lead={say('judging.times_lead')}>
              <Form action={href(here)} of={state} send={say('kernel.save')}>
                <DateTimeInput
                  of={state}
                  name="dueAt"
                  label={say('judging.due_at')}
                  hint={say('judging.due_at_hint')}
                  zone={zoneLabel(round.zone, round.dueAt ?? visit.use.now(), locale)}
                  value={round.dueAt ? toLocal(round.dueAt, round.zone) : ''}
                />
                <TextInput
                  of={state}
                  name="places"
                  label={say('judging.places')}
                  hint={say('judging.places_hint')}
                  inputmode="numeric"
                  size="short"
                  value={String(round.places)}
                />
                <TextInput
                  of={state}
                  name="waiting"
                  label={say('judging.waiting')}
                  hint={say('judging.waiting_hint')}
                  inputmode="numeric"
                  size="short"
                  value={String(round.waiting)}
                />
              </Form>
            </Section>
          )}
          {open && round.state === 'draft' && (
            <Form inline action={href(`${here}/remove`)}>
              <Button tone="quiet">{say('judging.remove_round')}</Button>
            </Form>
          )}
        </>
      ),
    }
  },
  submit: async (visit, values, { round }) => {
    const times = {
      dueAt: momentIn(values, 'dueAt', round.zone),
      places: numberIn(values, 'places') ?? 0,
      waiting: numberIn(values, 'waiting') ?? 0,
    }
    await visit.use.run(changeTimes, { roundId: round.id, times })
    return { to: `${desk}/${round.id}`, told: 'judging.told_saved' }
  },
})

const openAction: Route = action({
  path: `${desk}/:round/open`,
  who: mayLook,
  submit: async (visit) => {
    const { round } = await visit.use.run(openRound, { roundId: roundIn(visit) })
    return { to: `${desk}/${round.id}`, told: 'judging.told_opened' }
  },
})

const closeAction: Route = action({
  path: `${desk}/:round/close`,
  who: mayLook,
  submit: async (visit) => {
    const { round } = await visit.use.run(closeRound, { roundId: roundIn(visit) })
    return { to: `${desk}/${round.id}/result`, told: 'judging.told_closed' }
  },
})

const removeAction: Route = action({
  path: `${desk}/:round/remove`,
  who: mayLook,
  submit: async (visit) => {
    await visit.use.run(removeRound, { roundId: roundIn(visit) })
    return { to: desk, told: 'judging.told_removed' }
  },
})

export const overviewRoutes: readonly Route[] = [overviewPage, openAction, closeAction, removeAction]
