import { invalidField, Refusal } from '#kernel/errors'
import type { Instant } from '#kernel/time'

export const notBegun = (startsAt: Instant) => new Refusal('conflict', 'held.not_begun', { startsAt })
export const notBooked = () => new Refusal('conflict', 'held.not_booked')
export const tooLate = () => new Refusal('gone', 'held.too_late')
export const duePast = () => invalidField('dueOn', 'held.due_past')
export const noStep = () => new Refusal('conflict', 'held.no_step')
