import { z } from 'zod'
import { isCountry } from '#kernel/countries'
import { personName } from '#kernel/names'
import { line } from '#kernel/text'
import { Email } from '../admission/wire.ts'
import { mostRows } from './rules.ts'

/** A row that was read and previewed, as the page sends it back: checked again before it is taken in. */
export const Row = z.object({
  line: z.number().int(),
  email: Email,
  name: z
    .object({ latinGiven: line(80, 0), latinFamily: line(80, 0), han: line(40, 0) })
    .transform(personName)
    .refine(({ latinGiven, latinFamily, han }) => latinGiven + latinFamily + han !== '', {
      path: ['latinFamily'],
      error: 'registration.name_needed',
    }),
  country: z
    .string()
    .refine((code) => isCountry(code), 'kernel.field_country')
    .nullable(),
  affiliation: line(160, 0),
  locale: z.enum(['en', 'zh']).nullable(),
})

export const Rows = z.array(Row).min(1, 'registration.list_empty').max(mostRows)
export type Row = z.output<typeof Row>
