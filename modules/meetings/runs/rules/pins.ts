import { Refusal } from '#kernel/errors'
import { boardOf, brokenBy } from '../../../../solver/timetable/constraints/index.ts'
import type { Meeting, PartyId, Placement } from '../../model.ts'
import { type Asked, type Pair, pairKey } from '../../ready/problem.ts'
import { planOf } from './task.ts'

/** A placement that cannot stand. `about`: unwished, or what `timetable.breaks_…` is about; `who` where it is one party's. */
export type Contradiction = Pair & { about: string; who: PartyId | null }

/**
 * Placements that break a rule or each other: somebody or a table in two of them at once, a slot in which somebody cannot
 * meet, a table that is closed or does not suit, more of them than a group allows; and those of two who are not to meet any more.
 */
export function unfit(
  asked: Asked,
  placements: readonly Placement[],
  standing: readonly Meeting[],
): Contradiction[] {
  const settled = new Set(standing.filter(({ origin }) => origin !== 'plan').map(({ a, b }) => pairKey(a, b)))
  const speechless = new Set(asked.withoutTable.map(({ a, b }) => pairKey(a, b)))
  const gone = placements.flatMap(({ a, b }): Contradiction[] => {
    const key = pairKey(a, b)
    // What two agreed on by themselves stands whatever the draft says.
    if (asked.pairAt.has(key) || settled.has(key)) return []
    return [{ a, b, about: speechless.has(key) ? 'kind' : 'unwished', who: null }]
  })
  const plan = planOf(asked, placements)
  const board = boardOf(asked.problem, plan)
  const broken = asked.pairs.flatMap((pair, wish): Contradiction[] => {
    const [slot, table] = [plan.slotOf[wish] ?? -1, plan.tableOf[wish] ?? -1]
    if (slot < 0) return []
    return brokenBy(board, wish, slot, table).flatMap(({ reasons }) =>
      reasons.map((reason) => ({
        ...pair,
        about: reason.code.replace('move.', ''),
        who: asked.parties[reason.with.person ?? -1] ?? null,
      })),
    )
  })
  return [...gone, ...broken]
}

/** The same of pins alone: no run can keep them all. */
export const contradictions = (
  asked: Asked,
  placements: readonly Placement[],
  standing: readonly Meeting[],
): Contradiction[] =>
  unfit(
    asked,
    placements.filter(({ pinned }) => pinned),
    standing,
  )

/** What of a draft can stand by what is so now: the search went on while people left, closed a table or said no. */
export function fitting(
  asked: Asked | null,
  draft: readonly Placement[],
  standing: readonly Meeting[],
): Placement[] {
  if (!asked) return []
  const out = new Set(unfit(asked, draft, standing).map(({ a, b }) => pairKey(a, b)))
  return draft.filter(
    ({ a, b, slotId, tableId }) =>
      !out.has(pairKey(a, b)) && asked.slotAt.has(slotId) && asked.tableAt.has(tableId),
  )
}

/** Said at once, not after a search: at most this many, and what is mended first shows the rest. */
const most = 10

/**
 * Refuses a run whose pins cannot stand together (timetable.pins_contradict), and a release of what cannot stand
 * (timetable.draft_unfit): with each of them and why.
 */
export function mustStand(
  what: 'pin' | 'unfit',
  found: readonly Contradiction[],
  nameOf: (id: PartyId) => string,
): void {
  if (found.length === 0) return
  throw new Refusal(
    'conflict',
    what === 'pin' ? 'timetable.pins_contradict' : 'timetable.draft_unfit',
    {},
    found.slice(0, most).map(({ a, b, about, who }) => ({
      path: `${a}/${b}`,
      code: `timetable.${what}_${about}`,
      details: { one: nameOf(a), other: nameOf(b), who: who === null ? '' : nameOf(who) },
    })),
  )
}
