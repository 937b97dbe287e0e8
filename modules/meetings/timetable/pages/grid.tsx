import { displayName } from '#kernel/names'
import type { Visit } from '#platform/http'
import { EmptyState } from '#ui'
import type { PartyId, Placement, Slot } from '../../model.ts'
import { pairKey } from '../../ready/problem.ts'
import type { Draft } from '../queries.ts'
import { partyLabel, pathOf, slotLabel, tableLabel } from './parts.tsx'

export type View = 'people' | 'tables'
type Seated = Placement & { agreed: boolean }

export const movePath = (draft: Draft, { a, b }: { a: PartyId; b: PartyId }) =>
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

/** People or tables by slots, as the draft has them. */
export function Board({ visit, draft, view }: { visit: Visit; draft: Draft; view: View }) {
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
