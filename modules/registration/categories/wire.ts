import { z } from 'zod'
import { bilingual } from '#kernel/text'
import { type Instant, isInstant } from '#kernel/time'
import { questionTypes } from '../questions/model.ts'

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

/** A question as its maker writes it. A choice keeps its id, so that its words can be mended; a new one has ''. */
export const QuestionFacts = z.object({
  type: z.enum(questionTypes),
  label: bilingual({ max: 200 }),
  hint: bilingual({ max: 300, optional: true }),
  required: z.boolean(),
  choices: z
    .array(z.object({ id: z.string().max(40), label: bilingual({ max: 120 }) }))
    .max(100, 'registration.question_too_many_choices'),
  when: z.object({ question: z.string().max(40), is: z.array(z.string().max(40)).max(100) }).nullable(),
})
export type QuestionFacts = z.output<typeof QuestionFacts>
