import { z } from 'zod'
import { type Actor, hasRole } from '#kernel/access'
import { command, query } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { newId } from '#kernel/ids'
import * as rules from './rules.ts'
import * as store from './store.ts'

export const DeliveryId = z.uuid()

const isSystem = (actor: Actor) => actor.kind === 'system'

/** A checkpoint is to be sent to these places. One that is waiting for an older checkpoint need not have that any more. */
export const queueWitness = command({
  name: 'outcomes.queue_witness',
  input: z.object({ size: z.number().int().positive(), targets: z.array(z.string().max(500)).max(20) }),
  load: async () => null,
  allow: isSystem,
  decide: (_loaded, { size, targets }, { at }) =>
    targets.map(
      (target): store.Delivery => ({
        id: newId<'delivery'>(),
        size,
        target,
        state: 'queued',
        attempts: 0,
        nextTryAt: at,
        answer: null,
        doneAt: null,
      }),
    ),
  save: store.insert,
})

/** Takes what is due into this process's hands, with the text that is to be sent. */
export const claimWitness = command({
  name: 'outcomes.claim_witness',
  input: z.object({}),
  load: (tx, _input, { at }) => store.claim(tx, at, rules.leaseMinutes),
  allow: isSystem,
  decide: (due) => due,
  save: async () => {},
})

/** How a try ended. */
export const recordWitness = command({
  name: 'outcomes.record_witness',
  input: z.object({ id: z.string(), ok: z.boolean(), answer: z.string() }),
  load: async (tx, { id }) => {
    const found = await store.lock(tx, id)
    if (!found) throw notFound()
    return found
  },
  allow: isSystem,
  decide: (delivery, { ok, answer }, { at }) => rules.afterTry(delivery, { ok, answer }, at),
  save: store.save,
})

/** Who may have a checkpoint sent again that no try brought to its place. */
export const maySendAgain = hasRole('administrator', 'organiser')

/** Tries a delivery once more that failed for good: the place is back, or its address is mended. */
export const sendWitnessAgain = command({
  name: 'outcomes.send_witness_again',
  input: z.object({ id: DeliveryId }),
  load: async (tx, { id }) => {
    const found = await store.lock(tx, id)
    if (!found) throw notFound()
    return found
  },
  allow: maySendAgain,
  decide: (delivery, _input, { at }) => rules.again(delivery, at),
  save: store.save,
  audit: ({ id }) => ({ type: 'witness', id, stationId: null }),
})

/** The newest deliveries with their states, for the console. */
export const readWitness = query({
  name: 'outcomes.read_witness',
  input: z.object({}),
  load: (tx) => store.list(tx, 50),
  allow: hasRole('administrator', 'organiser', 'verifier', 'auditor'),
})
