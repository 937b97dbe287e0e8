import { Refusal } from '#kernel/errors'
import { boardOf, brokenBy } from '../../../../solver/timetable/constraints/index.ts'
import type { Meeting, PartyId, Placement } from '../../model.ts'
import { type Asked, type Pair, pairKey } from '../../ready/problem.ts'
import { planOf } from './task.ts'

/** A pin that cannot stand. `about`: unwished, or what `timetable.breaks_…` is about; `who` where it is one party's. */
export type Contradiction = Pair & { about: string; who: PartyId | null }

/** The pins alone, as a plan. */
function pinsOf(asked: Asked, placements: readonly Placement[]) {
  const { slotOf, tableOf, pinned } = planOf(asked, placements)
  const keep = (array: Int32Array) => array.map((at, wish) => (pinned[wish] ? at : -1))
  return { slotOf: keep(slotOf), tableOf: keep(tableOf), pinned }
}

/**
 * Pins that break a rule or each other: somebody or a table in two of them at once, a slot in which somebody cannot meet,
 * a table that is closed or does not suit, more of them than a group allows; and pins of two who are not to meet any more.
 */
export function contradictions(
  asked: Asked,
  placements: readonly Placement[],
  standing: readonly Meeting[],
): Contradiction[] {
  const settled = new Set(standing.filter(({ origin }) => origin !== 'plan').map(({ a, b }) => pairKey(a, b)))
  const speechless = new Set(asked.withoutTable.map(({ a, b }) => pairKey(a, b)))
  const gone = placements.flatMap(({ a, b, pinned }): Contradiction[] => {
    const key = pairKey(a, b)
    // What two agreed on by themselves stands whatever the draft says.
    if (!pinned || asked.pairAt.has(key) || settled.has(key)) return []
    return [{ a, b, about: speechless.has(key) ? 'kind' : 'unwished', who: null }]
  })
  const { slotOf, tableOf, pinned } = pinsOf(asked, placements)
  const board = boardOf(asked.problem, { slotOf, tableOf })
  const broken = asked.pairs.flatMap((pair, wish): Contradiction[] => {
    if (!pinned[wish]) return []
    const found = brokenBy(board, wish, slotOf[wish] ?? -1, tableOf[wish] ?? -1)
    return found.flatMap(({ reasons }) =>
      reasons.map((reason) => ({
        ...pair,
        about: reason.code.replace('move.', ''),
        who: asked.parties[reason.with.person ?? -1] ?? null,
      })),
    )
  })
  return [...gone, ...broken]
}

/** Said at once, not after a search: at most this many, and what is mended first shows the rest. */
const most = 10

/** Refuses a run whose pins cannot stand together: timetable.pins_contradict, with each pin and why. */
export function pinsMustStand(found: readonly Contradiction[], nameOf: (id: PartyId) => string): void {
  if (found.length === 0) return
  throw new Refusal(
    'conflict',
    'timetable.pins_contradict',
    {},
    found.slice(0, most).map(({ a, b, about, who }) => ({
      path: `${a}/${b}`,
      code: `timetable.pin_${about}`,
      details: { one: nameOf(a), other: nameOf(b), who: who === null ? '' : nameOf(who) },
    })),
  )
}
