import { z } from 'zod'
import { type Id, idOf } from '#kernel/ids'
import type { Money } from '#kernel/money'
import type { Instant, PlainDate } from '#kernel/time'

export type OutcomeId = Id<'outcome'>
export const OutcomeId = idOf('outcome')

/** Never mixed and never added to each other. */
export const outcomeTypes = ['post', 'company', 'contract'] as const
export type OutcomeType = (typeof outcomeTypes)[number]

/** The evidence ladder, weakest first. */
export const levels = ['stated', 'witnessed', 'confirmed', 'documented', 'credentialed'] as const
export type Level = (typeof levels)[number]

export const postForms = ['full_time', 'part_time', 'short_stay'] as const
export const contractForces = ['intention', 'binding'] as const

/** What a type says beside the common facts. A contract's amount is in minor units of its currency. */
export type Terms =
  | { type: 'post'; form: (typeof postForms)[number] }
  | { type: 'company'; registryNumber: string }
  | { type: 'contract'; force: (typeof contractForces)[number]; amount: Money | null }

export const Terms: z.ZodType<Terms> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('post'), form: z.enum(postForms) }),
  z.object({ type: z.literal('company'), registryNumber: z.string().trim().max(60) }),
  z.object({
    type: z.literal('contract'),
    force: z.enum(contractForces),
    amount: z
      .object({ minor: z.number().int().nonnegative(), currency: z.string().regex(/^[A-Z]{3}$/) })
      .nullable(),
  }),
])

export type Outcome = {
  id: OutcomeId
  editionId: Id<'edition'>
  stationId: Id<'station'> | null
  terms: Terms
  title: string
  organisation: string
  personId: Id<'person'> | null
  happenedOn: PlainDate
  level: Level
  state: 'standing' | 'withdrawn'
  claimantId: Id<'person'>
  recordedAt: Instant
  changedAt: Instant
  madeUp: boolean
}

export type Evidence = {
  id: Id<'evidence'>
  outcomeId: OutcomeId
  stationId: Id<'station'> | null
  name: string
  addedBy: Id<'person'>
  addedAt: Instant
} & ({ kind: 'file'; fileHash: string; mediaType: string } | { kind: 'link'; link: string })

export type EntryKind = 'stated' | 'evidenced' | 'verified' | 'corrected' | 'withdrawn'

/** What an entry says, before it has its place in the chain. `personal` is hashed with a salt and kept apart. */
export type EntryDraft = {
  kind: EntryKind
  outcome: Outcome
  by: Id<'person'>
  at: Instant
  reason: string
  evidence: Evidence | null
}

/** A link of the chain as it is stored and exported: `hash` covers `body` and the hash before. */
export type ChainLink = { seq: number; body: string; previousHash: string; hash: string }

export type Entry = ChainLink & { id: Id<'entry'>; outcomeId: OutcomeId; at: Instant }

/** A change of an outcome: the record as it now is, and the entry that says so. */
export type Change = { outcome: Outcome; entry: EntryDraft; isNew: boolean }
