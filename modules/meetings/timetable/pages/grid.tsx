import { displayName } from '#kernel/names'
import type { Visit } from '#platform/http'
import { EmptyState, Pager } from '#ui'
import type { PartyId, Placement, Slot } from '../../model.ts'
import { pairKey } from '../../ready/problem.ts'
import type { Draft } from '../queries.ts'
import { boardSearch, partyLabel, pathOf, slotLabels, tableLabel } from './parts.tsx'

export type View = 'people' | 'tables'
type Seated = Placement & { agreed: boolean; begun: boolean }

/** Everything of a board that is the same in each of its cells, worked out once. */
type Labels = {
  party(id: PartyId): string
  table(id: Placement['tableId']): string
  slots: readonly string[]
}

function labelsOf(visit: Visit, { stage, names, event }: Draft): Labels {
  const parties = new Map(
    stage.parties.map((party) => [party.id, partyLabel(visit, { parties: [party] }, names, party.id)]),
  )
  const tables = new Map(stage.tables.map((table) => [table.id, tableLabel(visit, table)]))
  return {
    party: (id) => parties.get(id) ?? visit.say('timetable.somebody'),
    table: (id) => tables.get(id) ?? '',
    slots: slotLabels(visit, stage.slots, event.zone),
  }
}

export const movePath = (draft: Draft, { a, b }: { a: PartyId; b: PartyId }) =>
  `${pathOf(draft.event, 'timetable')}/${a}/${b}`

/** One meeting on the board: a link to its own page, which works without script; with it, something to take and move. */
function Chip({
  visit,
  draft,
  labels,
  seated,
  of,
}: {
  visit: Visit
  draft: Draft
  labels: Labels
  seated: Seated
  of: PartyId | null
}) {
  const { say, href } = visit
  const other = of === seated.a ? seated.b : seated.a
  const text =
    of === null
      ? say('timetable.two', { one: labels.party(seated.a), other: labels.party(seated.b) })
      : labels.party(other)
  const mark = seated.agreed
    ? say('timetable.agreed_mark')
    : seated.begun
      ? say('timetable.begun_mark')
      : seated.pinned
        ? say('timetable.pinned_mark')
        : ''
  const inner = (
    <>
      <span class="chip-who">{text}</span>
      {of !== null && <span class="chip-where">{labels.table(seated.tableId)}</span>}
      {mark && <span class="chip-mark">{mark}</span>}
    </>
  )
  return seated.agreed || seated.begun ? (
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
function rowsOf(visit: Visit, draft: Draft, labels: Labels, view: View): Row[] {
  const { stage, names, placements, agreed, begun } = draft
  const all: Seated[] = [
    ...placements.map((each) => ({ ...each, agreed: false, begun: begun.has(pairKey(each.a, each.b)) })),
    ...agreed.map((each) => ({ ...each, agreed: true, begun: false })),
  ]
  const at = new Map<string, Seated[]>()
  for (const each of all)
    for (const id of view === 'people' ? [each.a, each.b] : [each.tableId])
      at.set(`${id} ${each.slotId}`, [...(at.get(`${id} ${each.slotId}`) ?? []), each])
  const cells = (id: string) => (slot: Slot) => at.get(`${id} ${slot.id}`) ?? []
  if (view === 'tables')
    return stage.tables.map((table) => ({
      id: table.id,
      label: labels.table(table.id),
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
      label: labels.party(id),
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

/** A board is read and moved by rows: so many at once are drawn quickly, and the search finds every other. */
const perPage = 100

function pageOf(visit: Visit, all: readonly Row[]) {
  const pages = Math.max(1, Math.ceil(all.length / perPage))
  const asked = Number(visit.search.get('page'))
  const page = Number.isInteger(asked) ? Math.min(Math.max(1, asked), pages) : 1
  return { rows: all.slice((page - 1) * perPage, page * perPage), page, pages }
}

/** People or tables by slots, as the draft has them. */
export function Board({ visit, draft, view }: { visit: Visit; draft: Draft; view: View }) {
  const { say } = visit
  const { slots } = draft.stage
  const labels = labelsOf(visit, draft)
  const all = rowsOf(visit, draft, labels, view)
  const { rows, page, pages } = pageOf(visit, all)
  if (rows.length === 0)
    return <EmptyState title={say('timetable.nobody_found')}>{say('timetable.nobody_found_text')}</EmptyState>
  const caption = say(`timetable.board_${view}`)
  const to = (next: number) =>
    visit.href(`${pathOf(draft.event, 'timetable')}?${boardSearch(visit.search, { page: String(next) })}`)
  return (
    <>
      <div class="scroll board-scroll" {...{ tabIndex: 0, role: 'region', 'aria-label': caption }}>
        <table class="board" data-view={view}>
          <caption class="vh">{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{say(view === 'people' ? 'timetable.person' : 'timetable.table_head')}</th>
              {slots.map((slot, index) => (
                <th scope="col" key={slot.id}>
                  {labels.slots[index]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id} data-row={row.id}>
                <th scope="row">{row.label}</th>
                {slots.map((slot, index) => {
                  const seated = row.cells(slot)
                  return (
                    <td
                      key={slot.id}
                      class={row.closed(slot) ? 'shut' : undefined}
                      data-slot={index}
                      data-label={labels.slots[index]}
                    >
                      {seated.map((each) => (
                        <Chip
                          key={pairKey(each.a, each.b)}
                          visit={visit}
                          draft={draft}
                          labels={labels}
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
      {pages > 1 && (
        <Pager
          label={say('timetable.rows_pager')}
          summary={say('timetable.rows_of', {
            from: (page - 1) * perPage + 1,
            to: (page - 1) * perPage + rows.length,
            count: all.length,
          })}
          previous={page > 1 ? { href: to(page - 1), label: say('kernel.previous_page') } : undefined}
          next={page < pages ? { href: to(page + 1), label: say('kernel.next_page') } : undefined}
        />
      )}
    </>
  )
}
