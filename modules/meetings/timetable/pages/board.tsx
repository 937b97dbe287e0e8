import { pick } from '#kernel/text'
import { dateIn, formatDate, zoneLabel } from '#kernel/time'
import { page, type Route, type Visit } from '#platform/http'
import { Button, Form, LinkButton, Notice, SearchBox, Select, Tabs, Toolbar } from '#ui'
import { type Draft, readDraft } from '../queries.ts'
import { isPlannable } from '../rules/phase.ts'
import { boardData } from './board-data.ts'
import { Contradictions } from './contradictions.tsx'
import { Board, movePath, type View } from './grid.tsx'
import { atDesk, deskPath, eventIn, pathOf, TimetableHead } from './parts.tsx'
import { Unplaced } from './unplaced.tsx'

/** The last move, taken back by one button: the form says where the meeting was. */
function Undo({ visit, draft }: { visit: Visit; draft: Draft }) {
  const [a = '', b = '', slot = '', table = ''] = (visit.search.get('undo') ?? '').split('.')
  const pair = draft.asked?.pairs.find((each) => each.a === a && each.b === b)
  if (!pair) return null
  return (
    <Form
      inline
      action={visit.href(movePath(draft, pair))}
      hidden={{ place: slot ? `${slot} ${table}` : 'out' }}
    >
      <Button small>{visit.say('timetable.undo')}</Button>
    </Form>
  )
}

/** A quiet word on what the board shows: when it was planned, whether a run is going. */
function Notes({ visit, draft }: { visit: Visit; draft: Draft }) {
  const { say, href } = visit
  const { event, running, notReady } = draft
  if (notReady)
    return (
      <Notice tone="warn" title={say('timetable.not_ready')}>
        {say(notReady.code, { ...notReady.details })}
      </Notice>
    )
  if (!running) return null
  return (
    <Notice
      title={say('timetable.run_running')}
      actions={<LinkButton href={href(pathOf(event, 'runs'))}>{say('timetable.section_runs')}</LinkButton>}
    >
      {say('timetable.run_going')}
    </Notice>
  )
}

export const boardPage: Route = page({
  path: `${deskPath}/timetable`,
  who: atDesk,
  show: async (visit) => {
    const { say, href, locale } = visit
    const draft = await visit.use.ask(readDraft, { eventId: eventIn(visit) })
    const { event, stage, placements } = draft
    const view: View = visit.search.get('view') === 'tables' ? 'tables' : 'people'
    const here = pathOf(event, 'timetable')
    const plannable = draft.may.manage && isPlannable(draft.brokerage, visit.use.now())
    const works = plannable && draft.asked !== null && !draft.running
    const [first] = stage.slots
    return {
      title: say('timetable.section_timetable'),
      shell: 'console',
      current: '/console/events',
      islands: works ? ['board'] : [],
      body: (
        <>
          <TimetableHead
            visit={visit}
            event={event}
            brokerage={draft.brokerage}
            section="timetable"
            lead={say('timetable.board_lead', {
              count: placements.length,
              release: draft.brokerage.release,
            })}
            actions={
              <>
                {plannable && (
                  <LinkButton href={href(pathOf(event, 'runs'))}>{say('timetable.run_new')}</LinkButton>
                )}
                <LinkButton tone="primary" href={href(pathOf(event, 'release'))}>
                  {say('timetable.compare')}
                </LinkButton>
              </>
            }
          />
          <Notes visit={visit} draft={draft} />
          <Contradictions
            visit={visit}
            what="unfit"
            found={draft.unfit}
            data={{ ...stage, event, names: draft.names }}
          />
          <Tabs
            label={say('timetable.views')}
            tabs={(['people', 'tables'] as const).map((each) => ({
              href: href(`${here}?view=${each}`),
              label: say(`timetable.view_${each}`),
              current: each === view,
            }))}
          />
          {view === 'people' && (
            <Toolbar>
              <SearchBox
                label={say('timetable.find_party')}
                button={say('kernel.search')}
                value={visit.search.get('q') ?? ''}
                hidden={{ group: visit.search.get('group') ?? undefined }}
              />
              <Form inline method="get" label={say('timetable.group')}>
                <Select
                  name="group"
                  label={say('timetable.group')}
                  hideLabel
                  value={visit.search.get('group') ?? ''}
                  empty={say('timetable.all_groups')}
                  options={stage.groups.map(({ id, name }) => ({
                    value: id,
                    label: pick(name, locale).value,
                  }))}
                />
                <Button>{say('timetable.show')}</Button>
              </Form>
            </Toolbar>
          )}
          {first && (
            <p class="hint">
              {say('timetable.times_in', {
                zone: zoneLabel(event.zone, first.startsAt, locale),
                day: formatDate(dateIn(first.startsAt, event.zone), locale),
              })}
            </p>
          )}
          {works && <p class="hint">{say('timetable.how_to_move')}</p>}
          <div
            data-board
            data-island={works ? 'board' : undefined}
            data-board-data={works ? JSON.stringify(boardData(visit, draft, view)) : undefined}
          >
            <div class="board-told" role="status" aria-live="assertive" data-told />
            <Undo visit={visit} draft={draft} />
            <Board visit={visit} draft={draft} view={view} />
          </div>
          <Unplaced visit={visit} draft={draft} />
        </>
      ),
    }
  },
})
