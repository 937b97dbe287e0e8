import type { Instant } from '#kernel/time'
import { brokenIn } from '../../../../solver/timetable/constraints/index.ts'
import type { Answer, Plan, Reason, Start } from '../../../../solver/timetable/problem.ts'
import type { Meeting, PartyId, Placement, SlotId } from '../../model.ts'
import { type Asked, type Pair, pairKey, type Rows } from '../../ready/problem.ts'
import type { Best, Change, Found, Scope } from '../model.ts'

/** Meetings that no timetable changes any more: what two agreed on by themselves, and what has begun. */
export const settledIn = (standing: readonly Meeting[], at: Instant): Meeting[] =>
  standing.filter(({ origin, startsAt }) => origin !== 'plan' || startsAt <= at)

/** Nothing is planned into a slot once it starts; what a draft has in it is released until it ends: the desk may be late. */
export type Closes = 'startsAt' | 'endsAt'

/**
 * The rows without what is settled: such meetings take their people and tables and count towards what each may have, what
 * two called off is not planned again, and nothing comes into a slot that has begun.
 */
export function settled(
  rows: Rows,
  standing: readonly Meeting[],
  calledOff: readonly Pair[],
  at: Instant,
  closes: Closes = 'startsAt',
): Rows {
  const own = settledIn(standing, at)
  const out = new Set([...own, ...calledOff].map(({ a, b }) => pairKey(a, b)))
  const seats = new Map(rows.parties.map(({ id, representatives }) => [id, representatives]))
  const taken = new Map<string, { partyId: PartyId; slotId: SlotId; count: number }>()
  const meetings = new Map<PartyId, number>()
  for (const { a, b, slotId } of own)
    for (const partyId of [a, b]) {
      const key = `${partyId} ${slotId}`
      taken.set(key, { partyId, slotId, count: (taken.get(key)?.count ?? 0) + 1 })
      meetings.set(partyId, (meetings.get(partyId) ?? 0) + 1)
    }
  const busy = [...taken.values()].filter(({ partyId, count }) => count >= (seats.get(partyId) ?? 1))
  const begun = rows.setUp.slots.filter((slot) => slot[closes] <= at).map(({ id }) => id)
  const tables = rows.setUp.tables.map((table) => ({
    ...table,
    closed: [
      ...new Set([
        ...table.closed,
        ...begun,
        ...own.filter(({ tableId }) => tableId === table.id).map(({ slotId }) => slotId),
      ]),
    ],
  }))
  return {
    meetings,
    setUp: { ...rows.setUp, tables },
    parties: rows.parties,
    wishes: rows.wishes.filter(({ from, to }) => !out.has(pairKey(from, to))),
    busy: [...rows.busy, ...busy.map(({ partyId, slotId }) => ({ partyId, slotId }))],
  }
}

/** The draft as the solver's plan; placements of pairs that are not asked for any more are left out. */
export function planOf(asked: Asked, placements: readonly Placement[]): Plan & { pinned: Uint8Array } {
  const { length } = asked.pairs
  const slotOf = new Int32Array(length).fill(-1)
  const tableOf = new Int32Array(length).fill(-1)
  const pinned = new Uint8Array(length)
  for (const placement of placements) {
    const wish = asked.pairAt.get(pairKey(placement.a, placement.b))
    const slot = asked.slotAt.get(placement.slotId)
    const table = asked.tableAt.get(placement.tableId)
    if (wish === undefined || slot === undefined || table === undefined) continue
    slotOf[wish] = slot
    tableOf[wish] = table
    pinned[wish] = placement.pinned ? 1 : 0
  }
  return { slotOf, tableOf, pinned }
}

/** What may not move in a run, by wish: pins; where only gaps are filled, everything of the draft that breaks no rule. */
export function heldIn(asked: Asked, draft: readonly Placement[], scope: Scope): Uint8Array {
  const { slotOf, tableOf, pinned } = planOf(asked, draft)
  if (scope === 'whole') return pinned
  const broken = new Set(brokenIn(asked.problem, { slotOf, tableOf }).map(({ wish }) => wish))
  return pinned.map((pin, wish) => (pin === 1 || ((slotOf[wish] ?? -1) >= 0 && !broken.has(wish)) ? 1 : 0))
}

/**
 * Where a run starts from: the best plan that a worker before had come to, else the draft; from nothing when that is
 * empty, too. What may not move is where the draft has it.
 */
export function startOf(
  asked: Asked,
  draft: readonly Placement[],
  scope: Scope,
  best: Best | null,
): Start | null {
  const drafted = planOf(asked, draft)
  if (best === null) {
    const empty = !drafted.slotOf.some((slot) => slot >= 0)
    return scope === 'whole' && empty ? null : { ...drafted, gapsOnly: scope === 'gaps' }
  }
  const held = heldIn(asked, draft, scope)
  const reached = planOf(
    asked,
    best.placements.map((each) => ({ ...each, pinned: false })),
  )
  const from = (own: Int32Array, other: Int32Array) =>
    other.map((at, wish) => (held[wish] ? (own[wish] ?? -1) : at))
  return {
    slotOf: from(drafted.slotOf, reached.slotOf),
    tableOf: from(drafted.tableOf, reached.tableOf),
    pinned: held,
  }
}

/** A plan as rows of the draft; what was pinned stays pinned. */
export function placementsOf(asked: Asked, plan: Plan, before: readonly Placement[]): Placement[] {
  const pinned = new Set(before.filter((each) => each.pinned).map(({ a, b }) => pairKey(a, b)))
  return asked.pairs.flatMap(({ a, b }, wish) => {
    const slotId = asked.slots[plan.slotOf[wish] ?? -1]
    const tableId = asked.tables[plan.tableOf[wish] ?? -1]
    return slotId && tableId ? [{ a, b, slotId, tableId, pinned: pinned.has(pairKey(a, b)) }] : []
  })
}

/** What a plan changed in the draft. */
export function changeOf(before: readonly Placement[], after: readonly Placement[]): Change {
  const was = new Map(before.map((each) => [pairKey(each.a, each.b), each]))
  const kept = after.flatMap((each) => {
    const old = was.get(pairKey(each.a, each.b))
    return old ? [{ isMoved: old.slotId !== each.slotId || old.tableId !== each.tableId }] : []
  })
  return {
    added: after.length - kept.length,
    moved: kept.filter(({ isMoved }) => isMoved).length,
    dropped: before.length - kept.length,
  }
}

/** What is kept of an answer: ids instead of indices where people are meant. */
export function foundOf(asked: Asked, answer: Answer): Found {
  const { status, worth, bound, because, unplaced } = answer
  // The group's own limit, and not what meetings beside the plan leave of it.
  const ofGroup = (reason: Reason): Reason =>
    reason.code === 'move.most'
      ? { ...reason, with: { ...reason.with, most: asked.limits[reason.with.person ?? -1] ?? 0 } }
      : reason
  return {
    status,
    worth,
    bound,
    because,
    wishes: asked.pairs.length + asked.withoutTable.length,
    unplaced: unplaced.flatMap(({ wish, reasons }) => {
      const pair = asked.pairs[wish]
      const must = asked.problem.wishes[wish]?.must ?? false
      return pair ? [{ ...pair, must, reasons: reasons.map(ofGroup) }] : []
    }),
    withoutTable: asked.withoutTable,
    parties: asked.parties,
    slots: asked.slots,
    tables: asked.tables,
  }
}
