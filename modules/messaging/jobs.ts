import { z } from 'zod'
import { job, type Use } from '#kernel/command'
import { type Mailer, MailFault } from '#platform/mail'
import { claimDue, recordDeliveries } from './commands.ts'
import type { Delivery, Mail } from './model.ts'

/** The Message-ID stays the same over all tries, so that a letter sent twice by a crash is one in the mailbox. */
const messageIdOf = (mail: Mail, domain: string) => `<${mail.id}@${domain}>`

async function tryOne(mailer: Mailer, mail: Mail, domain: string): Promise<Delivery> {
  try {
    const answer = await mailer.send({
      messageId: messageIdOf(mail, domain),
      to: mail.to,
      subject: mail.subject,
      text: mail.text ?? '',
      html: mail.html ?? '',
      ...(mail.calendar ? { calendar: mail.calendar } : {}),
    })
    return { mailId: mail.id, ended: 'sent', answer }
  } catch (error) {
    if (!(error instanceof MailFault)) throw error
    return { mailId: mail.id, ended: 'fault', answer: error.message, lasting: error.lasting }
  }
}

/** Sends what is due until nothing is. Without a server letters are kept for the mailbox page. */
export async function deliverDue(use: Use, mailer: Mailer | null, domain: string): Promise<void> {
  for (;;) {
    const mails = await use.run(claimDue, {})
    if (mails.length === 0) return
    if (mailer === null)
      await use.run(
        recordDeliveries,
        mails.map(({ id }) => ({ mailId: id, ended: 'kept' })),
      )
    // Each is written down as soon as it has left: a crash then sends few of them a second time.
    else
      await Promise.all(
        mails.map(async (mail) => use.run(recordDeliveries, [await tryOne(mailer, mail, domain)])),
      )
  }
}

export const jobs = (ports: { mailer: Mailer | null; domain: string }) => [
  job({
    name: 'messaging.deliver',
    input: z.unknown(),
    hears: ['messaging.queued'],
    every: '* * * * *',
    run: (use) => deliverDue(use, ports.mailer, ports.domain),
    runAll: (use) => deliverDue(use, ports.mailer, ports.domain),
  }),
]
