import { z } from 'zod'
import { idOf } from '#kernel/ids'
import { ror } from '#kernel/ror'
import { bilingual, line, prose } from '#kernel/text'
import { type Instant, isZone, type Zone } from '#kernel/time'
import { fields } from '#modules/projects'
import { PanelId, roundKinds, tieKinds } from './model.ts'

const CriterionFacts = z.object({
  key: z.string().regex(/^[a-z][a-z0-9_]{0,19}$/, 'judging.field_key'),
  title: bilingual({ max: 80 }),
  about: bilingual({ max: 400, optional: true }),
  weight: z.number().int().min(1).max(100),
})

const Ror = ror('judging.field_ror').nullable()

/** What is the same for every score of a round; changed only in its draft. */
export const RoundFacts = z.object({
  title: bilingual({ max: 120 }),
  about: bilingual({ max: 4000, lines: 'many', optional: true }),
  criteria: z
    .array(CriterionFacts)
    .min(1, 'judging.criteria_missing')
    .max(12)
    .superRefine(
      (all, context) => {
        for (const [at, { key }] of all.entries())
          if (key && all.slice(0, at).some((other) => other.key === key))
            context.addIssue({ code: 'custom', path: [at, 'key'], message: 'judging.criteria_twice' })
      },
      // Told beside whatever else is wrong with them, not in a second round.
      { when: ({ value }) => Array.isArray(value) },
    ),
  scale: z.number().int().min(2).max(100),
  blind: z.boolean(),
  filesShown: z.boolean(),
  reviewsEach: z.number().int().min(1).max(50),
  blocks: z.array(z.enum(tieKinds)).max(tieKinds.length),
})
export type RoundFacts = z.output<typeof RoundFacts>

/** What may still change while judges work. */
export const RoundTimes = z.object({
  dueAt: z.custom<Instant>((value) => typeof value === 'string').nullable(),
  places: z.number().int().min(0).max(10_000),
  waiting: z.number().int().min(0).max(10_000),
})

export const NewRound = z.object({
  editionId: idOf('edition'),
  stationId: idOf('station').nullable(),
  kind: z.enum(roundKinds),
  title: bilingual({ max: 120 }),
  zone: z.custom<Zone>((value) => typeof value === 'string' && isZone(value), 'judging.field_zone'),
})

/** What assignment and ties ask about a judge. */
export const JudgeFacts = z.object({
  panelId: PanelId,
  institution: line(200, 0),
  ror: Ror,
  organisation: line(200, 0),
  broughtBy: idOf('station').nullable(),
  fields: z.array(z.enum(fields)).max(fields.length),
  languages: z.array(z.enum(['en', 'zh'])).max(2),
  most: z.number().int().min(1).max(500),
})

export const TieFacts = z.object({
  kind: z.enum(['institution', 'organisation', 'funding', 'panel', 'declared']),
  projectId: idOf('project').nullable(),
  ror: Ror,
  name: line(200, 0),
  told: prose(500, 1),
})

export const Reason = prose(1000)
