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
  settled: readonly Meeting[],
): Contradiction[] {
  const stands = new Set(settled.map(({ a, b }) => pairKey(a, b)))
  const speechless = new Set(asked.withoutTable.map(({ a, b }) => pairKey(a, b)))
  const gone = placements.flatMap(({ a, b }): Contradiction[] => {
    const key = pairKey(a, b)
    // What two agreed on by themselves, or what has begun, stands whatever the draft says.
    if (asked.pairAt.has(key) || stands.has(key)) return []
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
  return [...gone, ...broken, ...crowded(asked, placements, settled)]
}

/** Parties with several representatives of whom meetings that stand beside the draft leave too few for its own. */
function crowded(
  asked: Asked,
  placements: readonly Placement[],
  settled: readonly Meeting[],
): Contradiction[] {
  const beside = new Map<string, number>()
  for (const { a, b, slotId } of settled)
    for (const id of [a, b]) beside.set(`${id} ${slotId}`, (beside.get(`${id} ${slotId}`) ?? 0) + 1)
  const left = new Map<string, number>()
  return placements.flatMap((placement): Contradiction[] => {
    const { a, b, slotId } = placement
    if (!asked.pairAt.has(pairKey(a, b))) return []
    return [a, b].flatMap((who) => {
      const key = `${who} ${slotId}`
      const others = beside.get(key)
      const seats = asked.representatives[asked.partyAt.get(who) ?? -1] ?? 1
      // With all of them taken the slot is one in which the party cannot meet, which has been told.
      if (others === undefined || others >= seats) return []
      const free = left.get(key) ?? seats - others
      left.set(key, free - 1)
      return free > 0 ? [] : [{ a, b, about: 'person', who }]
    })
  })
}

/** The same of pins alone: no run can keep them all. */
export const contradictions = (
  asked: Asked,
  placements: readonly Placement[],
  settled: readonly Meeting[],
): Contradiction[] =>
  unfit(
    asked,
    placements.filter(({ pinned }) => pinned),
    settled,
  )

/** What of a draft can stand by what is so now: the search went on while people left, closed a table or said no. */
export function fitting(
  asked: Asked | null,
  draft: readonly Placement[],
  settled: readonly Meeting[],
): Placement[] {
  if (!asked) return []
  const out = new Set(unfit(asked, draft, settled).map(({ a, b }) => pairKey(a, b)))
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
