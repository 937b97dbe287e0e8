import { z } from 'zod'
import { job } from '#kernel/command'
import { idOf } from '#kernel/ids'
import { dropShown } from './show/commands.ts'

export const jobs = [
  job({
    name: 'projects.forget_shown',
    input: z.object({ fact: z.string(), payload: z.object({ consentId: idOf('consent') }) }),
    hears: ['people.consent_withdrawn'],
    run: async (use, { payload }) => void (await use.run(dropShown, payload)),
  }),
]
