import { z } from 'zod'
import { command } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { isSystem, may } from './access.ts'
import { queuedFact } from './facts.ts'
import { type Delivery, type Draft, type Mail, MailId } from './model.ts'
import * as rules from './rules.ts'
import * as store from './store.ts'

/** Puts a letter into the queue. Saying it twice with the same once-key makes one letter. */
export const queueLetter = command({
  name: 'messaging.queue',
  input: z.custom<Draft>((value) => typeof value === 'object' && value !== null),
  load: async () => null,
  allow: isSystem,
  decide: (_loaded, draft, { at }) => rules.queued(draft, at),
  save: async (tx, mail) => void (await store.insert(tx, mail)),
  announce: (mail) => [queuedFact(mail.id)],
})

/** Takes up to 50 letters that are due. They are this process's until the lease is over. */
export const claimDue = command({
  name: 'messaging.claim',
  input: z.object({}),
  load: (tx, _input, { at }) => store.claim(tx, at, 50),
  allow: isSystem,
  decide: (mails) => mails,
  save: async () => {},
})

/** Writes down how a try ended. */
export const recordDelivery = command({
  name: 'messaging.record_delivery',
  input: z.custom<Delivery>((value) => typeof value === 'object' && value !== null),
  load: async (tx, input) => {
    const mail = await store.lock(tx, input.mailId)
    if (!mail) throw notFound()
    return mail
  },
  allow: isSystem,
  decide: (mail, delivery, { at }): Mail => rules.afterTry(mail, delivery, at),
  save: store.save,
})

/** Tries a letter once more that failed or was kept. */
export const sendAgain = command({
  name: 'messaging.send_again',
  input: z.object({ mailId: MailId }),
  load: async (tx, { mailId }) => {
    const mail = await store.lock(tx, mailId)
    if (!mail) throw notFound()
    return mail
  },
  allow: may.sendAgain,
  decide: (mail, _input, { at }) =>
    mail.state === 'failed' || mail.state === 'kept' ? rules.again(mail, at) : mail,
  save: store.save,
  announce: (mail) => [queuedFact(mail.id)],
  audit: (mail) => ({ type: 'mail', id: mail.id, stationId: mail.stationId }),
  reach: { beyond: 'the policy lets only the system write letters; may.sendAgain is the lock' },
})
