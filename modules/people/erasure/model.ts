import type { Fact, Tx } from '#kernel/command'
import { type Id, idOf } from '#kernel/ids'
import type { Instant, PlainDate } from '#kernel/time'
import type { PersonId } from '../model.ts'

export type ErasureId = Id<'erasure'>
export type HoldId = Id<'erasure_hold'>
export const HoldId = idOf('erasure_hold')

/** By the person on their own page, by an organiser for a request that came by mail, or again after a restore. */
export type Way = 'own' | 'desk' | 'again'

/** Somebody asked that a person be erased: until `dueAt` it can be undone. */
export type Erasure = {
  id: ErasureId
  personId: PersonId
  way: Way
  askedAt: Instant
  askedBy: PersonId | null
  note: string
  dueAt: Instant
  undoneAt: Instant | null
  /** What kept it waiting when it was last tried, as message keys. */
  waits: readonly string[]
  doneAt: Instant | null
}

/** Records that the law wants kept, with the reason and the last day of it. */
export type Hold = {
  id: HoldId
  personId: PersonId
  reason: string
  until: PlainDate
  setBy: PersonId
  setAt: Instant
  liftedAt: Instant | null
}

/** Whoever is being erased, and how they are called wherever others wrote of them. */
export type Leaving = {
  id: PersonId
  erasureId: ErasureId
  email: string
  locale: 'en' | 'zh'
  /** After a restore: they have had their last letter. */
  again: boolean
  /** Whole names in every order and script, and the address: what says who it is wherever it stands. */
  names: readonly string[]
  /** The same and the parts of the names: to be looked for in this person's own records alone. */
  words: readonly string[]
  /** Of the names those that are nothing else by chance: to be looked for in texts that are tied to nobody. */
  anywhere: readonly string[]
}

/**
 * What a module does when a person is erased. `waits` says why it cannot be yet (message keys); `erase` empties what the
 * module keeps of them and what others wrote about them in it, keeps what is only counted, and tells what follows.
 * Both run with the whole house's reach, in the one transaction of the erasure.
 */
export type PersonEraser = {
  name: string
  waits?(tx: Tx, personId: PersonId): Promise<readonly string[]>
  erase(tx: Tx, leaving: Leaving, at: Instant): Promise<readonly Fact[]>
}
