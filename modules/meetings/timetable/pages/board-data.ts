import type { Visit } from '#platform/http'
import { planOf } from '../../runs/rules/task.ts'
import type { Draft } from '../queries.ts'
import { warnings } from '../rules/board.ts'
import { partyLabel, pathOf, slotLabel, tableLabel } from './parts.tsx'

/** What the board needs in the browser to judge a move by the same rules as the server; arrays as numbers. */
export type BoardData = {
  view: 'people' | 'tables'
  /** Where a move is sent: `<moves>/<a>/<b>`. */
  moves: string
  people: readonly { id: string; label: string }[]
  slots: readonly { id: string; label: string }[]
  tables: readonly { id: string; label: string; kind: number; closed: readonly number[] }[]
  /** '0' and '1', row by person. */
  free: string
  wishes: readonly { a: number; b: number; weight: number; must: boolean; kinds?: readonly number[] }[]
  most: readonly number[]
  representatives: readonly number[]
  slotOf: readonly number[]
  tableOf: readonly number[]
  pinned: readonly number[]
  words: Readonly<Record<string, string>>
}

const abouts = [
  'person',
  'table',
  'away',
  'session',
  'fixed',
  'order',
  'most',
  'kind',
  'closed',
  'pinned',
] as const
const told = [
  'taken',
  'over',
  'moved',
  'pinned',
  'unpinned',
  'kept',
  'refused',
  'sending',
  'failed',
  'not_here',
] as const

/** The words of the board with their places left open, filled in the browser. */
function wordsOf({ say, locale }: Visit): Record<string, string> {
  const open = { who: '{who}', slot: '{slot}', table: '{table}', meeting: '{meeting}' }
  return Object.fromEntries([
    ...abouts.map((about) => [`breaks_${about}`, say(`timetable.breaks_${about}`, open)]),
    ...warnings.map((warning) => [`warns_${warning}`, say(`timetable.warns_${warning.toLowerCase()}`)]),
    ['two', say('timetable.two', { one: '{one}', other: '{other}' })],
    // Between two sentences.
    ['between', locale === 'zh' ? '' : ' '],
    ...told.map((key) => [`board_${key}`, say(`timetable.board_${key}`, open)]),
  ])
}

export function boardData(visit: Visit, draft: Draft, view: 'people' | 'tables'): BoardData | null {
  const { asked, stage, event, names } = draft
  if (!asked) return null
  const { problem } = asked
  const plan = planOf(asked, draft.placements)
  const slots = new Map(stage.slots.map((slot) => [slot.id, slot]))
  const tables = new Map(stage.tables.map((table) => [table.id, table]))
  return {
    view,
    moves: visit.href(pathOf(event, 'timetable')),
    people: asked.parties.map((id) => ({ id, label: partyLabel(visit, stage, names, id) })),
    slots: asked.slots.flatMap((id) => {
      const slot = slots.get(id)
      return slot ? [{ id, label: slotLabel(visit, stage.slots, slot, event.zone) }] : []
    }),
    tables: asked.tables.flatMap((id, index) => {
      const table = tables.get(id)
      const { kind = 0, closed = [] } = problem.tables[index] ?? {}
      return table ? [{ id, label: tableLabel(visit, table), kind, closed }] : []
    }),
    free: problem.free.join(''),
    wishes: problem.wishes.map(({ a, b, weight, must, kinds }) => ({
      a,
      b,
      weight,
      must,
      ...(kinds ? { kinds } : {}),
    })),
    most: [...(problem.most ?? [])],
    representatives: [...(problem.delegates ?? [])],
    slotOf: [...plan.slotOf],
    tableOf: [...plan.tableOf],
    pinned: [...plan.pinned],
    words: wordsOf(visit),
  }
}
