import { boardOf, brokenBy, softRules } from '../../../../solver/timetable/constraints/index.ts'
import type { Plan, Problem } from '../../../../solver/timetable/problem.ts'

// What a move made by hand does to a plan. The desk's page and the server ask here, with the same rules.

export type Move = { wish: number; slot: number; table: number }
export type Drafted = { problem: Problem; plan: Plan; pinned: Uint8Array }

/** Rules that only make a timetable worse, not wrong; each is the name of a figure that grew. */
export const warnings = ['breaks', 'spread', 'tableChanges'] as const
export type Warning = (typeof warnings)[number]

export type Judged = {
  /** What each broken rule is about: person, table, away, session, fixed, order, most, kind, closed or pinned. */
  broken: readonly { about: string; with: Readonly<Record<string, number>> }[]
  warned: readonly Warning[]
}

const moved = ({ plan }: Drafted, { wish, slot, table }: Move): Plan => {
  const next = { slotOf: plan.slotOf.slice(), tableOf: plan.tableOf.slice() }
  next.slotOf[wish] = slot
  next.tableOf[wish] = table
  return next
}

/** Which rules a move would break, and, where it breaks none, what it makes worse. */
export function judge(draft: Drafted, move: Move): Judged {
  const board = boardOf(draft.problem, draft.plan, draft.pinned)
  const broken = brokenBy(board, move.wish, move.slot, move.table).flatMap(({ reasons }) =>
    reasons.map((reason) => ({ about: reason.code.replace('move.', ''), with: reason.with })),
  )
  if (broken.length > 0) return { broken, warned: [] }
  const after = moved(draft, move)
  const { problem, plan } = draft
  return {
    broken,
    warned: warnings.filter((name) => softRules[name](problem, after) > softRules[name](problem, plan)),
  }
}

/** Where a wish could stand without breaking a rule, as [slot, table]; where it stands already is among it. */
export function openPlaces(draft: Drafted, wish: number): [number, number][] {
  const { problem, plan } = draft
  const board = boardOf(problem, plan)
  const found: [number, number][] = []
  for (let slot = 0; slot < problem.slots; slot += 1)
    for (let table = 0; table < problem.tables.length; table += 1)
      if (brokenBy(board, wish, slot, table).length === 0) found.push([slot, table])
  return found
}

/** Whether a wish could stand anywhere without breaking a rule. */
export function hasRoom({ problem, plan }: Pick<Drafted, 'problem' | 'plan'>, wish: number): boolean {
  const board = boardOf(problem, plan)
  for (let slot = 0; slot < problem.slots; slot += 1)
    for (let table = 0; table < problem.tables.length; table += 1)
      if (brokenBy(board, wish, slot, table).length === 0) return true
  return false
}

/** The table a wish takes in a slot: its own where that can stay, else the first that will do. */
export function tableIn(draft: Drafted, wish: number, slot: number): number {
  const own = draft.plan.tableOf[wish] ?? -1
  const board = boardOf(draft.problem, draft.plan)
  const tables = Array.from({ length: draft.problem.tables.length }, (_, table) => table)
  const fits = (table: number) => brokenBy(board, wish, slot, table).length === 0
  return [...(own >= 0 ? [own] : []), ...tables].find(fits) ?? (own >= 0 ? own : 0)
}
