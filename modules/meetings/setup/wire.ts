import { z } from 'zod'
import { bilingual, line } from '#kernel/text'
import { type Instant, isInstant, isPlainDate } from '#kernel/time'
import { GroupId, SlotId } from '../model.ts'
import { most } from './rules.ts'

export const Moment = z.custom<Instant>(
  (value) => typeof value === 'string' && isInstant(value),
  'kernel.field_not_a_time',
)

/** When each phase begins. */
export const Begins = z.object({
  profile: Moment,
  wish: Moment,
  draft: Moment,
  live: Moment,
  done: Moment,
})

export const GroupFacts = z
  .object({
    name: bilingual({ max: 80 }),
    mostMeetings: z.number().int().min(1).max(200),
    mostWishes: z.number().int().min(1).max(500),
    mostMusts: z.number().int().min(0).max(50),
    weight: z.number().int().min(1).max(10),
  })
  .refine(({ mostMusts, mostWishes }) => mostMusts <= mostWishes, {
    path: ['mostMusts'],
    error: 'meetings.musts_over_wishes',
  })

export const Pairings = z.array(z.object({ a: GroupId, b: GroupId })).max(most.groups * most.groups)

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'meetings.field_clock')

export const DayFacts = z
  .object({
    day: z.string().refine(isPlainDate, 'kernel.field_not_a_date'),
    from: Clock,
    until: Clock,
    minutes: z.number().int().min(5).max(240),
    gap: z.number().int().min(0).max(240),
    pause: z.object({ from: Clock, until: Clock }).nullable(),
  })
  .refine(({ from, until }) => from < until, { path: ['until'], error: 'kernel.field_end_before_start' })
  .refine(({ pause }) => !pause || pause.from < pause.until, {
    path: ['pause', 'until'],
    error: 'kernel.field_end_before_start',
  })

/** BCP 47, as short as people write it: a language, perhaps a script or region. */
export const Languages = z
  .array(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/, 'kernel.field_unknown'))
  .max(12)

const kind = {
  place: bilingual({ max: 120, optional: true }),
  languages: Languages,
  onlineUrl: z
    .url({ protocol: /^https$/, error: 'meetings.field_link' })
    .max(1000)
    .nullable(),
}

export const TablesFacts = z.object({
  ...kind,
  prefix: line(12, 0),
  count: z.number().int().min(1).max(200),
})

export const TableFacts = z.object({ ...kind, name: line(20), closed: z.array(SlotId).max(most.slots) })
