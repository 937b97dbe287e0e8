import type { BoardData } from '../pages/board-data.ts'
import type { Drafted, Move } from '../rules/board.ts'

export type Aim = Move

/** The board's data as the arrays that the rules read. */
export function draftOf(data: BoardData): Drafted {
  return {
    problem: {
      people: data.people.length,
      slots: data.slots.length,
      free: Uint8Array.from(data.free, (mark) => Number(mark)),
      tables: data.tables.map(({ kind, closed }) => ({ kind, closed })),
      wishes: data.wishes,
      precedes: [],
      most: Int32Array.from(data.most),
      delegates: Uint8Array.from(data.representatives),
    },
    plan: { slotOf: Int32Array.from(data.slotOf), tableOf: Int32Array.from(data.tableOf) },
    pinned: Uint8Array.from(data.pinned),
  }
}

/** Puts values in the places that the server left open: {who}, {slot}, {table}, {meeting}. */
export const fill = (message: string, values: Readonly<Record<string, string>>): string =>
  message.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place)
