import { z } from 'zod'
import { isCountry } from '#kernel/countries'
import { isCurrency, type Money } from '#kernel/money'
import { ror } from '#kernel/ror'
import { bilingual, line, prose } from '#kernel/text'
import { type Instant, isInstant, isZone, type Zone } from '#kernel/time'
import { StationId } from '#modules/stations'
import { fields, maturities, type Passport, showable, soughtKinds } from './model.ts'

const Moment = z.custom<Instant>(
  (value) => typeof value === 'string' && isInstant(value),
  'kernel.field_not_a_time',
)
/** As a form sends it: left out is told beside whatever else is missing. */
const AskedMoment = z
  .custom<Instant | null>(
    (value) => value === null || Moment.safeParse(value).success,
    'kernel.field_not_a_time',
  )
  .transform((value, context) => {
    if (value !== null) return value
    context.addIssue({ code: 'custom', message: 'kernel.field_required' })
    return z.NEVER
  })
const ZoneName = z.custom<Zone>((value) => typeof value === 'string' && isZone(value), 'kernel.field_choose')
const Country = z.custom<string>(
  (value) => typeof value === 'string' && isCountry(value),
  'kernel.field_country',
)

/** What a call says about itself; its forms apart. */
export const CallFacts = z
  .object({
    stationId: StationId.nullable(),
    slug: z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/, 'projects.field_slug'),
    title: bilingual({ max: 200 }),
    about: bilingual({ max: 10_000, lines: 'many', optional: true }),
    zone: ZoneName,
    opensAt: AskedMoment,
    closesAt: AskedMoment,
    onePerEntrant: z.boolean(),
    state: z.enum(['draft', 'open', 'closed']),
  })
  .refine(({ opensAt, closesAt }) => opensAt < closesAt, {
    path: ['closesAt'],
    error: 'kernel.field_end_before_start',
  })

const Amount = z
  .object({
    minor: z.number().int().min(0).max(1e15),
    currency: z.custom<string>(isCurrency, 'kernel.field_choose'),
  })
  .transform((amount): Money => amount)

/** Nearly everything may still be empty: a draft is saved as far as it is. What is missing is asked when it is sent in. */
export const PassportFacts = z.object({
  title: bilingual({ max: 160, optional: true }),
  summary: bilingual({ max: 600, lines: 'many', optional: true }),
  body: bilingual({ max: 20_000, lines: 'many', optional: true }),
  field: z.enum(fields).nullable(),
  tags: z
    .array(line(40))
    .max(12, 'projects.field_tags')
    .transform((tags) => [...new Set(tags)]),
  maturity: z.enum(maturities).nullable(),
  seeking: z
    .array(z.enum(soughtKinds))
    .transform((kinds) => soughtKinds.filter((kind) => kinds.includes(kind))),
  financing: Amount.nullable(),
  website: z
    .url({ protocol: /^https?$/, error: 'projects.field_url' })
    .max(500)
    .nullable(),
  country: Country.nullable(),
  institution: line(200, 0),
  ror: ror('projects.field_ror').nullable(),
})
export type PassportFacts = z.output<typeof PassportFacts>

/**
 * As much of a passport as can be kept while it is being typed: a part that is not right yet stays as it stands, and is
 * named in `left`.
 */
export function keepable(
  typed: Readonly<Record<keyof PassportFacts, unknown>>,
  stands: Passport,
): { facts: PassportFacts; left: (keyof PassportFacts)[] } {
  const names = Object.keys(PassportFacts.shape) as (keyof PassportFacts)[] // the schema's own names
  const left = names.filter((name) => !PassportFacts.shape[name].safeParse(typed[name]).success)
  const kept = Object.fromEntries(
    names.map((name) => [name, left.includes(name) ? stands[name] : typed[name]]),
  )
  return { facts: PassportFacts.parse(kept), left }
}

/** Who owns what it rests on. All three are asked: "none" is an answer, silence is not. */
export const IpFacts = z.object({
  owner: line(300),
  licence: prose(1000, 1),
  priorObligations: prose(2000, 1),
  // Not a literal: an unticked box is told together with what else is missing.
  sworn: z.boolean().refine((given) => given, 'projects.field_sworn'),
})

export const Audience = z.union([
  z.literal('public'),
  z.literal('registered'),
  z.templateLiteral(['organisation:', z.uuid()]),
])
export const ShownFacts = z.array(z.object({ field: z.enum(showable), recipient: Audience })).max(500)
