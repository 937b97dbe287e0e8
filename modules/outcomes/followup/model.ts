import type { Id } from '#kernel/ids'
import type { PlainDate } from '#kernel/time'
import type { Outcome, OutcomeId } from '../model.ts'

/** Whose turn it is to say whether it goes on. */
export type Turn = 'person' | 'enterprise' | 'station'

export const followupMonths = [6, 12, 24, 36] as const
export type FollowupMonths = (typeof followupMonths)[number]

/** due → asked (of one after the other) → answered, or lost when all were asked in vain. */
export type Followup = {
  outcomeId: OutcomeId
  months: FollowupMonths
  stationId: Id<'station'> | null
  dueOn: PlainDate
  turn: Turn
  nextOn: PlainDate
  state: 'due' | 'asked' | 'answered' | 'lost'
  askedOn: PlainDate | null
  answeredOn: PlainDate | null
}

/** As it stands in a list, with what it asks after. */
export type FollowupLine = Followup & Pick<Outcome, 'title' | 'organisation'>
