import { z } from 'zod'
import { job } from '#kernel/command'
import { advanceFollowups } from './commands.ts'

/** Each morning (UTC): who is to be asked today is asked. */
export const jobs = [
  job({
    name: 'outcomes.follow_up',
    input: z.unknown(),
    every: '30 6 * * *',
    run: async (use) => {
      while ((await use.run(advanceFollowups, {})).followups.length > 0);
    },
  }),
]
