import { newId } from '#kernel/ids'
import { type Instant, plus } from '#kernel/time'
import type { Delivery, Draft, Mail } from './model.ts'

/** Minutes until the next try, after the first, second, … fault. When they are used up the letter has failed. */
export const waits: readonly number[] = [1, 5, 30, 120, 360, 1440]

/** A letter in the hands of a process that died comes back to the queue after this. */
export const leaseMinutes = 5

export const queued = (draft: Draft, at: Instant): Mail => ({
  ...draft,
  id: newId<'mail'>(),
  calendar: draft.calendar ?? null,
  state: 'queued',
  attempts: 0,
  nextTryAt: at,
  answer: null,
  createdAt: at,
  sentAt: null,
})

/** The receipt of whoever was erased: nothing of it is kept once it cannot be sent any more or has left. */
export const lastLetter = 'person_erased'

const ended = (mail: Mail): boolean => mail.state !== 'queued' && mail.state !== 'sending'

/** The letter after a try: sent, to be tried again later, or failed for good. */
export function afterTry(mail: Mail, delivery: Delivery, at: Instant): Mail {
  const next = tried(mail, delivery, at)
  return mail.kind === lastLetter && ended(next)
    ? { ...next, to: '', answer: null, text: null, html: null }
    : next
}

function tried(mail: Mail, delivery: Delivery, at: Instant): Mail {
  if (delivery.ended === 'kept') return { ...mail, state: 'kept', answer: null }
  const attempts = mail.attempts + 1
  if (delivery.ended === 'sent') {
    const sent: Mail = { ...mail, state: 'sent', attempts, answer: delivery.answer, sentAt: at }
    return mail.secret ? { ...sent, text: null, html: null } : sent
  }
  const wait = waits[attempts - 1]
  if (delivery.lasting || wait === undefined)
    return { ...mail, state: 'failed', attempts, answer: delivery.answer }
  return {
    ...mail,
    state: 'queued',
    attempts,
    answer: delivery.answer,
    nextTryAt: plus(at, { minutes: wait }),
  }
}

/** Staff ask for another try of a letter that failed. */
export const again = (mail: Mail, at: Instant): Mail => ({
  ...mail,
  state: 'queued',
  attempts: 0,
  nextTryAt: at,
})
