import { type Id, newId } from '#kernel/ids'
import type { Instant } from '#kernel/time'
import * as errors from '../errors.ts'
import type { Brokerage, Group, GroupId, Party, SlotId } from '../model.ts'
import { mayJoin, phaseAt } from '../phases/rules.ts'

/** What a party says about itself. */
export type Profile = Pick<
  Party,
  'organisation' | 'headline' | 'offers' | 'seeks' | 'topics' | 'languages' | 'representatives'
>

/** Parts without which nobody can choose a party, in the order of the form. */
export const profileParts = ['headline', 'offers', 'seeks', 'topics', 'languages'] as const
export type ProfilePart = (typeof profileParts)[number]

/** A Chinese character says about as much as three Latin letters. */
const substance = (text: string): number => {
  let sum = 0
  for (const letter of text) sum += /\p{Script=Han}/u.test(letter) ? 3 : /[\p{L}\p{N}]/u.test(letter) ? 1 : 0
  return sum
}
const enough = 24

/** What is still missing until a profile is good enough to be chosen; empty = it is. */
export function missingIn(profile: Omit<Profile, 'organisation' | 'representatives'>): ProfilePart[] {
  const there: Record<ProfilePart, boolean> = {
    headline: substance(profile.headline) >= 6,
    offers: substance(profile.offers) >= enough,
    seeks: substance(profile.seeks) >= enough,
    topics: profile.topics.length > 0,
    languages: profile.languages.length > 0,
  }
  return profileParts.filter((part) => !there[part])
}

export const isComplete = (profile: Omit<Profile, 'organisation' | 'representatives'>): boolean =>
  missingIn(profile).length === 0

export const mostTopics = 8

/** Topics as people type them, one after the other: any comma, semicolon or line end of either script parts them. */
export function topicsIn(text: string): string[] {
  const seen = new Map<string, string>()
  for (const part of text.split(/[,;\n，；、]/)) {
    const topic = part.trim().replace(/\s+/g, ' ')
    const key = topic.toLowerCase()
    if (topic !== '' && !seen.has(key)) seen.set(key, topic)
  }
  return [...seen.values()]
}

type Newcomer = {
  brokerage: Brokerage
  groupId: GroupId
  groups: readonly Group[]
  admitted: boolean
  standing: Party | undefined
  newcomer: boolean
  organisationId: Party['organisationId']
  added: Party['added']
}

/**
 * Somebody with a place at the event takes part from now on. Who had left comes back to the same record, empty.
 * The desk may put people in as long as the meetings are not over, also before the first phase.
 */
export function joined(
  { brokerage, groupId, groups, admitted, standing, newcomer, organisationId, added }: Newcomer,
  person: { id: Id<'person'>; affiliation: string; languages: readonly string[] },
  at: Instant,
): Party {
  const open = added ? phaseAt(brokerage, at) !== 'done' : mayJoin(brokerage, at)
  if (!open) throw errors.joiningClosed()
  if (!admitted) throw errors.notAdmitted()
  if (!groups.some(({ id }) => id === groupId)) throw errors.groupUnknown()
  if (standing && standing.withdrawnAt === null) throw errors.joinedAlready()
  return {
    id: standing?.id ?? newId<'meeting_party'>(),
    brokerageId: brokerage.id,
    groupId,
    personId: person.id,
    organisation: person.affiliation,
    organisationId,
    headline: '',
    offers: '',
    seeks: '',
    topics: [],
    languages: person.languages,
    representatives: 1,
    newcomer,
    feedKey: newId(),
    joinedAt: at,
    changedAt: at,
    availabilityToldAt: null,
    nudgedAt: null,
    added,
    withdrawnAt: null,
  }
}

/** A party's own words; the moment it changed is when others' lists read it anew. */
export const withProfile = (party: Party, profile: Profile, at: Instant): Party => ({
  ...party,
  ...profile,
  changedAt: at,
})

/** Leaves: the words go, the row stays and is counted. A calendar that still subscribes finds nothing under a new key. */
export const left = (party: Party, at: Instant): Party => ({
  ...party,
  organisation: '',
  organisationId: null,
  headline: '',
  offers: '',
  seeks: '',
  topics: [],
  languages: [],
  representatives: 1,
  feedKey: newId(),
  changedAt: at,
  availabilityToldAt: null,
  added: null,
  withdrawnAt: at,
})

/** The slots in which a party cannot meet after it said so of these. Refuses where a meeting of its own stands. */
export function busyAfter(
  known: readonly SlotId[],
  slots: readonly SlotId[],
  change: { slots: readonly SlotId[]; busy: boolean },
  taken: readonly SlotId[],
): SlotId[] {
  if (change.busy && change.slots.some((slot) => taken.includes(slot))) throw errors.slotBooked()
  const next = new Set(known)
  for (const slot of change.slots) {
    if (change.busy) next.add(slot)
    else next.delete(slot)
  }
  return slots.filter((slot) => next.has(slot))
}
