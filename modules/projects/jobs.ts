import { z } from 'zod'
import { job } from '#kernel/command'
import { idOf } from '#kernel/ids'
import type { Uploads } from '#platform/files'
import { sweepOf } from './intake/video/sweep.ts'
import { dropShown } from './show/commands.ts'

/** What a withdrawal of consent takes off the show; and what lies on the disk for nobody. */
export const jobsOf = (ports: { uploads: Uploads }) => [
  job({
    name: 'projects.forget_shown',
    input: z.object({ fact: z.string(), payload: z.object({ consentId: idOf('consent') }) }),
    hears: ['people.consent_withdrawn'],
    run: async (use, { payload }) => void (await use.run(dropShown, payload)),
  }),
  sweepOf(ports),
]
