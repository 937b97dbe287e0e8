import { z } from 'zod'
import { type Id, idOf } from '#kernel/ids'
import { isCurrency, type Money } from '#kernel/money'
import type { Instant, PlainDate } from '#kernel/time'
import type { IntroductionId } from '#modules/stations'

export type OutcomeId = Id<'outcome'>
export const OutcomeId = idOf('outcome')

/** Never mixed and never added to each other. */
export const outcomeTypes = [
  'post',
  'company',
  'landing',
  'investment',
  'contract',
  'jobs',
  'patent',
  'award',
] as const
export type OutcomeType = (typeof outcomeTypes)[number]

/** The evidence ladder, weakest first. */
export const levels = ['stated', 'witnessed', 'confirmed', 'documented', 'credentialed'] as const
export type Level = (typeof levels)[number]

export const postForms = ['full_time', 'part_time', 'short_stay'] as const
export const contractForces = ['intention', 'binding'] as const
export const investmentStages = ['committed', 'paid'] as const
export const patentStages = ['applied', 'granted'] as const

/** What a type says beside the common facts. Amounts are in minor units of their currency. */
export type Terms =
  | { type: 'post'; form: (typeof postForms)[number] }
  | { type: 'company'; registryNumber: string }
  | { type: 'landing'; place: string }
  | { type: 'investment'; stage: (typeof investmentStages)[number]; amount: Money }
  | { type: 'contract'; force: (typeof contractForces)[number]; amount: Money | null }
  | { type: 'jobs'; count: number }
  | { type: 'patent'; office: string; number: string; stage: (typeof patentStages)[number] }
  | { type: 'award'; awardedBy: string }

const Amount = z.object({
  minor: z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER),
  currency: z.string().refine(isCurrency, 'outcomes.field_currency'),
})
const Word = z.string().trim().max(120)

export const Terms: z.ZodType<Terms> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('post'), form: z.enum(postForms) }),
  z.object({ type: z.literal('company'), registryNumber: z.string().trim().max(60) }),
  z.object({ type: z.literal('landing'), place: Word }),
  z.object({ type: z.literal('investment'), stage: z.enum(investmentStages), amount: Amount }),
  z.object({ type: z.literal('contract'), force: z.enum(contractForces), amount: Amount.nullable() }),
  z.object({ type: z.literal('jobs'), count: z.number().int().min(1).max(1_000_000) }),
  z.object({ type: z.literal('patent'), office: Word, number: Word, stage: z.enum(patentStages) }),
  z.object({ type: z.literal('award'), awardedBy: Word }),
])

/** What an outcome came from or is about, where that is known. */
export type Links = {
  personId: Id<'person'> | null
  organisationId: Id<'organisation'> | null
  eventId: Id<'event'> | null
  meetingId: Id<'meeting'> | null
  introductionId: IntroductionId | null
  projectId: Id<'project'> | null
  policyClaimId: Id<'policy_claim'> | null
}

export const noLinks: Links = {
  personId: null,
  organisationId: null,
  eventId: null,
  meetingId: null,
  introductionId: null,
  projectId: null,
  policyClaimId: null,
}

export type Outcome = Links & {
  id: OutcomeId
  editionId: Id<'edition'>
  stationId: Id<'station'> | null
  terms: Terms
  title: string
  organisation: string
  happenedOn: PlainDate
  /** As it was vouched for; `levelOn` says what is left of it on a day. */
  level: Level
  vouchedAt: Instant
  /** Where two verifiers are needed: what the first of them gave. */
  pending: { level: Level; by: Id<'person'> } | null
  state: 'standing' | 'withdrawn'
  /** Somebody it concerns says it is wrong, and nobody has decided yet. */
  disputed: boolean
  claimantId: Id<'person'>
  claimantStations: readonly Id<'station'>[]
  /** Of what lasts: last known to be so, ended, nobody answers any more. */
  lastSeenOn: PlainDate | null
  endedOn: PlainDate | null
  lostOn: PlainDate | null
  recordedAt: Instant
  changedAt: Instant
  madeUp: boolean
}

export type EvidenceId = Id<'evidence'>
export const EvidenceId = idOf('evidence')

/** One thing our own code checked of a credential: `name` is a message key's end. */
export type Check = { name: string; passed: boolean; detail: string }

export type Evidence = {
  id: EvidenceId
  outcomeId: OutcomeId
  stationId: Id<'station'> | null
  name: string
  /** Null when it came by a link that needs no account. */
  addedBy: Id<'person'> | null
  addedAt: Instant
  /** Whose signature it carries, when that issuer is on the list. */
  issuerId?: Id<'issuer'> | null
} & (
  | { kind: 'file'; fileHash: string; mediaType: string; checks?: readonly Check[] }
  | { kind: 'link'; link: string }
  | { kind: 'registry'; registry: string; registryNumber: string }
  | { kind: 'credential'; fileHash: string; mediaType: string; checks: readonly Check[] }
)

export const entryKinds = [
  'stated',
  'evidenced',
  'vouched',
  'verified',
  'confirmed',
  'denied',
  'signed',
  'corrected',
  'linked',
  'withdrawn',
  'reconfirmed',
  'seen',
  'ended',
  'lost',
  'disputed',
  'decided',
  'lowered',
] as const
export type EntryKind = (typeof entryKinds)[number]

/** What an entry says, before it has its place in the log. `personal` is hashed with a salt and kept apart. */
export type EntryDraft = {
  kind: EntryKind
  outcome: Outcome
  /** Null when nobody with a record did it: the other side by its link, or the calendar. */
  by: Id<'person'> | null
  at: Instant
  reason: string
  evidence: Evidence | null
  /** Who it was by name, where `by` cannot say it; kept with the personal part. */
  name?: string
  /** Names of the checks that a credential passed. */
  checked?: readonly string[]
  /** Whose signature it was, of the list of issuers. */
  issuerId?: Id<'issuer'> | null
}

/** A line of the log as it is stored. The hashes of the old chain are null for entries of the Merkle log. */
export type LogLine = {
  seq: number
  body: string
  leafHash: Uint8Array
  previousHash: string | null
  hash: string | null
}

/** An entry as it is shown; `leafHash` in hex is what a proof is about. */
export type Entry = {
  id: Id<'entry'>
  seq: number
  outcomeId: OutcomeId
  at: Instant
  body: string
  leafHash: string
}

/** What somebody may be looking for in a list of records: what waits for whom, and what became of it. */
export const marks = ['to_check', 'waiting', 'disputed', 'lost', 'ended', 'withdrawn'] as const
export type Mark = (typeof marks)[number]

/** A change of an outcome: the record as it now is, and the entries that say so. */
export type Change = { outcome: Outcome; entries: readonly EntryDraft[]; isNew: boolean }
