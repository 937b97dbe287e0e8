import { z } from 'zod'
import { type Job, job, type Use } from '#kernel/command'
import type { Words } from '#kernel/i18n'
import {
  ConfirmationId,
  confirmationToken,
  followupMonths,
  followupToken,
  OutcomeId,
  readConfirmation,
  readDecision,
  readFollowupLetter,
  readSide,
  SideId,
  signingCode,
  signingToken,
} from '#modules/outcomes'
import type { Keys } from '#platform/keys'
import { queueLetters } from './commands.ts'
import { confirmationLetter, decisionLetter, followupLetter } from './letters/outcomes.ts'
import { signatureLetter, signingCodeLetter } from './letters/signing.ts'
import { witnessLetter } from './letters/witness.ts'

/** A checkpoint of the ledger to a mailbox outside, as a letter like any other: kept for the mailbox page where no server is set. */
export const letterToWitness =
  ({ words, origin }: { words: Words; origin: string }) =>
  async (use: Use, checkpoint: { to: string; size: number; note: string }): Promise<void> => {
    await use.run(queueLetters, [witnessLetter(words, { ...checkpoint, origin })])
  }

/** What outcomes tell becomes letters with signed links. */
export const hearOutcomes = ({
  words,
  keys,
  origin,
}: {
  words: Words
  keys: Keys
  origin: string
}): Job<z.ZodType>[] => [
  job({
    name: 'messaging.ask_confirmation',
    input: z.object({ payload: z.object({ confirmationId: ConfirmationId }) }),
    hears: ['outcomes.confirmation_asked'],
    run: async (use, { payload }) => {
      const { confirmation, outcome } = await use.ask(readConfirmation, payload)
      const token = confirmationToken(keys, confirmation)
      const link = `${origin}/${confirmation.locale}/outcomes/confirm/${token}`
      await use.run(queueLetters, [confirmationLetter(words, { confirmation, outcome, link })])
    },
  }) as Job<z.ZodType>, // the list forgets each job's own input; the queue parses it by that job's schema
  job({
    name: 'messaging.ask_followup',
    input: z.object({
      payload: z.object({
        outcomeId: OutcomeId,
        months: z.union(followupMonths.map((months) => z.literal(months))),
        turn: z.enum(['person', 'enterprise', 'station']),
        /** Left out in facts from before anybody could be asked again. */
        day: z.string().optional(),
      }),
    }),
    hears: ['outcomes.followup_asked'],
    run: async (use, { payload }) => {
      const { day, ...key } = payload
      const { outcome, about, recipients } = await use.ask(readFollowupLetter, key)
      // Nobody has to be told their own name.
      const others = key.turn === 'person' ? null : about
      const token = followupToken(keys, key, use.now())
      for (const to of recipients) {
        const link = `${origin}/${to.locale}/outcomes/still/${token}`
        const once = ['outcome_followup', key.outcomeId, key.months, key.turn, to.email, day].join(' ').trim()
        await use.run(queueLetters, [followupLetter(words, { outcome, about: others, to, link }, once)])
      }
    },
  }) as Job<z.ZodType>, // as above
  job({
    name: 'messaging.tell_decision',
    input: z.object({ payload: z.object({ outcomeId: OutcomeId }) }),
    hears: ['outcomes.decided'],
    run: async (use, { payload }) => {
      const found = await use.ask(readDecision, payload)
      if (found === null) return
      const link = `${origin}/${found.to.locale}/account/outcomes/${payload.outcomeId}`
      await use.run(queueLetters, [decisionLetter(words, { ...found, link })])
    },
  }) as Job<z.ZodType>, // as above
  job({
    name: 'messaging.ask_signature',
    input: z.object({ payload: z.object({ sideId: SideId }) }),
    hears: ['outcomes.signature_asked'],
    run: async (use, { payload }) => {
      const { signing, outcome, side } = await use.ask(readSide, payload)
      const link = `${origin}/${side.locale}/outcomes/sign/${signingToken(keys, side, signing)}`
      await use.run(queueLetters, [signatureLetter(words, { signing, outcome, side, link })])
    },
  }) as Job<z.ZodType>, // as above
  job({
    name: 'messaging.send_signing_code',
    input: z.object({ payload: z.object({ sideId: SideId, codes: z.number().int() }) }),
    hears: ['outcomes.code_asked'],
    run: async (use, { payload }) => {
      const { outcome, side } = await use.ask(readSide, { sideId: payload.sideId })
      // Another was asked for meanwhile: that one's letter is on its way, and this code is worth nothing.
      if (side.codes !== payload.codes || side.signed !== null) return
      await use.run(queueLetters, [
        signingCodeLetter(words, { outcome, side, code: signingCode(keys, side) }),
      ])
    },
  }) as Job<z.ZodType>, // as above
]
