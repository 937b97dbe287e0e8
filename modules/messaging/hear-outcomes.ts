import { z } from 'zod'
import { type Job, job } from '#kernel/command'
import type { Words } from '#kernel/i18n'
import {
  ConfirmationId,
  confirmationToken,
  followupMonths,
  followupToken,
  OutcomeId,
  readConfirmation,
  readFollowupLetter,
} from '#modules/outcomes'
import type { Keys } from '#platform/keys'
import { queueLetters } from './commands.ts'
import { confirmationLetter, followupLetter } from './letters/outcomes.ts'

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
      }),
    }),
    hears: ['outcomes.followup_asked'],
    run: async (use, { payload }) => {
      const { outcome, recipients } = await use.ask(readFollowupLetter, payload)
      const token = followupToken(keys, payload, use.now())
      for (const to of recipients) {
        const link = `${origin}/${to.locale}/outcomes/still/${token}`
        const once = `outcome_followup ${payload.outcomeId} ${payload.months} ${payload.turn} ${to.email}`
        await use.run(queueLetters, [followupLetter(words, { outcome, to, link }, once)])
      }
    },
  }) as Job<z.ZodType>, // as above
]
