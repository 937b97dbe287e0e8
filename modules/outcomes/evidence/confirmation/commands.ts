import { z } from 'zod'
import { everyone } from '#kernel/access'
import { beyond, command, query, type Tx } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { may } from '../../access.ts'
import { told } from '../../facts.ts'
import { OutcomeId } from '../../model.ts'
import * as outcomes from '../../store.ts'
import { ConfirmationId } from './model.ts'
import { ownSideOf } from './own-side.ts'
import * as rules from './rules.ts'
import * as store from './store.ts'

/** Mails the other side a link by which they say yes or no without an account. */
export const askConfirmation = command({
  name: 'outcomes.ask_confirmation',
  input: z.object({
    outcomeId: OutcomeId,
    email: z.email('kernel.field_email').max(254),
    name: z.string().trim().min(1).max(200),
    locale: z.enum(['en', 'zh']),
  }),
  // Whether an address is of this side must be known of all people, also of those the asker may not see.
  reach: beyond('an address of the own side is refused, whoever has it; may.askConfirmation is the lock'),
  load: async (tx, { outcomeId, email }, { actor }) => {
    const outcome = await outcomes.lock(tx, outcomeId)
    if (!outcome || !may.view(actor, outcome)) throw notFound()
    return {
      outcome,
      asked: await store.confirmationsOf(tx, outcomeId),
      ...(await ownSideOf(tx, outcome, email, actor)),
    }
  },
  allow: (actor, { outcome }) => may.askConfirmation(actor, outcome),
  decide: (asking, { outcomeId: _id, ...to }, { actor, at }) => rules.ask(asking, to, actor, at),
  save: store.insertConfirmation,
  announce: ({ id }) => [{ name: 'outcomes.confirmation_asked', payload: { confirmationId: id } }],
  audit: ({ outcomeId, stationId }) => ({ type: 'outcome', id: outcomeId, stationId }),
})

const byLink = everyone('the signed link of a confirmation is the key to it')
const linkReach = beyond('the other side has no account; the signed link names the one record it may see')

async function withOutcome(tx: Tx, id: ConfirmationId, lock: boolean) {
  const confirmation = await (lock ? store.lockConfirmation : store.findConfirmation)(tx, id)
  const outcome = confirmation && (await (lock ? outcomes.lock : outcomes.find)(tx, confirmation.outcomeId))
  if (!confirmation || !outcome) throw notFound()
  return { confirmation, outcome }
}

/** What the other side is asked. */
export const readConfirmation = query({
  name: 'outcomes.read_confirmation',
  input: z.object({ confirmationId: ConfirmationId }),
  reach: linkReach,
  load: (tx, { confirmationId }) => withOutcome(tx, confirmationId, false),
  allow: byLink,
})

/** The other side says yes or no, once. */
export const answerConfirmation = command({
  name: 'outcomes.answer_confirmation',
  input: z.object({
    confirmationId: ConfirmationId,
    said: z.enum(['confirmed', 'denied']),
    name: z.string().trim().min(1).max(200),
    note: z.string().trim().max(2000).default(''),
  }),
  reach: linkReach,
  load: (tx, { confirmationId }) => withOutcome(tx, confirmationId, true),
  allow: byLink,
  decide: (loaded, { confirmationId: _id, ...given }, { at }) => rules.answer(loaded, given, at),
  save: async (tx, answered) => {
    await store.saveAnswer(tx, answered.confirmation)
    await outcomes.save(tx, answered)
  },
  announce: told,
  audit: ({ outcome }) => ({ type: 'outcome', id: outcome.id, stationId: outcome.stationId }),
})
