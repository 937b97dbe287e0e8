import type { Problem, Reason, Start } from '../problem.ts'
import { reason } from '../reason.ts'
import { pinsOf } from './model.ts'

/** Meetings whose own rules leave no slot. */
function* nowhere({ wishes, slots, free }: Problem) {
  for (const [wish, { a, b, within, fixed }] of wishes.entries()) {
    if (fixed !== undefined) {
      if (within && !within.includes(fixed)) yield reason('proof.fixed_outside', { wish, slot: fixed })
      for (const person of [a, b])
        if (!free[person * slots + fixed])
          yield reason('proof.fixed_forbidden', { wish, person, slot: fixed })
      continue
    }
    const fits = (slot: number) => free[a * slots + slot] && free[b * slots + slot]
    const among = within ?? Array.from({ length: slots }, (_none, slot) => slot)
    if (!among.some(fits)) yield reason('proof.nowhere', { wish })
  }
}

/** A person with more meetings fixed in one slot than they can be in. */
function* together({ wishes, slots, delegates }: Problem) {
  const seen = new Map<number, number[]>()
  for (const [wish, { a, b, fixed }] of wishes.entries()) {
    if (fixed === undefined) continue
    for (const person of [a, b]) {
      const here = seen.get(person * slots + fixed) ?? []
      here.push(wish)
      seen.set(person * slots + fixed, here)
    }
  }
  for (const [cell, here] of seen) {
    const [person, slot] = [Math.floor(cell / slots), cell % slots]
    const cap = delegates?.[person] ?? 1
    if (here.length <= cap) continue
    const [wish, wish2] = here
    yield cap === 1 && wish !== undefined && wish2 !== undefined
      ? reason('proof.fixed_together', { person, wish, wish2, slot })
      : reason('proof.fixed_many', { person, meetings: here.length, slot, cap })
  }
}

function* tooMany({ wishes, most, people }: Problem) {
  if (!most) return
  const meetings = new Int32Array(people)
  for (const { a, b } of wishes) for (const person of [a, b]) meetings[person] = (meetings[person] ?? 0) + 1
  for (const [person, limit] of most.entries())
    if ((meetings[person] ?? 0) > limit)
      yield reason('proof.most', { person, meetings: meetings[person] ?? 0, most: limit })
}

/** A circle of rules of order, found by taking away what nothing has to precede; what stays runs in circles. */
function* circles({ wishes, precedes }: Problem) {
  const waits = new Int32Array(wishes.length)
  const then = new Map<number, number[]>()
  for (const [earlier, later] of precedes) {
    waits[later] = (waits[later] ?? 0) + 1
    then.set(earlier, [...(then.get(earlier) ?? []), later])
  }
  const ready = [...waits.keys()].filter((wish) => waits[wish] === 0)
  for (let wish = ready.pop(); wish !== undefined; wish = ready.pop())
    for (const later of then.get(wish) ?? []) {
      waits[later] = (waits[later] ?? 0) - 1
      if (waits[later] === 0) ready.push(later)
    }
  const stuck = waits.findIndex((count) => count > 0)
  if (stuck < 0) return
  // Backwards from a stuck wish every step has a stuck wish before it, so some wish comes twice: that is the circle.
  const path: number[] = []
  let wish = stuck
  while (!path.includes(wish)) {
    path.push(wish)
    const at = wish
    wish = precedes.find(([earlier, later]) => later === at && (waits[earlier] ?? 0) > 0)?.[0] ?? wish
  }
  yield reason('proof.circle', { wish, orders: path.length - path.indexOf(wish) })
}

/** Pins at a table that another pin has, that is closed, or that is of a kind which will not do. */
function* seatless({ wishes, tables }: Problem, start: Start | undefined) {
  const taken = new Set<string>()
  for (const { wish, slot, table } of pinsOf(start)) {
    const place = tables[table]
    const kinds = wishes[wish]?.kinds
    const fits = place && !place.closed?.includes(slot) && (!kinds || kinds.includes(place.kind))
    if (!fits || taken.has(`${slot} ${table}`)) yield reason('proof.pinned', { wish, slot, table })
    taken.add(`${slot} ${table}`)
  }
}

/** Every way in which the rules of a well-shaped problem of mode all contradict one another at first sight. */
export function contradictions(problem: Problem, start?: Start): Reason[] {
  return [
    ...nowhere(problem),
    ...together(problem),
    ...tooMany(problem),
    ...circles(problem),
    ...seatless(problem, start),
  ]
}
