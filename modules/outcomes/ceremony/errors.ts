import { Refusal } from '#kernel/errors'

export const isOver = () => new Refusal('conflict', 'ceremony.is_over')
export const queuedAlready = () => new Refusal('conflict', 'ceremony.queued_already')
export const takenOff = () => new Refusal('gone', 'ceremony.taken_off')
export const signedAlready = () => new Refusal('gone', 'ceremony.signed_already')
export const changedSince = () => new Refusal('gone', 'ceremony.changed_since')
export const notSignedYet = () => new Refusal('conflict', 'ceremony.not_signed_yet')
export const tooManyCodes = () => new Refusal('too_many', 'ceremony.too_many_codes')
