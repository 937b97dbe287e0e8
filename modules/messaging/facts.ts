import type { Fact } from '#kernel/command'
import type { MailId } from './model.ts'

export const queuedFact = (mailId: MailId): Fact<{ mailId: MailId }> => ({
  name: 'messaging.queued',
  payload: { mailId },
})
