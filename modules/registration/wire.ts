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
