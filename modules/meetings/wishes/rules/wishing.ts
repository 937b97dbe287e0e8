import type { Instant } from '#kernel/time'
import * as errors from '../../errors.ts'
import type { Brokerage, Group, Pairing, Party, PartyId, Wish, WishKind } from '../../model.ts'
import { isComplete } from '../../parties/rules.ts'
import { mayWish } from '../../phases/rules.ts'
import { meet } from '../../setup/rules.ts'

/** How much of what a group allows is used; a no costs nothing. */
export type Quota = { wishes: number; mostWishes: number; musts: number; mostMusts: number }

export function quotaOf(group: Pick<Group, 'mostWishes' | 'mostMusts'>, wishes: readonly Wish[]): Quota {
  return {
    wishes: wishes.filter(({ kind }) => kind !== 'no').length,
    mostWishes: group.mostWishes,
    musts: wishes.filter(({ kind }) => kind === 'must').length,
    mostMusts: group.mostMusts,
  }
}

/** Letters of a note at the most. */
export const mostNote = 300

/** What decides whether one may wish for the other. */
export type Wishing = {
  brokerage: Brokerage
  pairings: readonly Pairing[]
  group: Group
  from: Party
  to: Party
  /** What `from` wishes so far. */
  wishes: readonly Wish[]
}

/**
 * A wish, or null where nothing is wished any more; `note` null keeps what was written, and a no has none. Refuses outside the time for it, without a profile of one's own,
 * for oneself, for whom one does not meet, and beyond the group's quotas.
 */
export function wished(
  { brokerage, pairings, group, from, to, wishes }: Wishing,
  kind: WishKind | null,
  note: string | null,
  at: Instant,
): Wish | null {
  if (!mayWish(brokerage, at)) throw errors.wishingClosed()
  if (from.id === to.id) throw errors.wishForOneself()
  if (kind === null) return null
  if (!isComplete(from)) throw errors.profileFirst()
  const there = to.withdrawnAt === null && to.brokerageId === from.brokerageId
  if (!there || !meet(pairings, from.groupId, to.groupId)) throw errors.noSuchParty()
  const before = wishes.find((wish) => wish.to === to.id)
  const had = before?.kind ?? 'no'
  const quota = quotaOf(group, wishes)
  // What is there already may be changed: a quota that was lowered takes nothing away from anybody.
  if (kind !== 'no' && had === 'no' && quota.wishes >= quota.mostWishes)
    throw errors.wishesUsed(quota.mostWishes)
  if (kind === 'must' && had !== 'must' && quota.musts >= quota.mostMusts)
    throw errors.mustsUsed(quota.mostMusts)
  const kept = note ?? before?.note ?? ''
  return { from: from.id, to: to.id, kind, note: kind === 'no' ? '' : kept, changedAt: at }
}

/** How one looks through the others. */
export const views = ['open', 'wished', 'no'] as const
/** open: nothing said of them yet · wished: must and meet · no: those one does not want to see. */
export type View = (typeof views)[number]

const viewOf = (kind: WishKind | undefined): View =>
  kind === undefined ? 'open' : kind === 'no' ? 'no' : 'wished'

/**
 * The others by how one looks through them. Only those whose profile is good enough to be chosen; one that was wished
 * for stays, whatever became of its profile. What they wish of oneself plays no part here and never comes in.
 */
export function sorted(
  others: readonly Party[],
  wishes: readonly Wish[],
): Record<View, { party: Party; kind: WishKind | null }[]> {
  const kinds = new Map<PartyId, WishKind>(wishes.map(({ to, kind }) => [to, kind]))
  const found: Record<View, { party: Party; kind: WishKind | null }[]> = { open: [], wished: [], no: [] }
  for (const party of others) {
    const kind = kinds.get(party.id)
    if (kind === undefined && !isComplete(party)) continue
    found[viewOf(kind)].push({ party, kind: kind ?? null })
  }
  return found
}
