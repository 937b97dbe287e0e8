import { Refusal } from '#kernel/errors'
import type { Level } from './model.ts'

export const ownClaim = () => new Refusal('forbidden', 'outcomes.own_claim')
export const ownStation = () => new Refusal('forbidden', 'outcomes.own_station')
export const isWithdrawn = () => new Refusal('conflict', 'outcomes.is_withdrawn')
export const notHigher = (level: Level) => new Refusal('conflict', 'outcomes.not_higher', { level })
export const needsEvidence = () => new Refusal('conflict', 'outcomes.needs_evidence')
export const beyondRole = (level: Level) => new Refusal('forbidden', 'outcomes.beyond_role', { level })
