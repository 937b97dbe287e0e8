import type { Locale } from '#kernel/i18n'
import { type Id, idOf } from '#kernel/ids'
import type { Instant } from '#kernel/time'

export type MailId = Id<'mail'>
export const MailId = idOf('mail')

/** queued → sending → sent, or back to queued with a later try; failed when trying on is of no use; kept: no server is set. */
export type MailState = 'queued' | 'sending' | 'sent' | 'failed' | 'kept'
export const mailStates: readonly MailState[] = ['queued', 'sending', 'sent', 'failed', 'kept']

export type Calendar = { method: 'REQUEST' | 'CANCEL' | 'PUBLISH'; content: string }

export type Mail = {
  id: MailId
  kind: string
  personId: Id<'person'> | null
  stationId: Id<'station'> | null
  aboutType: string | null
  aboutId: string | null
  to: string
  locale: Locale
  subject: string
  text: string | null
  html: string | null
  calendar: Calendar | null
  secret: boolean
  state: MailState
  attempts: number
  nextTryAt: Instant
  answer: string | null
  createdAt: Instant
  sentAt: Instant | null
  onceKey: string
}

/** What a sender gives; the rest is the record's own. */
export type Draft = Pick<
  Mail,
  | 'kind'
  | 'personId'
  | 'stationId'
  | 'aboutType'
  | 'aboutId'
  | 'to'
  | 'locale'
  | 'subject'
  | 'secret'
  | 'onceKey'
> & {
  text: string
  html: string
  calendar?: Calendar | null
}

/** How a try to deliver ended. */
export type Delivery =
  | { mailId: MailId; ended: 'sent'; answer: string }
  | { mailId: MailId; ended: 'fault'; answer: string; lasting: boolean }
  | { mailId: MailId; ended: 'kept' }
