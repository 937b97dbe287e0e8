import { type Instant, msBetween } from '#kernel/time'
import type { Busy, Group, Party, PartyId, Wish } from '../model.ts'
import { isComplete } from '../parties/rules.ts'

/** What the desk looks for. ready: nothing is missing. */
export const readiness = ['no_profile', 'no_wishes', 'no_availability', 'ready'] as const
export type Readiness = (typeof readiness)[number]

/** What a party still owes, so that the timetable can do something for it; empty = ready. */
export function owes(party: Party, wishes: number): Exclude<Readiness, 'ready'>[] {
  const missing: Exclude<Readiness, 'ready'>[] = []
  if (!isComplete(party)) missing.push('no_profile')
  if (wishes === 0) missing.push('no_wishes')
  if (party.availabilityToldAt === null) missing.push('no_availability')
  return missing
}

export type Standing = {
  party: Party
  owes: readonly Exclude<Readiness, 'ready'>[]
  /** Must and meet that it said; that others said of it. */
  wishes: number
  wanted: number
  wantedMust: number
  busySlots: number
}

/** Where every party stands. */
export function standings(
  parties: readonly Party[],
  wishes: readonly Wish[],
  busy: readonly Busy[],
): Standing[] {
  const count = <Item>(items: readonly Item[], of: (item: Item) => PartyId) => {
    const found = new Map<PartyId, number>()
    for (const item of items) found.set(of(item), (found.get(of(item)) ?? 0) + 1)
    return found
  }
  const positive = wishes.filter(({ kind }) => kind !== 'no')
  const made = count(positive, ({ from }) => from)
  const wanted = count(positive, ({ to }) => to)
  const musts = count(
    positive.filter(({ kind }) => kind === 'must'),
    ({ to }) => to,
  )
  const away = count(busy, ({ partyId }) => partyId)
  return parties.map((party) => ({
    party,
    owes: owes(party, made.get(party.id) ?? 0),
    wishes: made.get(party.id) ?? 0,
    wanted: wanted.get(party.id) ?? 0,
    wantedMust: musts.get(party.id) ?? 0,
    busySlots: away.get(party.id) ?? 0,
  }))
}

export const standsAt = ({ owes: missing }: Standing, at: Readiness): boolean =>
  at === 'ready' ? missing.length === 0 : missing.includes(at)

/** Wishes of a group: how many parties made some, and whether what they want can be had at all. */
export type GroupFigures = {
  group: Group
  parties: number
  withWishes: number
  wishes: number
  mutual: number
  /** Most meetings that all of the group may have together. */
  most: number
}

export function figuresOf(
  groups: readonly Group[],
  all: readonly Standing[],
  wishes: readonly Wish[],
): GroupFigures[] {
  const positive = wishes.filter(({ kind }) => kind !== 'no')
  const said = new Set(positive.map(({ from, to }) => `${from} ${to}`))
  const groupOf = new Map(all.map(({ party }) => [party.id, party.groupId]))
  return groups.map((group) => {
    const own = all.filter(({ party }) => party.groupId === group.id)
    const made = positive.filter(({ from }) => groupOf.get(from) === group.id)
    return {
      group,
      parties: own.length,
      withWishes: own.filter(({ wishes: count }) => count > 0).length,
      wishes: made.length,
      mutual: made.filter(({ from, to }) => said.has(`${to} ${from}`)).length,
      most: own.length * group.mostMeetings,
    }
  })
}

/** Nobody is reminded twice within a day. */
export const nudgeEveryMs = 24 * 3600_000

export const mayNudge = ({ party, owes: missing }: Standing, at: Instant): boolean =>
  missing.length > 0 && (party.nudgedAt === null || msBetween(party.nudgedAt, at) >= nudgeEveryMs)
