import type { VNode } from 'preact'
import type { Actor } from '#kernel/access'
import type { Visit } from '#platform/http'
import type { Keys } from '#platform/keys'
import type { BoardKey } from '../model.ts'
import type { Chosen } from '../pages/filter.tsx'

/** Rows as they are read and downloaded: the head says what each column is. */
export type Sheet = {
  name: string
  title: string
  head: readonly string[]
  rows: readonly (readonly (string | number | null)[])[]
  /** Where a row leads, row by row; on the page only, never in a download. */
  hrefs?: readonly (string | null)[]
}

export type Shown = {
  /** Each chart with its table; what cannot be drawn has only the table. */
  parts: readonly { chart: VNode | null; sheet: Sheet; note?: string | undefined; empty?: string }[]
  /** Said above everything, e.g. what a forecast rests on. */
  notes?: readonly string[]
  /** Further fields of the filter. */
  asks?: VNode
}

/** What a board that leads on to an answer needs. */
export type BoardPorts = { keys: Keys }

export type Board = {
  key: BoardKey
  /** Whose it is, where it is not everybody's who looks at boards at all. */
  who?: (actor: Actor) => boolean
  /** Filters it has no use for. */
  without?: readonly string[]
  show(visit: Visit, chosen: Chosen): Promise<Shown>
}
