import { z } from 'zod'
import { command } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { isSystem, may } from './access.ts'
import { queuedFact } from './facts.ts'
import { type Delivery, type Draft, type Mail, MailId } from './model.ts'
import * as rules from './rules.ts'
import * as store from './store.ts'

/** Puts letters into the queue. Saying one twice with the same once-key makes one letter. */
export const queueLetters = command({
  name: 'messaging.queue',
  input: z.array(z.custom<Draft>((value) => typeof value === 'object' && value !== null)).min(1),
  load: async () => null,
  allow: isSystem,
  decide: (_loaded, drafts, { at }) => drafts.map((draft) => rules.queued(draft, at)),
  save: (tx, mails) => store.insert(tx, mails),
  // One is enough: whoever hears it delivers all that is due.
  announce: (mails) => mails.slice(0, 1).map(({ id }) => queuedFact(id)),
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

/** Writes down how tries ended. */
export const recordDeliveries = command({
  name: 'messaging.record_delivery',
  input: z.array(z.custom<Delivery>((value) => typeof value === 'object' && value !== null)).min(1),
  load: async (tx, deliveries) => {
    const mails = await store.lock(
      tx,
      deliveries.map(({ mailId }) => mailId),
    )
    if (mails.size < deliveries.length) throw notFound()
    return mails
  },
  allow: isSystem,
  decide: (mails, deliveries, { at }): Mail[] =>
    deliveries.flatMap((delivery) => {
      const mail = mails.get(delivery.mailId)
      return mail ? [rules.afterTry(mail, delivery, at)] : []
    }),
  save: store.save,
})

/** Tries a letter once more that failed or was kept. */
export const sendAgain = command({
  name: 'messaging.send_again',
  input: z.object({ mailId: MailId }),
  load: async (tx, { mailId }) => {
    const mail = (await store.lock(tx, [mailId])).get(mailId)
    if (!mail) throw notFound()
    return mail
  },
  allow: may.sendAgain,
  decide: (mail, _input, { at }) =>
    mail.state === 'failed' || mail.state === 'kept' ? rules.again(mail, at) : mail,
  save: (tx, mail) => store.save(tx, [mail]),
  announce: (mail) => [queuedFact(mail.id)],
  audit: (mail) => ({ type: 'mail', id: mail.id, stationId: mail.stationId }),
  reach: { beyond: 'the policy lets only the system write letters; may.sendAgain is the lock' },
})
