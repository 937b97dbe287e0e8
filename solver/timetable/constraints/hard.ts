import type { Reason } from '../problem.ts'
import { reason } from '../reason.ts'
import {
  type Board,
  delegatesOf,
  fits,
  isFree,
  isOpen,
  meetingsIn,
  mostOf,
  slotOf,
  tableOf,
} from './board.ts'

/** A wish put by hand, or by the search, into a slot at a table. */
export type Move = { readonly wish: number; readonly slot: number; readonly table: number }

/** Says what a move would break: one fact for each thing in its way, none when the rule is kept. */
export type HardRule = (board: Board, move: Move) => readonly Reason[]

const people = (board: Board, wish: number): readonly number[] => {
  const it = board.problem.wishes[wish]
  return it ? [it.a, it.b] : []
}

/** Nobody is in two meetings at once; somebody with several delegates is in no more than they can sit in. */
export const personOnce: HardRule = (board, { wish, slot }) =>
  people(board, wish).flatMap((person) => {
    const others = meetingsIn(board, person, slot, wish)
    const other = others[0]
    return other === undefined || others.length < delegatesOf(board.problem, person)
      ? []
      : [reason('move.person', { person, slot, wish: other })]
  })

/** A table holds one meeting at a time. */
export const tableOnce: HardRule = (board, { wish, slot, table }) => {
  const other = board.at[slot * board.problem.tables.length + table] ?? -1
  return other < 0 || other === wish ? [] : [reason('move.table', { table, slot, wish: other })]
}

/** Both people can meet in that slot. */
export const available: HardRule = (board, { wish, slot }) =>
  people(board, wish)
    .filter((person) => !isFree(board.problem, person, slot))
    .map((person) => reason('move.away', { person, slot }))

/** A wish stays in its session. */
export const inSession: HardRule = (board, { wish, slot }) => {
  const within = board.problem.wishes[wish]?.within
  return !within || within.includes(slot) ? [] : [reason('move.session', { wish, slot })]
}

/** A wish with a fixed slot is in it. */
export const atFixedSlot: HardRule = (board, { wish, slot }) => {
  const fixed = board.problem.wishes[wish]?.fixed
  return fixed === undefined || fixed === slot ? [] : [reason('move.fixed', { wish, slot: fixed })]
}

/** What has to be earlier is earlier. */
export const inOrder: HardRule = (board, { wish, slot }) =>
  (board.orders.get(wish) ?? []).flatMap(([earlier, later]) => {
    const first = earlier === wish ? slot : slotOf(board.plan, earlier)
    const second = later === wish ? slot : slotOf(board.plan, later)
    return first < 0 || second < 0 || first < second
      ? []
      : [reason('move.order', { wish: earlier, wish2: later })]
  })

/** Nobody has more meetings than their most. */
export const withinMost: HardRule = (board, { wish }) =>
  people(board, wish).flatMap((person) => {
    let count = 1
    for (let i = board.first[person] ?? 0; i < (board.first[person + 1] ?? 0); i += 1) {
      const other = board.mine[i] ?? -1
      if (other !== wish && slotOf(board.plan, other) >= 0) count += 1
    }
    const most = mostOf(board.problem, person)
    return count <= most ? [] : [reason('move.most', { person, most })]
  })

/** The table is of a kind that will do. */
export const rightKind: HardRule = (board, { wish, table }) =>
  fits(board.problem, wish, table) ? [] : [reason('move.kind', { wish, table })]

/** The table is open in that slot. */
export const tableOpen: HardRule = (board, { table, slot }) =>
  isOpen(board.problem, table, slot) ? [] : [reason('move.closed', { table, slot })]

/** A pin stays where it is. */
export const pinKept: HardRule = (board, { wish, slot, table }) => {
  if (!board.pinned?.[wish]) return []
  const at = { slot: slotOf(board.plan, wish), table: tableOf(board.plan, wish) }
  return at.slot === slot && at.table === table ? [] : [reason('move.pinned', { wish, ...at })]
}

/** Every hard rule by its name, in the order in which a person would ask. */
export const hardRules = {
  available,
  inSession,
  atFixedSlot,
  pinKept,
  personOnce,
  inOrder,
  withinMost,
  rightKind,
  tableOpen,
  tableOnce,
} as const satisfies Record<string, HardRule>

export type HardRuleName = keyof typeof hardRules
export const hardRuleNames = Object.keys(hardRules) as readonly HardRuleName[]
