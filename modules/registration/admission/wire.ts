import { z } from 'zod'
import { isCountry } from '#kernel/countries'
import { idOf } from '#kernel/ids'
import { personName } from '#kernel/names'
import { line } from '#kernel/text'
import { CategoryId, InvitationId } from '../model.ts'

/** The words of the consents on the form; a receipt names this. Change it with `registration.consent_…`. */
export const consentText = 'registration.consent@1'

export const Email = z
  .string()
  .max(254)
  .transform((text) => text.trim().toLowerCase())
  .pipe(z.email('kernel.field_email'))

/** Who is to have the place. An address in another case is the same person. */
export const Who = z.object({
  email: Email,
  name: z
    .object({
      latinGiven: line(80, 0).default(''),
      latinFamily: line(80, 0).default(''),
      han: line(40, 0).default(''),
      familyFirst: z.boolean().default(false),
    })
    .transform(personName)
    .refine(({ latinGiven, latinFamily, han }) => latinGiven + latinFamily + han !== '', {
      path: ['latinFamily'],
      error: 'registration.name_needed',
    }),
  country: z
    .string()
    .refine((code) => isCountry(code), 'kernel.field_country')
    .nullable(),
  affiliation: line(160, 0).default(''),
})

/** A request for a place. `self` is whoever is signed in; else `person` says who. */
export const RegisterInput = z
  .object({
    eventId: idOf('event'),
    categoryId: CategoryId,
    self: z.boolean().default(false),
    person: Who.optional(),
    /** By question id, as a form or JSON sends them. */
    answers: z.record(z.string().max(60), z.unknown()).default({}),
    /** What the link opened: absent without a link, null when the link opens nothing. */
    invitationId: InvitationId.nullish(),
    /** The caller's own name for the request: repeating it asks once. */
    key: z.string().min(8).max(100),
    locale: z.enum(['en', 'zh']),
    /** `process`: for this event, or there is no place. `contact`: the station may write about other things. */
    consents: z.object({ process: z.boolean().default(false), contact: z.boolean().default(false) }),
    /** Staff bring someone in by hand. */
    byStaff: z.boolean().default(false),
  })
  .superRefine((input, context) => {
    const say = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message })
    if (!input.self && !input.person) say(['person', 'email'], 'kernel.field_required')
    if (input.byStaff) return
    if (!input.consents.process) say(['consents', 'process'], 'registration.consent_needed')
    if (input.person && input.person.country === null) say(['person', 'country'], 'kernel.field_country')
  })
export type RegisterInput = z.output<typeof RegisterInput>
