import { boardOf, brokenBy } from '../constraints/index.ts'
import { ShapeError } from '../errors.ts'
import type { Problem, Start } from '../problem.ts'
import type { State } from './state.ts'

/**
 * The problem in which each pin can be nowhere but where it is, and with `gapsOnly` each meeting that can stay.
 * Throws ShapeError when pins break a rule.
 */
export function withPins(problem: Problem, start: Start | null): Problem {
  if (!start?.gapsOnly && !start?.pinned.some((pin) => pin === 1)) return problem
  const keep = (array: Int32Array) =>
    array.map((at, wish) => (start.pinned[wish] || start.gapsOnly ? at : -1))
  const stands = { slotOf: keep(start.slotOf), tableOf: keep(start.tableOf) }
  const board = boardOf(problem, stands)
  const wishes = problem.wishes.map((each, wish) => {
    const [slot, table] = [stands.slotOf[wish] ?? -1, stands.tableOf[wish] ?? -1]
    if (slot < 0) return each
    const kind = problem.tables[table]?.kind
    if (kind !== undefined && brokenBy(board, wish, slot, table).length === 0)
      return { ...each, within: [slot], fixed: slot, kinds: [kind] }
    if (start.pinned[wish]) throw new ShapeError('start.pin', { wish })
    return each
  })
  return { ...problem, wishes }
}

/** Puts what stands of a plan into an empty state: pins first, then the rest where nothing is in its way. */
export function begin(state: State, start: Start): void {
  const { wishes, from, slot: slots } = state.model
  for (const pins of [1, 0])
    for (let wish = 0; wish < wishes; wish += 1) {
      const slot = start.slotOf[wish] as number
      if (slot < 0 || (start.pinned[wish] ? 1 : 0) !== pins) continue
      const may = slots.subarray(from[wish], from[wish + 1]).includes(slot)
      if (!may || state.obstacles(wish, slot, 0) !== 0) continue
      state.place(wish, slot)
      if (pins || start.gapsOnly) state.pinned[wish] = 1
    }
}
