import { invalidField, Refusal } from '#kernel/errors'
import type { Instant } from '#kernel/time'

export { slotTaken } from '../timetable/errors.ts'

/** Between these two nothing can be proposed. Why is not said: it may be somebody's "no". */
export const noSlot = () => new Refusal('conflict', 'market.no_slot')
export const alreadyMeeting = () => new Refusal('conflict', 'market.already_meeting')
export const mostReached = (most: number) => new Refusal('conflict', 'market.most_reached', { max: most })
export const notLiveYet = (liveAt: Instant) => new Refusal('conflict', 'market.not_live_yet', { liveAt })
export const marketOver = () => new Refusal('gone', 'market.over')
export const hasBegun = () => new Refusal('gone', 'market.has_begun')
export const holdOver = () => new Refusal('gone', 'market.hold_over')
/** It was answered, withdrawn or cancelled meanwhile. */
export const notProposed = () => new Refusal('conflict', 'market.not_proposed')
export const notStanding = () => new Refusal('conflict', 'market.not_standing')
export const notYours = () => new Refusal('conflict', 'market.not_yours')
export const reasonNeeded = () => invalidField('reason', 'market.reason_needed')
