import type { Plan, Problem, Reason } from '../problem.ts'
import { type Board, boardOf } from './board.ts'
import { type HardRuleName, hardRuleNames, hardRules } from './hard.ts'

/** A rule that a move would break, and the facts of it. */
export type Broken = { readonly rule: HardRuleName; readonly reasons: readonly Reason[] }

/** Which rules a wish in that slot at that table would break on a laid-out plan: for many questions about one plan. */
export function brokenBy(board: Board, wish: number, slot: number, table: number): Broken[] {
  const broken: Broken[] = []
  for (const rule of hardRuleNames) {
    const reasons = hardRules[rule](board, { wish, slot, table })
    if (reasons.length > 0) broken.push({ rule, reasons })
  }
  return broken
}

/** Which rules a move made by hand would break; empty = it can stand. Everything else stays where it is. */
export const moveCheck = (
  problem: Problem,
  plan: Plan,
  wish: number,
  slot: number,
  table: number,
  pinned?: Uint8Array,
): Broken[] => brokenBy(boardOf(problem, plan, pinned), wish, slot, table)

/** Which rules a whole plan breaks, by the wish that stands wrongly; empty = the plan is valid. */
export function brokenIn(problem: Problem, plan: Plan): (Broken & { readonly wish: number })[] {
  const board = boardOf(problem, plan)
  const broken: (Broken & { readonly wish: number })[] = []
  for (let wish = 0; wish < problem.wishes.length; wish += 1) {
    const [slot, table] = [plan.slotOf[wish] ?? -1, plan.tableOf[wish] ?? -1]
    if (slot < 0 && table < 0) continue
    for (const each of brokenBy(board, wish, slot, table)) broken.push({ wish, ...each })
  }
  return broken
}
