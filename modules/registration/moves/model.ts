import type { Registration, RegistrationState } from '../model.ts'

/** A registration that has taken a step, and from where. */
export type Moved = { was: RegistrationState; registration: Registration }

/** What staff do to guests they have picked. */
export const actions = ['approve', 'admit', 'offer', 'decline', 'cancel'] as const
export type Action = (typeof actions)[number]
