import * as errors from '../errors.ts'
import type { Entry, EntryId, Roadshow } from '../model.ts'

export const mostEntries = 60

const inOrder = (entries: readonly Entry[]) => [...entries].sort((a, b) => a.position - b.position)

/** The same entries counted from 1. */
const counted = (entries: readonly Entry[]): Entry[] =>
  entries.map((entry, index) => ({ ...entry, position: index + 1 }))

/** The order may be changed until voting is closed: somebody is late, and the hall waits for nobody. */
export function mayOrder({ state }: Pick<Roadshow, 'state'>): boolean {
  return state === 'planned' || state === 'running'
}

/** Whole new order. Refuses one that was made while somebody else changed the list: roadshow.order_stale. */
export function reordered(entries: readonly Entry[], ids: readonly EntryId[]): Entry[] {
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  if (ids.length !== entries.length || new Set(ids).size !== ids.length) throw errors.orderStale()
  return counted(
    ids.map((id) => {
      const entry = byId.get(id)
      if (!entry) throw errors.orderStale()
      return entry
    }),
  )
}

/** One entry to a place counted from 1; what lies between moves up or down. A place beyond the ends is the end. */
export function moved(entries: readonly Entry[], id: EntryId, to: number): Entry[] {
  const order = inOrder(entries)
  const from = order.findIndex((entry) => entry.id === id)
  const [entry] = from < 0 ? [] : order.splice(from, 1)
  if (!entry) throw errors.orderStale()
  order.splice(Math.max(0, Math.min(order.length, to - 1)), 0, entry)
  return counted(order)
}

export function without(entries: readonly Entry[], id: EntryId): Entry[] {
  return counted(inOrder(entries).filter((entry) => entry.id !== id))
}

/** Who comes after the one that is on: the next in the order that has not pitched. */
export function nextOf(entries: readonly Entry[], on: EntryId | null): Entry | undefined {
  const order = inOrder(entries)
  const from = order.findIndex(({ id }) => id === on)
  return (
    order.slice(from + 1).find(({ pitchedAt }) => pitchedAt === null) ??
    order.find(({ id, pitchedAt }) => pitchedAt === null && id !== on)
  )
}
