import { displayName } from '#kernel/names'
import { pick } from '#kernel/text'
import { dateIn, formatDate, zoneLabel } from '#kernel/time'
import { page, type Route, type Visit } from '#platform/http'
import {
  Button,
  Details,
  EmptyState,
  Form,
  LinkButton,
  Notice,
  SearchBox,
  Section,
  Select,
  Table,
  Tabs,
  Toolbar,
} from '#ui'
import { sentence } from '../../../../solver/timetable/sentences.ts'
import type { PartyId, Placement, Slot } from '../../model.ts'
import { pairKey } from '../../ready/problem.ts'
import type { Found } from '../../runs/model.ts'
import { type Draft, readDraft } from '../queries.ts'
import { boardData } from './board-data.ts'
import {
  atDesk,
  deskPath,
  eventIn,
  partyLabel,
  pathOf,
  slotLabel,
  TimetableHead,
  tableLabel,
} from './parts.tsx'

export type View = 'people' | 'tables'
type Seated = Placement & { agreed: boolean }

const movePath = (draft: Draft, { a, b }: { a: PartyId; b: PartyId }) =>
  `${pathOf(draft.event, 'timetable')}/${a}/${b}`

/** One meeting on the board: a link to its own page, which works without script; with it, something to take and move. */
function Chip({
  visit,
  draft,
  seated,
  of,
}: {
  visit: Visit
  draft: Draft
  seated: Seated
  of: PartyId | null
}) {
  const { say, href } = visit
  const label = (id: PartyId) => partyLabel(visit, draft.stage, draft.names, id)
  const table = draft.stage.tables.find(({ id }) => id === seated.tableId)
  const other = of === seated.a ? seated.b : seated.a
  const text =
    of === null ? say('timetable.two', { one: label(seated.a), other: label(seated.b) }) : label(other)
  const mark = seated.agreed
    ? say('timetable.agreed_mark')
    : seated.pinned
      ? say('timetable.pinned_mark')
      : ''
  const inner = (
    <>
      <span class="chip-who">{text}</span>
      {of !== null && table && <span class="chip-where">{tableLabel(visit, table)}</span>}
      {mark && <span class="chip-mark">{mark}</span>}
    </>
  )
  return seated.agreed ? (
    <span class="chip agreed">{inner}</span>
  ) : (
    <a
      class={seated.pinned ? 'chip pinned' : 'chip'}
      href={href(movePath(draft, seated))}
      data-wish={draft.asked?.pairAt.get(pairKey(seated.a, seated.b))}
    >
      {inner}
    </a>
  )
}

type Row = {
  id: string
  label: string
  party: PartyId | null
  cells: (slot: Slot) => Seated[]
  closed(slot: Slot): boolean
}

/** The rows of a view; people narrowed by group and name, tables as they are. */
function rowsOf(visit: Visit, draft: Draft, view: View): Row[] {
  const { stage, names, placements, agreed } = draft
  const all: Seated[] = [
    ...placements.map((each) => ({ ...each, agreed: false })),
    ...agreed.map((each) => ({ ...each, agreed: true })),
  ]
  const at = new Map<string, Seated[]>()
  for (const each of all)
    for (const id of view === 'people' ? [each.a, each.b] : [each.tableId])
      at.set(`${id} ${each.slotId}`, [...(at.get(`${id} ${each.slotId}`) ?? []), each])
  const cells = (id: string) => (slot: Slot) => at.get(`${id} ${slot.id}`) ?? []
  if (view === 'tables')
    return stage.tables.map((table) => ({
      id: table.id,
      label: tableLabel(visit, table),
      party: null,
      cells: cells(table.id),
      closed: (slot) => table.closed.includes(slot.id),
    }))
  const group = visit.search.get('group') ?? ''
  const q = (visit.search.get('q') ?? '').trim().toLowerCase()
  const { asked } = draft
  return stage.parties
    .filter(({ withdrawnAt, groupId }) => withdrawnAt === null && (group === '' || groupId === group))
    .map(({ id }) => ({
      id,
      label: partyLabel(visit, stage, names, id),
      party: id,
      cells: cells(id),
      closed: (slot: Slot) => {
        const [person, at] = [asked?.partyAt.get(id), asked?.slotAt.get(slot.id)]
        return (
          person !== undefined &&
          at !== undefined &&
          asked?.problem.free[person * asked.problem.slots + at] === 0
        )
      },
    }))
    .filter(({ id, label }) => {
      const name = names.get(id)
      const searched = name ? `${label} ${displayName(name, 'en', { both: true })}` : label
      return q === '' || searched.toLowerCase().includes(q)
    })
    .sort((one, other) => one.label.localeCompare(other.label, visit.locale))
}

function Board({ visit, draft, view }: { visit: Visit; draft: Draft; view: View }) {
  const { say } = visit
  const { slots } = draft.stage
  const { zone } = draft.event
  const rows = rowsOf(visit, draft, view)
  if (rows.length === 0)
    return <EmptyState title={say('timetable.nobody_found')}>{say('timetable.nobody_found_text')}</EmptyState>
  const caption = say(`timetable.board_${view}`)
  return (
    <div class="scroll board-scroll" {...{ tabIndex: 0, role: 'region', 'aria-label': caption }}>
      <table class="board" data-view={view}>
        <caption class="vh">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{say(view === 'people' ? 'timetable.person' : 'timetable.table_head')}</th>
            {slots.map((slot) => (
              <th scope="col" key={slot.id}>
                {slotLabel(visit, slots, slot, zone)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{row.label}</th>
              {slots.map((slot, index) => {
                const seated = row.cells(slot)
                return (
                  <td
                    key={slot.id}
                    class={row.closed(slot) ? 'shut' : undefined}
                    data-slot={index}
                    data-row={row.id}
                    data-label={slotLabel(visit, slots, slot, zone)}
                  >
                    {seated.map((each) => (
                      <Chip
                        key={pairKey(each.a, each.b)}
                        visit={visit}
                        draft={draft}
                        seated={each}
                        of={row.party}
                      />
                    ))}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Why a wish found no place, with the names of those it is about. */
export function reasonsOf(visit: Visit, draft: Draft, found: Found, reasons: Found['because']): string {
  const named = (what: string, index: number): string => {
    if (what === 'person') {
      const id = found.parties[index]
      return id ? partyLabel(visit, draft.stage, draft.names, id) : String(index + 1)
    }
    const slot = draft.stage.slots.find(({ id }) => id === found.slots[index])
    if (what === 'slot' && slot) return slotLabel(visit, draft.stage.slots, slot, draft.event.zone)
    const table = draft.stage.tables.find(({ id }) => id === found.tables[index])
    return what === 'table' && table ? table.name : String(index + 1)
  }
  return reasons.map((reason) => sentence(reason, visit.locale, named)).join(visit.locale === 'zh' ? '' : ' ')
}

function Unplaced({ visit, draft }: { visit: Visit; draft: Draft }) {
  const { say, href, locale } = visit
  const { asked, last, placements, stage, names } = draft
  if (!asked) return null
  const placed = new Set(placements.map(({ a, b }) => pairKey(a, b)))
  const why = new Map(last?.answer?.unplaced.map((each) => [pairKey(each.a, each.b), each.reasons]))
  const left = asked.pairs
    .map((pair, wish) => ({ ...pair, must: asked.problem.wishes[wish]?.must ?? false }))
    .filter(({ a, b }) => !placed.has(pairKey(a, b)))
    .sort((one, other) => Number(other.must) - Number(one.must))
  const shown = left.slice(0, 200)
  const label = (id: PartyId) => partyLabel(visit, stage, names, id)
  return (
    <Section title={say('timetable.unplaced', { count: left.length })} lead={say('timetable.unplaced_lead')}>
      <Table
        caption={say('timetable.unplaced', { count: left.length })}
        hideCaption
        rows={shown}
        rowKey={({ a, b }) => pairKey(a, b)}
        href={(pair) => href(movePath(draft, pair))}
        empty={<p>{say('timetable.all_placed')}</p>}
        columns={[
          {
            key: 'pair',
            label: say('timetable.wish'),
            main: true,
            cell: ({ a, b }) => say('timetable.two', { one: label(a), other: label(b) }),
          },
          {
            key: 'must',
            label: say('timetable.kind'),
            cell: ({ must }) => say(must ? 'timetable.must' : 'timetable.meet'),
          },
          {
            key: 'why',
            label: say('timetable.why'),
            cell: ({ a, b }) => {
              const reasons = why.get(pairKey(a, b))
              return reasons && last?.answer ? (
                <span lang={locale === 'zh' ? 'zh-Hans' : 'en'}>
                  {reasonsOf(visit, draft, last.answer, reasons)}
                </span>
              ) : (
                say('timetable.why_not_asked')
              )
            },
          },
        ]}
      />
      {left.length > shown.length && (
        <p class="hint">{say('timetable.more_unplaced', { count: left.length - shown.length })}</p>
      )}
      {(last?.answer?.withoutTable.length ?? 0) > 0 && (
        <Details summary={say('timetable.without_table', { count: last?.answer?.withoutTable.length ?? 0 })}>
          <ul>
            {last?.answer?.withoutTable.map(({ a, b }) => (
              <li key={pairKey(a, b)}>{say('timetable.two', { one: label(a), other: label(b) })}</li>
            ))}
          </ul>
        </Details>
      )}
    </Section>
  )
}

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
    const works = draft.may.manage && draft.asked !== null && !draft.running
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
            section="timetable"
            lead={say('timetable.board_lead', {
              count: placements.length,
              release: draft.brokerage.release,
            })}
            actions={
              <>
                {draft.may.manage && (
                  <LinkButton href={href(pathOf(event, 'runs'))}>{say('timetable.run_new')}</LinkButton>
                )}
                <LinkButton tone="primary" href={href(pathOf(event, 'release'))}>
                  {say('timetable.compare')}
                </LinkButton>
              </>
            }
          />
          <Notes visit={visit} draft={draft} />
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
                <Button small>{say('timetable.show')}</Button>
              </Form>
            </Toolbar>
          )}
          {first && (
            <p class="hint">
              {say('timetable.times_in', {
                zone: zoneLabel(event.zone, first.startsAt, locale),
                day: formatDate(dateIn(first.startsAt, event.zone), locale),
              })}{' '}
              {works && say('timetable.how_to_move')}
            </p>
          )}
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
