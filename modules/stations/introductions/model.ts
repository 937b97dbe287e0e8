import { type Id, idOf } from '#kernel/ids'
import type { Instant, PlainDate } from '#kernel/time'
import type { PersonId } from '#modules/people'
import type { EditionId } from '#modules/programme'
import type { StationId } from '../model.ts'

export type IntroductionId = Id<'introduction'>
export const IntroductionId = idOf('introduction')

export const introductionKinds = ['person', 'project', 'enterprise'] as const
export type IntroductionKind = (typeof introductionKinds)[number]

/**
 * held          the first of its kind: the credit is this station's until the window ends
 * under_review  another station's held when it came; the organisers decide
 * shared        decided: both have a part of the credit
 * declined      decided: the credit is the other's
 * lapsed        the window ended before anything came of it
 */
export type IntroductionState = 'held' | 'under_review' | 'shared' | 'declined' | 'lapsed'

/** A station's dated, qualified first bringing of a person, project or enterprise. */
export type Introduction = {
  id: IntroductionId
  editionId: EditionId
  stationId: StationId
  kind: IntroductionKind
  name: string
  personId: PersonId | null
  metOn: PlainDate
  /** What they look for or bring, in words: what makes it more than a name. */
  need: string
  state: IntroductionState
  heldUntil: PlainDate
  /** Which credit it has its part of: the id of the introduction that began it. The parts of one credit are 100 per cent. */
  creditId: IntroductionId
  /** Of the credit, in per cent. */
  share: number
  recordedBy: PersonId
  recordedAt: Instant
  decidedBy: PersonId | null
  decidedAt: Instant | null
  reason: string
}

/** The organisers' word on a later introduction of the same: the first keeps it, both share it, or it is the later's. */
export const verdicts = ['keep', 'share', 'move'] as const
export type Verdict = (typeof verdicts)[number]
