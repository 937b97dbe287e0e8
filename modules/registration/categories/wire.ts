import { z } from 'zod'
import { bilingual } from '#kernel/text'
import { type Instant, isInstant } from '#kernel/time'

const Moment = z.custom<Instant>(
  (value) => typeof value === 'string' && isInstant(value),
  'kernel.field_not_a_time',
)

/** What staff decide about a category, its form apart. */
export const CategoryFacts = z
  .object({
    name: bilingual({ max: 80 }),
    about: bilingual({ max: 1000, lines: 'many', optional: true }),
    quota: z.number().int().min(0).max(1_000_000).nullable(),
    approval: z.boolean(),
    invitationOnly: z.boolean(),
    waitingList: z.boolean(),
    autoOffer: z.boolean(),
    offerHours: z.number().int().min(1).max(720),
    opensAt: Moment.nullable(),
    closesAt: Moment.nullable(),
    state: z.enum(['draft', 'open', 'closed']),
  })
  .refine(({ opensAt, closesAt }) => !opensAt || !closesAt || opensAt < closesAt, {
    path: ['closesAt'],
    error: 'kernel.field_end_before_start',
  })
