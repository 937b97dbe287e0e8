import { type Instant, plus } from '#kernel/time'
import type { Keys } from '#platform/keys'
import { OutcomeId } from '../model.ts'
import { type FollowupMonths, followupMonths, type Turn } from './model.ts'
import { turns } from './rules.ts'

const purpose = 'outcome_followup'
const openFor = { days: 60 }

export type FollowupKey = { outcomeId: OutcomeId; months: FollowupMonths; turn: Turn }

/** The link of one turn: it answers for one outcome at one time. */
export const followupToken = (keys: Keys, { outcomeId, months, turn }: FollowupKey, at: Instant): string =>
  keys.token(purpose, `${outcomeId} ${months} ${turn}`, plus(at, openFor))

/** What a link answers for; null when it is forged, of something else, or over. */
export function readFollowupToken(keys: Keys, token: string, at: Instant): FollowupKey | null {
  const [id, text, whose] = (keys.readToken(purpose, token, at) ?? '').split(' ')
  const outcomeId = OutcomeId.safeParse(id)
  const months = followupMonths.find((each) => String(each) === text)
  const turn = turns.find((each) => each === whose)
  return outcomeId.success && months && turn ? { outcomeId: outcomeId.data, months, turn } : null
}
