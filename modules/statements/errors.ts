import { Refusal } from '#kernel/errors'

export const alreadyReleased = () => new Refusal('conflict', 'statements.already_released')
export const needsAnother = () => new Refusal('forbidden', 'statements.needs_another')
