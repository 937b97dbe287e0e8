import { invalidField, Refusal } from '#kernel/errors'

export const contactUnusable = (kind: string) =>
  invalidField('contact', `introductions.field_contact_${kind}`)
export const metLater = () => invalidField('metOn', 'introductions.field_met_later')
export const metTooLongAgo = (since: string) =>
  invalidField('metOn', 'introductions.field_met_long_ago', { since })
export const broughtAlready = () => new Refusal('conflict', 'introductions.brought_already')
export const decidedAlready = () => new Refusal('conflict', 'introductions.decided_already')
export const shareUnusable = () => invalidField('share', 'introductions.field_share')
export const firstIsOver = () => invalidField('verdict', 'introductions.field_first_is_over')
