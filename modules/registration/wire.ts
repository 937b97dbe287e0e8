import { z } from 'zod'
import { idOf, newId } from '#kernel/ids'
import { Who } from './admission/wire.ts'
import { CategoryId, registrationStates } from './model.ts'

/** A request for a place as the API takes it; the event's id is in the path. */
export const ApiRegistration = z.object({
  id: idOf('event'),
  categoryId: CategoryId,
  person: Who,
  /** By question id. */
  answers: z.record(z.string().max(60), z.unknown()).default({}),
  consents: z.object({ process: z.boolean(), contact: z.boolean().default(false) }),
  /** The token of an invitation's link. */
  invitation: z.string().max(500).optional(),
  /** Name of this request, 8–100 characters: sending it again with the same key asks once. */
  key: z
    .string()
    .min(8)
    .max(100)
    .default(() => newId()),
  locale: z.enum(['en', 'zh']).default('en'),
})

/** What the caller is told: the state, and the key to ask again with. Nothing about the person. */
export const ApiRegistered = z.object({ state: z.enum(registrationStates), key: z.string() })

/** Which registrations of an event staff ask for. `page` counts from 1, a hundred on each. */
export const ApiList = z.object({
  id: idOf('event'),
  state: z.enum(registrationStates).optional(),
  category: CategoryId.optional(),
  q: z.string().max(200).default(''),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
})

const moment = z.string()

/** One page of registrations, in order of arrival, and how many fit in all. */
export const ApiGuests = z.object({
  total: z.number().int(),
  registrations: z.array(
    z.object({
      id: z.string(),
      place: z.number().int(),
      categoryId: z.string(),
      state: z.enum(registrationStates),
      personId: z.string(),
      name: z.object({
        latinGiven: z.string(),
        latinFamily: z.string(),
        han: z.string(),
        familyFirst: z.boolean(),
      }),
      email: z.string().nullable(),
      country: z.string().nullable(),
      affiliation: z.string(),
      answers: z.record(z.string(), z.unknown()),
      createdAt: moment,
      decidedAt: moment.nullable(),
      offeredUntil: moment.nullable(),
      reason: z.string().nullable(),
    }),
  ),
})
