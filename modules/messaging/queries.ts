import { z } from 'zod'
import { stationsOf } from '#kernel/access'
import { query } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { isSystem, may } from './access.ts'
import { MailId, mailStates } from './model.ts'
import * as store from './store.ts'

export const listMail = query({
  name: 'messaging.list',
  input: z.object({ state: z.enum(mailStates).nullable(), before: MailId.nullable() }),
  load: async (tx, { state, before }) => ({
    mails: await store.list(tx, { state, before, limit: 50 }),
    counts: await store.countByState(tx),
  }),
  // Row-level security has narrowed the list to the reader's stations.
  allow: (actor) => may.view(actor, { stationId: null }) || stationsOf(actor).length > 0,
})

/** One letter whole: for the demo's mailbox, where nothing leaves the machine. */
export const readLetter = query({
  name: 'messaging.read',
  input: z.object({ mailId: MailId }),
  load: async (tx, { mailId }) => {
    const mail = await store.find(tx, mailId)
    if (!mail) throw notFound()
    return mail
  },
  allow: isSystem,
})

export const newestLetters = query({
  name: 'messaging.newest',
  input: z.object({}),
  load: (tx) => store.list(tx, { state: null, before: null, limit: 50 }),
  allow: isSystem,
})
