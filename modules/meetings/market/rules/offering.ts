import type { Instant } from '#kernel/time'
import type { Meeting, PartyId } from '../../model.ts'
import { phaseAt } from '../../phases/rules.ts'
import { wishWorth } from '../../ready/problem.ts'
import type { SeatedParty } from '../../timetable/model.ts'
import { busyKey, type Candidate, type Freed } from '../model.ts'
import { fullOf, hasLane, held, inOrder, mayMeet, mostOf, tableFor } from './asking.ts'

/** Who let this slot pass: by a no, by not answering, or by calling off what they had in it. */
function passedBy(before: readonly Meeting[]) {
  const [calledOff, passed] = [new Set<PartyId>(), new Set<PartyId>()]
  for (const { a, b, state, proposedBy, endedBy } of before) {
    if (state === 'cancelled' && endedBy) calledOff.add(endedBy)
    if (state === 'declined' && endedBy) passed.add(endedBy)
    if (state === 'expired') for (const party of [a, b]) if (party !== proposedBy) passed.add(party)
  }
  return { calledOff, passed }
}

/**
 * Every pair that wished to meet and could do so in the freed slot, best first: at the freed table where it suits them,
 * else at another that is free then. Whoever called off what they had in this slot is not asked about it; who was asked
 * and said no, or nothing, is asked again only when nobody else is left. Among the others it is as in a run: a must
 * first, then what both their wishes are worth, then a newcomer without a meeting.
 */
export function candidates(freed: Freed): Candidate[] {
  const { stage, ended, taken, busy, wishes, known, counts, before } = freed
  const slot = stage.slots.find(({ id }) => id === ended.slotId)
  if (!slot) return []
  const parties = new Map(stage.parties.map((party) => [party.id, party]))
  const full = fullOf(taken)
  const own = stage.tables.filter(({ id }) => id === ended.tableId)
  const tables = [...own, ...stage.tables.filter(({ id }) => id !== ended.tableId)]
  const { calledOff, passed } = passedBy(before)
  const weights = new Map(stage.groups.map(({ id, weight }) => [id, weight]))
  const pairs = new Map<string, { a: PartyId; b: PartyId; wishes: typeof wishes }>()
  for (const wish of wishes) {
    const pair = inOrder(wish.from, wish.to)
    const key = `${pair.a} ${pair.b}`
    pairs.set(key, { ...pair, wishes: [...(pairs.get(key)?.wishes ?? []), wish] })
  }
  const isFree = (party: SeatedParty) =>
    !calledOff.has(party.id) &&
    !busy.has(busyKey(party.id, slot.id)) &&
    hasLane(party.lanes, slot.id, full) &&
    (counts.get(party.id) ?? 0) < mostOf(stage, party)
  return [...pairs]
    .flatMap(([key, pair]) => {
      const [a, b] = [parties.get(pair.a), parties.get(pair.b)]
      const kinds = pair.wishes.map(({ kind }) => kind)
      if (!a || !b || known.has(key) || !mayMeet(stage, a, b, kinds)) return []
      if (!isFree(a) || !isFree(b)) return []
      const table = tableFor({ tables }, slot, a, b, full)
      if (!table) return []
      return [
        {
          a: a.id,
          b: b.id,
          slotId: slot.id,
          tableId: table.id,
          passed: [a, b].filter(({ id }) => passed.has(id)).length,
          must: kinds.includes('must'),
          weight: pair.wishes.reduce(
            (sum, { from, kind }) =>
              sum + wishWorth(kind, weights.get(parties.get(from)?.groupId ?? a.groupId)),
            0,
          ),
          newcomers: [a, b].filter(({ id, newcomer }) => newcomer && !counts.get(id)).length,
        },
      ]
    })
    .sort(
      (one, other) =>
        one.passed - other.passed ||
        Number(other.must) - Number(one.must) ||
        other.weight - one.weight ||
        other.newcomers - one.newcomers ||
        (`${one.a} ${one.b}` < `${other.a} ${other.b}` ? -1 : 1),
    )
}

/** The freed slot, held for the next best pair; null when nobody who wished to meet can take it. */
export function offer(freed: Freed, at: Instant): Meeting | null {
  const { stage, ended } = freed
  if (phaseAt(stage.brokerage, at) !== 'live' || ended.startsAt <= at) return null
  const [best] = candidates(freed)
  const slot = stage.slots.find(({ id }) => id === ended.slotId)
  if (!best || !slot) return null
  const { a, b, slotId, tableId } = best
  return { ...held(freed, { a, b }, { slotId, tableId }, slot, at), origin: 'offer' }
}
