import { pairConflict } from './propagate.ts'
import { head, none, type Sat } from './state.ts'

/** What a conflict taught: a clause, its first literal to be made true at level `back`; how many levels it spans. */
export type Lesson = { lits: number[]; back: number; lbd: number }

const lesson: Lesson = { lits: [], back: 0, lbd: 0 }
const touched: number[] = []
const stack: number[] = []

function raise(sat: Sat, variable: number): void {
  const { activity } = sat
  const next = (activity[variable] as number) + sat.bump
  activity[variable] = next
  if (next > 1e100) {
    for (let each = 0; each < sat.variables; each += 1) activity[each] = (activity[each] as number) * 1e-100
    sat.bump *= 1e-100
    sat.order.fall(activity)
  }
  sat.order.raise(variable, activity)
}

const pairLits = new Int32Array(2)

/** Whether a literal of the lesson follows from the others: every way back ends in marked ones (seen = 1 or 2). */
function follows(sat: Sat, lit: number): boolean {
  const { reason, seen, level, clauses } = sat
  stack.length = 0
  stack.push(lit >> 1)
  const top = touched.length
  while (stack.length > 0) {
    const variable = stack.pop() as number
    const why = reason[variable] as number
    let from = 0
    let end = 1
    if (why > 0) {
      from = why + head
      end = from + (clauses[why] as number)
    }
    for (let at = from; at < end; at += 1) {
      const other = (why > 0 ? (clauses[at] as number) : ~why) >> 1
      if (other === variable || seen[other] || level[other] === 0) continue
      if (reason[other] === none || sat.stamp[level[other] as number] !== sat.stamps) {
        while (touched.length > top) seen[touched.pop() as number] = 0
        return false
      }
      seen[other] = 2
      touched.push(other)
      stack.push(other)
    }
  }
  return true
}

/** Learns from a conflict at a level above 0: the first cut with one literal of this level (1-UIP), made small. */
export function analyze(sat: Sat, conflict: number): Lesson {
  const { seen, level, reason, trail, clauses } = sat
  const lits: number[] = [0]
  touched.length = 0
  let open = 0
  let at = sat.trailSize - 1
  let why = conflict
  let implied = -1
  if (conflict === pairConflict) {
    pairLits[0] = sat.conflictA
    pairLits[1] = sat.conflictB
  }
  for (;;) {
    let from = 0
    let end = 1
    const two = implied < 0 && why === pairConflict
    if (two) end = 2
    else if (why > 0) {
      from = why + head
      end = from + (clauses[why] as number)
      if ((clauses[why + 1] as number) > 0) clauses[why + 2] = sat.conflicts
    }
    for (let each = from; each < end; each += 1) {
      const lit = two ? (pairLits[each] as number) : why > 0 ? (clauses[each] as number) : ~why
      const variable = lit >> 1
      if (variable === implied || seen[variable] || level[variable] === 0) continue
      seen[variable] = 1
      touched.push(variable)
      raise(sat, variable)
      if (level[variable] === sat.depth) open += 1
      else lits.push(lit)
    }
    while (!seen[(trail[at] as number) >> 1]) at -= 1
    const lit = trail[at] as number
    at -= 1
    implied = lit >> 1
    open -= 1
    if (open === 0) {
      lits[0] = lit ^ 1
      break
    }
    why = reason[implied] as number
  }
  sat.stamps += 1
  for (let each = 0; each < lits.length; each += 1)
    sat.stamp[level[(lits[each] as number) >> 1] as number] = sat.stamps
  let kept = 1
  for (let each = 1; each < lits.length; each += 1) {
    const lit = lits[each] as number
    if (reason[lit >> 1] === none || !follows(sat, lit)) {
      lits[kept] = lit
      kept += 1
    }
  }
  lits.length = kept
  sat.stamps += 1
  let lbd = 0
  let back = 0
  for (let each = 0; each < kept; each += 1) {
    const here = level[(lits[each] as number) >> 1] as number
    if (sat.stamp[here] !== sat.stamps) {
      sat.stamp[here] = sat.stamps
      lbd += 1
    }
    if (each > 0 && here > back) {
      back = here
      const first = lits[1] as number
      lits[1] = lits[each] as number
      lits[each] = first
    }
  }
  for (const variable of touched) seen[variable] = 0
  lesson.lits = lits
  lesson.back = back
  lesson.lbd = lbd
  return lesson
}

/** Which assumptions made this literal false; the literal itself (as assumed) is among them. */
export function blame(sat: Sat, lit: number): number[] {
  const { seen, level, reason, trail, clauses } = sat
  const core = [lit]
  if (level[lit >> 1] === 0) return core
  seen[lit >> 1] = 1
  for (let at = sat.trailSize - 1; at >= (sat.starts[0] as number); at -= 1) {
    const here = trail[at] as number
    const variable = here >> 1
    if (!seen[variable]) continue
    seen[variable] = 0
    const why = reason[variable] as number
    if (why === none) {
      if (here !== lit) core.push(here)
      continue
    }
    if (why < 0) {
      if ((level[~why >> 1] as number) > 0) seen[~why >> 1] = 1
      continue
    }
    for (let each = why + head; each < why + head + (clauses[why] as number); each += 1) {
      const other = (clauses[each] as number) >> 1
      if (other !== variable && (level[other] as number) > 0) seen[other] = 1
    }
  }
  return core
}
