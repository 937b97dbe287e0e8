import { z } from 'zod'
import { type Job, job } from '#kernel/command'
import type { Words } from '#kernel/i18n'
import { idOf } from '#kernel/ids'
import { readGrant } from '#modules/people'
import { readOrganisation } from '#modules/programme'
import { queueLetters } from './commands.ts'
import { enterpriseLetter } from './letters/enterprise.ts'

/** Whoever is given the role of an enterprise, or loses it, gets a letter that says so: the receipt. Staff see theirs at work. */
export const hearRoles = ({ words, origin }: { words: Words; origin: string }): Job<z.ZodType>[] => [
  job({
    name: 'messaging.tell_enterprise',
    input: z.object({ payload: z.object({ grantId: idOf('role_grant'), role: z.string() }) }),
    hears: ['people.role_granted', 'people.role_revoked'],
    run: async (use, { payload }) => {
      if (payload.role !== 'enterprise') return
      const { grant, person } = await use.ask(readGrant, { grantId: payload.grantId })
      const organisation = await use.ask(readOrganisation, { organisationId: grant.organisationId })
      const draft = enterpriseLetter(words, { grant, person, organisation, origin })
      if (draft) await use.run(queueLetters, [draft])
    },
  }) as Job<z.ZodType>, // the list forgets the job's own input; the queue parses it by that job's schema
]
